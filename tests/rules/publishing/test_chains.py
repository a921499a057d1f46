"""The law every review chain obeys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.publishing.chains import (
    AUTHOR,
    PUBLISHER,
    Act,
    Condition,
    ReviewChain,
    ReviewStep,
    chain_problems,
)
from tests.rules.publishing.chain_fixture import FIRST, SECRECY, USUAL, chain, step

STEPS = st.lists(
    st.builds(
        step,
        st.uuids().map(str),
        st.sampled_from(Act),
        st.frozensets(st.sampled_from(Condition), max_size=2),
    ),
    max_size=5,
)


def test_a_usual_chain_has_no_problems() -> None:
    assert chain_problems(USUAL) == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (chain(), "没有环节"),
        (chain(FIRST), "没有必经的保密审查"),
        (chain(FIRST, SECRECY), "没有必经的保密审查"),
        (chain(SECRECY), "须是审核或审批"),
        (chain(SECRECY, FIRST, FIRST), "重复"),
        (chain(SECRECY, step(AUTHOR)), "另有用途"),
        (chain(SECRECY, step(PUBLISHER)), "另有用途"),
        (chain(step("s", Act.SECRECY, frozenset({Condition.IMPORTANT})), FIRST), "必经的保密"),
    ],
)
def test_a_chain_against_the_law_is_refused_with_its_mend(wrong: ReviewChain, said: str) -> None:
    problems = chain_problems(wrong)
    assert any(said in one for one in problems)
    assert all("请" in one for one in problems)


def test_proofreading_may_come_before_the_secrecy_review() -> None:
    assert chain_problems(chain(step("proofread", Act.PROOFREAD), SECRECY, FIRST)) == ()


def test_a_term_below_a_day_is_refused() -> None:
    hurried = ReviewStep(
        id="x", title="审核", act=Act.REVIEW, permission="disclosure.x", working_days=0
    )
    assert "至少是 1 个工作日" in chain_problems(chain(SECRECY, hurried))[0]


@given(STEPS, st.frozensets(st.sampled_from(Condition)))
def test_in_a_lawful_chain_nobody_reviews_before_the_secrecy_review(
    steps: list[ReviewStep], conditions: frozenset[Condition]
) -> None:
    some = chain(*steps)
    if chain_problems(some):
        return
    needed = [one.act for one in some.needed(conditions)]
    judging = [at for at, act in enumerate(needed) if act in {Act.REVIEW, Act.APPROVE}]
    assert judging
    assert needed.index(Act.SECRECY) < judging[0]


def test_a_step_is_found_by_its_id_or_named_as_missing() -> None:
    assert USUAL.step("secrecy") is SECRECY
    with pytest.raises(LookupError, match="没有环节 nobody"):
        USUAL.step("nobody")
