"""Pages taken down, moved and brought back; documents amended and repealed without leaving."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from gongkai.core.actions import Refused
from gongkai.disclosure.actions import drafting, filing, pages, releasing, requests, validity
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries.published import public_items, public_page
from gongkai.disclosure.queries.validity import validity_on
from gongkai.disclosure.workflow import standing
from gongkai.rules.publishing.availability import RemovalGround
from gongkai.rules.publishing.validity import Validity, ValidityKind
from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from tests.disclosure.app.office import MORNING, SAID, Office, fresh

pytestmark = pytest.mark.django_db
NOTICE = "内容有误，正在核实。请致电财政局查询。"


def withdraw(office: Office, item: Item) -> Item:
    return pages.withdraw_page(
        item.pk, ground=RemovalGround.ERROR, notice=NOTICE, reason="金额有误", by=office.chief
    )


def test_a_withdrawn_page_says_why_and_comes_back(office: Office) -> None:
    item = office.published().item
    withdraw(office, item)
    page = public_page(item.key)
    assert page is not None
    assert (page.status, page.notice, page.edition) == (Availability.WITHDRAWN, NOTICE, None)
    assert not public_items().exists()
    with pytest.raises(Refused, match="请刷新"):
        withdraw(office, item)
    pages.restore_page(item.pk, reason="核实无误", by=office.chief)
    assert public_items().get().item_id == item.pk


def test_only_who_may_publish_withdraws(office: Office) -> None:
    item = office.published().item
    with pytest.raises(PermissionDenied):
        pages.withdraw_page(
            item.pk, ground=RemovalGround.ERROR, notice=NOTICE, reason="误", by=office.clerk
        )


def test_a_corrected_edition_opens_a_withdrawn_page(office: Office) -> None:
    item = office.published().item
    withdraw(office, item)
    edition = office.next_edition(item, title="更正后的通知")
    office.approve(fresh(office.submit(edition)))
    releasing.publish(edition.pk, by=office.chief)
    assert [one.title for one in public_items()] == ["更正后的通知"]
    assert Item.objects.get(pk=item.pk).notice == ""


def test_a_redirect_leads_to_what_is_live(office: Office) -> None:
    old, new = office.published().item, office.published(replace(SAID, title="新通知")).item
    pages.redirect_page(old.pk, target_id=new.pk, reason="合并", by=office.chief)
    page = public_page(old.key)
    assert page is not None
    assert (page.status, page.redirect_key) == (Availability.REDIRECTED, new.key)
    with pytest.raises(Refused, match="目标现在是"):
        pages.redirect_page(new.pk, target_id=old.pk, reason="循环", by=office.chief)
    with pytest.raises(Refused, match="自己"):
        pages.redirect_page(new.pk, target_id=new.pk, reason="自己", by=office.chief)


def test_what_is_live_cannot_become_unpublic_in_passing(office: Office) -> None:
    item = office.published().item
    edition = drafting.start_edition(item.pk, by=office.clerk)
    with pytest.raises(Refused, match="先撤下页面"):
        drafting.decide_attribute(
            edition.pk, attribute=Attribute.INTERNAL, note="内部", by=office.clerk
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(attribute="withheld", attribute_reason="privacy")


def test_what_is_withheld_is_looked_at_again(office: Office) -> None:
    edition = office.draft()
    drafting.decide_attribute(
        edition.pk, attribute=Attribute.WITHHELD, reason="trade_secret", by=office.clerk
    )
    with pytest.raises(Refused, match="正在办理"):
        requests.reassess(
            edition.item_id,
            attribute=Attribute.PUBLIC,
            on=MORNING.date(),
            note="过期",
            by=office.clerk,
        )
    drafting.discard(edition.pk, by=office.clerk)
    requests.reassess(
        edition.item_id,
        attribute=Attribute.PUBLIC,
        on=MORNING.date(),
        note="秘密已过期",
        by=office.clerk,
    )
    again = drafting.start_edition(edition.item_id, by=office.clerk)
    approved = office.approve(fresh(office.submit(fresh(again))))
    releasing.publish(approved.pk, by=office.chief)
    assert public_items().get().item_id == edition.item_id


def test_what_is_filed_is_looked_at_again_and_its_signatures_hold(office: Office) -> None:
    draft = office.draft()
    drafting.decide_attribute(
        draft.pk, attribute=Attribute.WITHHELD, reason="trade_secret", by=office.clerk
    )
    filed = office.approve(fresh(office.submit(fresh(draft))))
    look = {"on": MORNING.date(), "by": office.clerk}
    requests.reassess(
        filed.item_id,
        attribute=Attribute.WITHHELD,
        reason="trade_secret",
        note="仍在保护期",
        **look,  # type: ignore[arg-type]
    )
    assert standing(fresh(filed).item, fresh(filed)).review.awaited is None
    requests.reassess(filed.item_id, attribute=Attribute.PUBLIC, note="过期", **look)  # type: ignore[arg-type]
    assert fresh(filed).state == EditionState.DRAFT


def normative(office: Office, title: str) -> Item:
    said = replace(
        SAID, title=title, document_number="示财〔2026〕8号", effective_on=date(2026, 3, 10)
    )
    return office.published(said, category="rules", content_type="normative").item


def reading(item: Item, day: date) -> Validity:
    edition = public_items().get(item=item)
    events = item.validity_events.filter(voided_at=None)
    return validity_on(edition, events, day, applies=True).state


def test_a_repealed_document_stays_on_its_page(office: Office) -> None:
    old = normative(office, "农资补贴管理办法")
    office_view = office.viewer("openness_office", "xian")
    new = office.published(replace(SAID, title="新办法")).item
    event = validity.repeal(old.pk, on=date(2026, 6, 1), by_item=new, by=office_view)
    again = validity.repeal(old.pk, on=date(2026, 6, 1), by_item=new, by=office_view)
    assert again.pk == event.pk
    assert reading(old, date(2026, 3, 5)) is Validity.NOT_YET
    assert reading(old, date(2026, 5, 31)) is Validity.EFFECTIVE
    assert reading(old, date(2026, 6, 1)) is Validity.REPEALED
    page = public_page(old.key)
    assert page is not None
    assert page.status is Availability.LIVE
    validity.void_validity(event.pk, reason="标错了文件", by=office_view)
    assert reading(old, date(2026, 6, 1)) is Validity.EFFECTIVE


def test_a_repeal_names_the_document_that_does_it(office: Office) -> None:
    old = normative(office, "农资补贴管理办法")
    by = office.viewer("openness_office", "xian")
    with pytest.raises(Refused, match="依据的文件"):
        validity.repeal(old.pk, on=date(2026, 6, 1), by=by)
    with pytest.raises(Refused, match="自己"):
        validity.repeal(old.pk, on=date(2026, 6, 1), by_item=old, by=by)
    with pytest.raises(Refused, match="没有有效性"):
        validity.set_validity(
            office.published().item_id,
            kind=ValidityKind.REPEALED,
            on=date(2026, 6, 1),
            by_text="某文件",
            by=by,
        )


def test_a_published_item_moves_to_another_category_with_its_lists(office: Office) -> None:
    item = office.published().item
    with pytest.raises(PermissionDenied):
        filing.reclassify(item.pk, category="plans", by=office.clerk)
    with pytest.raises(Refused, match="没有这个类别"):
        filing.reclassify(item.pk, category="nowhere", by=office.chief)
    with pytest.raises(Refused, match="没有写理由"):
        filing.reclassify(item.pk, category="plans", by=office.chief)
    filing.reclassify(item.pk, category="plans", reason="属于规划", by=office.chief)
    assert public_items().get().item.category == "plans"
    assert public_items().get().item.index_number == item.index_number
