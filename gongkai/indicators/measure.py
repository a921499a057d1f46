"""`gongkai measure`: records files in, indicators per unit out (条例 §26 and number sequences)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from gongkai.indicators import lookups, summaries
from gongkai.indicators.engines import DuckDB, Engine
from gongkai.indicators.lookups import DatedLimit, Limits, as_limits, day_table, place_table
from gongkai.indicators.records.anomaly_tables import (
    UnitRows,
    count_by_kind,
    list_anomalies,
    read_anomalies,
    unit_rows,
    write_anomalies,
)
from gongkai.indicators.records.cleaning import clean
from gongkai.indicators.records.loading import Loaded, load_sources
from gongkai.indicators.records.problems import Problem, RecordsError
from gongkai.indicators.records.progress import Progress, Report, Stage, silent
from gongkai.indicators.records.sources import open_sources
from gongkai.indicators.records.store import DEFAULT_MEMORY, create_table, open_store
from gongkai.indicators.report import CalendarSpan, MeasureReport, SourceFile
from gongkai.indicators.results import Counts, Delay, Months, UnitMeasures
from gongkai.rules.workdays import WorkCalendar

# So many anomalies travel with the report; the full list is a file (`anomalies_out`).
LISTED_ANOMALIES: Final = 100_000
_SPAN: Final = """
SELECT min(least(issued_on, published_on)), max(greatest(issued_on, published_on)) FROM records
"""


def measure(
    paths: Sequence[Path | str],
    *,
    calendar: WorkCalendar,
    limit: int | Limits,
    as_of: date | None = None,
    progress: Report | None = None,
    memory_limit: str = DEFAULT_MEMORY,
    anomalies_out: Path | None = None,
    listed_anomalies: int = LISTED_ANOMALIES,
) -> MeasureReport:
    """Measure every unit in the files.

    Args:
        paths: CSV, Parquet and JSONL files, mixed at will; together one set of records.
        calendar: working days; records outside its years are counted apart.
        limit: working days for publication (条例 §26: 20), or dated limits by day of issue.
        as_of: measure as it stood on this day; later records are counted apart.
        progress: told about every step, for a progress bar.
        memory_limit: for the database; more is kept on disk.
        anomalies_out: CSV file for the full list of anomalies.
        listed_anomalies: how many anomalies the report itself carries.

    Raises:
        RecordsError: with every reason why the files cannot be measured.
    """
    report = progress or silent
    sources = open_sources(paths)
    limits = as_limits(limit)
    with open_store(memory_limit) as (connection, folder):
        loaded = load_sources(connection, folder, sources, report)
        _prepare(connection, loaded, as_of, report)
        _create_lookups(connection, calendar, limits)
        list_anomalies(connection)
        if anomalies_out is not None:
            write_anomalies(connection, anomalies_out)
        report(Progress(Stage.MEASURE, 0, 1))
        units = measure_units(
            DuckDB(connection), unit_rows(connection), _known_series(connection), as_of
        )
        listed, counts = read_anomalies(connection, listed_anomalies), count_by_kind(connection)
    report(Progress(Stage.MEASURE, 1, 1))
    files = tuple(SourceFile(one.source.name, one.encoding, one.rows) for one in loaded)
    span = CalendarSpan(calendar.first, calendar.last, calendar.last_official_year)
    return MeasureReport(files, units, limits, span, as_of, listed, counts)


def _prepare(connection: Any, loaded: Sequence[Loaded], as_of: date | None, tell: Report) -> None:
    """Go from raw text to clean tables."""
    _require_rows(loaded)
    _register_sources(connection, loaded)
    clean(connection, as_of, lambda done, total: tell(Progress(Stage.CLEAN, done, total)))


def measure_units(
    engine: Engine,
    units: Sequence[UnitRows],
    known_series: Sequence[tuple[int, int, str, int]],
    as_of: date | None = None,
) -> tuple[UnitMeasures, ...]:
    """Compute the indicators on any engine that holds the clean tables and the day table."""
    found = summaries.collect(engine)
    on_time = summaries.on_time(found["on_time"])
    delays = summaries.delays(found["delays"])
    published = summaries.publications(found["publications"])
    series = summaries.series(found["number_words"], known_series)
    nothing = summaries.OnTime({}, 0, 0, 0)
    result = []
    for unit in units:
        timely = on_time.get(unit.unit_id, nothing)
        dates = published.get(unit.unit_id)
        result.append(
            UnitMeasures(
                unit=unit.unit,
                rows=unit.rows,
                duplicates=unit.duplicates,
                on_time=timely.total,
                by_year=timely.by_year,
                delay=delays.get(unit.unit_id, Delay()),
                per_month=dates.per_month if dates else Months(),
                longest_gap=dates.longest_gap(as_of) if dates else None,
                series=series.get(unit.unit_id, ()),
                anomalies=_counts(unit, timely),
                provisional=timely.provisional,
            )
        )
    return tuple(result)


def _counts(unit: UnitRows, timely: summaries.OnTime) -> Counts:
    return Counts(
        published_before_issued=timely.published_before_issued,
        outside_calendar=timely.outside_calendar,
        unparsed_number=unit.unparsed_number,
        unparsed_date=unit.unparsed_date,
        after_as_of=unit.after_as_of,
    )


def _require_rows(loaded: Sequence[Loaded]) -> None:
    if any(one.rows for one in loaded):
        return
    raise RecordsError(
        [
            Problem(str(one.source.path), "表头之后没有记录", "请放入至少一条记录后再试")
            for one in loaded
        ]
    )


def _register_sources(connection: Any, loaded: Sequence[Loaded]) -> None:
    names = [one.source.name for one in loaded]
    rows = pa.table({"source": pa.array(range(len(names)), pa.int16()), "name": names})
    create_table(connection, "sources", rows)


def _create_lookups(
    connection: Any, calendar: WorkCalendar, limits: tuple[DatedLimit, ...]
) -> None:
    """Keep to the days and numbers that occur: the engine then counts into small arrays."""
    first, last = connection.execute(_SPAN).fetchall()[0]
    days = day_table(calendar, limits, first or lookups.FIRST, last or lookups.LAST)
    create_table(connection, "days", days)
    seen = connection.execute("SELECT DISTINCT number_seq FROM numbers").fetchnumpy()
    create_table(connection, "places", place_table(seen["number_seq"]))


def _known_series(connection: Any) -> list[tuple[int, int, str, int]]:
    sql = "SELECT series_id, unit_id, issuer_code, number_year FROM series ORDER BY 1"
    return [(int(a), int(b), str(c), int(d)) for a, b, c, d in connection.execute(sql).fetchall()]
