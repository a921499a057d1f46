"""The indicator set over 10 million records of 3,000 units, against pandas, polars and SQLite.

On-time publication by unit and year, median and 90th percentile delay, items per month, longest
gap between publications, number completeness of every series. Each contender runs in a process
of its own and does the same work on the same columns, loaded or imported beforehand; all but
their percentile agree to the last digit, which is checked. `seconds` is CPU time (all cores),
the best of three; `ratio` is CPU time to the floor's. The floor is a bare full scan: minimum,
maximum and sum or count of every column the indicators need, as text and dates, by DuckDB.
gongkai's own tables hold units and series as small whole numbers, made while reading; the row
"with coding" makes them from the text columns anew. SQLite has a twentieth of the rows, and its
figures are multiplied by twenty. Peak memory is the process's, loading included.
"""

import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

ROWS: Final = 10_000_000
UNITS: Final = 3_000
SQLITE_SHARE: Final = 20
REPEATS: Final = 3
_DATES: Final = ("day", "issued_on", "published_on")
FIRST, LAST = date(2008, 1, 1), date(2024, 12, 31)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    seconds: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Taken:
    """What one process measured of itself; `check` sums the indicators up."""

    wall: float
    cpu: float
    megabytes: float
    check: list[float]


CONTENDERS: Final = {
    "floor": "DuckDB: bare full scan of the columns (the floor)",
    "gongkai": "gongkai (Ibis on DuckDB)",
    "coding": "gongkai, with coding units and series from text",
    "plain_sql": "DuckDB, plain SQL with median, distinct and window",
    "polars": "polars",
    "pandas": "pandas",
    "sqlite": "SQLite, same expressions (scaled from 1/20)",
}


def run(rows: int = ROWS, units: int = UNITS) -> list[Row]:
    folder = Path(tempfile.mkdtemp(prefix="gongkai-bench-"))
    try:
        generate(folder, rows, units)
        taken = {name: _in_process(name, folder) for name in CONTENDERS}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _require_agreement(taken)
    floor = taken["floor"].cpu
    return [
        Row(f"{title} — wall {t.wall:.2f} s, peak {t.megabytes:,.0f} MB", t.cpu, t.cpu / floor)
        for name, title in CONTENDERS.items()
        for t in [taken[name]]
    ]


def generate(folder: Path, rows: int, units: int) -> None:
    """Write the same records as Parquet, as DuckDB text columns, as clean tables, as SQLite."""
    import duckdb

    from gongkai.indicators.lookups import as_limits, day_table, place_table
    from gongkai.indicators.records.store import configure, create_table
    from gongkai.policy.national import load_national

    connection = duckdb.connect(str(folder / "text.duckdb"))
    configure(connection, "1GB", folder)
    connection.execute(_RECORDS.format(rows=rows, units=units))
    connection.execute(f"COPY flat TO '{folder}/flat.parquet'")
    days = day_table(load_national().calendar, as_limits(20), FIRST, LAST)
    create_table(connection, "days", days)
    create_table(connection, "places", place_table(range(1, 401)))
    connection.execute(f"COPY days TO '{folder}/days.parquet'")
    connection.execute(f"ATTACH '{folder}/clean.duckdb' AS clean")
    for statement in CODING:
        connection.execute(statement.format(db="clean."))
    for table in ("days", "places"):
        connection.execute(f"CREATE TABLE clean.{table} AS FROM {table}")
    connection.execute("CHECKPOINT clean")
    connection.close()
    _generate_sqlite(folder, rows // SQLITE_SHARE)


_RECORDS: Final = """
CREATE TABLE flat AS
WITH chance AS (
  SELECT i, hash(i) % {units} AS u, hash(i + 13) % 5478 AS day,
         least(hash(i * 7 + 1) % 97, hash(i * 7 + 2) % 97, hash(i + 3) % 400) AS later,
         1 + least(hash(i + 9) % 320, hash(i + 11) % 400) AS seq
  FROM range({rows}) t(i))
SELECT '示例' || chr(19968 + (u % 1000)::INTEGER) || chr(21000 + (u // 1000)::INTEGER) || '局'
         AS unit,
       (DATE '2008-01-01' + day::INTEGER)::DATE AS issued_on,
       (issued_on + later::INTEGER)::DATE AS published_on,
       substr(unit, 3, 2) || ['府发', '府办', '函'][(1 + hash(i + 5) % 3)::BIGINT] AS issuer_code,
       year(issued_on)::INTEGER AS number_year, seq::INTEGER AS number_seq
FROM chance
"""

CODING: Final = (
    """CREATE OR REPLACE TABLE {db}units AS
       SELECT CAST(row_number() OVER (ORDER BY unit) - 1 AS INTEGER) AS unit_id, unit
       FROM (SELECT DISTINCT unit FROM flat)""",
    """CREATE OR REPLACE TABLE {db}series AS
       WITH keys AS (SELECT DISTINCT unit, issuer_code, number_year FROM flat),
       placed AS (
         SELECT *, row_number() OVER (ORDER BY unit, issuer_code, number_year) AS n FROM keys)
       SELECT CAST(n - 1 AS INTEGER) AS series_id, unit_id, unit, issuer_code, number_year
       FROM placed JOIN {db}units USING (unit)""",
    """CREATE OR REPLACE TABLE {db}records AS
       SELECT unit_id, issued_on, published_on FROM flat JOIN {db}units USING (unit)""",
    """CREATE OR REPLACE TABLE {db}numbers AS
       SELECT series_id, number_seq
       FROM flat JOIN {db}series USING (unit, issuer_code, number_year)""",
)


def _generate_sqlite(folder: Path, rows: int) -> None:
    import duckdb

    source = duckdb.connect(str(folder / "clean.duckdb"), read_only=True)
    target = sqlite3.connect(folder / "part.sqlite")
    for table in ("records", "numbers", "days", "places", "series", "units"):
        names = [row[0] for row in source.execute(f"DESCRIBE {table}").fetchall()]
        target.execute(f"CREATE TABLE {table} ({', '.join(names)})")
        limit = f" LIMIT {rows}" if table in ("records", "numbers") else ""
        cells = ", ".join(f"{name}::VARCHAR" if name in _DATES else name for name in names)
        cursor = source.execute(f"SELECT {cells} FROM {table}{limit}")
        while part := cursor.fetchmany(100_000):
            target.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", part)
    target.execute("CREATE UNIQUE INDEX days_day ON days (day)")
    target.execute("CREATE UNIQUE INDEX places_number ON places (number_seq)")
    target.commit()
    target.close()
    source.close()


def _in_process(name: str, folder: Path) -> Taken:
    command = [sys.executable, "-m", "benchmarks.indicators", name, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Taken(**json.loads(done.stdout.splitlines()[-1]))


def _require_agreement(taken: dict[str, Taken]) -> None:
    checks = {name: one.check for name, one in taken.items() if name not in ("floor", "sqlite")}
    if any(check != checks["gongkai"] for check in checks.values()):
        raise SystemExit(f"the contenders disagree: {checks}")


def timed(work: Callable[[], Any], repeats: int = REPEATS) -> tuple[float, float, Any]:
    """Wall and CPU seconds of the best repetition, and the result."""
    best = (float("inf"), float("inf"))
    result = None
    for _ in range(repeats):
        cpu, wall = _cpu(), time.perf_counter()
        result = work()
        best = min(best, (_cpu() - cpu, time.perf_counter() - wall))
    return best[1], best[0], result


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main(name: str, folder: Path) -> None:
    from benchmarks import indicator_contenders as contenders

    wall, cpu, check = getattr(contenders, name)(folder, timed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    scale = SQLITE_SHARE if name == "sqlite" else 1
    print(json.dumps({"wall": wall * scale, "cpu": cpu * scale, "megabytes": peak, "check": check}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
