"""Facts written to workbooks the way an office types them."""

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Rows = dict[str, list[list[Any]]]
_NUMBERS = ("numerator", "denominator", "mean", "scale_min", "scale_max", "answers")
_HEADS: Rows = {
    "单位": [["单位编号", "单位名称", "组别", "免予考核", "免考原因"]],
    "得分": [["单位编号", "得分构成", "得分"]],
    "考核项": [
        ["单位编号", "考核项编号", "分子", "分母", "均值", "量表最低", "量表最高", "答卷数"]
    ],
    "扣分": [["单位编号", "考核项编号", "分值", "理由", "依据", "认定人", "日期"]],
    "不适用": [["单位编号", "考核项编号", "理由", "批准机构"]],
    "认定事实": [["单位编号", "认定事实", "理由", "依据", "认定人", "日期"]],
}


def book_of(rows: Rows) -> Workbook:
    """Return a workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, lines in rows.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    return book


def saved(book: Workbook, folder: Path, name: str = "facts.xlsx") -> Path:
    """Save a workbook."""
    path = folder / name
    book.save(path)
    return path


def sheets_of(facts: dict[str, Any]) -> Rows:
    """Return facts as sheets, numbers as numbers and dates as dates."""
    rows = {title: [list(line) for line in lines] for title, lines in _HEADS.items()}
    for unit in facts["units"]:
        own = unit["id"]
        exempt = "是" if unit.get("exempt") else None
        told = [unit["name"], unit.get("group"), exempt, unit.get("exempt_reason")]
        rows["单位"].append([own, *told])
        for key, score in unit.get("components", {}).items():
            rows["得分"].append([own, key, float(score)])
        for item, made in unit.get("items", {}).items():
            _item(rows, own, item, made)
        for claim in unit.get("not_applicable", ()):
            rows["不适用"].append([own, claim["item"], claim["reason"], claim["approved_by"]])
        for found in unit.get("findings", ()):
            told = [found[key] for key in ("id", "reason", "evidence", "by", "on")]
            rows["认定事实"].append([own, *told])
    return {title: lines for title, lines in rows.items() if len(lines) > 1}


def _item(rows: Rows, unit: str, item: str, made: dict[str, Any]) -> None:
    low, high = made.get("scale", (None, None))
    values = {**made, "scale_min": low, "scale_max": high}
    numbers = [None if values.get(key) is None else float(values[key]) for key in _NUMBERS]
    if any(number is not None for number in numbers):
        rows["考核项"].append([unit, item, *numbers])
    for entry in made.get("deduct", ()):
        told = [entry["reason"], entry["evidence"], entry["by"], date.fromisoformat(entry["on"])]
        rows["扣分"].append([unit, item, float(entry["points"]), *told])
