"""Each contender's way of computing the indicator set, written as its users would write it.

The check of each: records in time, records counted, sum of medians, publications by month,
sum of longest gaps, numbers seen, sum of the highest numbers.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

Timed = Callable[..., tuple[float, float, Any]]
Result = tuple[float, float, list[float]]

_FLOOR: Final = """
SELECT min(unit), max(unit), count(unit), min(issued_on), max(issued_on), count(issued_on),
       min(published_on), max(published_on), count(published_on),
       min(issuer_code), max(issuer_code), count(issuer_code),
       min(number_year), max(number_year), sum(number_year),
       min(number_seq), max(number_seq), sum(number_seq) FROM flat
"""

_BOTH: Final = """
FROM flat JOIN days i ON issued_on = i.day JOIN days p ON published_on = p.day GROUP BY ALL
"""
_PLAIN: Final = (
    f"""SELECT unit, i.year, count(*) FILTER (p.cumulative - i.cumulative <= 20), count(*)
        {_BOTH}""",
    f"""SELECT unit, median(p.cumulative - i.cumulative),
               quantile_disc(p.cumulative - i.cumulative, 0.9) {_BOTH}""",
    """SELECT unit, date_trunc('month', published_on), count(*) FROM flat GROUP BY ALL""",
    """WITH days_of AS (SELECT DISTINCT unit, published_on FROM flat),
       gaps AS (SELECT unit, published_on - lag(published_on) OVER (
                  PARTITION BY unit ORDER BY published_on) AS gap FROM days_of)
       SELECT unit, max(gap) FROM gaps GROUP BY ALL""",
    """SELECT unit, issuer_code, number_year, count(DISTINCT number_seq), max(number_seq)
       FROM flat GROUP BY ALL""",
)


def floor(folder: Path, timed: Timed) -> Result:
    connection = _duckdb(folder / "text.duckdb", folder)
    wall, cpu, _ = timed(lambda: connection.execute(_FLOOR).fetchall())
    return wall, cpu, []


def gongkai(folder: Path, timed: Timed) -> Result:
    connection = _duckdb(folder / "clean.duckdb", folder)
    wall, cpu, units = timed(lambda: _measure(connection))
    return wall, cpu, _check(units)


def coding(folder: Path, timed: Timed) -> Result:
    from benchmarks.indicators import CODING

    connection = _duckdb(folder / "text.duckdb", folder, read_only=False)

    def work() -> Any:
        for statement in CODING:
            connection.execute(statement.format(db=""))
        return _measure(connection)

    wall, cpu, units = timed(work)
    return wall, cpu, _check(units)


def plain_sql(folder: Path, timed: Timed) -> Result:
    connection = _duckdb(folder / "text.duckdb", folder)
    wall, cpu, found = timed(lambda: [connection.execute(sql).fetchnumpy() for sql in _PLAIN])
    columns = [list(result.values()) for result in found]
    sums = (columns[0][2], columns[0][3], columns[1][1], columns[2][2], columns[3][1])
    return wall, cpu, [float(c.sum()) for c in (*sums, columns[4][3], columns[4][4])]


def sqlite(folder: Path, timed: Timed) -> Result:
    from gongkai.indicators.engines import SQLite

    connection = sqlite3.connect(folder / "part.sqlite")
    fetch = connection.execute
    series = fetch("SELECT series_id, unit_id, issuer_code, number_year FROM series").fetchall()
    seen = {row[0] for row in fetch("SELECT DISTINCT series_id FROM numbers").fetchall()}
    known = [row for row in series if row[0] in seen]
    units = _units(fetch("SELECT unit_id, unit FROM units").fetchall())
    wall, cpu, found = timed(lambda: _run(SQLite(connection), units, known), 2)
    return wall, cpu, _check(found)


def polars(folder: Path, timed: Timed) -> Result:
    import polars as pl

    frame = pl.read_parquet(folder / "flat.parquet").with_columns(
        pl.col("unit").cast(pl.Categorical), pl.col("issuer_code").cast(pl.Categorical)
    )
    days = pl.read_parquet(folder / "days.parquet").select("day", "cumulative")

    def work() -> list[float]:
        rows = (
            frame.lazy()
            .join(days.lazy(), left_on="issued_on", right_on="day")
            .join(days.lazy(), left_on="published_on", right_on="day", suffix="_end")
            .with_columns(delay=pl.col("cumulative_end") - pl.col("cumulative"))
        )
        timely = rows.group_by("unit", year=pl.col("issued_on").dt.year()).agg(
            numerator=(pl.col("delay") <= 20).sum(), denominator=pl.len()
        )
        delays = rows.group_by("unit").agg(
            median=pl.col("delay").median(),
            p90=pl.col("delay").quantile(0.9, interpolation="higher"),
        )
        months = rows.group_by("unit", month=pl.col("published_on").dt.truncate("1mo")).agg(
            items=pl.len()
        )
        gaps = rows.group_by("unit").agg(
            gap=pl.col("published_on").unique().sort().diff().max().dt.total_days()
        )
        series = rows.group_by("unit", "issuer_code", "number_year").agg(
            seen=pl.col("number_seq").n_unique(), highest=pl.col("number_seq").max()
        )
        a, b, c, d, e = pl.collect_all([timely, delays, months, gaps, series])
        sums = (
            a["numerator"],
            a["denominator"],
            b["median"],
            c["items"],
            d["gap"],
            e["seen"],
            e["highest"],
        )
        return [float(column.sum()) for column in sums]

    return timed(work)


def pandas(folder: Path, timed: Timed) -> Result:
    import numpy as np
    import pandas as pd  # type: ignore[import-untyped]

    frame = pd.read_parquet(folder / "flat.parquet")
    days = pd.read_parquet(folder / "days.parquet")
    for column in ("unit", "issuer_code"):
        frame[column] = frame[column].astype("category")
    for column in ("issued_on", "published_on"):
        frame[column] = pd.to_datetime(frame[column])
    cumulative, first = days["cumulative"].to_numpy(), pd.Timestamp(days["day"].min())

    def work() -> list[float]:
        start = (frame["issued_on"] - first).dt.days.to_numpy()
        end = (frame["published_on"] - first).dt.days.to_numpy()
        rows = frame.assign(
            delay=cumulative[end] - cumulative[start],
            year=frame["issued_on"].dt.year,
            month=frame["published_on"].dt.year * 12 + frame["published_on"].dt.month,
        )
        rows["timely"] = rows["delay"] <= 20
        by = {"observed": True, "sort": False}
        timely = rows.groupby(["unit", "year"], **by)["timely"].agg(["sum", "count"])
        delays = rows.groupby("unit", **by)["delay"]
        median, _ = delays.median(), delays.quantile(0.9, interpolation="higher")
        months = rows.groupby(["unit", "month"], **by).size()
        dates = (
            rows[["unit", "published_on"]].drop_duplicates().sort_values(["unit", "published_on"])
        )
        gap = dates.groupby("unit", **by)["published_on"].diff().dt.days
        gaps = gap.groupby(dates["unit"], **by).max()
        series = rows.groupby(["unit", "issuer_code", "number_year"], **by)["number_seq"]
        seen, highest = series.nunique(), series.max()
        sums = (timely["sum"], timely["count"], median, months, gaps, seen, highest)
        return [float(np.sum(column.to_numpy())) for column in sums]

    return timed(work)


def _duckdb(path: Path, folder: Path, *, read_only: bool = True) -> Any:
    import duckdb

    from gongkai.indicators.records.store import configure

    connection = duckdb.connect(str(path), read_only=read_only)
    configure(connection, "1GB", folder)
    return connection


def _measure(connection: Any) -> Any:
    from gongkai.indicators.engines import DuckDB

    sql = "SELECT series_id, unit_id, issuer_code, number_year FROM series ORDER BY 1"
    series = connection.execute(sql).fetchall()
    units = _units(connection.execute("SELECT unit_id, unit FROM units ORDER BY 1").fetchall())
    return _run(DuckDB(connection), units, series)


def _units(rows: list[Any]) -> Any:
    from gongkai.indicators.records.anomaly_tables import UnitRows

    return [UnitRows(unit_id, unit, 0, 0, 0, 0, 0) for unit_id, unit in rows]


def _run(engine: Any, units: Any, series: Any) -> Any:
    from gongkai.indicators.measure import measure_units

    return measure_units(engine, units, series)


def _check(units: Any) -> list[float]:
    return [
        float(sum(unit.on_time.numerator for unit in units)),
        float(sum(unit.on_time.denominator for unit in units)),
        float(sum(unit.delay.median for unit in units)),
        float(sum(unit.published for unit in units)),
        float(sum(unit.longest_gap.days for unit in units)),
        float(sum(one.observed for unit in units for one in unit.series)),
        float(sum(one.highest for unit in units for one in unit.series)),
    ]
