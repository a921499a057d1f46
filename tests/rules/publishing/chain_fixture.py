"""Chains and moments for the tests of publishing."""

from datetime import UTC, datetime, timedelta

from gongkai.rules.publishing.chains import Act, Condition, ReviewChain, Reviewer, ReviewStep

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def minute(number: int) -> datetime:
    """A moment some minutes after noon."""
    return NOON + timedelta(minutes=number)


def step(
    step_id: str, act: Act = Act.REVIEW, when: frozenset[Condition] = frozenset()
) -> ReviewStep:
    return ReviewStep(
        id=step_id, title=step_id, act=act, permission=f"disclosure.{step_id}", when=when
    )


SECRECY = step("secrecy", Act.SECRECY)
FIRST = step("first_review")
SECOND = step("second_review")
GROUP = ReviewStep(
    id="group",
    title="领导小组审定",
    act=Act.APPROVE,
    permission="disclosure.group",
    who=Reviewer.LEADING_GROUP,
    when=frozenset({Condition.IMPORTANT}),
)


def chain(*steps: ReviewStep, same_person: bool = False) -> ReviewChain:
    return ReviewChain(id="chain", title="三级审核", steps=steps, same_person=same_person)


USUAL = chain(SECRECY, FIRST, SECOND, GROUP)
"""Secrecy, two reviews, and the leading group for what is important."""
