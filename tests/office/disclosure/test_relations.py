"""Which document an item interprets or clarifies: said on its page, shown on both public pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.disclosure.actions import bundles, releasing
from gongkai.disclosure.models import Edition, Item, MemberRole
from gongkai.disclosure.queries.published import public_page
from tests.disclosure.app.office import MORNING, SAID, Office, fresh
from tests.people import People

SignIn = Callable[..., Client]
ITEMS = "/office/disclosure/items/"
RULE = replace(
    SAID,
    title="示例县财政局关于印发农资补贴管理办法的通知",
    document_number="示财规〔2026〕5号",
    effective_on=date(2026, 4, 1),
)
READING = replace(SAID, title="《农资补贴管理办法》政策解读", details={"form": "text"})

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


def words_of(client: Client, address: str, **given: str) -> str:
    answer = client.get(address, given)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def relate(client: Client, item: Item, **given: str) -> str:
    answer = client.post(f"{ITEMS}{item.key}/relations/", given, follow=True)
    return unescape(answer.content.decode())


def rule(office: Office) -> Edition:
    return office.draft(RULE, category="rules", content_type="normative")


def reading(office: Office) -> Edition:
    return office.draft(
        READING, category="interaction.interpretation", content_type="interpretation"
    )


def test_a_clerk_finds_the_document_by_title_number_or_address_and_relates_it(
    office: Office, signed_in: SignIn
) -> None:
    document, told = rule(office), reading(office)
    clerk = signed_in(office.person("clerk"))
    here = f"{ITEMS}{told.item.key}/relations/"
    page = words_of(clerk, f"{ITEMS}{told.item.key}/edit/")
    assert f'action="{here}"' in page
    for words in (
        "农资补贴管理",
        RULE.document_number,
        f"/office/disclosure/items/{document.item.key}/",
    ):
        assert f'value="{document.item.key}"' in words_of(clerk, here, q=words), words
    assert "没有找到您能看到的文件" in words_of(clerk, here, q="渔业")
    assert "没有找到您能看到的文件" in words_of(clerk, here, q="政策解读"), "itself"
    page = relate(clerk, told.item, document=document.item.key, relation="interprets")
    assert "已关联，公开之后两边的页面互相链接。" in page
    assert f'href="{ITEMS}{document.item.key}/"' in page
    assert READING.title in words_of(clerk, f"{ITEMS}{document.item.key}/")
    told.item.refresh_from_db()
    assert told.item.interprets_id == document.item_id
    assert fresh(told).fingerprint != told.fingerprint
    assert "已取消关联。" in relate(clerk, told.item, remove="interprets", back="editor")
    told.item.refresh_from_db()
    assert told.item.interprets is None


def test_what_cannot_be_is_said(office: Office, signed_in: SignIn) -> None:
    document, told = rule(office), reading(office)
    clerk = signed_in(office.person("clerk"))
    assert "没有找到这份文件" in relate(clerk, told.item, document="zzz", relation="interprets")
    assert "没有选择是解读还是澄清" in relate(clerk, told.item, document=document.item.key)
    own = relate(clerk, told.item, document=told.item.key, relation="clarifies")
    assert "不能解读或澄清自己" in own
    relate(clerk, told.item, document=document.item.key, relation="interprets")
    round_ = relate(clerk, document.item, document=told.item.key, relation="interprets")
    assert "不能再反过来" in round_
    office.submit(fresh(told))
    assert "正在审核或等待发布" in relate(clerk, told.item, remove="interprets")
    told.item.refresh_from_db()
    assert told.item.interprets_id == document.item_id


def test_a_bundle_takes_the_pair_in_and_both_pages_show_the_link(
    office: Office, signed_in: SignIn
) -> None:
    document, told = rule(office), reading(office)
    clerk = signed_in(office.person("clerk"))
    relate(clerk, told.item, document=document.item.key, relation="interprets")
    made = bundles.create_bundle(office.people.unit("caizheng").pk, title="办法", by=office.clerk)
    here = f"/office/disclosure/bundles/{made.pk}/"
    for edition, part in ((document, MemberRole.DOCUMENT), (told, MemberRole.INTERPRETATION)):
        office.approve(fresh(office.submit(fresh(edition))))
        bundles.add_to_bundle(made.pk, edition.pk, role=part, by=office.clerk)
    chief = signed_in(office.person("final_reviewer"))
    assert "同时发布" in words_of(chief, here)
    chief.post(f"{here}act/", {"do": "release"})
    page, back = public_page(document.item.key), public_page(told.item.key)
    assert page is not None
    assert back is not None
    assert [one.item_id for one in page.interpretations] == [told.item_id]
    assert [one.item_id for one in back.interprets] == [document.item_id]


def test_what_is_public_is_related_by_who_may_publish_and_both_pages_follow(
    office: Office, signed_in: SignIn
) -> None:
    document, told = (
        office.published().item,
        office.published(
            READING, content_type="interpretation", category="interaction.interpretation"
        ).item,
    )
    given = {"document": document.key, "relation": "clarifies"}
    clerk = signed_in(office.person("clerk"))
    assert clerk.post(f"{ITEMS}{told.key}/relations/", given).status_code == 403
    assert "由有发布权限的人调整" in words_of(clerk, f"{ITEMS}{told.key}/")
    chief = signed_in(office.person("final_reviewer"))
    assert "已关联，两边的公开页面马上互相链接。" in relate(chief, told, **given)
    page = public_page(document.key)
    assert page is not None
    assert [one.item_id for one in page.clarifications] == [told.pk]


def test_what_is_public_elsewhere_may_be_interpreted_and_no_draft_of_others_is_named(
    office: Office, signed_in: SignIn
) -> None:
    other = Office(office.people, "minzheng")
    public = other.published(replace(SAID, title="困难群众救助办法")).item
    hidden = other.draft(replace(SAID, title="困难群众救助细则")).item
    told = reading(office).item
    clerk = signed_in(office.person("clerk"))
    page = words_of(clerk, f"{ITEMS}{told.key}/relations/", q="困难群众救助")
    assert f'value="{public.key}"' in page
    assert hidden.key not in page
    assert "没有找到" in relate(clerk, told, document=hidden.key, relation="interprets")
    page = relate(clerk, told, document=public.key, relation="interprets")
    assert f'href="/item/{public.key}/"' in page


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        ("interpretation", "interprets", "为本文件写解读"),
        ("clarification", "clarifies", "发布澄清"),
    ],
)
def test_one_begins_to_write_about_a_document_on_its_page(
    office: Office, signed_in: SignIn, kind: str, field: str, words: str
) -> None:
    document = office.published(RULE, category="rules", content_type="normative").item
    clerk = signed_in(office.person("clerk"))
    start = f"/office/disclosure/new/?{field}={document.key}&content_type={kind}"
    page = words_of(clerk, f"{ITEMS}{document.key}/")
    assert words in page
    assert start in page
    page = words_of(clerk, start)
    assert RULE.title in page
    assert f'<option value="{kind}" selected>' in page
    given = {"unit": str(document.unit_id), "content_type": kind, field: document.key}
    clerk.post("/office/disclosure/new/", given)
    made = Item.objects.latest("pk")
    assert getattr(made, field) == document
    assert made.content_type == kind
    wrong = clerk.post("/office/disclosure/new/", {**given, field: "zzz"})
    assert "没有找到要解读或澄清的文件" in wrong.content.decode()


def test_a_document_says_that_its_interpretation_is_owed_and_by_when(
    office: Office, signed_in: SignIn
) -> None:
    clerk = signed_in(office.person("clerk"))
    draft = rule(office)
    page = words_of(clerk, f"{ITEMS}{draft.item.key}/")
    assert "规范性文件须同步解读，还缺 1 件。解读要与文件同时公开。" in page
    releasing.publish(office.approve(fresh(office.submit(draft))).pk, by=office.chief)
    page = words_of(clerk, f"{ITEMS}{draft.item.key}/")
    assert "应与文件同日（2026年3月2日）公开" in page
    plan = office.published(
        replace(SAID, details={"span": "2026—2030 年"}), category="plans", content_type="plan"
    )
    page = words_of(clerk, f"{ITEMS}{plan.item.key}/")
    assert "最迟 2026年3月9日 公开（及时公开，自文件公开之日起算）" in page
    told = reading(office)
    relate(clerk, told.item, document=plan.item.key, relation="interprets")
    releasing.publish(office.approve(fresh(office.submit(fresh(told)))).pk, by=office.chief)
    assert "还缺" not in words_of(clerk, f"{ITEMS}{plan.item.key}/")


def test_an_interpretation_is_begun_by_another_unit_than_published_the_document(
    office: Office, signed_in: SignIn
) -> None:
    document = office.published(SAID, content_type="policy").item
    client = signed_in("clerk", unit="minzheng")
    start = f"/office/disclosure/new/?content_type=interpretation&interprets={document.key}"
    assert f"解读的文件：{SAID.title}" in words_of(client, start)
    unit = str(office.people.unit("minzheng").pk)
    given = {"unit": unit, "content_type": "interpretation", "interprets": document.key}
    client.post("/office/disclosure/new/", given)
    made = Item.objects.latest("pk")
    assert made.interprets == document
    assert f'href="/item/{document.key}/"' in words_of(client, f"{ITEMS}{made.key}/")


def test_a_later_draft_of_a_document_elsewhere_is_not_named_on_its_interpretation(
    office: Office, signed_in: SignIn
) -> None:
    other = Office(office.people, "minzheng")
    document = other.published(replace(SAID, title="困难群众救助办法")).item
    told = reading(office).item
    clerk = signed_in(office.person("clerk"))
    relate(clerk, told, document=document.key, relation="interprets")
    other.next_edition(document, title="困难群众救助办法（修订稿）")
    for page in (f"{ITEMS}{told.key}/", f"{ITEMS}{told.key}/edit/"):
        text = words_of(clerk, page)
        assert "困难群众救助办法" in text
        assert "修订稿" not in text
