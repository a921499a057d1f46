"""From the four summaries to the indicators, by exact arithmetic on small columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from gongkai.indicators.engines import Columns, Engine
from gongkai.indicators.expressions import SUMMARIES
from gongkai.indicators.lookups import WORD
from gongkai.indicators.results import Delay, Gap, Months, Ratio, Series

Ints = npt.NDArray[np.int64]
_EPOCH: Final = date(1970, 1, 1)
_DAYS_OF_MONTH: Final = np.arange(31, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class OnTime:
    """On-time publication of one unit with what was left out."""

    by_year: dict[int, Ratio]
    published_before_issued: int
    outside_calendar: int
    provisional: int

    @property
    def total(self) -> Ratio:
        """Give all years together."""
        return Ratio(
            sum(ratio.numerator for ratio in self.by_year.values()),
            sum(ratio.denominator for ratio in self.by_year.values()),
        )


@dataclass(frozen=True, slots=True)
class Publications:
    """When one unit published: items by month and the days with at least one, in order."""

    per_month: Months
    days: Ints

    def longest_gap(self, until: date | None) -> Gap | None:
        """Give the longest time between two publication days; up to `until` it stays open."""
        if not self.days.size:
            return None
        ends = self.days
        if until is not None and until > _day(int(ends[-1])):
            ends = np.append(ends, (until - _EPOCH).days)
        if ends.size < 2:
            return None
        widths = np.diff(ends)
        at = int(widths.argmax())
        open_end = ends.size > self.days.size and at == widths.size - 1
        return Gap(int(widths[at]), _day(int(ends[at])), _day(int(ends[at + 1])), open_end)


def collect(engine: Engine) -> dict[str, Columns]:
    """Run the four summaries on an engine."""
    return {name: engine.run(build()) for name, build in SUMMARIES.items()}


def on_time(columns: Columns) -> dict[int, OnTime]:
    """Read the summary by unit and year."""
    found: dict[int, OnTime] = {}
    names = (
        "year",
        "numerator",
        "denominator",
        "published_before_issued",
        "outside_calendar",
        "provisional",
    )
    for unit, rows in _groups(columns, "unit_id", "year"):
        values = [rows[name].tolist() for name in names]
        by_year = {
            year: Ratio(numerator, denominator)
            for year, numerator, denominator in zip(*values[:3], strict=True)
            if denominator
        }
        found[unit] = OnTime(by_year, sum(values[3]), sum(values[4]), sum(values[5]))
    return found


def delays(columns: Columns) -> dict[int, Delay]:
    """Take the median and the 90th percentile out of each unit's exact histogram."""
    return {
        unit: _delay(rows["delay"], np.cumsum(rows["items"]))
        for unit, rows in _groups(columns, "unit_id", "delay")
    }


def _delay(values: Ints, up_to: Ints) -> Delay:
    """`values` ascending, `up_to` the number of records with at most that value."""
    total = int(up_to[-1])

    def ranked(rank: int) -> int:
        return int(values[np.searchsorted(up_to, rank)])

    middle = ranked((total + 1) // 2) + ranked(total // 2 + 1)
    return Delay(Fraction(middle, 2), ranked(-(-9 * total // 10)))


def publications(columns: Columns) -> dict[int, Publications]:
    """Unpack the days of each month's bits."""
    found: dict[int, Publications] = {}
    for unit, rows in _groups(columns, "unit_id", "month_no"):
        months = rows["month_no"]
        firsts = (
            (months - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
        )
        per_month = Months(tuple(months.tolist()), tuple(rows["items"].tolist()))
        found[unit] = Publications(per_month, _members(firsts, rows["day_bits"]))
    return found


def series(
    columns: Columns, known: Sequence[tuple[int, int, str, int]]
) -> dict[int, tuple[Series, ...]]:
    """Put together the numbers of each series; `known` rows are series id, unit id,
    code, year (0: none), in the order wanted."""
    seen: dict[int, int] = {}
    words = (columns[name].tolist() for name in ("series_id", "word", "bits"))
    for series_id, word, bits in zip(*words, strict=True):
        seen[series_id] = seen.get(series_id, 0) | bits << word * WORD
    by_unit: dict[int, list[Series]] = {}
    for series_id, unit, code, year in known:
        by_unit.setdefault(unit, []).append(Series(code, year or None, seen[series_id]))
    return {unit: tuple(found) for unit, found in by_unit.items()}


def _members(firsts: Ints, bits: Ints) -> Ints:
    """Give first day + position of every bit that is set, in order."""
    is_set = (bits[:, None] >> _DAYS_OF_MONTH) & 1 == 1
    members: Ints = (firsts[:, None] + _DAYS_OF_MONTH)[is_set]
    return members


def _groups(columns: Columns, key: str, then: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Split the columns by a key, each part ordered by another column."""
    order = np.lexsort((columns[then], columns[key]))
    ordered = {name: column[order] for name, column in columns.items()}
    keys = ordered[key]
    edges = [0, *(np.flatnonzero(np.diff(keys)) + 1).tolist(), keys.size]
    for start, end in pairwise(edges if keys.size else ()):
        yield int(keys[start]), {name: column[start:end] for name, column in ordered.items()}


def _day(number: int) -> date:
    return _EPOCH + timedelta(days=number)
