"""The workflow of an edition: each rule by itself, every refusal with its mend."""

from dataclasses import replace

import pytest

from gongkai.rules.publishing.chains import AUTHOR
from gongkai.rules.publishing.editions import (
    TABLE,
    Transition,
    advance,
    available,
    check,
    offers,
    settle,
)
from gongkai.rules.publishing.guards import Attempt, EditionFacts
from gongkai.rules.publishing.reviews import review
from gongkai.rules.publishing.signatures import Outcome, Signature
from gongkai.rules.publishing.values import Attribute, EditionState
from tests.rules.publishing.chain_fixture import USUAL, minute

STEPS = ("secrecy", "first_review", "second_review")


def signature(step: str, person: int, outcome: Outcome = Outcome.SIGN) -> Signature:
    return Signature(step=step, person=person, outcome=outcome, at=minute(person), text="a")


SUBMITTED = signature(AUTHOR, 1, Outcome.SUBMIT)


def facts(state: EditionState, signed: int = 0) -> EditionFacts:
    """An edition in a state, submitted unless a draft, with its first steps signed."""
    signatures = [signature(step, at) for at, step in enumerate(STEPS[:signed], start=2)]
    submitted = [] if state is EditionState.DRAFT else [SUBMITTED]
    return EditionFacts(
        state=state,
        review=review(USUAL, [*submitted, *signatures], text="a", authors=[1]),
        attribute=Attribute.PUBLIC,
        change_note="更正日期",
    )


def somebody(person: int | None = 9) -> Attempt:
    """Somebody who may do everything that rights can allow."""
    return Attempt(
        person=person,
        at=minute(60),
        permissions=frozenset(rule.permission for rule in TABLE.values()),
        steps=frozenset(STEPS),
        reason="核对",
        to_step=AUTHOR,
        publish_at=minute(90),
    )


DRAFT = facts(EditionState.DRAFT)
IN_REVIEW = facts(EditionState.IN_REVIEW)
LAST = facts(EditionState.IN_REVIEW, 2)
APPROVED = facts(EditionState.APPROVED, 3)
SCHEDULED = replace(facts(EditionState.SCHEDULED, 3), scheduled_for=minute(60))
LIVE = facts(EditionState.LIVE, 3)
URGENT = replace(facts(EditionState.LIVE, 1), review_owed=True)


@pytest.mark.parametrize(
    ("transition", "before", "after"),
    [
        (Transition.SUBMIT, DRAFT, EditionState.IN_REVIEW),
        (Transition.SIGN, IN_REVIEW, EditionState.IN_REVIEW),
        (Transition.APPROVE, LAST, EditionState.APPROVED),
        (Transition.RETURN, IN_REVIEW, EditionState.DRAFT),
        (Transition.RETURN, APPROVED, EditionState.DRAFT),
        (Transition.RETURN, URGENT, EditionState.LIVE),
        (Transition.SCHEDULE, APPROVED, EditionState.SCHEDULED),
        (Transition.UNSCHEDULE, SCHEDULED, EditionState.APPROVED),
        (Transition.PUBLISH, APPROVED, EditionState.LIVE),
        (Transition.PUBLISH, SCHEDULED, EditionState.LIVE),
        (Transition.PUBLISH_URGENT, facts(EditionState.IN_REVIEW, 1), EditionState.LIVE),
        (Transition.SIGN, URGENT, EditionState.LIVE),
        (Transition.REVIEW_AFTER, replace(URGENT, review=LAST.review), EditionState.LIVE),
        (Transition.DISCARD, DRAFT, EditionState.DISCARDED),
    ],
)
def test_each_transition_leads_where_the_table_says(
    transition: Transition, before: EditionFacts, after: EditionState
) -> None:
    assert advance(transition, before, somebody()) == after


def test_only_the_author_withdraws_a_submission() -> None:
    assert check(Transition.WITHDRAW_SUBMISSION, IN_REVIEW, somebody(1)) is None
    refused = check(Transition.WITHDRAW_SUBMISSION, IN_REVIEW, somebody(9))
    assert refused is not None
    assert refused.code == "edition.author_only"


def test_an_edition_is_superseded_only_by_a_newer_one() -> None:
    assert check(Transition.SUPERSEDE, LIVE, somebody()) is not None
    newer = replace(somebody(), successor=True)
    assert advance(Transition.SUPERSEDE, LIVE, newer) is EditionState.SUPERSEDED


@pytest.mark.parametrize("transition", Transition)
@pytest.mark.parametrize("state", EditionState)
def test_a_transition_is_refused_outside_of_its_states(
    transition: Transition, state: EditionState
) -> None:
    if state in TABLE[transition].sources:
        return
    refused = available(transition, facts(state), somebody())
    assert refused is not None
    assert refused.code == "edition.state"
    assert transition not in offers(facts(state), somebody())


@pytest.mark.parametrize("transition", [one for one in Transition if TABLE[one].permission])
def test_a_permission_is_needed(transition: Transition) -> None:
    state = next(iter(TABLE[transition].sources))
    nobody = replace(somebody(), permissions=frozenset())
    refused = available(transition, facts(state), nobody)
    assert refused is not None
    assert refused.code == "edition.permission"


@pytest.mark.parametrize(
    ("transition", "wrong", "code"),
    [
        (Transition.SUBMIT, replace(DRAFT, missing=("标题",)), "edition.missing"),
        (Transition.SUBMIT, replace(DRAFT, attribute=None), "edition.attribute"),
        (
            Transition.SUBMIT,
            replace(DRAFT, attribute=Attribute.WITHHELD),
            "edition.attribute_reason",
        ),
        (Transition.SUBMIT, replace(DRAFT, replaces=True, change_note=" "), "edition.change_note"),
        (Transition.SUBMIT, replace(DRAFT, blocking=("含身份证号",)), "edition.blocking"),
        (Transition.SIGN, replace(IN_REVIEW, blocking=("含身份证号",)), "edition.blocking"),
        (Transition.SIGN, LAST, "review.last_step"),
        (Transition.SIGN, LIVE, "review.turn"),
        (Transition.SIGN, facts(EditionState.LIVE, 1), "review.closed"),
        (Transition.APPROVE, IN_REVIEW, "review.steps_left"),
        (Transition.RETURN, LIVE, "review.closed"),
        (
            Transition.PUBLISH,
            replace(APPROVED, attribute=Attribute.ON_REQUEST),
            "edition.not_public",
        ),
        (Transition.PUBLISH, replace(APPROVED, attribute=None), "edition.not_public"),
        (Transition.PUBLISH, facts(EditionState.APPROVED, 2), "review.incomplete"),
        (Transition.PUBLISH, replace(APPROVED, blocking=("含手机号",)), "edition.blocking"),
        (Transition.PUBLISH, replace(APPROVED, in_bundle=True), "bundle.member"),
        (Transition.PUBLISH, replace(SCHEDULED, scheduled_for=minute(61)), "edition.not_due"),
        (Transition.PUBLISH, replace(SCHEDULED, scheduled_for=None), "edition.not_due"),
        (Transition.UNSCHEDULE, replace(SCHEDULED, in_bundle=True), "bundle.member"),
        (Transition.PUBLISH_URGENT, IN_REVIEW, "review.secrecy"),
    ],
)
def test_what_the_edition_lacks_is_named_with_its_mend(
    transition: Transition, wrong: EditionFacts, code: str
) -> None:
    refused = check(transition, wrong, somebody())
    assert refused is not None
    assert refused.code == code
    assert "请" in refused.reason


@pytest.mark.parametrize(
    ("transition", "edition", "typed", "code"),
    [
        (Transition.RETURN, IN_REVIEW, replace(somebody(), reason=" "), "reason"),
        (Transition.RETURN, IN_REVIEW, replace(somebody(), to_step="group"), "review.target"),
        (Transition.SCHEDULE, APPROVED, replace(somebody(), publish_at=None), "edition.time"),
        (Transition.SCHEDULE, APPROVED, replace(somebody(), publish_at=minute(60)), "edition.time"),
        (Transition.DISCARD, APPROVED, replace(somebody(), reason=""), "reason"),
        (
            Transition.PUBLISH_URGENT,
            facts(EditionState.IN_REVIEW, 1),
            replace(somebody(), reason=""),
            "reason",
        ),
    ],
)
def test_a_button_is_live_before_its_form_is_filled_in(
    transition: Transition, edition: EditionFacts, typed: Attempt, code: str
) -> None:
    assert available(transition, edition, typed) is None
    refused = check(transition, edition, typed)
    assert refused is not None
    assert refused.code == code


def test_the_author_can_neither_sign_nor_publish_urgently() -> None:
    signed = check(Transition.SIGN, IN_REVIEW, somebody(1))
    urgent = check(Transition.PUBLISH_URGENT, facts(EditionState.IN_REVIEW, 1), somebody(1))
    assert signed is not None
    assert urgent is not None
    assert signed.code == urgent.code == "review.author"


def test_who_does_not_hold_the_post_is_told_who_does() -> None:
    refused = check(Transition.SIGN, IN_REVIEW, replace(somebody(), steps=frozenset()))
    assert refused is not None
    assert refused.code == "review.post"
    assert "本单位" in refused.reason


def test_the_system_publishes_what_a_person_scheduled_and_nothing_else() -> None:
    system = Attempt(person=None, at=minute(60))
    assert advance(Transition.PUBLISH, SCHEDULED, system) is EditionState.LIVE
    for transition in Transition:
        for edition in (DRAFT, IN_REVIEW, LAST, APPROVED, LIVE, URGENT):
            assert check(transition, edition, system) is not None


def test_a_bundle_releases_its_members() -> None:
    member = replace(APPROVED, in_bundle=True)
    released = replace(somebody(), by_bundle=True)
    assert advance(Transition.PUBLISH, member, released) is EditionState.LIVE


def test_what_is_not_public_may_be_reviewed_with_its_reason() -> None:
    withheld = replace(DRAFT, attribute=Attribute.WITHHELD, attribute_reason="privacy")
    assert check(Transition.SUBMIT, withheld, somebody()) is None


@pytest.mark.parametrize(
    ("state", "edition", "settled"),
    [
        (EditionState.IN_REVIEW, APPROVED, EditionState.APPROVED),
        (EditionState.APPROVED, IN_REVIEW, EditionState.IN_REVIEW),
        (EditionState.SCHEDULED, IN_REVIEW, EditionState.IN_REVIEW),
        (EditionState.APPROVED, DRAFT, EditionState.DRAFT),
        (EditionState.LIVE, IN_REVIEW, EditionState.LIVE),
        (EditionState.DRAFT, DRAFT, EditionState.DRAFT),
    ],
)
def test_a_state_settles_where_its_review_stands(
    state: EditionState, edition: EditionFacts, settled: EditionState
) -> None:
    assert settle(state, edition.review) is settled
