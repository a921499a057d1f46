"""Laws of the self-check: ten points, totals from parts, what is missing named once."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.policy.selfchecks import load_selfcheck
from gongkai.rules.selfchecks import Met, Tick, lacking, mismatch, total_of

LIST = load_selfcheck()
POINTS = [point.id for point in LIST.points]
TICKS = st.dictionaries(
    st.sampled_from([*POINTS, "other"]),
    st.builds(
        Tick, st.sampled_from(["yes", "no", "", "perhaps"]), st.sampled_from(["", " ", "照片"])
    ),
)


def test_the_list_is_one_two_three_four() -> None:
    assert [len(part.points) for part in LIST.parts] == [1, 2, 3, 4]
    assert len(POINTS) == 10


@given(TICKS)
def test_what_is_lacking_is_named_once_and_nothing_else(ticks: dict[str, Tick]) -> None:
    named = [point for point, _ in lacking(LIST, ticks)]
    assert len(named) == len(set(named))
    for point in POINTS:
        tick = ticks.get(point, Tick())
        whole = tick.met == Met.NO or (tick.met == Met.YES and bool(tick.evidence.strip()))
        assert (point not in named) is whole


@given(st.lists(st.integers(0, 1000)), st.one_of(st.none(), st.integers(0, 9000)))
def test_a_stated_total_is_a_finding_exactly_where_it_differs(
    parts: list[int], stated: int | None
) -> None:
    assert bool(mismatch(stated, parts)) is (stated is not None and stated != total_of(parts))


def test_the_numbers_of_the_source_do_not_add_up() -> None:
    assert mismatch(836, [754, 32, 30]) == "填写的总数 836 与各渠道之和 816 不符，多 20。"
    assert "少 1" in mismatch(815, [754, 32, 30])
