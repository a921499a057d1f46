"""The clean tables of one small province, loaded into each engine the indicators run on."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

import duckdb
import pyarrow as pa
import pytest

from gongkai.indicators.engines import DuckDB, Engine, PostgreSQL, Spark, SQLite
from gongkai.indicators.lookups import as_limits, day_table, place_table
from tests.rules.calendar_fixture import national_calendar

UNITS: Final = 7
POSTGRES: Final = {"host": "127.0.0.1", "port": 5432, "user": "root", "dbname": "test"}
_TYPES: Final = {"int32": "integer", "int64": "bigint", "date32[day]": "date"}


def province(seed: int = 5, rows: int = 900) -> dict[str, pa.Table]:
    """Records with every kind of date trouble, and numbers with gaps and repeats."""
    chance = random.Random(seed)
    records = []
    for _ in range(rows):
        issued = date(2001, 1, 1) + timedelta(days=chance.randrange(26 * 365))
        published = issued + timedelta(
            days=chance.choice([-3, -1, 0, 0, 1, 5, 20, 28, 33, 90, 900])
        )
        records.append(
            (
                chance.randrange(UNITS),
                issued if chance.random() > 0.1 else None,
                published if chance.random() > 0.1 else None,
            )
        )
    numbers = [(chance.randrange(12), chance.randrange(1, 200)) for _ in range(rows)]
    numbers += [(12, 1), (13, 61), (14, 6000), (14, 60)]
    units, issued_on, published_on = zip(*records, strict=True)
    series, sequence = zip(*numbers, strict=True)
    limits = as_limits(20)
    return {
        "records": pa.table(
            {
                "unit_id": pa.array(units, pa.int32()),
                "issued_on": pa.array(issued_on, pa.date32()),
                "published_on": pa.array(published_on, pa.date32()),
            }
        ),
        "numbers": pa.table(
            {
                "series_id": pa.array(series, pa.int32()),
                "number_seq": pa.array(sequence, pa.int32()),
            }
        ),
        "days": day_table(national_calendar(), limits, date(2000, 1, 1), date(2031, 12, 31)),
        "places": place_table(sequence),
    }


def known_series() -> list[tuple[int, int, str, int]]:
    return [
        (number, number % UNITS, f"示{'甲乙丙'[number % 3]}", 2010 + number) for number in range(15)
    ]


@contextmanager
def duckdb_engine(tables: dict[str, pa.Table]) -> Iterator[Engine]:
    connection = duckdb.connect()
    for name, table in tables.items():
        connection.register("given", table)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        connection.unregister("given")
    yield DuckDB(connection)
    connection.close()


@contextmanager
def sqlite_engine(tables: dict[str, pa.Table]) -> Iterator[Engine]:
    connection = sqlite3.connect(":memory:")
    for name, table in tables.items():
        connection.execute(_create(name, table))
        marks = ", ".join("?" * table.num_columns)
        rows = [tuple(_iso(value) for value in row) for row in _rows(table)]
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    yield SQLite(connection)
    connection.close()


@contextmanager
def postgres_engine(tables: dict[str, pa.Table]) -> Iterator[Engine]:
    psycopg = pytest.importorskip("psycopg")
    try:
        connection = psycopg.connect(**POSTGRES, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at 127.0.0.1:5432: {error}")
    schema = f"gongkai_indicators_{uuid4().hex[:12]}"
    with connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        connection.execute(f"SET search_path TO {schema}")
        for name, table in tables.items():
            connection.execute(_create(name, table))
            with connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                for row in _rows(table):
                    copy.write_row(row)
        yield PostgreSQL(connection)
        connection.rollback()


@contextmanager
def spark_engine(tables: dict[str, pa.Table]) -> Iterator[Engine]:
    sql = pytest.importorskip("pyspark.sql")
    session = (
        sql.SparkSession.builder.master("local[1]")
        .appName("gongkai-tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    kinds = {"integer": "int", "bigint": "bigint", "date": "date"}
    for name, table in tables.items():
        columns = ", ".join(f"{f.name} {kinds[_TYPES[str(f.type)]]}" for f in table.schema)
        session.createDataFrame(list(_rows(table)), columns).createOrReplaceTempView(name)
    yield Spark(session)
    session.stop()


def _create(name: str, table: pa.Table) -> str:
    columns = ", ".join(f"{field.name} {_TYPES[str(field.type)]}" for field in table.schema)
    return f"CREATE TABLE {name} ({columns})"


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    yield from zip(*(column.to_pylist() for column in table.columns), strict=True)


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
