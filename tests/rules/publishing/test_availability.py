"""What an address answers, and that repeal never takes a page away."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.publishing.availability import (
    HTTP_STATUS,
    PAGE_TABLE,
    PageFacts,
    PageMove,
    PageStep,
    RemovalGround,
    Target,
    check_page,
    move_page,
    page_available,
)
from gongkai.rules.publishing.refusals import Refusal
from gongkai.rules.publishing.values import Availability

LIVE_PAGE = PageFacts(item=1, availability=Availability.LIVE)
FULL_MOVE = PageMove(
    step=PageStep.WITHDRAW,
    ground=RemovalGround.ERROR,
    notice="内容有误，正在更正。",
    reason="数字有误",
    target=Target(item=2, availability=Availability.LIVE),
)


@pytest.mark.parametrize("step", PageStep)
@pytest.mark.parametrize("availability", Availability)
def test_the_table_alone_decides_which_step_is_possible(
    step: PageStep, availability: Availability
) -> None:
    facts = PageFacts(item=1, availability=availability, reviewed_since=True)
    sources, target = PAGE_TABLE[step]
    found = move_page(replace(FULL_MOVE, step=step), facts)
    if availability in sources:
        assert found is target
        return
    assert isinstance(found, Refusal)
    assert found.code == "page.state"
    assert availability.label in found.reason


@pytest.mark.parametrize(
    ("move", "code"),
    [
        (replace(FULL_MOVE, reason=" "), "reason"),
        (replace(FULL_MOVE, ground=None), "page.ground"),
        (replace(FULL_MOVE, notice=""), "page.notice"),
        (replace(FULL_MOVE, step=PageStep.REMOVE, ground=None), "page.ground"),
        (replace(FULL_MOVE, step=PageStep.REDIRECT, target=None), "page.target"),
        (
            replace(
                FULL_MOVE,
                step=PageStep.REDIRECT,
                target=Target(item=1, availability=Availability.LIVE),
            ),
            "page.target",
        ),
        (
            replace(
                FULL_MOVE,
                step=PageStep.REDIRECT,
                target=Target(item=2, availability=Availability.REDIRECTED),
            ),
            "page.target",
        ),
    ],
)
def test_what_was_not_given_is_named_with_its_mend(move: PageMove, code: str) -> None:
    assert page_available(move.step, LIVE_PAGE) is None
    refused = check_page(move, LIVE_PAGE)
    assert refused is not None
    assert refused.code == code
    assert "请" in refused.reason


def test_what_is_gone_comes_back_only_after_a_new_review() -> None:
    gone = PageFacts(item=1, availability=Availability.GONE)
    refused = page_available(PageStep.RESTORE, gone)
    assert refused is not None
    assert refused.code == "page.review"
    assert page_available(PageStep.RESTORE, replace(gone, reviewed_since=True)) is None


def test_no_ground_for_taking_a_page_away_is_about_validity() -> None:
    for ground in RemovalGround:
        assert not {"废止", "失效"} & {ground.label, ground.label[:2], ground.label[-2:]}
    refused = check_page(replace(FULL_MOVE, ground=None), LIVE_PAGE)
    assert refused is not None
    assert "标注有效性" in refused.reason


def test_every_availability_has_its_answer_on_the_web() -> None:
    assert HTTP_STATUS.keys() == set(Availability)
    assert HTTP_STATUS[Availability.GONE] == 410


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(PageStep), st.integers(0, 3)), max_size=30
    )
)
def test_redirects_never_form_a_circle(moves: list[tuple[int, PageStep, int]]) -> None:
    pages = dict.fromkeys(range(4), Availability.UNPUBLISHED)
    leads: dict[int, int] = {}
    for item, step, other in moves:
        target = Target(item=other, availability=pages[other])
        facts = PageFacts(item=item, availability=pages[item])
        found = move_page(replace(FULL_MOVE, step=step, target=target), facts)
        if isinstance(found, Refusal):
            continue
        pages[item] = found
        leads.pop(item, None)
        if found is Availability.REDIRECTED:
            leads[item] = other
    for start in leads:
        seen, here = {start}, start
        while here in leads:
            here = leads[here]
            assert here not in seen
            seen.add(here)
