"""The workbook to fill in: empty with choices to pick from, or holding what is there now."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gongkai.core.access import Viewer
from gongkai.core.importing.sheets import PEOPLE, ROSTER, SHEETS, UNITS
from gongkai.core.levels import Level
from gongkai.core.models import BodyKind, UnitKind
from gongkai.core.queries import units as queries

_CHOICES: Final[dict[tuple[str, str], Sequence[tuple[str, Any]]]] = {
    (UNITS, "kind"): UnitKind.choices,
    (UNITS, "level"): Level.choices,
    (ROSTER, "kind"): BodyKind.choices,
}
_HEAD: Final = PatternFill("solid", fgColor="DCE3EE")


def write_book(viewer: Viewer, *, filled: bool) -> bytes:
    """Return the workbook; ``filled`` with the units, people and rosters the viewer may see.

    A filled one that is imported as it is changes nothing.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = {UNITS: _units, PEOPLE: _people, ROSTER: _roster}
    for title in SHEETS:
        _sheet(book, title, rows[title](viewer) if filled else ())
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet(book: Workbook, title: str, rows: Iterable[dict[str, object]]) -> None:
    sheet: Any = book.create_sheet(title)
    for place, heading in enumerate(SHEETS[title], 1):
        cell = sheet.cell(1, place, heading.title + ("*" if heading.required else ""))
        cell.font, cell.fill = Font(bold=True), _HEAD
        if heading.hint:
            cell.comment = Comment(heading.hint, "gongkai")
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 16 if len(heading.title) < 4 else 22
        # Text, so that Excel keeps leading zeros and does not turn 3-1 into a day.
        sheet.column_dimensions[letter].number_format = "@"
        _choices(sheet, title, heading.key, letter)
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, 2):
        for place, heading in enumerate(SHEETS[title], 1):
            text = ILLEGAL_CHARACTERS_RE.sub("", str(row.get(heading.key) or ""))
            cell = sheet.cell(number, place)
            # Never a formula, whatever it begins with.
            cell.value, cell.data_type = text or None, "s" if text else "n"


def _choices(sheet: Any, title: str, key: str, letter: str) -> None:
    choices = _CHOICES.get((title, key))
    if choices is None:
        return
    words = ",".join(str(label) for _value, label in choices)
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}5001")


def _units(viewer: Viewer) -> Iterable[dict[str, object]]:
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


def _people(viewer: Viewer) -> Iterable[dict[str, object]]:
    for one in queries.accounts(viewer):
        yield {
            "username": one.username,
            "name": one.name,
            "unit": one.unit.code,
            "phone": one.phone,
            "email": one.email,
        }


def _roster(viewer: Viewer) -> Iterable[dict[str, object]]:
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
        }
