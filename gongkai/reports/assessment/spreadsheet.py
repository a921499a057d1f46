"""The workbook of an assessment: real numbers, frozen headers, one sheet per question."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.assessment.results import Assessment, exported
from gongkai.assessment.whatif import Shift
from gongkai.policy.workbook.styling import (
    BOLD,
    GREY,
    TITLE,
    Value,
    cell_at,
    put,
)
from gongkai.reports.assessment.basis import basis_rows, reading_rows
from gongkai.reports.assessment.figures import (
    figures,
    grade_text,
    names_of,
    ordered,
    total_digits,
    walk,
)
from gongkai.reports.assessment.scores_sheet import ScoresSheet
from gongkai.reports.assessment.sentences import (
    cites_text,
    problem_text,
    quota_text,
    quota_title,
    remarks,
)
from gongkai.reports.assessment.sheet_tables import (
    Cells,
    decimals_format,
    is_number,
    or_dash,
    same_digits,
    table,
)
from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import Award, Deduction
from gongkai.rules.grading import Graded, GroupRank, group_ranks
from gongkai.rules.scoring import ScoreProblem
from gongkai.rules.spelling import chinese_date

_MIDDLE = Alignment(vertical="center")


def workbook(assessment: Assessment, heading: str, moves: Sequence[Shift] = ()) -> bytes:
    """Return the whole assessment as an ``.xlsx`` file."""
    book = Workbook()
    results = book.worksheets[0]
    results.title = "结果"
    _results(results, assessment, heading)
    if any(unit.score.trace for unit in assessment.units):
        ScoresSheet(book.create_sheet("各项得分"), assessment).write()
    if assessment.scheme.rubrics or assessment.scheme.bonus:
        _entries(book.create_sheet("扣分明细"), assessment)
    if assessment.quotas:
        _quotas(book.create_sheet("名额"), assessment)
    if moves:
        _moves(book.create_sheet("试算对比"), moves, assessment)
    _readings(book.create_sheet("口径"), assessment)
    _basis(book.create_sheet("说明"), assessment)
    if assessment.problems:
        _problems(book.create_sheet("问题"), assessment)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _results(sheet: Worksheet, assessment: Assessment, heading: str) -> None:
    scheme = assessment.scheme
    places = group_ranks(assessment.units)
    groups = any(unit.score.unit.group for unit in assessment.units)
    titles = ["名次", "单位"] + (["组别"] if groups else []) + (["组内名次"] if places else [])
    titles += ["总分", "等次"] + [rule.title for rule in scheme.exports] + ["说明", "单位编号"]
    widths = [7, 32] + ([16] if groups else []) + ([10] if places else []) + [11, 12]
    widths += [16] * len(scheme.exports) + [60, 18]
    rows = [_result_row(unit, assessment, groups, places) for unit in ordered(assessment)]
    total = titles.index("总分") + 1
    table(sheet, titles, widths, rows, top=3, freeze="C4", centred=(1, total + 1), technical=1)
    for row in range(4, 4 + len(rows)):
        for column in range(total, total + 2 + len(scheme.exports)):
            if is_number(sheet.cell(row, column).value):
                sheet.cell(row, column).number_format = decimals_format(total_digits(scheme))
        cell_at(sheet, row, 2).font = BOLD
    put(cell_at(sheet, 1, 1), heading, font=TITLE, align=_MIDDLE)
    put(cell_at(sheet, 2, 1), _headline(assessment), font=GREY, align=_MIDDLE)
    for row, height in ((1, 30), (2, 20)):
        cell_at(sheet, row, 1).border = Border()
        sheet.row_dimensions[row].height = height


def _headline(assessment: Assessment) -> str:
    found = figures(assessment)
    counts = [f"{count.grade.title} {len(count.units)} 个" for count in found.grades]
    parts = [f"共 {found.units} 个单位", *counts]
    parts += [f"未定等 {len(found.open)} 个"] if found.open else []
    parts += [f"免予考核 {len(found.exempt)} 个"] if found.exempt else []
    parts += [f"平均 {found.average} 分"] if found.average is not None else []
    return "，".join(parts) + "。"


def _result_row(
    unit: Graded, assessment: Assessment, groups: bool, places: Mapping[str, GroupRank]
) -> Cells:
    own = unit.score.unit
    exports = exported(unit, assessment.scheme)
    row: list[Value] = [unit.rank if unit.rank is not None else "—", own.name]
    row += [own.group] if groups else []
    row += [places[own.id].rank if own.id in places else "—"] if places else []
    row += [or_dash(unit.score.total), grade_text(unit)]
    row += [or_dash(exports[rule.id]) for rule in assessment.scheme.exports]
    return [*row, "\n".join(remarks(unit)), own.id]


def _entries(sheet: Worksheet, assessment: Assessment) -> None:
    titles = (
        "单位",
        "考核项",
        "加减",
        "分值",
        "理由",
        "依据",
        "认定人",
        "日期",
        "出处",
        "单位编号",
    )
    widths = (28, 30, 7, 8, 44, 20, 10, 16, 40, 18)
    rows = [row for unit in ordered(assessment) for row in _entry_rows(unit, assessment)]
    if not rows:
        rows = [["", "没有扣分和加分", "", "", "", "", "", "", "", ""]]
    table(sheet, titles, widths, rows, freeze="B2", centred=(3,), technical=1)
    same_digits(sheet, 4, 2, len(rows) + 1)


def _entry_rows(unit: Graded, assessment: Assessment) -> Iterable[Cells]:
    own = unit.score.unit
    for node, _ in walk(unit.score.trace) if unit.score.trace else ():
        cite = cites_text(node.cite, assessment.scheme)
        if "score" in node.inputs and node.method in {"deduct", "computed"}:
            taken = node.inputs.get("deducted")
            if isinstance(taken, Decimal) and taken:
                why = f"考评直接给 {node.inputs['score']} 分"
                yield [own.name, node.title, "扣", taken, why, "", "", "", cite, own.id]
        for entry in _held(node):
            sign = "扣" if isinstance(entry, Deduction) else "加"
            day = chinese_date(entry.on) if entry.on else ""
            told: list[Value] = [entry.points, entry.reason, entry.evidence, entry.by, day]
            yield [own.name, node.title, sign, *told, cite, own.id]


def _held(node: TraceNode) -> Iterable[Deduction | Award]:
    for key in ("deductions", "awards"):
        entries = node.inputs.get(key)
        for entry in entries if isinstance(entries, tuple) else ():
            if isinstance(entry, Deduction | Award):
                yield entry


def _quotas(sheet: Worksheet, assessment: Assessment) -> None:
    names = names_of(assessment)
    rows: list[Cells] = []
    for effect in assessment.quotas:
        told = "\n".join(quota_text(effect, assessment))
        overflow = "、".join(names[unit] for unit in effect.overflow)
        counts = [effect.base, effect.allowed, len(effect.granted)]
        rows.append([quota_title(effect, assessment.scheme), *counts, overflow, told])
    titles = ("等次", "基数", "名额", "实列", "超出名额的单位", "说明")
    table(sheet, titles, (18, 9, 9, 9, 40, 70), rows)


def _moves(sheet: Worksheet, moves: Sequence[Shift], assessment: Assessment) -> None:
    rows: list[Cells] = []
    for shift in moves:
        old, new = shift.before, shift.after
        rows.append(
            [
                new.score.unit.name,
                or_dash(old.score.total),
                or_dash(new.score.total),
                or_dash(shift.difference),
                grade_text(old),
                grade_text(new),
                old.rank or "—",
                new.rank or "—",
                "是" if shift.moved else "",
                new.score.unit.id,
            ]
        )
    titles = ("单位", "原总分", "试算总分", "变化", "原等次", "试算等次", "原名次",
              "试算名次", "有变化", "单位编号")  # fmt: skip
    widths = (28, 11, 12, 10, 12, 12, 10, 12, 10, 18)
    centred = (5, 6, 7, 8, 9)
    table(sheet, titles, widths, rows, freeze="B2", centred=centred, technical=1)
    for row in range(2, len(rows) + 2):
        for column in (2, 3, 4):
            sheet.cell(row, column).number_format = decimals_format(total_digits(assessment.scheme))


def _readings(sheet: Worksheet, assessment: Assessment) -> None:
    titles = ("口径", "取值", "说明", "对应问题", "出处", "由谁定")
    rows = [list(row) for row in reading_rows(assessment.scheme)]
    table(sheet, titles, (18, 40, 60, 12, 40, 16), rows)


def _basis(sheet: Worksheet, assessment: Assessment) -> None:
    table(sheet, ("项目", "内容"), (22, 110), [list(row) for row in basis_rows(assessment)])


def _problems(sheet: Worksheet, assessment: Assessment) -> None:
    names = names_of(assessment)
    rows = [
        [names[p.unit], _titled(p, assessment), problem_text(p), p.unit]
        for p in assessment.problems
    ]
    table(
        sheet, ("单位", "部分", "缺什么、怎么补", "单位编号"), (28, 28, 80, 18), rows, technical=1
    )


def _titled(problem: ScoreProblem, assessment: Assessment) -> str:
    """Return the title of the part that is missing; what has none is named as it is."""
    titles = {item.id: item.title for r in assessment.scheme.rubrics for item in r.items()}
    titles |= {leaf.id: leaf.title for leaf in assessment.scheme.leaves()}
    return titles.get(problem.part, "" if problem.part.isascii() else problem.part)
