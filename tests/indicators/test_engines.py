"""One definition, four engines, the same answers to the last digit."""

from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest

from gongkai.indicators.engines import Engine
from gongkai.indicators.measure import measure_units
from gongkai.indicators.records.anomaly_tables import UnitRows
from gongkai.indicators.results import UnitMeasures
from tests.indicators.engines_fixture import (
    UNITS,
    duckdb_engine,
    known_series,
    postgres_engine,
    province,
    spark_engine,
    sqlite_engine,
)
from tests.indicators.reference import working_days

OpenEngine = Callable[[dict[str, pa.Table]], AbstractContextManager[Engine]]
AS_OF = date(2031, 12, 31)

ENGINES = [
    pytest.param(duckdb_engine, id="duckdb"),
    pytest.param(sqlite_engine, id="sqlite"),
    pytest.param(postgres_engine, id="postgresql"),
    pytest.param(
        spark_engine, id="spark", marks=[pytest.mark.spark, pytest.mark.xdist_group("spark")]
    ),
]


@pytest.mark.parametrize("open_engine", ENGINES)
def test_every_engine_gives_what_plain_python_gives(open_engine: OpenEngine) -> None:
    tables = province()
    units = [UnitRows(number, f"示例{number}局", 0, 0, 0, 0, 0) for number in range(UNITS)]
    with open_engine(tables) as engine:
        found = measure_units(engine, units, known_series(), AS_OF)
    assert [_view(unit) for unit in found] == _expected(tables)


def _view(unit: UnitMeasures) -> dict[str, Any]:
    return {
        "by_year": {y: (r.numerator, r.denominator) for y, r in unit.by_year.items()},
        "before": unit.anomalies.published_before_issued,
        "outside": unit.anomalies.outside_calendar,
        "provisional": unit.provisional,
        "median": unit.delay.median,
        "p90": unit.delay.p90,
        "months": unit.per_month.by_month(),
        "gap": unit.longest_gap and (unit.longest_gap.days, unit.longest_gap.still_open),
        "series": {
            (s.issuer_code, s.year): (s.observed, s.highest, s.missing) for s in unit.series
        },
    }


def _expected(tables: dict[str, pa.Table]) -> list[dict[str, Any]]:
    records = defaultdict(list)
    for row in tables["records"].to_pylist():
        records[row["unit_id"]].append((row["issued_on"], row["published_on"]))
    numbers = defaultdict(set)
    for row in tables["numbers"].to_pylist():
        numbers[row["series_id"]].add(row["number_seq"])
    return [
        {
            **_dates([(i, p) for i, p in records[unit] if i and p]),
            **_published(sorted(p for _, p in records[unit] if p)),
            "series": {
                (code, year): (len(numbers[n]), max(numbers[n]), _gaps(numbers[n]))
                for n, owner, code, year in known_series()
                if owner == unit
            },
        }
        for unit in range(UNITS)
    ]


def _dates(pairs: list[tuple[date, date]]) -> dict[str, Any]:
    years: dict[int, list[int]] = defaultdict(list)
    forward = [(issued, published) for issued, published in pairs if published >= issued]
    outside = provisional = 0
    for issued, published in forward:
        delay = working_days(issued, published)
        outside += delay is None
        if delay is not None:
            years[issued.year].append(delay)
            provisional += published.year > 2026
    delays = sorted(delay for found in years.values() for delay in found)
    half = len(delays) // 2
    return {
        "by_year": {y: (sum(d <= 20 for d in ds), len(ds)) for y, ds in years.items()},
        "before": len(pairs) - len(forward),
        "outside": outside,
        "provisional": provisional,
        "median": Fraction(delays[half] + delays[-half - 1], 2),
        "p90": next(d for d in delays if 10 * sum(x <= d for x in delays) >= 9 * len(delays)),
    }


def _published(days: list[date]) -> dict[str, Any]:
    ends = [*days, AS_OF]
    widths = [(after - before).days for before, after in pairwise(ends)]
    longest = max(widths)
    return {
        "months": Counter(day.replace(day=1) for day in days),
        "gap": (longest, longest not in widths[:-1]),
    }


def _gaps(seen: set[int]) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    for number in range(1, max(seen) + 1):
        if number in seen:
            continue
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return tuple(ranges)
