"""Workbooks as counties publish them: merged heads, 同上, ticks of every shape, several sheets."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

UPPER = [
    "序号", "公开事项", None, "公开内容\n（要素）", "公开依据", "公开时限", "公开主体",
    "公开渠道和载体", "公开对象", None, "公开方式", None, "公开层级", None,
]  # fmt: skip
LOWER = [
    None, "一级\n事项", "二级\n事项", None, None, None, None,
    None, "全社会", "特定群众\n（请自行填写）", "主动", "依申请公开", "县级", "乡、村级",
]  # fmt: skip
Line = Sequence[object]


def line(**given: object) -> list[object]:
    """Return a row that is complete, with what is given instead."""
    usual: dict[str, object] = {
        "number": 1,
        "first": "政策文件",
        "second": "学校信息",
        "elements": "办学性质；办学地点；办学规模",
        "basis": "《政府信息公开条例》",
        "limit": "自信息形成或变更之日起20个工作日内",
        "body": "县教育局",
        "channels": "■政府网站  □政府公报 □两微一端",
        "society": "√",
        "group": None,
        "active": "√",
        "on_request": None,
        "county": "√",
        "township": None,
    }
    return list((usual | given).values())


def add_sheet(
    book: Workbook, name: str, lines: Sequence[Line], title: str = "", *, merge: Sequence[str] = ()
) -> Worksheet:
    """Add a sheet with a title over a two-row head, both merged as Excel users merge them."""
    sheet: Worksheet = book.create_sheet(name)
    sheet.append([title or f"{name}领域基层政务公开标准目录"])
    sheet.append(UPPER)
    sheet.append(LOWER)
    for block in ("A1:N1", "A2:A3", "B2:C2", *(f"{c}2:{c}3" for c in "DEFGH")):
        sheet.merge_cells(block)
    for block in ("I2:J2", "K2:L2", "M2:N2"):
        sheet.merge_cells(block)
    for entry in lines:
        sheet.append(list(entry))
    for block in merge:
        sheet.merge_cells(block)
    return sheet


def saved(book: Workbook, path: Path) -> Path:
    """Save a workbook without the empty sheet it was born with."""
    if "Sheet" in book.sheetnames and len(book.sheetnames) > 1:
        del book["Sheet"]
    book.save(path)
    return path


def one_sheet(path: Path, *lines: Line, merge: Sequence[str] = ()) -> Path:
    """Save a workbook of one sheet; its first line stands in row 4."""
    book = Workbook()
    add_sheet(book, "义务教育", lines, merge=merge)
    return saved(book, path)
