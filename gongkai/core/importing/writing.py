"""The workbook to fill in: empty with choices to pick from, or holding what is there now."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gongkai.core.access import Viewer
from gongkai.core.importing.sheets import PEOPLE, ROSTER, SHEETS, UNITS, Heading
from gongkai.core.levels import Level
from gongkai.core.models import BodyKind, UnitKind
from gongkai.core.queries import units as queries

Choices = Mapping[str, Sequence[tuple[str, Any]]]
"""What a column offers to pick from, by its key: values with their words."""
Rows = Iterable[Mapping[str, object]]
_CHOICES: Final[dict[str, Choices]] = {
    UNITS: {"kind": UnitKind.choices, "level": Level.choices},
    ROSTER: {"kind": BodyKind.choices},
}
_HEAD: Final = PatternFill("solid", fgColor="DCE3EE")


def write_book(viewer: Viewer, *, filled: bool) -> bytes:
    """Return the workbook; ``filled`` with the units, people and rosters the viewer may see.

    A filled one that is imported as it is changes nothing.
    """
    rows = {UNITS: _units, PEOPLE: _people, ROSTER: _roster}
    return write_sheets(
        (title, headings, _CHOICES.get(title, {}), rows[title](viewer) if filled else ())
        for title, headings in SHEETS.items()
    )


def write_sheets(sheets: Iterable[tuple[str, tuple[Heading, ...], Choices, Rows]]) -> bytes:
    """Return a workbook to fill in: title, headings, choices and rows of each sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, headings, choices, rows in sheets:
        _sheet(book, title, headings, choices, rows)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet(
    book: Workbook, title: str, headings: tuple[Heading, ...], choices: Choices, rows: Rows
) -> None:
    sheet: Any = book.create_sheet(title)
    for place, heading in enumerate(headings, 1):
        cell = sheet.cell(1, place, heading.title + ("*" if heading.required else ""))
        cell.font, cell.fill = Font(bold=True), _HEAD
        if heading.hint:
            cell.comment = Comment(heading.hint, "gongkai")
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 16 if len(heading.title) < 4 else 22
        # Text, so that Excel keeps leading zeros and does not turn 3-1 into a day.
        sheet.column_dimensions[letter].number_format = "@"
        if heading.key in choices:
            _offer(sheet, choices[heading.key], letter)
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, 2):
        for place, heading in enumerate(headings, 1):
            text = ILLEGAL_CHARACTERS_RE.sub("", str(row.get(heading.key) or ""))
            cell = sheet.cell(number, place)
            # Never a formula, whatever it begins with.
            cell.value, cell.data_type = text or None, "s" if text else "n"


def _offer(sheet: Any, choices: Sequence[tuple[str, Any]], letter: str) -> None:
    words = ",".join(str(label) for _value, label in choices)
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}5001")


def _units(viewer: Viewer) -> Rows:
    found = queries.units(viewer).filter(until=None).select_related("parent")
    for one in found.order_by("path"):
        row: dict[str, object] = {
            heading.key: getattr(one, heading.key, "")
            for heading in SHEETS[UNITS]
            if heading.key != "basis"
        }
        level = Level(one.level).label if one.level in Level.values else one.level
        parent = one.parent.code if one.parent else ""
        yield {**row, "kind": one.get_kind_display(), "level": level, "parent": parent}


def _people(viewer: Viewer) -> Rows:
    for one in queries.accounts(viewer):
        yield {
            "username": one.username,
            "name": one.name,
            "unit": one.unit.code,
            "phone": one.phone,
            "email": one.email,
        }


def _roster(viewer: Viewer) -> Rows:
    for one in queries.members(viewer, timezone.localdate(viewer.at)):
        yield {
            "unit": one.body.unit.code,
            "kind": one.body.get_kind_display(),
            "body": one.body.name,
            "name": one.name,
            "post": one.post,
            "member_unit": one.unit.code,
            "phone": one.phone,
            "since": one.since.isoformat(),
            "until": one.until.isoformat() if one.until is not None else "",
        }
