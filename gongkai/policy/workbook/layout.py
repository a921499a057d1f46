"""What sheets and columns a workbook may have: the one description for reading and writing it."""

from dataclasses import dataclass
from enum import StrEnum

# Sheets that explain or feed drop-down lists; their content is never read.
IGNORED_SHEETS = ("说明", "选项", "一览")


class Kind(StrEnum):
    """What a cell holds, as far as reading it differs."""

    TEXT = "text"
    ID = "id"
    NUMBER = "number"
    RATE = "rate"
    DATE = "date"
    FLAG = "flag"
    LIST = "list"
    CITE = "cite"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``key`` is where the value stands in the row's mapping (``sample.from``).

    A ``fixed`` column names what the row is about: a row with nothing beside such names says
    nothing. ``options`` is the name of a drop-down list. A ``NOTE`` column is never read.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    names: tuple[str, ...] = ()
    width: int = 14
    hint: str = ""
    fixed: bool = False
    options: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a list of things, one a row."""

    key: str
    title: str
    columns: tuple[Column, ...]
    about: str = ""
    names: tuple[str, ...] = ()

    def column(self, key: str) -> Column:
        """Return a column by its key."""
        return next(column for column in self.columns if column.key == key)
