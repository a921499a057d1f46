"""Tallies: what is counted from records, and nothing else."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.tallies import (
    Record,
    RecordKind,
    Span,
    Tally,
    at_least_once,
    average,
    each_quarter,
    reaches,
    share,
)

YEAR = date(2026, 1, 1)
days = st.integers(0, 364).map(lambda number: YEAR + timedelta(days=number))
records = st.lists(
    st.builds(
        Record,
        kind=st.sampled_from(RecordKind),
        key=st.text(max_size=4),
        title=st.text(max_size=8),
        on=st.none() | days,
        good=st.sampled_from([True, False, None]),
        note=st.text(max_size=4),
    ),
    max_size=12,
)


@given(records)
def test_a_share_counts_every_record_that_counts_once(rows: list[Record]) -> None:
    tally = share(rows)
    assert tally.denominator == sum(row.good is not None for row in rows)
    assert tally.numerator == sum(row.good is True for row in rows)
    assert tally.records == tuple(rows)


@given(records)
def test_what_is_kept_comes_back_and_has_the_same_hash(rows: list[Record]) -> None:
    tally = share(rows)
    back = tuple(Record.from_json(one.to_json()) for one in tally.records)
    assert back == tally.records
    assert Tally(tally.numerator, tally.denominator, back).hash == tally.hash


@given(records, records)
def test_two_tallies_of_one_hash_are_the_same(one: list[Record], other: list[Record]) -> None:
    assert (share(one).hash == share(other).hash) == (share(one) == share(other))


@given(records, days)
def test_a_quarter_counts_once_it_is_over_and_had_something(rows: list[Record], end: date) -> None:
    tally = each_quarter(rows, Span(YEAR, end))
    over = [number for number in range(4) if _last(number) <= end]
    held = {
        (row.on.month - 1) // 3
        for row in rows
        if row.good and row.on is not None and row.on.year == 2026
    }
    assert tally.denominator == len(over)
    assert tally.numerator == len(held.intersection(over))
    missed = [one for one in tally.records[len(rows) :] if one.kind is RecordKind.PERIOD]
    assert len(missed) == len(over) - tally.numerator


def _last(quarter: int) -> date:
    return [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)][quarter]


@given(days)
def test_months_that_have_begun(end: date) -> None:
    assert Span.of_year(2026, end).months == end.month
    assert Span.of_year(2026, end + timedelta(days=3650)).months == 12
    assert Span.of_year(2027, end).months == 0


def test_once_is_enough_and_nothing_is_none() -> None:
    held = Record(kind=RecordKind.LEDGER, title="听取汇报", good=True)
    planned = Record(kind=RecordKind.LEDGER, title="计划听取汇报", good=None)
    assert at_least_once([planned, held, held]) == Tally(1, 1, (planned, held, held))
    assert at_least_once([planned]).numerator == 0
    assert average([held, held], 11) == Tally(2, 11, (held, held))
    assert each_quarter([], Span(YEAR, date(2026, 3, 30))) == Tally(0, 0, ())
    assert [one.title for one in Span(YEAR, date(2026, 12, 31)).ended_quarters()][3] == (
        "2026年第四季度"
    )


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 100))
def test_a_line_is_reached_exactly_where_the_fraction_says_so(
    up: int, down: int, cent: int
) -> None:
    found = reaches(Decimal(up), Decimal(down), Decimal(cent) / 100)
    assert found == (down > 0 and Fraction(up, down or 1) >= Fraction(cent, 100))
