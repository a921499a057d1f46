"""What sheets and columns a workbook may have: the one description for reading and writing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    ``words`` maps what people write to the code it stands for (扣分 to ``deduct``).
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    names: tuple[str, ...] = ()
    width: int = 14
    hint: str = ""
    fixed: bool = False
    options: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a list of things, one a row.

    ``extra`` columns are understood but not offered in templates. In a ``wide`` sheet a heading
    that is no column is itself a name (a score column for each component), unless the sheet has
    the column ``narrow`` for such names.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    about: str = ""
    names: tuple[str, ...] = ()
    extra: tuple[Column, ...] = ()
    wide: bool = False
    narrow: str = ""

    @property
    def readable(self) -> tuple[Column, ...]:
        """Return every column that is understood."""
        return self.columns + self.extra
