"""A document and its interpretation: in one minute, or not at all and said so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.core import outbox
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from gongkai.disclosure.actions import bundles, drafting, releasing
from gongkai.disclosure.bundling import bundle_facts
from gongkai.disclosure.models import Bundle, Edition, Item, MemberRole
from gongkai.disclosure.queries.published import public_items, public_page
from gongkai.rules.publishing.bundles import BundleState, bundle_state
from tests.disclosure.app.office import MORNING, SAID, Office, fresh

pytestmark = pytest.mark.django_db
MINUTE = MORNING + timedelta(hours=3)
DOCUMENT = replace(
    SAID,
    title="示例县财政局关于印发农资补贴管理办法的通知",
    document_number="示财〔2026〕5号",
    effective_on=date(2026, 4, 1),
)
TOLD = replace(SAID, title="《农资补贴管理办法》解读")


@pytest.fixture
def parts(office: Office) -> tuple[Edition, Edition]:
    """An approved document and its approved interpretation."""
    document = office.approved(DOCUMENT, category="rules", content_type="normative")
    details = {"form": "text", "document": DOCUMENT.title}
    draft = office.draft(
        replace(TOLD, details=details), category="rules", content_type="interpretation"
    )
    drafting.relate(draft.pk, interprets=document.item, by=office.clerk)
    return document, office.approve(fresh(office.submit(fresh(draft))))


def bundle(office: Office, *editions: Edition) -> Bundle:
    made = bundles.create_bundle(
        office.people.unit("caizheng").pk, title="补贴办法及解读", by=office.clerk
    )
    roles = (MemberRole.DOCUMENT, MemberRole.INTERPRETATION)
    for edition, role in zip(editions, roles, strict=False):
        bundles.add_to_bundle(made.pk, edition.pk, role=role, by=office.clerk)
    return made


def state(made: Bundle) -> BundleState:
    return bundle_state(bundle_facts(Bundle.objects.get(pk=made.pk)))


def test_all_appear_in_one_minute(office: Office, parts: tuple[Edition, Edition]) -> None:
    made = bundle(office, *parts)
    bundles.schedule_bundle(made.pk, release_at=MINUTE, by=office.chief)
    assert state(made) is BundleState.SCHEDULED
    outbox.run_due(MINUTE - timedelta(seconds=1))
    assert not public_items().exists()
    outbox.run_due(MINUTE)
    assert {one.published_at for one in public_items()} == {MINUTE}
    assert state(made) is BundleState.RELEASED
    page = public_page(parts[0].item.key)
    assert page is not None
    assert [one.title for one in page.interpretations] == [TOLD.title]
    outbox.run_due(MINUTE + timedelta(minutes=10))
    assert Event.objects.filter(verb="edition.publish").count() == 2


def test_a_document_without_its_interpretation_is_held(
    office: Office, parts: tuple[Edition, Edition]
) -> None:
    made = bundle(office, parts[0])
    with pytest.raises(Refused, match="组合里缺"):
        bundles.schedule_bundle(made.pk, release_at=MINUTE, by=office.chief)


def test_a_member_goes_out_with_its_bundle_only(
    office: Office, parts: tuple[Edition, Edition]
) -> None:
    bundle(office, *parts)
    with pytest.raises(Refused, match="发布组合"):
        releasing.publish(parts[0].pk, by=office.chief)


def test_when_one_fails_none_goes_out_and_it_is_said(
    office: Office, parts: tuple[Edition, Edition]
) -> None:
    made = bundle(office, *parts)
    bundles.schedule_bundle(made.pk, release_at=MINUTE, by=office.chief)
    Item.objects.filter(pk=parts[1].item_id).update(attribute="internal", attribute_note="内部")
    outbox.run_due(MINUTE)
    assert not public_items().exists()
    assert state(made) is BundleState.FAILED
    assert [fresh(one).state for one in parts] == ["approved", "approved"]
    assert "不能发布" in Bundle.objects.get(pk=made.pk).failure
    Item.objects.filter(pk=parts[1].item_id).update(attribute="public")
    assert bundles.release_bundle(made.pk, by=office.chief)
    assert state(made) is BundleState.RELEASED


def test_an_unscheduled_bundle_does_not_go_out(
    office: Office, parts: tuple[Edition, Edition]
) -> None:
    made = bundle(office, *parts)
    bundles.schedule_bundle(made.pk, release_at=MINUTE, by=office.chief)
    bundles.unschedule_bundle(made.pk, by=office.chief)
    outbox.run_due(MINUTE)
    assert not public_items().exists()
    bundles.close_bundle(made.pk, by=office.clerk)
    releasing.publish(parts[0].pk, by=office.chief)
    assert public_items().count() == 1


def test_the_members_are_signed_together(office: Office) -> None:
    first = office.draft()
    second = office.draft(replace(SAID, title="附件说明"))
    made = bundle(office, first, second)
    for edition in (first, second):
        office.submit(fresh(edition))
    for role, step in (
        ("secrecy_reviewer", "secrecy"),
        ("first_reviewer", "first"),
        ("final_reviewer", "final"),
    ):
        bundles.sign_bundle(made.pk, step=step, by=office.viewer(role))
    assert state(made) is BundleState.APPROVED
