"""The temporary database one measurement works in: on disk, with a limit on memory."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from gongkai.indicators.records.anomalies import NO_UNIT
from gongkai.indicators.records.dates import sql_plain_date
from gongkai.indicators.records.numbers import sql_plain_number
from gongkai.indicators.records.sql_text import identifier, quoted

DEFAULT_MEMORY: Final = "1GB"

# The text as it stands in the files. `line` counts as a spreadsheet does: the header is row 1.
_RAW: Final = """
CREATE TABLE raw (
  source SMALLINT NOT NULL, line BIGINT NOT NULL,
  unit VARCHAR NOT NULL, url VARCHAR NOT NULL, title VARCHAR NOT NULL,
  issued_on VARCHAR NOT NULL, published_on VARCHAR NOT NULL, document_number VARCHAR NOT NULL,
  extra VARCHAR)
"""
_ANOMALIES: Final = """
CREATE TABLE anomalies (
  source SMALLINT NOT NULL, line BIGINT NOT NULL, unit VARCHAR,
  column_name VARCHAR, value VARCHAR, kind VARCHAR NOT NULL, detail VARCHAR)
"""

# White space and invisible marks that surround cells copied from web pages.
_PADDING: Final = " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


@contextmanager
def open_store(memory_limit: str = DEFAULT_MEMORY) -> Iterator[tuple[Any, Path]]:
    """Open a database in a folder of its own; both are gone when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-measure-"))
    connection = None
    try:
        connection = duckdb.connect(str(folder / "records.duckdb"))
        configure(connection, memory_limit, folder)
        for statement in (_RAW, _ANOMALIES, *_macros()):
            connection.execute(statement)
        yield connection, folder
    finally:
        if connection is not None:
            connection.close()
        shutil.rmtree(folder, ignore_errors=True)


def configure(connection: Any, memory_limit: str, folder: Path) -> None:
    """Set what every measuring connection needs.

    Insertion order is what makes "the first of several rows with one url" mean anything. The
    higher threshold lets DuckDB count into a plain array where unit × month is a small range.
    """
    connection.execute(f"SET memory_limit = '{memory_limit}'")
    connection.execute(f"SET temp_directory = '{folder / 'spill'}'")
    connection.execute("SET preserve_insertion_order = true")
    connection.execute("SET perfect_ht_threshold = 24")
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")


def _macros() -> tuple[str, ...]:
    """Give the words the cleaning statements are written in."""
    return (
        f"CREATE MACRO trimmed(cell) AS trim(cell, {quoted(_PADDING)})",
        f"CREATE MACRO plain_date(cell) AS {sql_plain_date('cell')}",
        f"CREATE MACRO plain_number(cell) AS {sql_plain_number('cell')}",
        f"CREATE MACRO no_unit() AS {quoted(NO_UNIT)}",
    )


def create_table(connection: Any, name: str, rows: pa.Table) -> None:
    """Create a table from Arrow rows."""
    connection.register("rows_given", rows)
    connection.execute(f"CREATE TABLE {identifier(name)} AS FROM rows_given")
    connection.unregister("rows_given")


def append_rows(connection: Any, name: str, rows: pa.Table) -> None:
    """Append Arrow rows, whose columns stand as the table's do."""
    connection.register("rows_given", rows)
    connection.execute(f"INSERT INTO {identifier(name)} FROM rows_given")
    connection.unregister("rows_given")
