"""The temporary database one measurement works in: on disk, with a limit on memory."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

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


@contextmanager
def open_store(memory_limit: str = DEFAULT_MEMORY) -> Iterator[tuple[Any, Path]]:
    """Open a database in a folder of its own; both are gone when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-measure-"))
    connection = None
    try:
        connection = duckdb.connect(str(folder / "records.duckdb"))
        configure(connection, memory_limit, folder)
        connection.execute(_RAW)
        connection.execute(_ANOMALIES)
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


def create_table(connection: Any, name: str, rows: pa.Table) -> None:
    """Create a table from Arrow rows."""
    connection.register("rows_given", rows)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM rows_given")
    connection.unregister("rows_given")
