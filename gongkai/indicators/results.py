"""What a measurement found, in values that explain themselves; `report.py` writes them out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise


def six_digits(value: Fraction | None) -> Decimal | None:
    """Round half up to six digits (四舍五入); nothing stays nothing, never 0."""
    if value is None:
        return None
    # Twenty digits would do for the quotient; whole-number division keeps it exact instead.
    millionths, remainder = divmod(value.numerator * 1_000_000, value.denominator)
    return Decimal(millionths + (2 * remainder >= value.denominator)).scaleb(-6)


def share(numerator: int, denominator: int) -> Decimal | None:
    """Give the rate to six digits, None where nothing was counted."""
    return six_digits(Fraction(numerator, denominator)) if denominator else None


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many of how many."""

    numerator: int
    denominator: int

    @property
    def rate(self) -> Decimal | None:
        """Give the rate to six digits, None where nothing was counted."""
        return share(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Delay:
    """Working days from issue to publication over all counted records.

    `median` is the usual one (the mean of the two middle values when their number is even);
    `p90` is the nearest-rank 90th percentile: the smallest delay that at least nine tenths of
    the records do not exceed.
    """

    median: Fraction | None = None
    p90: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """The longest time without a publication, in calendar days between two publication days.

    `still_open` when it ends at the day of measurement and not with a publication.
    """

    days: int
    after: date
    until: date
    still_open: bool = False


@dataclass(frozen=True, slots=True)
class Months:
    """Items by month; `numbers` are year × 12 + month − 1, months without any left out."""

    numbers: tuple[int, ...] = ()
    items: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """Give all items."""
        return sum(self.items)

    def by_month(self) -> dict[date, int]:
        """Give items by the first day of their month."""
        return {
            date(number // 12, number % 12 + 1, 1): items
            for number, items in zip(self.numbers, self.items, strict=True)
        }

    def by_year(self) -> dict[int, int]:
        """Give items by year."""
        years: dict[int, int] = {}
        for number, items in zip(self.numbers, self.items, strict=True):
            years[number // 12] = years.get(number // 12, 0) + items
        return years


@dataclass(frozen=True, slots=True)
class Series:
    """One numbering: an issuer's code and a year (None where it counts through, as orders do).

    German tank problem: of numbers 1 … N a sample of k was seen whose highest is m; the best
    unbiased estimate of N is m + m/k − 1.

    `seen` is the set of its numbers as bits: bit n is set when number n was seen. A country has
    hundreds of thousands of series; what is missing in one is worked out when asked for.
    """

    issuer_code: str
    year: int | None
    seen: int

    @property
    def observed(self) -> int:
        """Give how many different numbers were seen (k)."""
        return self.seen.bit_count()

    @property
    def highest(self) -> int:
        """Give the highest number seen (m)."""
        return self.seen.bit_length() - 1

    @property
    def missing(self) -> tuple[tuple[int, int], ...]:
        """Give the numbers from 1 to the highest that were not seen, as (first, last) ranges."""
        marks = bin(self.seen)[:1:-1]
        numbers = [number for number, mark in enumerate(marks) if mark == "1"]
        return tuple(
            (before + 1, after - 1)
            for before, after in pairwise([0, *numbers])
            if after > before + 1
        )

    @property
    def estimate(self) -> Fraction:
        """Estimate how many numbers were given out."""
        return self.highest + Fraction(self.highest, self.observed) - 1

    @property
    def rate(self) -> Fraction:
        """Give the share of the estimated numbers that was seen."""
        return self.observed / self.estimate

    @property
    def name(self) -> str:
        """Give the series as people write it: 国发〔2023〕."""
        return self.issuer_code if self.year is None else f"{self.issuer_code}〔{self.year}〕"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows or cells of a unit were not counted, and why."""

    published_before_issued: int = 0
    outside_calendar: int = 0
    unparsed_number: int = 0
    unparsed_date: int = 0
    after_as_of: int = 0

    @property
    def total(self) -> int:
        """Give their sum."""
        return (
            self.published_before_issued
            + self.outside_calendar
            + self.unparsed_number
            + self.unparsed_date
            + self.after_as_of
        )


@dataclass(frozen=True, slots=True)
class UnitMeasures:
    """Everything measured about one unit.

    `rows` are all its rows (up to the day of measurement), repeated ones included;
    `per_month` counts publications; `provisional` counts records whose working days touch a year
    without a published holiday arrangement.
    """

    unit: str
    rows: int
    duplicates: int
    on_time: Ratio
    by_year: dict[int, Ratio]
    delay: Delay
    per_month: Months
    longest_gap: Gap | None
    series: tuple[Series, ...]
    anomalies: Counts
    provisional: int = 0

    @property
    def published(self) -> int:
        """Give the number of records with a day of publication."""
        return self.per_month.total

    @property
    def share_by_year(self) -> dict[int, Ratio]:
        """Give each year's share of the publications."""
        total = self.published
        return {year: Ratio(items, total) for year, items in self.per_month.by_year().items()}

    def mean_per_month(self, until: date | None = None) -> Decimal | None:
        """Give publications a month, from the first month with one to the last (or `until`)."""
        if not self.per_month.numbers:
            return None
        last = self.per_month.numbers[-1]
        if until is not None:
            last = max(last, until.year * 12 + until.month - 1)
        return share(self.published, last - self.per_month.numbers[0] + 1)


def completeness(series: Sequence[Series]) -> Decimal | None:
    """Give the share over several series: all numbers seen by all numbers estimated."""
    estimated = sum((one.estimate for one in series), Fraction(0))
    return six_digits(Fraction(sum(one.observed for one in series)) / estimated) if series else None
