"""Bundles: derived states, one minute for all, and a partial release that has a name."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.publishing.bundles import (
    BundleFacts,
    BundleState,
    Member,
    bundle_state,
    check_release,
    check_schedule,
    to_release,
)
from gongkai.rules.publishing.values import EditionState
from tests.rules.publishing.chain_fixture import minute

_OUT = {EditionState.LIVE, EditionState.SUPERSEDED}


def member(edition: int, state: EditionState, at: int | None = None) -> Member:
    return Member(
        edition=edition,
        title=f"第{edition}件",
        role="document" if edition == 1 else "interpretation",
        state=state,
        publish_at=None if at is None else minute(at),
    )


def bundle(*states: EditionState, at: int | None = None, failed: bool = False) -> BundleFacts:
    members = tuple(member(number, state, at) for number, state in enumerate(states, start=1))
    return BundleFacts(members=members, failed=failed)


DRAFT, APPROVED, SCHEDULED, LIVE, DISCARDED = (
    EditionState.DRAFT,
    EditionState.APPROVED,
    EditionState.SCHEDULED,
    EditionState.LIVE,
    EditionState.DISCARDED,
)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (bundle(), BundleState.PREPARING),
        (bundle(DISCARDED), BundleState.PREPARING),
        (bundle(DRAFT, APPROVED), BundleState.PREPARING),
        (bundle(APPROVED, APPROVED), BundleState.APPROVED),
        (bundle(APPROVED, DISCARDED), BundleState.APPROVED),
        (bundle(SCHEDULED, SCHEDULED, at=5), BundleState.SCHEDULED),
        (bundle(SCHEDULED, APPROVED, at=5), BundleState.APPROVED),
        (bundle(LIVE, LIVE), BundleState.RELEASED),
        (bundle(LIVE, EditionState.SUPERSEDED), BundleState.RELEASED),
        (bundle(LIVE, APPROVED), BundleState.PARTIALLY_RELEASED),
        (bundle(LIVE, APPROVED, failed=True), BundleState.PARTIALLY_RELEASED),
        (bundle(APPROVED, APPROVED, failed=True), BundleState.FAILED),
    ],
)
def test_the_state_follows_from_the_members(facts: BundleFacts, state: BundleState) -> None:
    assert bundle_state(facts) is state


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (bundle(), "bundle.empty"),
        (bundle(DRAFT, APPROVED), "bundle.waiting"),
        (replace(bundle(APPROVED), required={"interpretation": "政策解读"}), "bundle.lacking"),
        (bundle(LIVE, LIVE), "bundle.released"),
        (bundle(SCHEDULED, SCHEDULED, at=1), "bundle.not_due"),
    ],
)
def test_a_release_is_refused_with_its_mend(facts: BundleFacts, code: str) -> None:
    refused = check_release(facts, minute(0))
    assert refused is not None
    assert refused.code == code
    assert "请" in refused.reason


def test_members_set_to_different_minutes_are_not_released() -> None:
    facts = BundleFacts(members=(member(1, SCHEDULED, 5), member(2, SCHEDULED, 6)))
    refused = check_release(facts, minute(9))
    assert refused is not None
    assert refused.code == "bundle.minutes"
    assert bundle_state(facts) is BundleState.APPROVED


def test_seconds_within_the_minute_do_not_part_the_members() -> None:
    late = replace(member(2, SCHEDULED, 5), publish_at=minute(5) + timedelta(seconds=30))
    facts = BundleFacts(members=(member(1, SCHEDULED, 5), late))
    assert bundle_state(facts) is BundleState.SCHEDULED
    assert check_release(facts, minute(6)) is None


def test_a_partly_released_bundle_is_mended_by_releasing_the_rest() -> None:
    facts = bundle(LIVE, APPROVED)
    assert check_release(facts, minute(0)) is None
    assert [one.edition for one in to_release(facts)] == [2]


def test_a_bundle_is_set_to_a_minute_ahead() -> None:
    assert check_schedule(bundle(APPROVED, APPROVED), minute(5), minute(0)) is None
    refused = check_schedule(bundle(APPROVED, APPROVED), minute(0), minute(0))
    assert refused is not None
    assert refused.code == "bundle.time"


@given(st.lists(st.sampled_from(EditionState), max_size=5), st.booleans())
def test_a_release_that_is_allowed_ends_in_released(
    states: list[EditionState], failed: bool
) -> None:
    facts = bundle(*states, failed=failed)
    if check_release(facts, minute(9)) is not None:
        return
    going = {one.edition for one in to_release(facts)}
    after = tuple(
        replace(one, state=LIVE) if one.edition in going else one for one in facts.members
    )
    assert going
    assert bundle_state(replace(facts, members=after)) is BundleState.RELEASED


@given(st.lists(st.sampled_from(EditionState), max_size=5), st.booleans())
def test_released_means_that_every_member_is_out(states: list[EditionState], failed: bool) -> None:
    counted = [one for one in states if one is not DISCARDED]
    state = bundle_state(bundle(*states, failed=failed))
    assert (state is BundleState.RELEASED) == (bool(counted) and set(counted) <= _OUT)
    some = any(one in _OUT for one in counted) and not set(counted) <= _OUT
    assert (state is BundleState.PARTIALLY_RELEASED) == some
