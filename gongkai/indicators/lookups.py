"""The look-up tables every engine joins: what a day means, and where a number stands.

With them no engine needs date or bit functions of its own (they differ), working days between
two dates are one subtraction, and grouping keys are small whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from gongkai.rules.workdays import WorkCalendar

FIRST: Final = date(1900, 1, 1)
LAST: Final = date(2100, 12, 31)

# Bits in one word of a set of numbers: within a signed 64-bit integer on every engine.
WORD: Final = 60

DAY_SCHEMA: Final = pa.schema(
    [
        ("day", pa.date32()),
        ("year", pa.int32()),
        ("month_no", pa.int32()),
        ("day_bit", pa.int32()),
        ("cumulative", pa.int32()),
        ("limit_days", pa.int32()),
        ("provisional", pa.int32()),
    ]
)
PLACE_SCHEMA: Final = pa.schema(
    [("number_seq", pa.int32()), ("word", pa.int32()), ("bit", pa.int64())]
)


@dataclass(frozen=True, slots=True)
class DatedLimit:
    """A limit in working days and the first issue date it holds for (dated law, dated limits)."""

    since: date
    working_days: int


Limits = Sequence[DatedLimit]


def as_limits(limit: int | Limits) -> tuple[DatedLimit, ...]:
    """Give one number as a limit that always held.

    Raises:
        ValueError: no limit at all, or one below 1 (a mistake of the caller, not of the input).
    """
    limits = (DatedLimit(FIRST, limit),) if isinstance(limit, int) else tuple(limit)
    if not limits or any(entry.working_days < 1 for entry in limits):
        raise ValueError("a limit in working days of at least 1 is needed")
    return tuple(sorted(limits, key=lambda entry: entry.since))


def day_table(
    calendar: WorkCalendar, limits: Limits, first: date = FIRST, last: date = LAST
) -> pa.Table:
    """Build the rows from `first` to `last`.

    `month_no` is year × 12 + month − 1; `day_bit` is 2 to the power of (day of month − 1), so
    that an OR over rows is the set of days; `cumulative` counts working days from the
    calendar's first day, null outside the calendar; `limit_days` is the limit in force on that
    day (a day before the first dated limit has the first); `provisional` is 1 in years whose
    arrangement is not published yet.
    """
    days = np.arange(np.datetime64(first), np.datetime64(last) + np.timedelta64(1, "D"))
    years = days.astype("datetime64[Y]").astype(np.int32) + 1970
    months = days.astype("datetime64[M]").astype(np.int32) + 1970 * 12
    day_of_month = (days - days.astype("datetime64[M]")).astype(np.int32)
    counted = calendar.count_many(np.full(days.shape, np.datetime64(calendar.first)), days)
    status = calendar.is_working_many(days)
    since = np.array([np.datetime64(entry.since) for entry in limits])
    in_force = np.maximum(np.searchsorted(since, days, side="right") - 1, 0)
    in_days = np.array([entry.working_days for entry in limits], dtype=np.int32)[in_force]
    columns = [
        pa.array(days),
        pa.array(years),
        pa.array(months),
        pa.array(np.left_shift(np.int32(1), day_of_month)),
        pa.array(counted.counts.astype(np.int32), mask=~counted.known),
        pa.array(in_days),
        pa.array(status.provisional.astype(np.int32)),
    ]
    return pa.Table.from_arrays(
        [column.cast(field.type) for column, field in zip(columns, DAY_SCHEMA, strict=True)],
        schema=DAY_SCHEMA,
    )


def place_table(numbers: npt.ArrayLike) -> pa.Table:
    """Give for every number that occurs its word and its bit within the word."""
    distinct = np.unique(np.asarray(numbers, dtype=np.int32))
    bits = np.left_shift(np.int64(1), (distinct % WORD).astype(np.int64))
    return pa.Table.from_arrays(
        [pa.array(distinct), pa.array(distinct // WORD), pa.array(bits)], schema=PLACE_SCHEMA
    )
