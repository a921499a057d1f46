"""A delegate signs in the place of an absent colleague, and both names stand in the record."""

from datetime import timedelta

import pytest

from gongkai.core.access import viewer_of
from gongkai.core.actions import Refused
from gongkai.core.models import Delegation, Event, Notice
from gongkai.core.todo import TodoState, todos
from gongkai.disclosure.actions import reviewing
from gongkai.disclosure.models import Signature
from tests.disclosure.app.office import MORNING, Office, fresh

pytestmark = pytest.mark.django_db


def stand_in(office: Office, absent: str, delegate: str) -> None:
    Delegation.objects.create(
        principal=office.person(absent),
        delegate=office.person(delegate),
        starts_at=MORNING - timedelta(days=1),
        ends_at=MORNING + timedelta(days=1),
        reason="出差",
    )


def test_the_delegate_signs_and_both_are_named(office: Office) -> None:
    edition = office.submit(office.draft())
    stand_in(office, "secrecy_reviewer", "first_reviewer")
    delegate = viewer_of(office.person("first_reviewer"), MORNING)
    reviewing.sign(edition.pk, step="secrecy", fingerprint=edition.fingerprint, by=delegate)
    record = Signature.objects.get(outcome="sign")
    assert (record.name, record.principal_name) == (
        "张三（first_reviewer）",
        "张三（secrecy_reviewer）",
    )
    assert Event.objects.get(verb="edition.sign").on_behalf_of == "张三（secrecy_reviewer）"
    with pytest.raises(Refused, match="同一人不能签批两个环节"):
        reviewing.sign(edition.pk, step="first", fingerprint=edition.fingerprint, by=delegate)


def test_standing_in_for_the_author_signs_nothing(office: Office) -> None:
    office.people.grant(office.person("clerk"), "secrecy_reviewer", "caizheng")
    edition = office.submit(office.draft())
    stand_in(office, "clerk", "first_reviewer")
    delegate = viewer_of(office.person("first_reviewer"), MORNING)
    with pytest.raises(Refused, match="起草或修改过这一稿的人"):
        reviewing.sign(edition.pk, step="secrecy", fingerprint=edition.fingerprint, by=delegate)


def test_each_finds_what_waits_on_the_to_do_list(office: Office) -> None:
    reviewer = office.viewer("secrecy_reviewer")
    edition = office.submit(office.draft())
    (waiting,) = todos(reviewer).of(TodoState.WAITING_FOR_ME)
    assert waiting.title == edition.title
    assert not todos(office.chief).of(TodoState.WAITING_FOR_ME)
    assert Notice.objects.get(person=office.person("secrecy_reviewer")).kind == "disclosure.awaited"
    reviewing.return_(edition.pk, reason="缺附件", by=reviewer)
    (back,) = todos(office.clerk).of(TodoState.RETURNED_TO_ME)
    assert "缺附件" in back.why
    office.approve(fresh(office.submit(fresh(edition))))
    (to_publish,) = todos(office.chief).of(TodoState.WAITING_FOR_ME)
    assert "等待发布" in to_publish.why
