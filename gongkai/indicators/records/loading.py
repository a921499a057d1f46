"""From files to the raw table: a fast reader for well-formed files, a careful one for the rest."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from gongkai.indicators.records import csv_text, json_lines
from gongkai.indicators.records.columns import COLUMNS
from gongkai.indicators.records.encoding import Encoding, TextFacts, inspect_text, transcode
from gongkai.indicators.records.parquet_files import load_parquet
from gongkai.indicators.records.problems import Problem, RecordsError
from gongkai.indicators.records.progress import Progress, Report, Stage, execute_with_progress
from gongkai.indicators.records.rows import Oddity, RawRow
from gongkai.indicators.records.sources import Format, Source
from gongkai.indicators.records.sql_text import plain_path
from gongkai.indicators.records.store import append_rows

BATCH: Final = 50_000
_ROW_SCHEMA: Final = pa.schema(
    [
        ("source", pa.int16()),
        ("line", pa.int64()),
        *((name, pa.string()) for name in COLUMNS),
        ("extra", pa.string()),
    ]
)
_ODD_SCHEMA: Final = pa.schema(
    [
        ("source", pa.int16()),
        ("line", pa.int64()),
        *((name, pa.string()) for name in ("unit", "column_name", "value", "kind", "detail")),
    ]
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file after reading: in which encoding, how many rows."""

    source: Source
    encoding: str
    rows: int


@dataclass(slots=True)
class _Loading:
    """The file being read and where to report."""

    connection: Any
    folder: Path
    source: Source
    number: int
    before: int
    total: int
    report: Report

    def tell(self, stage: Stage, done: float) -> None:
        self.report(Progress(stage, self.before + int(done), self.total))


def load_sources(
    connection: Any, folder: Path, sources: Iterable[Source], report: Report
) -> tuple[Loaded, ...]:
    """Read every file into the table `raw`, oddities of form into `anomalies`.

    Raises:
        RecordsError: files that cannot be read at all, all of them named.
    """
    chosen = tuple(sources)
    total, before = sum(source.size for source in chosen), 0
    done: list[Loaded] = []
    problems: list[Problem] = []
    for number, source in enumerate(chosen):
        loading = _Loading(connection, folder, source, number, before, total, report)
        try:
            done.append(_load(loading))
        except RecordsError as error:
            problems.extend(error.problems)
        before += source.size
    if problems:
        raise RecordsError(problems)
    return tuple(done)


def _load(loading: _Loading) -> Loaded:
    source, connection = loading.source, loading.connection
    if source.format is Format.PARQUET:
        path = plain_path(loading.folder, source.path, loading.number)
        load_parquet(connection, path, source.path, loading.number, _share(loading))
        encoding = "Parquet"
    else:
        facts = inspect_text(source.path, lambda done: loading.tell(Stage.INSPECT, done))
        _load_text(loading, facts)
        encoding = facts.encoding.label
    counted = connection.execute("SELECT count(*) FROM raw WHERE source = ?", [loading.number])
    return Loaded(source, encoding, counted.fetchall()[0][0])


def _load_text(loading: _Loading, facts: TextFacts) -> None:
    """Take the fast way when the text is clean; when DuckDB objects, read again carefully."""
    path = plain_path(loading.folder, loading.source.path, loading.number)
    if facts.encoding is not Encoding.UTF_8:
        path = loading.folder / f"source-{loading.number}.utf8"
        transcode(loading.source.path, facts.encoding, path)
    reader = csv_text if loading.source.format is Format.CSV else json_lines
    sql = reader.fast_sql(path, loading.number, loading.source.path)
    if not facts.has_nul and not facts.damaged and sql is not None:
        try:
            execute_with_progress(loading.connection, sql, _share(loading))
        except duckdb.Error:
            pass
        else:
            return
    _load_carefully(loading, reader.careful_rows(path, loading.source.path))


def _share(loading: _Loading) -> Callable[[float], None]:
    return lambda share: loading.tell(Stage.LOAD, share * loading.source.size)


def _load_carefully(loading: _Loading, items: Iterator[RawRow | Oddity]) -> None:
    # One transaction: the log of thousands of small ones would cost more than the reading.
    loading.connection.begin()
    while batch := list(islice(items, BATCH)):
        rows = [item for item in batch if isinstance(item, RawRow)]
        odd = [item for item in batch if isinstance(item, Oddity)]
        _insert_rows(loading, rows)
        _insert_oddities(loading, odd)
        if rows:
            loading.tell(Stage.LOAD, min(rows[-1].offset, loading.source.size))
    loading.connection.commit()


def _insert_rows(loading: _Loading, rows: list[RawRow]) -> None:
    columns: list[list[Any]] = [[loading.number] * len(rows), [row.line for row in rows]]
    columns += [[row.cells[i] for row in rows] for i in range(len(COLUMNS))]
    columns.append([row.extra for row in rows])
    _append(loading.connection, "raw", columns, _ROW_SCHEMA)


def _insert_oddities(loading: _Loading, odd: list[Oddity]) -> None:
    size = len(odd)
    columns: list[list[Any]] = [
        [loading.number] * size,
        [item.line for item in odd],
        [None] * size,
        [""] * size,
        [item.value for item in odd],
        [item.kind.value for item in odd],
        [item.detail for item in odd],
    ]
    _append(loading.connection, "anomalies", columns, _ODD_SCHEMA)


def _append(connection: Any, table: str, columns: list[list[Any]], schema: pa.Schema) -> None:
    if columns[0]:
        typed = zip(columns, schema, strict=True)
        arrays = [pa.array(values, field.type) for values, field in typed]
        append_rows(connection, table, pa.Table.from_arrays(arrays, schema=schema))
