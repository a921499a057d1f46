"""Laws of the life of a site, over any sequence of what people try to record."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.policy.loading import load_pack
from gongkai.rules.sites import (
    DECIDED,
    Happening,
    Life,
    Past,
    Standing,
    demands_of,
    evaluates_sites,
    why_not_next,
    why_not_void,
)

BEGUN = date(2026, 1, 5)
H = Happening


def past(what: Happening, day: int = 0, *demands: Happening) -> Past:
    return Past(what, BEGUN + timedelta(days=day), frozenset(demands))


TRIED = st.lists(
    st.tuples(
        st.sampled_from(list(Happening)),
        st.integers(-3, 30),
        st.sets(st.sampled_from(sorted(DECIDED))),
        st.booleans(),
    ),
    max_size=25,
)


def lived(tried: list[tuple[Happening, int, set[Happening], bool]]) -> tuple[Life, list[bool]]:
    """Record whatever is accepted; return the life and which of it was said to be sham."""
    life, shams = Life(), []
    for what, day, demands, sham in tried:
        asked = past(what, day, *(demands if what is H.EVALUATE else ()))
        if not why_not_next(life, asked, sham=sham):
            life = Life((*life.events, asked))
            shams.append(sham)
    return life, shams


@given(TRIED)
def test_whatever_is_tried_only_a_sound_life_comes_of_it(
    tried: list[tuple[Happening, int, set[Happening], bool]],
) -> None:
    life, shams = lived([(H.DESIGNATE, 0, set(), False), *tried])
    kinds = [one.what for one in life.events]
    assert kinds[0] is H.DESIGNATE
    assert kinds.count(H.DESIGNATE) == 1
    assert H.REVOKE not in kinds[:-1], "nothing follows a revocation"
    assert all(one.on >= life.events[0].on for one in life.events)
    open_: set[Happening] = set()
    mending = False
    for one, sham in zip(life.events, shams, strict=True):
        if one.what is H.EVALUATE:
            open_ = set(one.demands)
        elif one.what in DECIDED:
            assert one.what in open_ or (one.what is H.REVOKE and sham)
            open_.discard(one.what)
        if one.what is H.MENDED:
            assert mending
        mending = (mending or one.what is H.RECTIFY) and one.what is not H.MENDED
    ended = kinds[-1] is H.REVOKE
    assert set(life.owed) == (set() if ended else open_)
    assert life.mending is (mending and not ended)
    assert (life.standing is Standing.REVOKED) is ended


@given(TRIED, st.data())
def test_voiding_what_may_be_voided_leaves_a_sound_life(
    tried: list[tuple[Happening, int, set[Happening], bool]], data: st.DataObject
) -> None:
    life, shams = lived([(H.DESIGNATE, 0, set(), False), *tried])
    place = data.draw(st.integers(0, len(life.events) - 1))
    if why_not_void(life, place):
        return
    left = [one for at, one in enumerate(life.events) if at != place]
    kept = [one for at, one in enumerate(shams) if at != place]
    again = Life()
    for one, sham in zip(left, kept, strict=True):
        assert why_not_next(again, one, sham=sham) == ""
        again = Life((*again.events, one))


def test_a_site_is_built_evaluated_mended_and_at_last_revoked() -> None:
    steps = (
        (past(H.DESIGNATE), Standing.NEW),
        (past(H.TRAINING, 3), Standing.NEW),
        (past(H.PLAN, 9), Standing.BUILDING),
        (past(H.EVALUATE, 20, H.RECTIFY), Standing.OWED),
        (past(H.RECTIFY, 21), Standing.MENDING),
        (past(H.VISIT, 25), Standing.MENDING),
        (past(H.MENDED, 26), Standing.BUILDING),
        (past(H.EVALUATE, 40, H.REVOKE), Standing.OWED),
        (past(H.REVOKE, 41), Standing.REVOKED),
    )
    life = Life()
    for step, standing in steps:
        assert why_not_next(life, step) == ""
        life = Life((*life.events, step))
        assert life.standing is standing
    assert "已经取消" in why_not_next(life, past(H.VISIT, 50))


@pytest.mark.parametrize(
    ("next_", "words"),
    [
        (past(H.DESIGNATE, 1), "已经确定"),
        (past(H.VISIT, -1), "早于确定示范点的日期（2026-01-05）"),
        (past(H.COMMEND, 9), "没有要求通报表彰"),
        (past(H.MENDED, 9), "没有未完成的整改"),
        (past(H.RECTIFY, 7), "早于考评日期"),
        (past(H.EVALUATE, 7), "早于已经登记的上一次考评"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(next_: Past, words: str) -> None:
    life = Life.of([past(H.DESIGNATE), past(H.EVALUATE, 8, H.RECTIFY)])
    assert words in why_not_next(life, next_)


def test_grades_of_the_pack_demand_what_its_text_says() -> None:
    scheme = load_pack("shifandian").scheme
    demanded = {grade: demands_of(scheme, grade) for grade in ("pass", "basic", "fail", "none")}
    assert demanded == {
        "pass": {H.COMMEND},
        "basic": {H.RECTIFY},
        "fail": {H.REVOKE},
        "none": frozenset(),
    }
    assert demands_of(scheme, "pass", ["sham_or_fraud"]) == {H.COMMEND, H.REVOKE}
    assert evaluates_sites(scheme)
    assert not evaluates_sites(load_pack("bowang-jiaoyun").scheme)
