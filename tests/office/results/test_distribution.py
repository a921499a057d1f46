"""The median and the classes of the scoreboard's chart."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.office.assessment.distribution import classes, median

D = Decimal


@pytest.mark.parametrize(
    ("totals", "middle"),
    [(["90"], "90"), (["80", "91"], "85.5"), (["1", "9", "5"], "5"), (["4", "1", "3", "2"], "2.5")],
)
def test_the_median_of_an_even_count_lies_between_the_two_in_the_middle(
    totals: list[str], middle: str
) -> None:
    assert median([D(total) for total in totals]) == D(middle)


def test_a_hundred_points_are_classed_by_five() -> None:
    assert classes(D("83"), D("97"), D(100)) == ([D(80), D(85), D(90), D(95)], D(5))


@given(
    full=st.decimals("0.5", "1e14", places=2),
    low=st.decimals(0, 1, places=4),
    high=st.decimals(0, 2, places=4),
)
def test_there_are_a_dozen_classes_at_most_and_they_hold_every_total(
    full: Decimal, low: Decimal, high: Decimal
) -> None:
    edges, width = classes(low * full, max(low, high) * full, full)
    assert 1 <= len(edges) <= 12
    assert edges[0] <= low * full
    assert edges[-1] + width >= full
