"""What follows from each grade, with its deadline, as the pack says."""

from collections.abc import Iterable

from gongkai.assessment.results import Assessment
from gongkai.assessment.wording import (
    ACTIONS,
    ACTORS,
    COVERS,
    cite_text,
    duration,
    measure_text,
)
from gongkai.reports.assessment.figures import figures, ordered
from gongkai.reports.official_document import Block, Heading, Paragraph
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import plain
from gongkai.rules.rounds.appeals import appeal_of
from gongkai.rules.scheme import Appeal, Consequence, Export, Scheme


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
    others = _whatever_grade(scheme)
    if others:
        text = "；".join(_step(step, scheme) for step in others)
        told.append(("其他", f"{text}{_cites(others, scheme)}。"))
    told += _found(assessment)
    told += [(export.title, _export(export)) for export in scheme.exports]
    acts = {step.do for grade, steps in scheme.consequences if grade in held for step in steps}
    # An appeal against accountability alone says nothing about grades (Q31).
    appeal = appeal_of(scheme) or scheme.appeal
    if appeal and (set(appeal.covers) - {"accountability"} or "accountability" in acts):
        told.append(("申诉", _appeal(appeal)))
    for title, text in told:
        yield Heading(2, title)
        yield Paragraph(text)


def measures_for(assessment: Assessment, unit: Graded) -> Iterable[tuple[str, str]]:
    """Yield what follows for one unit: heading and text."""
    scheme = assessment.scheme
    held = dict(scheme.consequences).get(unit.grade.id, ()) if unit.grade is not None else ()
    if held and unit.grade is not None:
        steps = "；".join(_step(step, scheme) for step in held)
        yield unit.grade.title, f"{steps}{_cites(held, scheme)}。"
    others = tuple(step for step in _whatever_grade(scheme) if "unit" in step.who)
    if others:
        yield (
            "其他",
            f"{'；'.join(_step(step, scheme) for step in others)}{_cites(others, scheme)}。",
        )
    acts = dict.fromkeys(act for rule in unit.overrides for act in rule.do)
    if acts:
        yield "经查事实", f"{_ground(unit)}，{'，'.join(ACTIONS.get(act, act) for act in acts)}。"
    yield from ((export.title, _export(export)) for export in scheme.exports)
    appeal = appeal_of(scheme) or scheme.appeal
    if appeal and (
        set(appeal.covers) - {"accountability"} or "accountability" in {step.do for step in held}
    ):
        yield "申诉", _appeal(appeal)


def _whatever_grade(scheme: Scheme) -> tuple[Consequence, ...]:
    """Return what follows whatever the grade; what waits for a fact is told where there is one."""
    steps = dict(scheme.consequences).get("any", ())
    return tuple(step for step in steps if not step.after)


def _step(step: Consequence, scheme: Scheme) -> str:
    """Return one measure as official documents print it: no blanks around numbers."""
    return measure_text(step, scheme).replace(" ", "").replace("收到通报", "收到本通报")


def _cites(consequences: Iterable[Consequence], scheme: Scheme) -> str:
    cites = dict.fromkeys(cite for step in consequences for cite in step.cite)
    listed = "；".join(cite_text(cite, scheme) for cite in cites)
    return f"（依据{listed}）" if listed else ""


def _found(assessment: Assessment) -> Iterable[tuple[str, str]]:
    """Yield what follows from findings that beat points, unit by unit."""
    for unit in ordered(assessment):
        acts = dict.fromkeys(act for rule in unit.overrides for act in rule.do)
        if acts:
            listed = "，".join(ACTIONS.get(act, act) for act in acts)
            yield f"{unit.score.unit.name}", f"{_ground(unit)}，{listed}。"


def _ground(unit: Graded) -> str:
    titles = "、".join(rule.title for rule in unit.overrides)
    return f"经查存在{titles}情形"


def _export(export: Export) -> str:
    line, full = plain(export.full_at_least), plain(export.full_value)
    return f"总分{line}分以上的按{full}分计，{line}分以下的按实际总分计；以得分为准，不以等次为准。"


def _appeal(appeal: Appeal) -> str:
    to = "或".join(ACTORS.get(body, body) for body in appeal.to)
    decide = (
        f"，受理机构应在{_span(appeal.decide_within)}内作出决定" if appeal.decide_within else ""
    )
    covers = "、".join(COVERS.get(what, what) for what in appeal.covers)
    source = "" if appeal.in_source else "（按本次考核选定的口径，办法原文没有）"
    return f"对{covers}有异议的，可在{_span(appeal.within)}内向{to}提出{decide}{source}。"


def _span(text: str) -> str:
    return duration(text).replace(" ", "")
