"""Problems found in packs and facts: always a place, a code, and what to mend."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

# Longer than any name; comparing whole paragraphs would take minutes.
_LONGEST = 100


class Severity(StrEnum):
    """Errors stop the work; notes are printed and change nothing."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file with line and column, or a sheet with a cell."""

    file: str
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}:{self.cell}"
        # Problems of a whole file have no line; a made-up one would send people looking.
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, printed as ``file:line:col CODE message``."""

    place: Place
    code: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place} {self.code} {self.message}"

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Return where the problem stands in reading order: C2 before C10."""
        place = self.place
        parts = re.split(r"(\d+)", place.cell)
        cell = tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
        return place.file, place.line, place.column, cell, self.code, self.message


class ProblemsError(Exception):
    """All problems of one input at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda problem: problem.sort_key))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """Return ``；是否想写 x？`` for the nearest known name, or an empty string."""
    if len(wrong) > _LONGEST:
        return ""
    near = get_close_matches(wrong, list(known), n=1, cutoff=0.5)
    return f"；是否想写 {near[0]}？" if near else ""


def shown(text: str) -> str:
    """Return a wrong value as a message shows it: on one line, and not for ever."""
    line = " ".join(text[:_LONGEST].split())
    return line if len(text) <= _LONGEST else f"{line}…"
