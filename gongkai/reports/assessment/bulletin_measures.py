"""What follows from each grade, with its deadline, as the pack says."""

from collections.abc import Iterable

from gongkai.assessment.results import Assessment
from gongkai.assessment.wording import ACTIONS, ACTORS, cite_text, duration
from gongkai.reports.assessment.figures import figures, ordered
from gongkai.reports.official_document import Block, Heading, Paragraph
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Appeal, Consequence, Export, Scheme

_STARTS = {"receipt": "收到本通报之日", "bulletin": "通报之日", "decision": "作出决定之日"}
_COVERS = {"grades": "考核结果", "scores": "考核得分", "accountability": "责任追究决定"}
_AFTER = {"rectify_overdue": "逾期不整改"}


def measures(assessment: Assessment) -> Iterable[Block]:
    """Yield what follows for the grades that units hold, for findings, and the way to object."""
    scheme = assessment.scheme
    held = {count.grade.id: count for count in figures(assessment).grades if count.units}
    told: list[tuple[str, str]] = []
    for grade, consequences in scheme.consequences:
        if grade in held and consequences:
            steps = "；".join(_step(step, scheme) for step in consequences)
            told.append(
                (f"{held[grade].grade.title}单位", f"{steps}{_cites(consequences, scheme)}。")
            )
    told += _found(assessment)
    told += [(export.title, _export(export)) for export in scheme.exports]
    acts = {step.do for grade, steps in scheme.consequences if grade in held for step in steps}
    # An appeal against accountability alone says nothing about grades (Q31).
    if scheme.appeal and (
        set(scheme.appeal.covers) - {"accountability"} or "accountability" in acts
    ):
        told.append(("申诉", _appeal(scheme.appeal)))
    for title, text in told:
        yield Heading(2, title)
        yield Paragraph(text)


def _word(code: str, words: dict[str, str] | None = None) -> str:
    known = words if words is not None else {}
    return known.get(code) or ACTIONS.get(code) or ACTORS.get(code) or code


def _step(step: Consequence, scheme: Scheme) -> str:
    """Return one consequence: by whom, to whom, what, until when, and to whom it is reported."""
    after = f"{_word(step.after, _AFTER)}的，" if step.after else ""
    by = f"由{_word(step.by)}" if step.by else ""
    who = (
        f"对{'、'.join('单位' if w == 'unit' else _word(w) for w in step.who)}" if step.who else ""
    )
    text = f"{after}{by}{who}{_word(step.do)}"
    if step.do == "rectify" or step.due:
        text += _term(step, scheme)
    if step.report_to:
        text += f"，整改情况报{_word(step.report_to)}"
    return text


def _term(step: Consequence, scheme: Scheme) -> str:
    due = step.due or scheme.readings.rectify_due
    if not due:
        return "，期限由考核机构另行书面通知"
    start = f"自{_word(step.start, _STARTS)}起" if step.start else ""
    return f"，{start}{duration(due).replace(' ', '')}内完成"


def _cites(consequences: Iterable[Consequence], scheme: Scheme) -> str:
    cites = dict.fromkeys(cite for step in consequences for cite in step.cite)
    listed = "；".join(cite_text(cite, scheme) for cite in cites)
    return f"（依据{listed}）" if listed else ""


def _found(assessment: Assessment) -> Iterable[tuple[str, str]]:
    """Yield what follows from findings that beat points, unit by unit."""
    for unit in ordered(assessment):
        acts = dict.fromkeys(act for rule in unit.overrides for act in rule.do)
        if acts:
            listed = "，".join(_word(act) for act in acts)
            yield f"{unit.score.unit.name}", f"{_ground(unit)}，{listed}。"


def _ground(unit: Graded) -> str:
    titles = "、".join(rule.title for rule in unit.overrides)
    return f"经查存在{titles}情形"


def _export(export: Export) -> str:
    line, full = plain(export.full_at_least), plain(export.full_value)
    return f"总分{line}分以上的按{full}分计，{line}分以下的按实际总分计；以得分为准，不以等次为准。"


def _appeal(appeal: Appeal) -> str:
    to = "或".join(_word(body) for body in appeal.to)
    decide = (
        f"，受理机构应在{_span(appeal.decide_within)}内作出决定" if appeal.decide_within else ""
    )
    covers = "、".join(_word(what, _COVERS) for what in appeal.covers)
    return f"对{covers}有异议的，可在{_span(appeal.within)}内向{to}提出{decide}。"


def _span(text: str) -> str:
    return duration(text).replace(" ", "")
