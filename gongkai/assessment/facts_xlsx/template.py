"""The workbook an office fills with facts: lists to choose from, prepared rows, grey examples."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.assessment.facts_xlsx.layout import (
    AWARDS,
    BALLOTS,
    COMPONENTS,
    DEDUCTIONS,
    FINDINGS,
    ITEMS,
    NOT_APPLICABLE,
    SHEETS,
    TIES,
    UNITS,
)
from gongkai.policy.workbook.cells import BAR
from gongkai.policy.workbook.layout import Kind, Sheet
from gongkai.policy.workbook.styling import (
    BAND_FILL,
    BODY,
    CENTRE,
    GREY,
    TITLE,
    WRAP,
    Options,
    Value,
    cell_at,
    header,
    page,
    put,
)
from gongkai.policy.workbook.tables import EXAMPLE
from gongkai.rules.numbers import plain
from gongkai.rules.readings import NotApplicable
from gongkai.rules.scheme import Grading, Item, Method, Scheme, Source

_ROWS = 2000
_MARK = f"{EXAMPLE}，可删）"
_FILL = {
    Method.DEDUCT: "没有扣分不必填；有扣分写入“扣分”表，或在“考核项”表直接给分",
    Method.LEVELS: "在“考核项”表选档次",
    Method.SURVEY: "在“考核项”表填均值、量表最低、量表最高、答卷数",
    Method.COMPUTED: "在“考核项”表填分子、分母；低于满分线的再写“扣分”表",
    Method.BONUS: "写入“加分”表",
}
_EXAMPLES = {
    "units": {"id": "u01", "name": "甲局", "group": "县直单位", "exempt": "否"},
    "components": {"unit": "u01", "unit_name": "甲局", "score": "88.5"},
    "items": {"unit": "u01", "unit_name": "甲局", "numerator": "19", "denominator": "20"},
    "deduct": {
        "unit": "u01", "unit_name": "甲局", "points": "1", "reason": "会议无记录",
        "evidence": "台账-12", "by": "张三", "on": "2026-11-05",
    },
    "award": {
        "unit": "u01", "unit_name": "甲局", "points": "2", "reason": "做法被上级推广",
        "evidence": "简报第 3 期", "by": "张三", "on": "2026-11-05",
    },
    "not_applicable": {
        "unit": "u01", "unit_name": "甲局", "reason": "无审批职能",
        "approved_by": "领导小组办公室",
    },
    "findings": {
        "unit": "u01", "unit_name": "甲局", "reason": "台账系事后补造",
        "evidence": "核查笔录", "by": "李四", "on": "2026-11-05",
    },
    "ballots": {"rater": "评委一", "unit": "u01", "unit_name": "甲局", "score": "92"},
    "tie_decisions": {"order": "u03、u07", "minutes": "领导小组第 2 次会议纪要"},
}  # fmt: skip


def facts_template(scheme: Scheme, units: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return an empty facts workbook for ``scheme``.

    ``units`` (id and name) fills the list of units and prepares a row for everything that each of
    them needs; without it the rows of one unit are prepared, to be copied for the others.
    """
    book = Workbook()
    first = book.worksheets[0]
    options = Options(book)
    _add_options(options, scheme)
    _explain(first, scheme)
    overview = book.create_sheet("考核项一览")
    _overview(overview, scheme)
    for sheet in _needed(scheme):
        _sheet(
            book.create_sheet(sheet.title), sheet, options, list(_prepared(sheet, scheme, units))
        )
    book.move_sheet(options.sheet, len(book.worksheets))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _needed(scheme: Scheme) -> list[Sheet]:
    """Return the sheets a scheme can use; the others would only be filled by mistake."""
    needed = {UNITS.key}
    if scheme.components:
        needed.add(COMPONENTS.key)
    if scheme.rubrics:
        needed |= {ITEMS.key, DEDUCTIONS.key}
        if scheme.readings.not_applicable is not NotApplicable.FORBID:
            needed.add(NOT_APPLICABLE.key)
    if scheme.bonus:
        needed.add(AWARDS.key)
    if scheme.findings():
        needed.add(FINDINGS.key)
    if any(leaf.source is Source.POLL for leaf in scheme.leaves()):
        needed.add(BALLOTS.key)
    if any(grade.max_share is not None for grade in scheme.grades):
        needed.add(TIES.key)
    return [sheet for sheet in SHEETS if sheet.key in needed]


def _items(scheme: Scheme) -> list[Item]:
    items = {item.id: item for rubric in scheme.rubrics for item in rubric.items()}
    items |= {item.id: item for item in scheme.bonus.items} if scheme.bonus else {}
    return list(items.values())


def _add_options(options: Options, scheme: Scheme) -> None:
    items = _items(scheme)
    options.add("items", (f"{item.id}{BAR}{item.title}" for item in items))
    options.add("components", (f"{leaf.id}{BAR}{leaf.title}" for leaf in scheme.leaves()))
    options.add("grades", (f"{grade.id}{BAR}{grade.title}" for grade in scheme.grades))
    options.add("findings", (f"{key}{BAR}{title}" for key, title in scheme.findings().items()))
    levels = {f"{level.id}{BAR}{level.title}" for item in items for level in item.levels}
    options.add("levels", sorted(levels))
    options.add("yes", ("是", "否"))
    options.ranges["units"] = f"{UNITS.title}!$A$2:$A${_ROWS}"


def _explain(sheet: Worksheet, scheme: Scheme) -> None:
    """Write what to do, in the order one does it."""
    sheet.title = "说明"
    sheet.column_dimensions["A"].width = 96
    lines = [
        f"规则包 {scheme.id}，{scheme.version} 版，满分 {plain(scheme.max)} 分。",
        "1. 先填“单位”表，每个单位一行；编号自定，用过就不要改。",
        "2. 其他各表从下拉列表选单位和项目；列表里“｜”后面的字只是提示。",
        f"3. 灰色的“{_MARK}”行只是样子，留着也不会被读入。",
        "4. 分数直接写数，不用百分比格式；日期写成 2026-11-05。",
        "5. 用公式算出的数，请先在 Excel 里保存一次再提交。",
        "6. 不要改工作表名和表头；可以加颜色、批注、筛选，可以合并单位一列的单元格。",
    ]
    if scheme.grading is Grading.DECIDED:
        lines.append("7. 本办法的等次由考核机构认定：在“单位”表填认定等次、理由和机构。")
    put(cell_at(sheet, 1, 1), f"{scheme.title}：考核事实填报表", font=TITLE)
    for row, line in enumerate(lines, start=3):
        put(cell_at(sheet, row, 1), line, font=BODY)
        sheet.row_dimensions[row].height = 22
    for row, needed in enumerate(_needed(scheme), start=len(lines) + 4):
        put(cell_at(sheet, row, 1), f"“{needed.title}”表：{needed.about}", font=BODY)
    page(sheet, landscape=False)


def _overview(sheet: Worksheet, scheme: Scheme) -> None:
    header(sheet, 1, ("一级指标", "考核项编号", "考核项", "分值", "怎样填"), (16, 24, 40, 8, 56))
    rows = [
        (dimension.title, item)
        for rubric in scheme.rubrics
        for dimension in rubric.dimensions
        for item in dimension.items
    ]
    rows += [("加分", item) for item in (scheme.bonus.items if scheme.bonus else ())]
    listed: list[tuple[Value, ...]] = [
        (title, item.id, item.title, item.points or "未定", _FILL.get(item.method, ""))
        for title, item in rows
    ]
    listed += [
        ("得分构成", leaf.id, leaf.title, leaf.max, "写入“得分”表") for leaf in scheme.leaves()
    ]
    for number, values in enumerate(listed, start=2):
        for column, value in enumerate(values, start=1):
            put(cell_at(sheet, number, column), value, align=CENTRE if column == 4 else WRAP)
    sheet.freeze_panes = "A2"
    page(sheet)


def _prepared(
    sheet: Sheet, scheme: Scheme, units: Sequence[tuple[str, str]]
) -> Iterable[dict[str, str]]:
    """Yield rows whose names are filled in and whose values wait for the office."""
    if sheet is UNITS:
        yield from ({"id": unit, "name": name} for unit, name in units)
        return
    for unit, name in units or (("", ""),):
        base = {"unit": unit, "unit_name": name}
        if sheet is COMPONENTS:
            for leaf in scheme.leaves():
                if leaf.source is Source.SCORE:
                    yield {**base, "component": f"{leaf.id}{BAR}{leaf.title}"}
        elif sheet is ITEMS:
            for item in _items(scheme):
                if item.method not in {Method.DEDUCT, Method.BONUS}:
                    yield {**base, "item": f"{item.id}{BAR}{item.title}"}


def _sheet(
    worksheet: Worksheet, sheet: Sheet, options: Options, prepared: list[dict[str, str]]
) -> None:
    header(worksheet, 1, [c.title for c in sheet.columns], [c.width for c in sheet.columns])
    example = dict(_EXAMPLES[sheet.key])
    first = sheet.columns[0].key
    example[first] = _MARK + example.get(first, "")
    for row, values in enumerate([example, *prepared], start=2):
        for index, column in enumerate(sheet.columns, start=1):
            cell = cell_at(worksheet, row, index)
            put(cell, values.get(column.key, ""), font=GREY if row == 2 else BODY)
            if column.fixed and row > 2:
                cell.fill = BAND_FILL
    for index, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(index)
        if column.options:
            # Row 2 holds the example, which is no entry of any list.
            options.attach(worksheet, column.options, f"{letter}3:{letter}{_ROWS}")
        if column.hint:
            cell_at(worksheet, 1, index).comment = Comment(column.hint, "gongkai")
        if column.kind is Kind.DATE:
            for row in range(3, 200):
                worksheet.cell(row, index).number_format = "yyyy-mm-dd"
    worksheet.freeze_panes = "C2"
    page(worksheet)
