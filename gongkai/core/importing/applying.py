"""Rows → actions. Trying out and doing are the same code; only the end differs.

Each row runs the action a person would run, in a savepoint of its own, so that all mistakes are
told at once. With a mistake anywhere, or when it is tried out only, everything is taken back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.importing import people, roster, units
from gongkai.core.importing.reading import Row, missing, read_book
from gongkai.core.importing.sheets import PEOPLE, ROSTER, UNITS


class State(StrEnum):
    """What a row comes to."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one row: where it stands, whom it is about, what is wrong with it."""

    place: str
    title: str
    state: State
    message: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a workbook. ``passwords`` are sign-in name, name and temporary password."""

    lines: tuple[Line, ...]
    done: bool
    passwords: tuple[tuple[str, str, str], ...] = ()

    def of(self, state: State) -> tuple[Line, ...]:
        """Return the lines of one state."""
        return tuple(one for one in self.lines if one.state is state)

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.of(State.WRONG)


class _TakenBack(Exception):  # noqa: N818 - no fault: the way out of a transaction
    """Ends the transaction without keeping anything."""


Do = Callable[[Row, Viewer], tuple[bool, bool]]
"""Does a row; returns whether something was made, and whether something was changed."""


def import_book(data: bytes, name: str, *, dry: bool, by: Viewer) -> Imported:
    """Import a workbook, or with ``dry`` find out what importing it would do.

    Raises:
        Refused: the file as a whole cannot be read; mistakes in rows are told in the result.
    """
    sheets = read_book(data, name)
    lines: list[Line] = []
    passwords: list[tuple[str, str, str]] = []
    steps: tuple[tuple[str, Do], ...] = (
        (UNITS, units.do),
        (PEOPLE, people.doing(passwords, with_passwords=not dry)),
        (ROSTER, roster.do),
    )
    try:
        with acting(by) as act:
            act.permit("each row asks for itself")
            act.unchanged()
            for title, do in steps:
                rows = sheets.get(title, [])
                ordered = units.higher_first(rows) if title == UNITS else rows
                lines += _in_order(_run(ordered, do, by), rows)
            if dry or any(line.state is State.WRONG for line in lines):
                raise _TakenBack
    except _TakenBack:
        return Imported(tuple(lines), done=False)
    return Imported(tuple(lines), done=True, passwords=tuple(passwords))


def _run(rows: Iterable[Row], do: Do, by: Viewer) -> dict[int, Line]:
    return {row.number: _line(row, do, by) for row in rows}


def _in_order(lines: dict[int, Line], rows: Iterable[Row]) -> list[Line]:
    return [lines[row.number] for row in rows]


_TITLES: Final = {UNITS: "name", PEOPLE: "name", ROSTER: "name"}
# Fields of actions that stand under another key in the sheet.
_KEYS: Final = {"role": "unit", "units": "code"}


def _line(row: Row, do: Do, by: Viewer) -> Line:
    title = row.text(_TITLES[row.sheet])
    for heading in missing(row):
        words = gettext("请填写“%(title)s”。") % {"title": heading.title}
        return Line(row.place(heading.key), title, State.WRONG, words)
    try:
        with transaction.atomic():
            made, changed = do(row, by)
    except Refused as refused:
        key = _KEYS.get(refused.field, refused.field)
        return Line(row.place(key), title, State.WRONG, refused.message)
    except PermissionDenied as denied:
        return Line(row.place(""), title, State.WRONG, str(denied))
    state = State.CREATED if made else State.CHANGED if changed else State.UNCHANGED
    return Line(row.place(""), title, state)
