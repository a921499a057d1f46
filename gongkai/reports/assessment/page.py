"""The assessment as one HTML file: a leader reads the top, whoever is asked opens the rest."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from html import escape
from importlib.resources import files

from gongkai.assessment.results import Assessment
from gongkai.assessment.whatif import Shift
from gongkai.reports.assessment.basis import basis_rows, reading_rows
from gongkai.reports.assessment.figures import (
    Figures,
    figures,
    grade_text,
    names_of,
    ordered,
    percent,
    score_text,
    scored,
)
from gongkai.reports.assessment.markup import (
    Bar,
    bar_chart,
    grade_badge,
    lines,
    name,
    table,
    tone,
    with_names,
)
from gongkai.reports.assessment.sentences import (
    cites_text,
    problem_text,
    quota_text,
    quota_title,
    remarks,
)
from gongkai.reports.assessment.trees import anchor, shown, trees
from gongkai.rules.grading import Graded

_WORST_ITEMS = 8


@cache
def _css() -> str:
    return files("gongkai.reports.assessment").joinpath("page.css").read_text(encoding="utf-8")


def html_page(assessment: Assessment, heading: str, moves: Sequence[Shift] = ()) -> str:
    """Return the whole report as one self-contained page without scripts."""
    found = figures(assessment)
    sections = [
        _headline(assessment, found),
        _problems(assessment),
        _charts(assessment, found),
        _ranking(assessment),
        _losses(assessment, found),
        _quotas(assessment),
        _moves(moves, assessment),
        _explanations(assessment),
        _readings(assessment),
        _basis(assessment),
    ]
    scheme = assessment.scheme
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(heading)}</title><style>{_css()}</style></head><body><main>"
        f'<header><h1>{escape(heading)}</h1><p class="soft">按《{escape(scheme.title)}》规则包 '
        f"{escape(scheme.version)} 版计算</p></header>"
        f"{''.join(sections)}"
        f"<footer>规则包 {escape(scheme.id)} {escape(scheme.version)}，校验值 "
        f"<code>{escape(scheme.hash)}</code>。同一事实、同一规则包和口径，重算结果相同。</footer>"
        "</main></body></html>\n"
    )


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>" if body else ""


def _headline(assessment: Assessment, found: Figures) -> str:
    counts = "，".join(f"{c.grade.title} {len(c.units)} 个" for c in found.grades)
    extra = f"，未定等 {len(found.open)} 个" if found.open else ""
    extra += f"，免予考核 {len(found.exempt)} 个" if found.exempt else ""
    cards = [(str(found.units), "参加单位" if not found.exempt else "列入单位（含免予考核）")]
    if found.average is not None:
        spread = f"平均分（最高 {found.highest}，最低 {found.lowest}）"
        cards.append((str(found.average), spread))
    for part, word in ((found.best, "得分率最高"), (found.worst, "得分率最低")):
        if part is not None:
            cards.append((part.title, f"{word}，{percent(part.rate)}"))
    listed = "".join(f"<li><b>{escape(b)}</b><span>{escape(s)}</span></li>" for b, s in cards)
    return f'<p class="lead">{escape(counts + extra)}。</p><ul class="cards">{listed}</ul>'


def _problems(assessment: Assessment) -> str:
    if not assessment.problems:
        return ""
    names = names_of(assessment)
    listed = "".join(
        f"<li>{name(names[problem.unit])}：{escape(problem_text(problem))}</li>"
        for problem in assessment.problems
    )
    return (
        f'<div class="notice" role="note"><b>还有 {len(assessment.problems)} 处没有补齐，'
        f"有关单位暂不能定等：</b><ul>{listed}</ul></div>"
    )


def _charts(assessment: Assessment, found: Figures) -> str:
    most = max((len(count.units) for count in found.grades), default=0) or 1
    grades = [
        Bar(
            name=count.grade.title,
            share=Decimal(len(count.units)) / most,
            text=f"{len(count.units)} 个",
            tone=tone(count.grade, assessment.scheme),
        )
        for count in found.grades
    ]
    if found.open:
        share = min(Decimal(len(found.open)) / most, Decimal(1))
        grades.append(Bar(name="未定等", share=share, text=f"{len(found.open)} 个", tone="none"))
    charts = bar_chart("各等次单位数", grades)
    if len(found.parts) > 1:
        bars = [
            Bar(name=part.title, share=part.rate, text=percent(part.rate)) for part in found.parts
        ]
        charts += bar_chart("各部分平均得分率", bars)
    return _section("总体情况", f'<div class="charts">{charts}</div>')


def _ranking(assessment: Assessment) -> str:
    linked = {unit.score.unit.id for unit in shown(assessment)}
    numbers = scored(assessment)
    rows = [_ranking_row(unit, assessment, linked, numbers) for unit in ordered(assessment)]
    rank = '<th scope="col" class="num">名次</th>' if numbers else ""
    total = '<th scope="col" class="num">总分</th>' if numbers else ""
    head = f'{rank}<th scope="col">单位</th>{total}<th scope="col">等次</th>'
    body = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return _section("名次" if numbers else "各单位等次", body)


def _ranking_row(unit: Graded, assessment: Assessment, linked: set[str], numbers: bool) -> str:
    own = unit.score.unit
    shown_name = name(own.name)
    if own.id in linked:
        shown_name = f'<a href="#{anchor(unit)}">{shown_name}</a>'
    group = f' <span class="cite">{escape(own.group)}</span>' if own.group else ""
    total = "—" if unit.score.total is None else str(unit.score.total)
    mark = grade_badge(unit, grade_text(unit), assessment.scheme)
    cells = [f"<td>{shown_name}{group}{lines(remarks(unit))}</td>", f"<td>{mark}</td>"]
    if numbers:
        cells.insert(0, f'<td class="num">{unit.rank or "—"}</td>')
        cells.insert(2, f'<td class="num">{total}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _losses(assessment: Assessment, found: Figures) -> str:
    """Return where most points were lost, over all units."""
    worst = [item for item in found.items if item.lost > 0][:_WORST_ITEMS]
    rows = [
        (
            escape(item.title),
            percent(item.rate),
            score_text(item.lost),
            f"{item.short} / {item.units}",
            f'<span class="cite">{escape(cites_text(item.cite, assessment.scheme))}</span>',
        )
        for item in worst
    ]
    if not rows:
        return ""
    titles = ("项目", "得分率", "合计失分", "失分单位", "依据")
    return _section("失分较多的项目", table(titles, rows, numbers=(1, 2, 3)))


def _quotas(assessment: Assessment) -> str:
    names = names_of(assessment).values()
    told = "".join(
        f"<h3>{escape(quota_title(effect, assessment.scheme))}</h3>"
        + "".join(f"<p>{with_names(line, names)}</p>" for line in quota_text(effect, assessment))
        for effect in assessment.quotas
    )
    return _section("比例限额", told)


def _moves(moves: Iterable[Shift], assessment: Assessment) -> str:
    listed = list(moves)
    if not listed:
        return ""
    scheme = assessment.scheme
    rows = [
        (
            name(shift.after.score.unit.name),
            _arrow(shift.before.score.total, shift.after.score.total),
            " → ".join(
                grade_badge(unit, grade_text(unit), scheme) for unit in (shift.before, shift.after)
            ),
            _arrow(shift.before.rank, shift.after.rank),
        )
        for shift in listed
        if shift.moved
    ]
    if not rows:
        return _section("试算前后", "<p>改动之后，没有单位的总分、等次、名次发生变化。</p>")
    return _section("试算前后", table(("单位", "总分", "等次", "名次"), rows, numbers=(1, 3)))


def _arrow(old: object, new: object) -> str:
    before, after = ("—" if value is None else escape(str(value)) for value in (old, new))
    return before if before == after else f"{before} → {after}"


def _explanations(assessment: Assessment) -> str:
    units = shown(assessment)
    every = sum(1 for unit in assessment.units if unit.score.trace is not None)
    told = (
        '<p class="soft">点开单位，再点开各部分，可看到每一分的来历。打印时印出已点开的部分。</p>'
    )
    if len(units) < every:
        told = (
            f'<p class="notice">共 {every} 个单位，本页列出 {len(units)} 个单位的得分说明：'
            "有备注的、末等的，以及其余名次靠前的。全部单位的各项得分见 Excel 报表，"
            "完整说明见 JSON。</p>"
        )
    return _section("得分说明", told + trees(assessment, units)) if units else ""


def _readings(assessment: Assessment) -> str:
    rows = [
        (
            f"<b>{escape(title)}</b>",
            escape(value),
            escape(reason)
            + lines([part for part in (f"对应问题 {question}" if question else "", cites) if part]),
            escape(origin),
        )
        for title, value, reason, question, cites, origin in reading_rows(assessment.scheme)
    ]
    if not rows:
        return ""
    told = '<p class="soft">办法没有写明或可作不同理解之处，本次按下列口径处理。</p>'
    return _section("采用的口径", told + table(("口径", "取值", "为什么", "由谁定"), rows))


def _basis(assessment: Assessment) -> str:
    rows = [(f"<b>{escape(title)}</b>", escape(text)) for title, text in basis_rows(assessment)]
    return _section("依据", table(("项目", "内容"), rows))
