"""What a survey says: the weighted mean, and that no small group can be had from what is told."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.rounds.surveys import (
    LEAST,
    Told,
    cells_of,
    mean_of_item,
    rounded,
    tell,
    tell_choices,
    tell_count,
    told_until,
)

WEIGHTS = {"群众": Decimal("0.5"), "企业": Decimal("0.3"), "代表": Decimal("0.2")}
STRATA = st.sampled_from(sorted(WEIGHTS))
ANSWERS = st.lists(st.tuples(STRATA, st.integers(1, 5)), max_size=60)
DAY = date(2026, 11, 1)


def many(**answers: list[int]) -> list[tuple[str, int]]:
    return [(stratum, value) for stratum, values in answers.items() for value in values]


def told(answers: list[tuple[str, int]], weights: dict[str, Decimal] | None = None) -> Told:
    found = tell(answers, WEIGHTS if weights is None else weights)
    assert found is not None
    return found


def test_each_kind_of_people_counts_by_its_weight_not_by_its_number() -> None:
    answers = many(群众=[5] * 40, 企业=[3] * 10, 代表=[1] * 5)
    assert told(answers).mean == Decimal("3.600000")  # .5·5 + .3·3 + .2·1
    assert told(answers, {}).mean == Decimal("4.272727")  # 235 / 55, half up


def test_a_kind_nobody_of_whom_answered_has_no_part() -> None:
    answers = many(群众=[4] * 5, 企业=[2] * 5)
    assert told(answers).mean == Decimal("3.250000")  # (.5·4 + .3·2) / .8


def test_one_deputy_does_not_count_a_fifth_of_the_mean() -> None:
    answers = many(群众=[5] * 20, 企业=[4] * 8, 代表=[1])
    found = told(answers)
    assert [(cell.strata, cell.answers) for cell in found.cells] == [
        (("代表", "企业"), 9),
        (("群众",), 20),
    ]
    assert found.mean == rounded(Fraction(5, 10) * 5 + Fraction(5, 10) * Fraction(33, 9))


def test_small_kinds_are_taken_together_as_far_as_needed() -> None:
    assert cells_of({"a": 2, "b": 3, "c": 9}) == (("a", "b"), ("c",))
    assert cells_of({"a": 1, "b": 6, "c": 9}) == (("a", "b"), ("c",))
    assert cells_of({"a": 1, "b": 2, "c": 0}) == (("a", "b"),)
    assert cells_of({"a": 5, "b": 5}) == (("a",), ("b",))


def test_fewer_than_five_say_nothing() -> None:
    assert tell(many(群众=[5, 5, 4, 4]), WEIGHTS) is None
    assert tell_choices([1, 2, 2, 3]) is None
    assert tell_choices([1, 2, 2, 3, 3]) == {1: 1, 2: 2, 3: 2}
    assert [tell_count(n) for n in (0, 1, 4, 5)] == [0, None, None, 5]


def test_a_kind_without_a_weight_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        tell([("别人", 3)] * 5, WEIGHTS)


def test_an_item_is_the_plain_mean_of_its_questions_rounded_once() -> None:
    first = told(many(群众=[1, 1, 1, 1, 1, 1, 2]), {})  # 8/7
    second = told(many(群众=[1, 1, 1, 1, 1, 1, 3]), {})  # 9/7
    assert mean_of_item([first, second]) == rounded(Fraction(17, 14)) == Decimal("1.214286")


@given(st.fractions(0, 10))
def test_rounding_is_half_up_and_exact(value: Fraction) -> None:
    shown = rounded(value)
    assert shown.as_tuple().exponent == -6
    off = Fraction(shown) - value
    assert -Fraction(1, 2 * 10**6) < off <= Fraction(1, 2 * 10**6)


@given(ANSWERS)
def test_every_cell_has_enough_and_together_they_are_all(answers: list[tuple[str, int]]) -> None:
    found = tell(answers, WEIGHTS)
    if len(answers) < LEAST:
        assert found is None
        return
    assert found is not None
    assert all(cell.answers >= LEAST for cell in found.cells)
    assert sum(cell.answers for cell in found.cells) == found.answers == len(answers)
    assert sum(found.distribution.values()) == len(answers)
    strata = [one for cell in found.cells for one in cell.strata]
    assert sorted(strata) == sorted({stratum for stratum, _ in answers})


@given(ANSWERS.filter(lambda answers: len(answers) >= LEAST))
def test_the_mean_is_the_formula(answers: list[tuple[str, int]]) -> None:
    found = told(answers)
    values = [value for _, value in answers]
    assert min(values) <= found.mean <= max(values)
    total, weight = Fraction(0), Fraction(0)
    for cell in found.cells:
        own = [value for stratum, value in answers if stratum in cell.strata]
        share = sum((Fraction(WEIGHTS[one]) for one in cell.strata), Fraction(0))
        total, weight = total + share * Fraction(sum(own), len(own)), weight + share
    assert found.mean == rounded(total / weight)
    assert told(answers, {}).mean == rounded(Fraction(sum(values), len(values)))


@given(ANSWERS.filter(lambda answers: len(answers) >= LEAST), st.randoms(use_true_random=False))
def test_order_says_nothing(answers: list[tuple[str, int]], random: object) -> None:
    mixed = list(answers)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert told(mixed) == told(answers)


@given(ANSWERS.filter(lambda answers: len(answers) >= LEAST), st.data())
def test_who_in_a_cell_answered_what_changes_nothing_told(
    answers: list[tuple[str, int]], data: st.DataObject
) -> None:
    """All that is told is made of cells of at least five and of the whole: nothing smaller is."""
    found = told(answers)
    exchanged = list(answers)
    for cell in found.cells:
        places = [n for n, (stratum, _) in enumerate(answers) if stratum in cell.strata]
        values = data.draw(st.permutations([answers[n][1] for n in places]))
        for place, value in zip(places, values, strict=True):
            exchanged[place] = (answers[place][0], value)
    assert told(exchanged) == found


COUNTS = st.lists(st.integers(0, 9), min_size=1, max_size=20)


@given(COUNTS, st.data())
def test_between_any_two_looks_lie_at_least_five_answers(
    counts: list[int], data: st.DataObject
) -> None:
    """Answers of day n; each evening somebody looks, and in the end the whole is told."""
    days = [DAY + timedelta(n) for n in range(len(counts))]
    sums = dict(zip(days, accumulate(counts), strict=True))
    seen = {0}
    for today in days:
        so_far = {day: n for day, n in zip(days, counts, strict=True) if day < today and n}
        # Of today's answers only some have come in by the time of each look.
        most = counts[days.index(today)]
        for part in sorted(data.draw(st.lists(st.integers(0, most), max_size=3))):
            until = told_until({**so_far, today: part}, today)
            if until is not None:
                seen.add(sums[until])
    ordered = sorted(seen | {sums[days[-1]]})
    steps = [after - before for before, after in pairwise(ordered)]
    if ordered[-1] >= LEAST:
        assert all(step >= LEAST for step in steps)
    else:
        assert seen == {0}


def test_what_is_told_of_an_open_survey_lags_behind() -> None:
    days = Counter({DAY: 3, DAY + timedelta(1): 3, DAY + timedelta(2): 4})
    assert told_until(days, DAY + timedelta(3)) is None  # six gathered, but only four outside
    days[DAY + timedelta(3)] = 1
    assert told_until(days, DAY + timedelta(3)) == DAY + timedelta(1)
    assert told_until({DAY: 9}, DAY) is None
