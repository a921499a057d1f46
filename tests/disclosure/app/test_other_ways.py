"""Emergencies, what is thrown away, and what is not for the public at all."""

import pytest

from gongkai.core.actions import Refused
from gongkai.disclosure.actions import drafting, releasing
from gongkai.disclosure.queries.published import public_items
from gongkai.disclosure.workflow import standing
from gongkai.rules.publishing.values import Attribute
from tests.disclosure.app.office import MORNING, Office, fresh

pytestmark = pytest.mark.django_db


def test_an_emergency_owes_its_review(office: Office) -> None:
    edition = office.submit(office.draft())
    with pytest.raises(Refused, match="保密审查"):
        releasing.publish_urgent(edition.pk, reason="汛情", by=office.chief)
    office.sign(edition)
    with pytest.raises(Refused, match="理由"):
        releasing.publish_urgent(edition.pk, reason="", by=office.chief)
    releasing.publish_urgent(edition.pk, reason="汛情紧急", by=office.chief)
    assert public_items().get().pk == edition.pk
    assert standing(edition.item, fresh(edition)).facts.review_owed
    office.sign(edition)
    office.sign(edition)
    after = fresh(edition)
    assert (after.state, after.reviewed_after_at) == ("live", MORNING)
    assert not standing(after.item, after).facts.review_owed


def test_what_was_reviewed_is_discarded_only_with_a_reason(office: Office) -> None:
    edition = office.approved()
    with pytest.raises(Refused, match="理由"):
        drafting.discard(edition.pk, by=office.clerk)
    drafting.discard(edition.pk, reason="文件未出台", by=office.clerk)
    assert fresh(edition).state == "discarded"


def test_what_is_not_public_is_never_published(office: Office) -> None:
    edition = office.draft()
    drafting.decide_attribute(
        edition.pk,
        attribute=Attribute.WITHHELD,
        reason="trade_secret",
        note="含企业报价",
        by=office.clerk,
    )
    approved = office.approve(fresh(office.submit(fresh(edition))))
    assert approved.state == "approved"
    with pytest.raises(Refused, match="不予公开"):
        releasing.publish(approved.pk, by=office.chief)


def test_withholding_needs_a_ground_of_the_law(office: Office) -> None:
    edition = office.draft()
    for reason, words in (("", "法定理由"), ("whim", "没有这种")):
        with pytest.raises(Refused, match=words):
            drafting.decide_attribute(
                edition.pk, attribute=Attribute.WITHHELD, reason=reason, by=office.clerk
            )
