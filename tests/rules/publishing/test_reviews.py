"""Where a review stands: what counts, what is void, whose turn it is."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.publishing.chains import AUTHOR, PUBLISHER, Condition
from gongkai.rules.publishing.reviews import Phase, Review, review
from gongkai.rules.publishing.signatures import Outcome, Signature, Void
from tests.rules.publishing.chain_fixture import SECRECY, USUAL, chain, minute, step

IMPORTANT = frozenset({Condition.IMPORTANT})
DESKS = st.sampled_from([AUTHOR, PUBLISHER, "secrecy", "first_review", "second_review", "group"])
RECORDS = st.lists(
    st.builds(
        Signature,
        step=DESKS,
        person=st.integers(1, 5),
        outcome=st.sampled_from(Outcome),
        at=st.integers(0, 999).map(minute),
        text=st.sampled_from(["a", "b"]),
        on_behalf_of=st.none() | st.integers(1, 5),
        to_step=DESKS,
        reason=st.just("核对"),
    ),
    max_size=14,
)


def record(
    step_id: str,
    person: int,
    outcome: Outcome = Outcome.SIGN,
    *,
    text: str = "a",
    to_step: str = "",
    behalf: int | None = None,
) -> Signature:
    return Signature(
        step=step_id,
        person=person,
        outcome=outcome,
        at=minute(person),
        text=text,
        to_step=to_step,
        on_behalf_of=behalf,
        reason="核对" if outcome is Outcome.RETURN else "",
    )


SUBMITTED = record(AUTHOR, 1, Outcome.SUBMIT)
SECRET_OK = record("secrecy", 2)
FIRST_OK = record("first_review", 3)
SECOND_OK = record("second_review", 4)
ALL = [SUBMITTED, SECRET_OK, FIRST_OK, SECOND_OK]


def voids(found: Review) -> list[Void | None]:
    return [entry.void for entry in found.history]


def test_steps_are_signed_in_turn_until_complete() -> None:
    for count, awaited in enumerate(["secrecy", "first_review", "second_review"], start=1):
        found = review(USUAL, ALL[:count], text="a")
        assert found.awaited is not None
        assert found.awaited.id == awaited
        assert found.since == ALL[count - 1].at
    assert review(USUAL, ALL, text="a").complete


def test_nothing_is_awaited_before_submission() -> None:
    assert review(USUAL, [], text="a").phase is Phase.NOT_SUBMITTED
    early = review(USUAL, [SECRET_OK], text="a")
    assert voids(early) == [Void.OUT_OF_TURN]


def test_what_is_important_goes_to_the_leading_group_too() -> None:
    found = review(USUAL, ALL, text="a", conditions=IMPORTANT)
    assert found.awaited is not None
    assert found.awaited.id == "group"


def test_a_changed_text_voids_every_signature() -> None:
    found = review(USUAL, ALL, text="b")
    assert voids(found) == [None, Void.CHANGED, Void.CHANGED, Void.CHANGED]
    assert found.awaited is SECRECY


def test_changing_the_text_there_and_back_does_not_bring_a_signature_back() -> None:
    found = review(USUAL, [SUBMITTED, SECRET_OK, record("secrecy", 3, text="b")], text="a")
    assert found.awaited is SECRECY
    assert voids(found) == [None, Void.CHANGED, Void.CHANGED]


def test_a_return_to_a_step_voids_that_step_and_the_later_ones_only() -> None:
    back = record("second_review", 4, Outcome.RETURN, to_step="first_review")
    found = review(USUAL, [SUBMITTED, SECRET_OK, FIRST_OK, back], text="a")
    assert voids(found) == [None, None, Void.RETURNED, None]
    assert found.awaited is not None
    assert found.awaited.id == "first_review"


def test_a_return_to_the_author_ends_the_round_and_says_who_and_why() -> None:
    back = record("first_review", 3, Outcome.RETURN, to_step=AUTHOR)
    found = review(USUAL, [SUBMITTED, SECRET_OK, back], text="a")
    assert found.phase is Phase.RETURNED
    assert found.returned is back
    assert review(USUAL, [SUBMITTED, SECRET_OK, back, SUBMITTED], text="a").awaited is SECRECY


def test_who_publishes_may_return_what_was_approved() -> None:
    back = record(PUBLISHER, 5, Outcome.RETURN, to_step="secrecy")
    assert review(USUAL, [*ALL, back], text="a").awaited is SECRECY
    early = review(USUAL, [SUBMITTED, back], text="a")
    assert voids(early)[-1] is Void.OUT_OF_TURN


def test_a_return_leads_only_to_a_step_that_has_signed() -> None:
    ahead = record("secrecy", 2, Outcome.RETURN, to_step="second_review")
    assert voids(review(USUAL, [SUBMITTED, ahead], text="a"))[-1] is Void.OUT_OF_TURN


def test_the_author_never_signs_not_even_by_a_delegate() -> None:
    own = review(USUAL, [SUBMITTED, record("secrecy", 1)], text="a")
    assert voids(own)[-1] is Void.AUTHOR
    by_delegate = review(USUAL, [SUBMITTED, record("secrecy", 2, behalf=1)], text="a")
    assert voids(by_delegate)[-1] is Void.AUTHOR
    helper = review(USUAL, [SUBMITTED, SECRET_OK], text="a", authors=[2])
    assert voids(helper)[-1] is Void.AUTHOR


def test_one_person_does_not_sign_two_steps_unless_the_chain_allows_it() -> None:
    twice = [SUBMITTED, SECRET_OK, record("first_review", 2)]
    assert voids(review(USUAL, twice, text="a"))[-1] is Void.SAME_PERSON
    behalf = [SUBMITTED, SECRET_OK, record("first_review", 3, behalf=2)]
    assert voids(review(USUAL, behalf, text="a"))[-1] is Void.SAME_PERSON
    small = chain(*USUAL.steps, same_person=True)
    assert voids(review(small, twice, text="a"))[-1] is None


def test_a_step_that_is_no_longer_needed_leaves_the_review_complete() -> None:
    found = review(USUAL, [*ALL, record("group", 5)], text="a")
    assert voids(found)[-1] is Void.NOT_NEEDED
    assert found.complete


def test_a_withdrawn_submission_starts_over() -> None:
    withdrawn = record(AUTHOR, 1, Outcome.WITHDRAW)
    found = review(USUAL, [SUBMITTED, SECRET_OK, withdrawn], text="a")
    assert found.phase is Phase.NOT_SUBMITTED
    assert voids(found) == [None, Void.WITHDRAWN, None]


@given(RECORDS, st.sampled_from(["a", "b"]), st.sampled_from([frozenset(), IMPORTANT]))
def test_what_counts_was_given_to_this_text_in_order_by_different_people(
    records: list[Signature], text: str, conditions: frozenset[Condition]
) -> None:
    found = review(USUAL, records, text=text, conditions=conditions)
    signed = [one.signature for one in found.steps if one.signature]
    assert all(one.text == text for one in signed)
    people = [one for each in signed for one in each.people]
    assert len(people) == len(set(people))
    assert not set(people) & found.authors
    # No step is signed while an earlier needed one is not.
    needed = [one for one in found.steps if one.needed]
    flags = [one.signature is not None for one in needed]
    assert flags == sorted(flags, reverse=True)
    assert all(one.signature is None for one in found.steps if not one.needed)
    assert [entry.signature for entry in found.history] == records
    assert found.complete == (found.phase is Phase.COMPLETE)
    assert (found.awaited is not None) == (found.phase is Phase.AWAITING)


@given(RECORDS, st.integers(1, 5), st.none() | st.integers(1, 5))
def test_may_sign_says_before_what_the_record_is_worth_after(
    records: list[Signature], person: int, behalf: int | None
) -> None:
    before = review(USUAL, records, text="a")
    desk = before.awaited.id if before.awaited else "secrecy"
    more = record(desk, person, behalf=behalf)
    after = review(USUAL, [*records, more], text="a")
    refused = before.may_sign(desk, more.people)
    assert (refused is None) == (after.history[-1].void is None)


@given(RECORDS, RECORDS)
def test_a_void_record_never_counts_again(records: list[Signature], later: list[Signature]) -> None:
    last = records[-1].text if records else "a"
    before = voids(review(USUAL, records, text=last))
    after = voids(review(USUAL, [*records, *later], text="a"))
    for was, became in zip(before, after, strict=False):
        assert was is None or became is not None


def test_a_chain_without_conditions_ignores_them() -> None:
    plain = chain(SECRECY, step("first_review"))
    found = review(plain, [SUBMITTED, SECRET_OK, FIRST_OK], text="a", conditions=Condition)
    assert found.complete
    assert found.secrecy_signed
