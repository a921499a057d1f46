"""CSV: DuckDB's strict reader when the file is well formed, a patient one when it is not."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TextIO

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
        for row, record in enumerate(records.read(), start=2):
            yield from _checked(row, record, layout.header)


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

    def __init__(self, stream: TextIO, delimiter: str) -> None:
        self._stream = stream
        self._delimiter = delimiter
        self._waiting: list[str] = []
        self._line = 0
        self._offset = 0

    def read(self) -> Iterator[_Record]:
        """Yield every record that is not a blank line."""
        while text := self._next_line():
            if text.strip():
                yield self._record(text)

    def _next_line(self) -> str:
        text = self._waiting.pop() if self._waiting else self._stream.readline(_LONGEST_TEXT)
        self._line += 1
        self._offset += len(text.encode())
        return text

    def _put_back(self, lines: list[str]) -> None:
        self._waiting.extend(reversed(lines))
        self._line -= len(lines)
        self._offset -= sum(len(line.encode()) for line in lines)

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
            return _Record(state, text, start, self._offset, broken=False)
        self._put_back(taken)
        cells = _split(first, self._delimiter, csv.QUOTE_NONE)
        return _Record(cells, first, start, self._offset, broken=True)


def _checked(row: int, record: _Record, header: Header) -> Iterator[RawRow | Oddity]:
    place = f"文件第 {record.line} 行"
    text = record.text.rstrip("\r\n")[:_SHOWN]
    cells, width = record.cells, len(header.names)
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
    cells = cells[:width] + [""] * (width - len(cells))
    picked = tuple(
        cells[header.positions[name]] if name in header.positions else "" for name in COLUMNS
    )
    extras = {header.names[i]: cells[i] for i in header.extras}
    yield RawRow(
        row, picked, json.dumps(extras, ensure_ascii=False) if extras else None, record.offset
    )


def _strict(text: str, delimiter: str) -> list[str] | str:
    """Read one whole record; else say whether a quote is still open or stands where none may."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
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
