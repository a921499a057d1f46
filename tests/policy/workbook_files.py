"""Real workbooks for tests, and a way to change the parts inside them."""

import zipfile
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font


def plain_book(folder: Path) -> Path:
    """Save a small sound workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "单位"
    sheet.append(["单位编号", "单位名称"])
    sheet.append(["u01", "甲局"])
    path = folder / "facts.xlsx"
    book.save(path)
    return path


def edit_part(path: Path, old: bytes, new: bytes, part: str) -> None:
    """Replace bytes in one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def far_cell(path: Path, coordinate: str) -> Path:
    """Give the first sheet one styled, empty cell far away."""
    book = load_workbook(path)
    book.worksheets[0][coordinate].font = Font(bold=True)
    book.save(path)
    return path
