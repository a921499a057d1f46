"""Laws of sums and places in a month."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.bulletins import UnitLine, by_category, by_group, places

LINES = st.lists(
    st.builds(
        UnitLine,
        unit=st.uuids().map(str),
        group=st.sampled_from(["甲区", "乙区", "丙县"]),
        published=st.dictionaries(st.sampled_from("abc"), st.integers(0, 9)),
        gaps=st.integers(0, 5),
    ),
    max_size=30,
)


@given(st.dictionaries(st.integers(), st.integers(0, 9)))
def test_a_place_is_one_more_than_how_many_are_better(values: dict[int, int]) -> None:
    found = places(values)
    assert found == {
        key: 1 + sum(other > value for other in values.values()) for key, value in values.items()
    }


@given(LINES)
def test_groups_and_categories_add_up_to_the_units(lines: list[UnitLine]) -> None:
    groups, categories = by_group(lines), by_category(lines)
    total = sum(one.total for one in lines)
    assert sum(one.total for one in groups) == total
    assert sum(one.units for one in groups) == len(lines)
    assert sum(one.gaps for one in groups) == sum(one.gaps for one in lines)
    assert sum(one.none for one in groups) == sum(one.total == 0 for one in lines)
    assert sum(one.total for one in categories) == total
    for one in groups:
        better = sum(
            Fraction(other.total, other.units) > Fraction(one.total, one.units) for other in groups
        )
        assert one.place == better + 1
        assert one.mean == round(one.mean, 2)


def test_nothing_has_no_groups_and_thirds_are_ranked_exactly() -> None:
    assert by_group([]) == ()
    assert by_category([]) == ()
    lines = [
        *(
            UnitLine(unit=f"a{n}", group="甲", published={"x": 1 if n == 0 else 0})
            for n in range(3)
        ),
        *(UnitLine(unit=f"b{n}", group="乙", published={"x": 2 if n < 1 else 0}) for n in range(6)),
    ]
    first, second = by_group(lines)
    assert (first.place, second.place) == (1, 1)
    assert str(first.mean) == "0.33"
