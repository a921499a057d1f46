"""A document and its interpretation: in one minute, or not at all and said so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.core import outbox
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from gongkai.disclosure.actions import bundles, filing, releasing, reviewing
from gongkai.disclosure.bundling import bundle_facts
from gongkai.disclosure.models import Bundle, Edition, Item, MemberRole, Signature
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
    filing.relate(draft.item_id, interprets=document.item, by=office.clerk)
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


STEPS = (("secrecy_reviewer", "secrecy"), ("first_reviewer", "first"), ("final_reviewer", "final"))


@pytest.fixture
def waiting(office: Office) -> Bundle:
    """A bundle of two editions that wait for their first signature."""
    first = office.draft()
    second = office.draft(replace(SAID, title="附件说明"))
    made = bundle(office, first, second)
    for edition in (first, second):
        office.submit(fresh(edition))
    return made


def seen(made: Bundle) -> dict[int, str]:
    return dict(made.members.values_list("edition_id", "edition__fingerprint"))


def test_the_members_are_signed_together(office: Office, waiting: Bundle) -> None:
    for role, step in STEPS:
        bundles.sign_bundle(waiting.pk, step=step, seen=seen(waiting), by=office.viewer(role))
    assert state(waiting) is BundleState.APPROVED


def test_signing_twice_is_signing_once(office: Office, waiting: Bundle) -> None:
    pins, by = seen(waiting), office.viewer("secrecy_reviewer")
    for _ in range(2):
        bundles.sign_bundle(waiting.pk, step="secrecy", seen=pins, by=by)
    assert Signature.objects.filter(outcome="sign").count() == 2
    assert Event.objects.filter(verb="bundle.sign").count() == 1


def test_a_member_that_changed_since_it_was_seen_is_not_signed(
    office: Office, waiting: Bundle
) -> None:
    pins = seen(waiting)
    changed = Edition.objects.get(title="附件说明")
    reviewing.withdraw_submission(changed.pk, by=office.clerk)
    office.save(fresh(changed), replace(SAID, title="附件说明（改）"))
    office.submit(fresh(changed))
    with pytest.raises(Refused, match="“附件说明（改）”在您打开之后有修改"):
        bundles.sign_bundle(
            waiting.pk, step="secrecy", seen=pins, by=office.viewer("secrecy_reviewer")
        )
    assert not Signature.objects.filter(outcome="sign").exists()


def test_a_member_that_came_or_went_since_is_told(office: Office, waiting: Bundle) -> None:
    pins, by = seen(waiting), office.viewer("secrecy_reviewer")
    third = office.draft(replace(SAID, title="后来加入的"))
    office.submit(fresh(third))
    added = bundles.add_to_bundle(waiting.pk, third.pk, role=MemberRole.RELATED, by=office.clerk)
    with pytest.raises(Refused, match="才加入或送审"):
        bundles.sign_bundle(waiting.pk, step="secrecy", seen=pins, by=by)
    with_third = seen(waiting)
    bundles.remove_from_bundle(added.pk, by=office.clerk)
    with pytest.raises(Refused, match="移出了组合"):
        bundles.sign_bundle(waiting.pk, step="secrecy", seen=with_third, by=by)
    with pytest.raises(Refused, match="没有等待审核"):
        bundles.sign_bundle(waiting.pk, step="secrecy", seen={}, by=by)
    assert not Signature.objects.filter(outcome="sign").exists()


def test_a_stranger_reads_no_title_off_a_refusal(office: Office, waiting: Bundle) -> None:
    stranger = office.viewer("clerk", unit="minzheng")
    with pytest.raises(PermissionDenied) as refusal:
        bundles.sign_bundle(
            waiting.pk, step="secrecy", seen=dict.fromkeys(seen(waiting), "0"), by=stranger
        )
    assert "附件说明" not in str(refusal.value)
