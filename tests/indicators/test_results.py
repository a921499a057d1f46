"""Laws of the small arithmetic behind the indicators."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gongkai.indicators.results import Ratio, Series, completeness, share, six_digits

NUMBERS = st.sets(st.integers(1, 400), min_size=1)


def series(seen: set[int]) -> Series:
    return Series("示函", 2023, sum(1 << number for number in seen))


def test_half_a_millionth_is_rounded_up() -> None:
    assert six_digits(Fraction(1, 128)) == Decimal("0.007813")
    assert share(2, 3) == Decimal("0.666667")
    assert str(share(1, 1)) == "1.000000"


def test_nothing_counted_gives_no_rate() -> None:
    assert Ratio(0, 0).rate is None
    assert completeness(()) is None


@given(NUMBERS)
def test_a_series_remembers_exactly_the_numbers_seen(seen: set[int]) -> None:
    one = series(seen)
    missing = {number for first, last in one.missing for number in range(first, last + 1)}
    assert (one.observed, one.highest) == (len(seen), max(seen))
    assert missing == set(range(1, max(seen) + 1)) - seen


@given(NUMBERS)
def test_a_rate_is_above_zero_and_full_only_when_nothing_is_missing(seen: set[int]) -> None:
    one = series(seen)
    assert 0 < one.rate <= 1
    assert (one.rate == 1) == (not one.missing)


@given(NUMBERS, st.integers(1, 400))
def test_seeing_one_more_number_below_the_highest_never_lowers_the_rate(
    seen: set[int], more: int
) -> None:
    if more < max(seen):
        assert series(seen | {more}).rate >= series(seen).rate
