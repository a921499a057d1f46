"""The tables of a bulletin: all units with their parts, and the places within each group."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.assessment.results import Assessment
from gongkai.reports.assessment.figures import (
    beside,
    grade_text,
    ordered,
    score_text,
    scored,
    top_parts,
)
from gongkai.reports.assessment.sentences import remarks
from gongkai.reports.official_document import Block, Paragraph, Table
from gongkai.rules.explain import TraceNode
from gongkai.rules.grading import Graded, group_ranks

# A portrait page holds rank, unit, total, grade and this many parts.
_PARTS_ON_PAGE = 6


def result_table(assessment: Assessment) -> Table:
    """Return all units, best first, with their parts as far as a page holds them."""
    parts = _shown_parts(assessment)
    numbers = scored(assessment)
    # Where there are no totals there are no ranks, and rows are simply counted.
    titles = ["名次" if numbers else "序号", "单位", *(["总分"] if numbers else []), "等次"]
    titles += [_two_lines(title) for _, title in parts]
    rows = [
        _result_row(number, unit, numbers, [key for key, _ in parts])
        for number, unit in enumerate(ordered(assessment), start=1)
    ]
    widths = [11, 40, *([16] if numbers else []), 22, *([15] * len(parts))]
    if not parts and any(remarks(unit) for unit in assessment.units):
        titles.append("备注")
        widths.append(60)
        rows = [
            [*row, "；".join(remarks(unit))]
            for row, unit in zip(rows, ordered(assessment), strict=True)
        ]
    return Table(
        titles=titles,
        rows=rows,
        widths=widths,
        centred=[index for index, title in enumerate(titles) if title not in {"单位", "备注"}],
    )


def group_tables(assessment: Assessment) -> Iterator[Block]:
    """Yield each group with the places within it; nothing where all units are of one group."""
    ranks = group_ranks(assessment.units)
    groups: dict[str, list[Graded]] = {one.group: [] for one in ranks.values()}
    for unit in assessment.ranked():
        if unit.score.unit.id in ranks:
            groups[unit.score.unit.group].append(unit)
    for group, units in groups.items():
        yield Paragraph(f"{group or '未分组'}（{len(units)}个）：")
        yield Table(
            titles=("组内名次", "单位", "总分", "等次", "总名次"),
            rows=[
                (
                    str(ranks[unit.score.unit.id].rank),
                    unit.score.unit.name,
                    str(unit.score.total),
                    grade_text(unit),
                    str(unit.rank),
                )
                for unit in units
            ],
            widths=(20, 60, 25, 30, 20),
            centred=(0, 2, 3, 4),
        )


def _two_lines(title: str) -> str:
    """Break the name of a narrow column in the middle."""
    half = (len(title) + 1) // 2
    return f"{title[:half]}\n{title[half:]}" if len(title) > 3 else title


def _shown_parts(assessment: Assessment) -> list[tuple[str, str]]:
    """Return id and title of the parts that fit on a page; none where they are too many."""
    parts: dict[str, str] = {}
    for unit in assessment.units:
        for node in top_parts(unit.score.trace) if unit.score.trace else ():
            counted = beside(node) is None
            parts.setdefault(node.id, node.title if counted else f"{node.title}（不计分）")
    return list(parts.items()) if 1 < len(parts) <= _PARTS_ON_PAGE else []


def _shown(node: TraceNode | None) -> Decimal | None:
    if node is None:
        return None
    given = beside(node)
    return given if given is not None else node.value


def _result_row(number: int, unit: Graded, numbers: bool, parts: Sequence[str]) -> list[str]:
    values = {}
    if unit.score.trace is not None:
        values = {node.id: node for node in top_parts(unit.score.trace)}
    total = "—" if unit.score.total is None else str(unit.score.total)
    rank = str(unit.rank) if unit.rank else "—"
    row = [rank if numbers else str(number), unit.score.unit.name]
    row += [*([total] if numbers else []), grade_text(unit)]
    for key in parts:
        node = values.get(key)
        inapplicable = node is not None and node.value is None and "not_applicable" in node.inputs
        row.append("不适用" if inapplicable else score_text(_shown(node)))
    return row
