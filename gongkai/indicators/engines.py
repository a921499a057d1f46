"""Where the indicators run: one expression, compiled by Ibis into each engine's SQL.

Only the compiler of Ibis is used, on connections of our own: what a query needs stays in plain
sight, and an engine's release need not wait for Ibis to support its driver.
"""

from collections.abc import Mapping
from typing import Any, Protocol

import ibis
import numpy as np
import numpy.typing as npt

Columns = Mapping[str, npt.NDArray[np.int64]]


class Engine(Protocol):
    """Runs an expression whose columns are all whole numbers."""

    def run(self, expression: Any) -> Columns:
        """Give the result column by column, rows in any order, no nulls."""


class DuckDB:
    """The embedded default."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def run(self, expression: Any) -> Columns:
        """Hand the columns over as arrays, without a Python object per cell."""
        result = self._connection.execute(ibis.to_sql(expression, dialect="duckdb")).fetchnumpy()
        return {name: np.asarray(column, dtype=np.int64) for name, column in result.items()}


class SQLite:
    """The operational database of one county (`sqlite3`)."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        connection.create_aggregate("bit_or", 1, _BitOr)
        connection.create_function("mod", 2, _remainder, deterministic=True)

    def run(self, expression: Any) -> Columns:
        """Fetch the rows; the result is small, the table may be large."""
        cursor = self._connection.execute(ibis.to_sql(expression, dialect="sqlite"))
        return _columns([item[0] for item in cursor.description], cursor.fetchall())


class PostgreSQL:
    """The operational database of a city (`psycopg`)."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def run(self, expression: Any) -> Columns:
        """Fetch the rows; the result is small, the table may be large."""
        cursor = self._connection.execute(ibis.to_sql(expression, dialect="postgres"))
        return _columns([item.name for item in cursor.description], cursor.fetchall())


class Spark:
    """A cluster (`pyspark` session), for a province or a country."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def run(self, expression: Any) -> Columns:
        """Collect the rows; the result is small, the table may be on many machines."""
        frame = self._session.sql(ibis.to_sql(expression, dialect="pyspark"))
        return _columns(frame.columns, [tuple(row) for row in frame.collect()])


class _BitOr:
    """SQLite has no OR over rows."""

    def __init__(self) -> None:
        self._bits = 0

    def step(self, bits: int) -> None:
        self._bits |= bits

    def finalize(self) -> int:
        return self._bits


def _remainder(number: int, divisor: int) -> int:
    return number % divisor


def _columns(names: list[str], rows: list[Any]) -> Columns:
    table = np.array(rows, dtype=np.int64).reshape(len(rows), len(names))
    return {name: np.ascontiguousarray(table[:, index]) for index, name in enumerate(names)}
