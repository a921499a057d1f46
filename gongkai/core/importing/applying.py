"""Rows → actions. Trying out and doing are the same code; only the end differs.

Each row runs the action a person would run, in a savepoint of its own, so that all mistakes are
told at once. With a mistake anywhere, or when it is tried out only, everything is taken back.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with the rows of one sheet.

    ``name`` is the key of the cell that names a row to people; ``keys`` leads from fields of the
    action to keys of the sheet where they differ. ``ordered`` puts rows in the order they need.
    """

    sheet: str
    do: Do
    name: str = "name"
    keys: Mapping[str, str] = field(default_factory=dict)
    ordered: Callable[[list[Row]], list[Row]] = list


# Fields of actions that stand under another key in the sheets.
_KEYS: Final = {"role": "unit", "units": "code"}


def import_book(data: bytes, name: str, *, dry: bool, by: Viewer) -> Imported:
    """Import units, people and rosters, or with ``dry`` find out what importing would do.

    Raises:
        Refused: the file as a whole cannot be read; mistakes in rows are told in the result.
    """
    passwords: list[tuple[str, str, str]] = []
    steps = (
        Step(UNITS, units.do, keys=_KEYS, ordered=units.higher_first),
        Step(PEOPLE, people.doing(passwords, with_passwords=not dry), keys=_KEYS),
        Step(ROSTER, roster.do, keys=_KEYS),
    )
    found = import_rows(read_book(data, name), steps, dry=dry, by=by)
    return replace(found, passwords=tuple(passwords)) if found.done else found


def import_rows(
    sheets: Mapping[str, list[Row]], steps: Iterable[Step], *, dry: bool, by: Viewer
) -> Imported:
    """Do the rows of a workbook step by step: all of them or, with a mistake or ``dry``, none."""
    lines: list[Line] = []
    try:
        with acting(by) as act:
            act.permit("each row asks for itself")
            act.unchanged()
            for step in steps:
                rows = sheets.get(step.sheet, [])
                done = {row.number: _line(row, step, by) for row in step.ordered(rows)}
                lines += [done[row.number] for row in rows]
            if dry or any(line.state is State.WRONG for line in lines):
                raise _TakenBack
    except _TakenBack:
        return Imported(tuple(lines), done=False)
    return Imported(tuple(lines), done=True)


def _line(row: Row, step: Step, by: Viewer) -> Line:
    title = row.text(step.name)
    for heading in missing(row):
        words = gettext("请填写“%(title)s”。") % {"title": heading.title}
        return Line(row.place(heading.key), title, State.WRONG, words)
    try:
        with transaction.atomic():
            made, changed = step.do(row, by)
    except Refused as refused:
        key = step.keys.get(refused.field, refused.field)
        return Line(row.place(key), title, State.WRONG, refused.message)
    except PermissionDenied as denied:
        return Line(row.place(""), title, State.WRONG, str(denied))
    state = State.CREATED if made else State.CHANGED if changed else State.UNCHANGED
    return Line(row.place(""), title, state)
