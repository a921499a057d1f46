"""Writing a rubric workbook: an empty one to fill, or a pack as it stands to change."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.policy.cursor import Log
from gongkai.policy.library import Library
from gongkai.policy.loading import Pack
from gongkai.policy.overlay import resolved
from gongkai.policy.problems import Problem, ProblemsError
from gongkai.policy.tree import Branch, Leaf, Node
from gongkai.policy.workbook import pack_layout as layout
from gongkai.policy.workbook.cells import number_text
from gongkai.policy.workbook.layout import Kind, Sheet
from gongkai.policy.workbook.pack_rows import RowTexts, sheet_rows
from gongkai.policy.workbook.pack_words import SAID, listed
from gongkai.policy.workbook.styling import (
    BAND_FILL,
    BODY,
    BOLD,
    GREY,
    TITLE,
    Options,
    Value,
    cell_at,
    fit_height,
    header,
    page,
    put,
)
from gongkai.policy.workbook.tables import EXAMPLE
from gongkai.rules.numbers import to_decimal
from gongkai.rules.readings import KINDS, ReadingType

_ROWS = 1000
_MARK = f"{EXAMPLE}，可删）"
_EXAMPLES: dict[str, RowTexts] = {
    "sources": {"id": "bf", "title": "示例县政务公开考核办法", "anchors": "1..4；5；5.1..3"},
    "readings": {"name": "等次分界", "value": "达到下限即入该等次，不另取整", "why": "原文未写明"},
    "rubric": {"level": "考核项", "id": "org.plan", "title": "方案具体可行", "points": "3",
               "method": "扣分", "scorer": "考评组", "cite": "bf#5.1"},
    "levels": {"item": "org.plan", "id": "good", "title": "好", "points": "3"},
    "components": {"id": "self", "title": "自查自评", "weight": "10", "scorer": "被考核单位",
                   "cite": "bf#4"},
    "grades": {"id": "good", "title": "优秀", "min": "90", "max_share": "0.3",
               "overflow_to": "合格", "cite": "bf#3"},
    "bonus": {"max": "5", "gate.above": "80", "cite": "bf#4"},
    "bonus_items": {"id": "bonus.praise", "title": "做法被上级推广", "points": "3",
                    "method": "加分", "cite": "bf#4"},
    "vetoes": {"id": "leak", "title": "公开了不应公开的信息", "grade": "不合格", "cite": "bf#3"},
    "overrides": {"id": "sham", "on_finding": "sham", "title": "弄虚作假", "grade": "不合格",
                  "do": "取消示范点资格", "cite": "bf#3"},
    "stages": {"id": "self", "title": "自查", "who": "被考核单位", "month": "11", "cite": "bf#2"},
    "approval": {"by": "政务公开领导小组", "act": "审定", "cite": "bf#2"},
    "consequences": {"grade": "不合格", "do": "责令整改", "due": "一个月", "from": "签收次日",
                     "report_to": "政务公开领导小组办公室", "cite": "bf#3"},
    "appeal": {"covers": "等次", "within": "五日", "to": "政务公开领导小组", "cite": "bf#4"},
    "forms": {"id": "talk", "title": "座谈会", "people_min": "6", "people_max": "8",
              "categories": "机关干部；服务对象", "cite": "bf#2"},
    "checklist": {"level": "领域", "id": "money", "title": "财政资金", "cite": "bf#2"},
    "grounds": {"id": "late", "title": "逾期不公开", "applies_to": "被考核单位", "cite": "bf#4"},
    "degrees": {"id": "talk", "title": "告诫", "unit": "告诫", "persons": "谈话", "cite": "bf#4"},
    "responsibilities": {"id": "own", "when": "承办人擅自处理", "main": "承办人", "cite": "bf#4"},
    "exports": {"id": "target", "title": "目标管理考核", "full_at_least": "90", "cite": "bf#4"},
}  # fmt: skip


def pack_template(pack: Pack | None = None, library: Library | None = None) -> bytes:
    """Return an empty rubric workbook, or ``pack`` as it stands, completely.

    A pack over a base is written out with the base laid under it. Raises
    :class:`ProblemsError` where its files can no longer be read.
    """
    if pack is None:
        return pack_workbook(None, None)
    log = Log()
    root, sources, _ = resolved(pack.folder, library or Library(), log)
    if log.errors:
        raise ProblemsError(log.errors)
    return pack_workbook(root, sources)


def pack_workbook(root: Node | None, sources: Node | None) -> bytes:
    """Return the tree of a pack as a workbook; without one an empty workbook with examples.

    Raises :class:`ProblemsError` for a pack with sections that no sheet can hold, such as the
    national base: nothing may be lost on the way.
    """
    _check_complete(root)
    book = Workbook()
    first = book.worksheets[0]
    options = Options(book)
    _add_options(options)
    _explain(first)
    for sheet in layout.SHEETS:
        rows = sheet_rows(sheet, root, sources) if isinstance(root, Branch) else _blank(sheet)
        _write(book.create_sheet(sheet.title), sheet, rows, options)
    book.move_sheet(options.sheet, len(book.worksheets))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _check_complete(root: Node | None) -> None:
    if not isinstance(root, Branch):
        return
    known = {sheet.key for sheet in layout.SHEETS} - {"levels", "bonus_items"}
    known |= {"rubrics", "open", "grading", "accountability"}
    for key, node in root.entries.items():
        if key not in known and not (isinstance(node, Leaf) and node.text is None):
            message = f"“{key}”这一部分没有对应的工作表，这个规则包不能导出为 Excel"
            raise ProblemsError([Problem(root.keys[key], "X-SHEET", message)])


def _blank(sheet: Sheet) -> list[RowTexts]:
    """Return the rows of an empty template: fixed names, and one grey example."""
    if sheet is layout.PACK:
        defaults = {
            "pack.version": "1.0.0",
            "pack.period": "year｜一年一次",
            "grading": "thresholds｜按分数",
        }
        return [
            {"name": name, "value": defaults.get(path, ""), "hint": hint}
            for name, path, _, hint in layout.PACK_ROWS
        ]
    example = dict(_EXAMPLES.get(sheet.key, {}))
    first = sheet.columns[0].key
    return [{**example, first: _MARK + example.get(first, "")}]


def _add_options(options: Options) -> None:
    options.add("levels", layout.RUBRIC_LEVELS)
    options.add("check_levels", layout.CHECK_LEVELS)
    for name in SAID:
        if not name.startswith("reading:"):
            options.add(name, listed(name))
    options.add("yes", ("是", "否"))
    for kind in KINDS.values():
        if kind.type is ReadingType.CHOICE:
            name = f"reading:{kind.name}"
            options.add(name, [*listed(name), layout.NULL_WORD])


def _explain(sheet: Worksheet) -> None:
    sheet.title = "说明"
    sheet.column_dimensions["A"].width = 100
    put(cell_at(sheet, 1, 1), "考核办法填写表", font=TITLE)
    lines = [
        "1. 简单的办法只要填 4 张表：“规则包”“来源”“考核表”“等次”；其他各表用得着才填。",
        "2. 每一行都要写出处，如 bf#5.1，指来源 bf 的 5.1 条，不写“第五条”；条款列在“来源”表里。",
        f"3. 原文没有写明、须由人定的，写“{layout.NULL_WORD}”；在“口径”表说明为什么这样处理。",
        "4. 考核项名称用自己的简短说法，不抄原文。",
        "5. 灰色的示例行留着也不会被读入。",
        "6. 填好后用 gongkai packs import 读入；有错会逐一指出工作表和单元格。",
        "7. 有下拉列表的格子，写列表里的代码或中文都可以，如 deduct 或“扣分”。",
        "8. 几项内容写在一格里，用“；”隔开，或者一行一项（Alt+回车）。",
    ]
    for row, line in enumerate(lines, start=3):
        put(cell_at(sheet, row, 1), line)
        sheet.row_dimensions[row].height = 22
    for row, described in enumerate(layout.SHEETS, start=len(lines) + 4):
        put(cell_at(sheet, row, 1), f"“{described.title}”表：{described.about}")
    page(sheet, landscape=False)


def _write(worksheet: Worksheet, sheet: Sheet, rows: list[RowTexts], options: Options) -> None:
    header(worksheet, 1, [c.title for c in sheet.columns], [c.width for c in sheet.columns])
    for number, row in enumerate(rows, start=2):
        grey = row.get(sheet.columns[0].key, "").startswith(EXAMPLE)
        heading = row.get("level") in {"考核表", "一级指标", "领域"}
        for index, column in enumerate(sheet.columns, start=1):
            cell = cell_at(worksheet, number, index)
            text = row.get(column.key, "")
            font = GREY if grey or column.kind is Kind.NOTE else BOLD if heading else BODY
            put(cell, _value(text, column.kind), font=font)
            if heading:
                cell.fill = BAND_FILL
        texts = [row.get(column.key, "") for column in sheet.columns]
        fit_height(worksheet, number, texts, [column.width for column in sheet.columns])
        name = row.get("name", "")
        if sheet is layout.READINGS and not grey:
            options.attach(worksheet, f"reading:{name}", f"C{number}", strict=False)
        if sheet is layout.PACK:
            options.attach(worksheet, layout.PACK_OPTIONS.get(name, ""), f"B{number}", strict=False)
    for index, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(index)
        if column.options:
            options.attach(worksheet, column.options, f"{letter}2:{letter}{_ROWS}", strict=False)
        if column.hint:
            cell_at(worksheet, 1, index).comment = Comment(column.hint, "gongkai")
    worksheet.freeze_panes = "B2" if sheet is layout.PACK else "C2"
    page(worksheet)


def _value(text: str, kind: Kind) -> Value:
    """Return a number as a number where Excel gives its very digits back, else the text."""
    number = to_decimal(text) if kind in {Kind.NUMBER, Kind.RATE} and text else None
    if number is None or number_text(float(number)) != text:
        return text
    return number
