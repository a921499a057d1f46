"""The indicators, written once as Ibis expressions over three clean tables and the day table.

Every question the report answers follows from four small summaries. Each is one pass over the
records with whole-number keys and whole-number results, so DuckDB, SQLite, PostgreSQL and Spark
give the same answer to the last digit; medians, gaps and missing numbers are then exact
arithmetic on the summaries (`summaries.py`), not each engine's own idea of a percentile.

Tables: `records(unit_id, issued_on, published_on)`, `numbers(series_id, number_seq)`, and two
look-up tables, `days` and `places` (see `lookups.py`), so that no engine computes a calendar or
a bit on its own.
"""

from typing import Any, Final

import ibis

RECORDS: Final = ibis.table(
    {"unit_id": "int32", "issued_on": "date", "published_on": "date"}, name="records"
)
NUMBERS: Final = ibis.table({"series_id": "int32", "number_seq": "int32"}, name="numbers")
DAYS: Final = ibis.table(
    {
        "day": "date",
        "year": "int32",
        "month_no": "int32",
        "day_bit": "int32",
        "cumulative": "int32",
        "limit_days": "int32",
        "provisional": "int32",
    },
    name="days",
)
PLACES: Final = ibis.table({"number_seq": "int32", "word": "int32", "bit": "int64"}, name="places")


def _bit_or(bits: int) -> int:
    """OR over all rows: the engines' own function, which Ibis does not know for Spark."""
    raise NotImplementedError


union_of_bits: Final = ibis.udf.agg.builtin(_bit_or, name="bit_or")


def intervals(records: Any = RECORDS, days: Any = DAYS) -> Any:
    """Give one row per record with both dates: the working days between them, null if unknown.

    条例 §26 counts from formation or change; the day itself does not count.
    """
    issued, published = days.view(), days.view()
    joined = records.inner_join(issued, records.issued_on == issued.day).select(
        records.unit_id,
        records.issued_on,
        records.published_on,
        issued.year,
        issued.limit_days,
        start=issued.cumulative,
    )
    return joined.inner_join(published, joined.published_on == published.day).select(
        joined.unit_id,
        joined.year,
        joined.limit_days,
        before=(joined.published_on < joined.issued_on),
        delay=published.cumulative - joined.start,
        provisional=published.provisional,
    )


def on_time(records: Any = RECORDS, days: Any = DAYS) -> Any:
    """Per unit and year of issue: in time, counted, and the two reasons for not counting."""
    rows = intervals(records, days)
    counted = ~rows.before & rows.delay.notnull()
    return rows.group_by(["unit_id", "year"]).aggregate(
        numerator=_how_many(counted & (rows.delay <= rows.limit_days)),
        denominator=_how_many(counted),
        published_before_issued=_how_many(rows.before),
        outside_calendar=_how_many(~rows.before & rows.delay.isnull()),
        provisional=_how_many(counted & (rows.provisional == 1)),
    )


def delays(records: Any = RECORDS, days: Any = DAYS) -> Any:
    """Per unit: how many records were published after how many working days."""
    rows = intervals(records, days)
    counted = rows.filter(~rows.before & (rows.delay >= 0))
    return counted.group_by(["unit_id", "delay"]).aggregate(items=counted.count())


def publications(records: Any = RECORDS, days: Any = DAYS) -> Any:
    """Per unit and month of publication: how many records, and on which days (as bits)."""
    rows = records.inner_join(days, records.published_on == days.day).select(
        records.unit_id, days.month_no, days.day_bit
    )
    return rows.group_by(["unit_id", "month_no"]).aggregate(
        items=rows.count(), day_bits=union_of_bits(rows.day_bit)
    )


def number_words(numbers: Any = NUMBERS, places: Any = PLACES) -> Any:
    """Per series (issuer code and year of one unit): the set of its numbers as words of bits."""
    rows = numbers.inner_join(places, numbers.number_seq == places.number_seq).select(
        numbers.series_id, places.word, places.bit
    )
    return rows.group_by(["series_id", "word"]).aggregate(bits=union_of_bits(rows.bit))


def _how_many(condition: Any) -> Any:
    """Count the rows a condition holds for; a condition over nulls does not hold."""
    return condition.ifelse(1, ibis.null("int8")).count()


SUMMARIES: Final = {
    "on_time": on_time,
    "delays": delays,
    "publications": publications,
    "number_words": number_words,
}
