"""Rows as they are typed: from the form and back, moved, dropped, pasted from a spreadsheet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

from django.utils.translation import gettext

from gongkai.ui import components as ui

Raw = dict[str, str]
"""A row as typed: text by column."""
_CELLS: Final = re.compile(r"[\t|｜]")
_MOST: Final = 2_000
_STEP: Final = re.compile(r"(up|drop|add|join) (\S+?)(?:-(\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class RowStep:
    """What a button of rows asks for: ``up``, ``drop``, ``add`` or ``join``, and with which row."""

    act: str
    name: str
    number: int = 0

    @property
    def anchor(self) -> str:
        """Where the page is opened again."""
        return f"id_{self.name}"


def step_in(given: Mapping[str, Any]) -> RowStep | None:
    """Return the step a button asks for; None where none was pressed."""
    found = _STEP.fullmatch(str(given.get(ui.ROW_BUTTON, "")))
    return RowStep(found[1], found[2], int(found[3] or 0)) if found else None


@dataclass(slots=True)
class Sent:
    """The rows of one name: the typed ones by number, and whether the form had any."""

    rows: dict[int, Raw] = field(default_factory=dict)

    def stepped(self, step: RowStep | None, name: str) -> list[Raw]:
        """Return the rows in order, after a step that concerns them."""
        numbers = sorted(self.rows)
        if step is not None and step.name == name and step.number in self.rows:
            at = numbers.index(step.number)
            if step.act == "drop":
                del numbers[at]
            elif step.act == "up" and at:
                numbers[at - 1], numbers[at] = numbers[at], numbers[at - 1]
        return [self.rows[number] for number in numbers]


def sent(given: Mapping[str, Any], name: str, columns: Iterable[str]) -> Sent | None:
    """Return the rows of a name in what a form sent; None where it had none."""
    names = "|".join(map(re.escape, columns))
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-({names})")
    found = Sent()
    for key, value in given.items():
        match = pattern.fullmatch(key)
        if match and len(found.rows) <= _MOST:
            found.rows.setdefault(int(match[1]), {})[match[2]] = str(value).strip()
    return found if found.rows else None


def pasted(text: str, columns: list[str]) -> list[Raw]:
    """Return lines copied from a spreadsheet as rows; cells are apart by tabs or ``|``.

    Raises:
        ValueError: a line has more cells than there are columns.
    """
    if len(columns) == 1:
        return [{columns[0]: line.strip()} for line in text.splitlines() if line.strip()]
    return [
        _cells(line, columns, number)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]


def _cells(line: str, columns: list[str], number: int) -> Raw:
    cells = [cell.strip() for cell in _CELLS.split(line.strip("\r\n "))]
    if len(cells) > len(columns):
        raise ValueError(
            gettext("第 %(row)s 行有 %(found)s 列，应为 %(wanted)s 列。请检查分隔符。")
            % {"row": number, "found": len(cells), "wanted": len(columns)}
        )
    return dict(zip(columns, cells, strict=False))


def written(rows: Iterable[Raw], columns: list[str]) -> str:
    """Return rows as lines to be typed or pasted again."""
    return "\n".join(
        " | ".join(" ".join(row.get(column, "").split()) for column in columns) for row in rows
    )


def filled(rows: Iterable[Raw], columns: Iterable[str]) -> list[Raw]:
    """Return the rows in which any of these columns says something."""
    wanted = tuple(columns)
    return [row for row in rows if any(row.get(column) for column in wanted)]


def with_empty(rows: list[Raw], shown: int, least: int = 3) -> list[Raw]:
    """Return the rows with empty ones behind them: at least one, and as many as are asked for."""
    wanted = max(least, len(rows) + 1, shown)
    return [*rows, *({} for _ in range(min(wanted, _MOST) - len(rows)))]


def fresh_ids(rows: Iterable[Raw]) -> Iterator[str]:
    """Yield ids that no row has or, as far as the rows tell, ever had: n7, n8 and so on."""
    found = (re.fullmatch(r"n(\d{1,6})", row.get("id", "")) for row in rows)
    last = max((int(one[1]) for one in found if one), default=0)
    return (f"n{number}" for number in count(last + 1))
