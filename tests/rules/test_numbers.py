"""Exact decimals: what counts as a number, how it is rounded, and why floats will not do."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.numbers import RoundMode, exact, plain, rounded, settled, to_decimal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60", "60"),
        (" 83.1 ", "83.1"),
        ("-0.5", "-0.5"),
        ("９５", "95"),
        ("1e2", "1E+2"),
        (".5", "0.5"),
    ],
)
def test_what_people_write_is_read(text: str, value: str) -> None:
    assert to_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "", "九十", "nan", "NaN", "sNaN", "inf", "-Infinity", "1_000", "1,5", "0x10", "1e999",
        "1e-999", "1e999999999", "9" * 16, "0." + "1" * 16, "9" * 100_000, "..", "--1",
    ],
)  # fmt: skip
def test_what_cannot_be_a_score_is_refused(text: str) -> None:
    assert to_decimal(text) is None


@given(st.decimals(-1000, 1000, places=6), st.integers(0, 5))
def test_rounding_half_up_goes_to_the_nearest_and_up_in_the_middle(
    value: Decimal, digits: int
) -> None:
    result = rounded(value, digits, RoundMode.HALF_UP)
    assert result.as_tuple().exponent == -digits
    step = Fraction(1, 10**digits)
    distance = abs(Fraction(result) - Fraction(value))
    assert distance <= step / 2
    assert distance < step / 2 or abs(result) >= abs(value)


@pytest.mark.parametrize(
    ("mode", "value", "shown"),
    [
        (RoundMode.HALF_UP, "84.965", "84.97"),
        (RoundMode.HALF_UP, "84.9649999", "84.96"),
        (RoundMode.HALF_EVEN, "84.965", "84.96"),
        (RoundMode.DOWN, "84.969", "84.96"),
        (RoundMode.HALF_UP, "60", "60.00"),
    ],
)
def test_every_mode_of_rounding(mode: RoundMode, value: str, shown: str) -> None:
    assert format(rounded(Decimal(value), 2, mode), "f") == shown


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=8, min_value=-(10**9), max_value=10**9
    )
)
def test_plain_numbers_read_back_and_have_no_needless_zeros(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))


def test_the_house_context_ignores_the_callers() -> None:
    with localcontext() as context:
        context.prec = 3
        with exact():
            third = Decimal(100) / 3
    assert format(third, "f") == "33." + "3" * 32


def weighted_float(scores: tuple[int, int, int]) -> float:
    """The total as a spreadsheet adds it up: from left to right, in binary."""
    self_score, third_party, work = (score / 10 for score in scores)
    return self_score * 0.1 + third_party * 0.5 + work * 0.4


def test_floats_fail_units_that_stand_exactly_at_sixty() -> None:
    """Weights 10/50/40: scores on the 0.1 grid from 30 to 100 that make exactly 60."""
    wrong = exactly = 0
    for first in range(300, 1001):
        for second in range(300, 1001):
            rest = 60_000 - first * 10 - second * 50
            if rest % 40 or not 0 <= rest // 40 <= 1000:
                continue
            scores = (first, second, rest // 40)
            with exact():
                parts = [
                    Decimal(s) / 10 * w / 100 for s, w in zip(scores, (10, 50, 40), strict=True)
                ]
                assert sum(parts) == Decimal(60)
            exactly += 1
            wrong += weighted_float(scores) < 60
    assert exactly == 121_841
    assert wrong == 1_871
    assert weighted_float((305, 831, 385)) == 59.99999999999999


def test_a_sum_of_endless_quotients_that_is_a_tie_rounds_as_a_tie() -> None:
    """10/12 × 16 cut at 34 digits leaves 84.99499…9 where the true sum is 84.995."""
    cut = Decimal("84.99499999999999999999999999999999")
    assert rounded(cut, 2, RoundMode.HALF_UP) == Decimal("85.00")
    assert settled(cut) == Decimal("84.995")
    assert rounded(Decimal("84.994999"), 2, RoundMode.HALF_UP) == Decimal("84.99")


@given(st.integers(1, 400), st.integers(1, 60), st.integers(1, 60), st.integers(1, 60))
def test_rounding_a_sum_of_quotients_equals_rounding_the_exact_fraction(
    halves: int, first: int, second: int, third: int
) -> None:
    parts = [Fraction(halves, 2 * d) for d in (first, second, third)]
    with exact():
        total = sum((Decimal(halves) / (2 * d) for d in (first, second, third)), Decimal(0))
    true = sum(parts, Fraction(0)) * 100
    expected = Decimal((true.numerator * 2 + true.denominator) // (2 * true.denominator)) / 100
    assert rounded(total, 2, RoundMode.HALF_UP) == expected
