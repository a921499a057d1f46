"""CSV: DuckDB's strict reader when the file is well formed, a patient one when it is not."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Final, Literal

from gongkai.indicators.records.anomalies import Kind
from gongkai.indicators.records.columns import CHINESE_NAMES, COLUMNS, Header, read_header
from gongkai.indicators.records.problems import Problem, RecordsError
from gongkai.indicators.records.rows import Oddity, RawRow
from gongkai.indicators.records.sql_text import load_statement, quoted, select_columns

_DELIMITERS: Final = (",", "\t", ";", "|", "，")
# A cell may hold line breaks; one that seems to hold more than this is an unclosed quote.
_LONGEST_RECORD: Final = 500
_LONGEST_TEXT: Final = 1_000_000
_SHOWN: Final = 200
_OPEN: Final = "open"
_MISPLACED: Final = "misplaced"

csv.field_size_limit(_LONGEST_TEXT)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is written: its header and the mark between columns."""

    header: Header
    delimiter: str


def read_layout(path: Path, shown: Path) -> Layout:
    """Read the header row and find the delimiter that fits it best.

    Raises:
        RecordsError: no column of the contract is in the header.
    """
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        first = next(
            (line for line in iter(lambda: stream.readline(_LONGEST_TEXT), "") if line.strip()), ""
        )
    layouts = [Layout(read_header(_split(first, mark)), mark) for mark in _DELIMITERS]
    best = max(layouts, key=lambda layout: len(layout.header.positions))
    if best.header.positions:
        return best
    known = "、".join(f"{name}（{CHINESE_NAMES[name]}）" for name in COLUMNS)
    found = first.strip()[:60] or "（空行）"
    message = f"表头里没有一列认得出来，第 1 行是：{found}"
    raise RecordsError([Problem(str(shown), message, f"请在第 1 行写明列名，至少一列：{known}")])


def fast_sql(path: Path, number: int, shown: Path) -> str | None:
    """Give the statement that loads a well-formed file, or None when it cannot be tried."""
    layout = read_layout(path, shown)
    if len(layout.delimiter.encode()) > 1:
        return None
    names = tuple(f"c{index}" for index in range(len(layout.header.names)))
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
    options = (
        f"auto_detect=false, header=true, delim={quoted(layout.delimiter)}, columns={{{columns}}},"
        " quote='\"', escape='\"', comment='', strict_mode=true, null_padding=false,"
        " ignore_errors=false"
    )
    picked = select_columns(layout.header, names)
    return load_statement(number, 2, picked, f"read_csv({quoted(str(path))}, {options})")


def careful_rows(path: Path, shown: Path) -> Iterator[RawRow | Oddity]:
    """Read record by record, saying of each fault what and where it is; the header is row 1."""
    layout = read_layout(path, shown)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        records = _Records(stream, layout.delimiter)
        next(records.read(), None)
        picker = _Picker(layout.header)
        for row, record in enumerate(records.read(), start=2):
            yield from _checked(row, record, picker)


@dataclass(frozen=True, slots=True)
class _Record:
    """One record as it was cut out of the file."""

    cells: list[str]
    text: str
    line: int
    offset: int
    broken: bool


class _Records:
    """Cuts a text stream into CSV records and recovers after an unclosed quote."""

    def __init__(self, stream: TextIOWrapper, delimiter: str) -> None:
        self._stream = stream
        self._delimiter = delimiter
        self._waiting: list[str] = []
        self._line = 0

    def read(self) -> Iterator[_Record]:
        """Yield every record that is not a blank line."""
        while text := self._next_line():
            if text.strip():
                yield self._record(text)

    def _next_line(self) -> str:
        text = self._waiting.pop() if self._waiting else self._stream.readline(_LONGEST_TEXT)
        self._line += 1
        return text

    def _put_back(self, lines: list[str]) -> None:
        self._waiting.extend(reversed(lines))
        self._line -= len(lines)

    def _position(self) -> int:
        """Say how far the file has been read; a block ahead of the record, for a progress bar."""
        raw: BinaryIO = self._stream.buffer  # type: ignore[assignment]
        return raw.tell()

    def _record(self, first: str) -> _Record:
        """Take more lines while a quote is open; where it never closes, go on line by line."""
        start, text = self._line, first
        taken: list[str] = []
        state = _strict(text, self._delimiter)
        while state is _OPEN and len(taken) < _LONGEST_RECORD and len(text) < _LONGEST_TEXT:
            more = self._next_line()
            if not more:
                self._line -= 1
                break
            taken.append(more)
            text += more
            if '"' in more:
                state = _strict(text, self._delimiter)
        if isinstance(state, list):
            return _Record(state, text, start, self._position(), broken=False)
        self._put_back(taken)
        cells = _split(first, self._delimiter, csv.QUOTE_NONE)
        return _Record(cells, first, start, self._position(), broken=True)


class _Picker:
    """Takes the six columns out of a record, and the further ones as JSON text."""

    def __init__(self, header: Header) -> None:
        self.width = len(header.names)
        self._positions = [header.positions.get(name) for name in COLUMNS]
        self._extras = [(index, header.names[index]) for index in header.extras]

    def pick(self, cells: list[str]) -> tuple[str, ...]:
        """Give the six cells; a column the file lacks is empty."""
        return tuple(["" if at is None else cells[at] for at in self._positions])

    def rest(self, cells: list[str]) -> str | None:
        """Give the further columns; None in a file without any."""
        if not self._extras:
            return None
        return json.dumps({name: cells[index] for index, name in self._extras}, ensure_ascii=False)


def _checked(row: int, record: _Record, picker: _Picker) -> Iterator[RawRow | Oddity]:
    place = f"文件第 {record.line} 行"
    text = record.text.rstrip("\r\n")[:_SHOWN]
    cells, width = record.cells, picker.width
    if record.broken:
        yield Oddity(row, Kind.BROKEN_QUOTES, text, place)
        if len(cells) != width:
            return
    if "\0" in record.text:
        yield Oddity(row, Kind.NUL_BYTES, text.replace("\0", "␀"), place)
        cells = [cell.replace("\0", "") for cell in cells]
    if "\ufffd" in record.text:
        yield Oddity(row, Kind.BAD_BYTES, text, place)
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        yield Oddity(row, Kind.RAGGED_ROW, text, f"{place}：应有 {width} 列，实有 {len(cells)} 列")
    if len(cells) < width:
        cells = cells + [""] * (width - len(cells))
    yield RawRow(row, picker.pick(cells), picker.rest(cells), record.offset)


def _strict(text: str, delimiter: str) -> list[str] | str:
    """Read one whole record; else say whether a quote is still open or stands where none may."""
    reader = csv.reader([text], delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        return next(reader, [])
    except csv.Error as error:
        return _OPEN if "end of data" in str(error) else _MISPLACED


def _split(text: str, delimiter: str, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> list[str]:
    reader = csv.reader(
        [text.rstrip("\r\n")], delimiter=delimiter, quoting=quoting, skipinitialspace=True
    )
    try:
        return next(reader, [])
    except csv.Error:
        return text.rstrip("\r\n").split(delimiter)
