"""Every state, page, attribute, viewer and outlet, against a second statement of the rule."""

from itertools import product

import pytest

from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from gongkai.rules.publishing.visibility import (
    PUBLIC,
    SHARED,
    Audience,
    Outlet,
    Shows,
    Subject,
    Viewer,
    audience,
    visible,
)

ATTRIBUTES = (None, *Attribute)
WRITER, AWAITED, SIGNER, STRANGER = 1, 2, 3, 4
GOVERNMENT, BUREAU, OTHER = 1, 7, 8
SUBJECTS = [
    Subject(
        state=state,
        availability=availability,
        attribute=attribute,
        units=(GOVERNMENT, BUREAU),
        writers=frozenset({WRITER}),
        awaited=frozenset({AWAITED}),
        signers=frozenset({SIGNER}),
    )
    for state, availability, attribute in product(EditionState, Availability, ATTRIBUTES)
]
STRANGERS = [
    PUBLIC,
    Viewer(person=STRANGER),
    Viewer(person=STRANGER, units=frozenset({OTHER})),
    Viewer(person=STRANGER, oversees=frozenset({OTHER})),
]
INSIDERS = [
    Viewer(person=STRANGER, units=frozenset({BUREAU})),
    Viewer(person=STRANGER, units=frozenset({GOVERNMENT})),
    Viewer(person=WRITER),
    Viewer(person=SIGNER),
]
OVERSEER = Viewer(person=STRANGER, oversees=frozenset({GOVERNMENT}))


def expected_for_the_public(subject: Subject, outlet: Outlet) -> Shows:
    """The rule said once more, as a table of what is open."""
    if outlet is Outlet.PAGE and subject.availability is Availability.GONE:
        return Shows.GONE
    if subject.state is not EditionState.LIVE or subject.attribute is not Attribute.PUBLIC:
        return Shows.NOTHING
    open_pages = {
        (Availability.WITHDRAWN, Outlet.PAGE): Shows.NOTICE,
        (Availability.REDIRECTED, Outlet.PAGE): Shows.REDIRECT,
        **{(Availability.LIVE, one): Shows.FULL for one in Outlet},
    }
    return open_pages.get((subject.availability, outlet), Shows.NOTHING)


@pytest.mark.parametrize("outlet", Outlet)
def test_whoever_has_no_relation_to_an_edition_is_the_public(outlet: Outlet) -> None:
    for subject, viewer in product(SUBJECTS, STRANGERS):
        assert visible(subject, viewer, outlet).shows is expected_for_the_public(subject, outlet)


@pytest.mark.parametrize("outlet", sorted(SHARED))
def test_a_shared_outlet_never_shows_more_than_the_public_sees(outlet: Outlet) -> None:
    for subject, viewer in product(SUBJECTS, [*INSIDERS, OVERSEER, Viewer(person=AWAITED)]):
        assert visible(subject, viewer, outlet) == visible(subject, PUBLIC, outlet)


@pytest.mark.parametrize("outlet", sorted(set(Outlet) - SHARED))
def test_unit_writer_and_signer_see_everything_in_the_office(outlet: Outlet) -> None:
    for subject, viewer in product(SUBJECTS, INSIDERS):
        assert visible(subject, viewer, outlet).allowed


def test_who_is_awaited_sees_an_edition_only_while_it_can_wait_for_somebody() -> None:
    never = {EditionState.DRAFT, EditionState.DISCARDED, EditionState.SUPERSEDED}
    for subject in SUBJECTS:
        found = visible(subject, Viewer(person=AWAITED), Outlet.PAGE)
        assert found.allowed == (
            subject.state not in never
            or expected_for_the_public(subject, Outlet.PAGE) is Shows.FULL
        )


def test_the_overseeing_office_does_not_read_drafts() -> None:
    for subject in SUBJECTS:
        unfinished = subject.state in {EditionState.DRAFT, EditionState.DISCARDED}
        assert visible(subject, OVERSEER, Outlet.LIST).allowed == (not unfinished)


def test_what_is_not_public_reaches_no_public_outlet_in_any_state() -> None:
    closed = [one for one in SUBJECTS if one.attribute is not Attribute.PUBLIC]
    for subject, outlet in product(closed, Outlet):
        assert visible(subject, PUBLIC, outlet).shows in {Shows.NOTHING, Shows.GONE}
        assert audience(subject) is not Audience.PUBLIC


def test_a_withdrawn_page_shows_its_notice_and_is_in_no_list() -> None:
    withdrawn = Subject(
        state=EditionState.LIVE,
        availability=Availability.WITHDRAWN,
        attribute=Attribute.PUBLIC,
        units=(GOVERNMENT,),
    )
    shown = {one: visible(withdrawn, PUBLIC, one).shows for one in Outlet}
    assert shown.pop(Outlet.PAGE) is Shows.NOTICE
    assert set(shown.values()) == {Shows.NOTHING}


def test_the_audience_is_public_exactly_where_lists_are() -> None:
    for subject in SUBJECTS:
        public = visible(subject, PUBLIC, Outlet.LIST).allowed
        assert (audience(subject) is Audience.PUBLIC) == public


def test_an_edition_nobody_is_related_to_is_for_nobody() -> None:
    orphan = Subject(
        state=EditionState.DRAFT,
        availability=Availability.UNPUBLISHED,
        attribute=None,
        units=(),
    )
    assert audience(orphan) is Audience.NOBODY


def test_every_decision_gives_its_reason() -> None:
    for subject, viewer, outlet in product(SUBJECTS, [*STRANGERS, *INSIDERS], Outlet):
        assert visible(subject, viewer, outlet).reason
