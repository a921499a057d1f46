"""What the careful readers yield: rows, and what is odd about the file's form."""

from dataclasses import dataclass
from typing import NamedTuple

from gongkai.indicators.records.anomalies import Kind


class RawRow(NamedTuple):
    """One record: its row as a spreadsheet counts, the six cells, further columns as JSON text,
    and the position in the file (for the progress bar). A tuple, for there may be millions.
    """

    line: int
    cells: tuple[str, ...]
    extra: str | None
    offset: int


@dataclass(frozen=True, slots=True)
class Oddity:
    """A fault of form in one row; the row itself may still have been read."""

    line: int
    kind: Kind
    value: str
    detail: str
