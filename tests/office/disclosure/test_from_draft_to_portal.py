"""A document on its way: drafted, reviewed by four people, published, found on the portal."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from gongkai.core import outbox
from gongkai.core.audit import verify
from gongkai.core.models import Job
from gongkai.disclosure.models import Edition, Item
from gongkai.portal.jobs import tree
from tests.people import People

SignIn = Callable[..., Client]
TITLE = "示例县2026年春耕农资价格公告"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    settings.GONGKAI_SEARCH = tmp_path / "search"
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def clerk(signed_in: SignIn) -> Client:
    return signed_in("clerk", unit="caizheng", name="张三")


def start(clerk: Client, people: People, **given: str) -> Item:
    data = {
        "unit": str(people.unit("caizheng").pk),
        "content_type": "notice",
        "category": "budgets",
        "title": TITLE,
        **given,
    }
    answer = clerk.post("/office/disclosure/new/", data)
    assert answer.status_code == 302, answer.content.decode()
    return Item.objects.latest("pk")


def draft(clerk: Client, item: Item, **given: str) -> str:
    page = clerk.get(f"/office/disclosure/items/{item.key}/edit/").content.decode()
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found, page
    data = {
        "version": found[1],
        "title": TITLE,
        "issuer": "示例县财政局",
        "issued_on": "2026-03-02",
        "body_html": "一、总体情况\n全县农资价格平稳。\n品种\t价格\n尿素\t2.1",
        **given,
    }
    return clerk.post(
        f"/office/disclosure/items/{item.key}/edit/", data, follow=True
    ).content.decode()


def sign(reviewer: Client, item: Item, button: str) -> str:
    page = reviewer.get(f"/office/disclosure/items/{item.key}/").content.decode()
    assert button in page, page
    hidden = dict(re.findall(r'name="(step|fingerprint)" value="([^"]*)"', page))
    data = {"do": "sign", **hidden}
    answer = reviewer.post(f"/office/disclosure/items/{item.key}/act/", data, follow=True)
    return answer.content.decode()


def work() -> None:
    """Run what is due, as the worker does."""
    outbox.run_due(timezone.now() + timedelta(seconds=1))
    assert [job.last_error for job in Job.objects.exclude(last_error="")] == []


def approve(item: Item, signed_in: SignIn) -> Client:
    """Pass an item through its reviewers and return the last one, who may publish."""
    sign(signed_in("secrecy_reviewer", unit="caizheng", name="李四"), item, "同意（保密审查）")
    sign(signed_in("first_reviewer", unit="caizheng", name="王五"), item, "同意（初审）")
    last = signed_in("final_reviewer", unit="caizheng", name="赵六")
    sign(last, item, "同意（终审）")
    return last


def test_from_a_draft_to_the_portal_and_the_search(
    clerk: Client, people: People, signed_in: SignIn, client: Client
) -> None:
    item = start(clerk, people)
    assert "已送审" in draft(clerk, item, submit="1")
    last = approve(item, signed_in)
    assert Edition.objects.get().state == "approved"
    last.post(f"/office/disclosure/items/{item.key}/act/", {"do": "publish"})
    work()
    page = tree().page(f"/item/{item.key}/")
    assert page is not None
    for address in (f"/item/{item.key}/", "/", "/column/budgets/", "/unit/caizheng/", "/feed.atom"):
        assert TITLE in public(address), address
    body = public(f"/item/{item.key}/")
    assert "<h2>一、总体情况</h2>" in body
    assert '<meta name="ArticleTitle"' in body
    found = client.get("/search/", {"q": "农资价格"}).content.decode()
    assert f"/item/{item.key}/" in found
    assert list(verify()) == []


def public(address: str) -> str:
    """Return what stands in the tree at an address."""
    root = Path(tree().root)
    name = address.strip("/") + ("/index.html" if address.endswith("/") else "")
    pages = list(root.glob(f"*/pages/{name.strip('/')}")) or list(
        root.glob(f"*/*/{name.strip('/')}")
    )
    assert pages, f"{address} is not in the tree"
    return pages[-1].read_text(encoding="utf-8")


def test_an_unfinished_draft_is_not_submitted_and_says_what_is_missing(
    clerk: Client, people: People
) -> None:
    item = start(clerk, people)
    page = draft(clerk, item, issued_on="", submit="1")
    assert "还不能送审" in page
    assert "成文日期" in page
    assert Edition.objects.get().state == "draft"


def test_a_draft_with_personal_data_is_stopped_with_the_mend(clerk: Client, people: People) -> None:
    item = start(clerk, people)
    page = draft(clerk, item, body_html="联系人张三，身份证号 11010519491231002X。", submit="1")
    assert "还不能送审" in page
    assert "11010519491231002X" not in page.split("检查结果", 1)[1].split("<form", 1)[0]


def test_a_returned_draft_says_why_and_comes_back(
    clerk: Client, people: People, signed_in: SignIn
) -> None:
    item = start(clerk, people)
    draft(clerk, item, submit="1")
    reviewer = signed_in("secrecy_reviewer", unit="caizheng", name="李四")
    answer = reviewer.post(
        f"/office/disclosure/items/{item.key}/act/",
        {"do": "return", "to_step": "author", "reason": "价格表缺少单位"},
        follow=True,
    )
    assert "已退回" in answer.content.decode()
    page = clerk.get(f"/office/disclosure/items/{item.key}/edit/").content.decode()
    assert "价格表缺少单位" in page
    assert "已送审" in draft(clerk, item, summary="补了单位", submit="1")


def test_the_author_and_outsiders_cannot_sign(
    clerk: Client, people: People, signed_in: SignIn
) -> None:
    item = start(clerk, people)
    draft(clerk, item, submit="1")
    outsider = signed_in("clerk", "secrecy_reviewer", unit="minzheng", name="赵六")
    assert outsider.get(f"/office/disclosure/items/{item.key}/").status_code == 404
    assert (
        outsider.post(f"/office/disclosure/items/{item.key}/act/", {"do": "sign"}).status_code
        == 404
    )
    mine = clerk.get(f"/office/disclosure/items/{item.key}/").content.decode()
    assert "disabled" in mine
    assert "没有" in mine


def test_two_editors_never_overwrite_each_other(
    clerk: Client, people: People, signed_in: SignIn
) -> None:
    item = start(clerk, people)
    other = signed_in("clerk", unit="caizheng", name="李四")
    stale = {"version": str(Edition.objects.get().version), "title": "别人的标题"}
    draft(clerk, item)
    answer = other.post(f"/office/disclosure/items/{item.key}/edit/", stale)
    assert answer.status_code == 409
    assert "张三" in answer.content.decode()
    assert "别人的标题" in answer.content.decode(), "what was typed is kept"
    assert Edition.objects.get().title == TITLE


def test_a_withdrawn_page_leaves_lists_feeds_and_search_and_shows_its_notice(
    clerk: Client, people: People, signed_in: SignIn, client: Client
) -> None:
    item = start(clerk, people)
    draft(clerk, item, submit="1")
    last = approve(item, signed_in)
    last.post(f"/office/disclosure/items/{item.key}/act/", {"do": "publish"})
    work()
    answer = last.post(
        f"/office/disclosure/items/{item.key}/page/",
        {
            "do": "withdraw",
            "ground": "error",
            "notice": "价格有误，更正后重新公开",
            "reason": "核对",
        },
        follow=True,
    )
    assert "页面已撤下" in answer.content.decode(), answer.content.decode()
    work()
    assert "价格有误，更正后重新公开" in public(f"/item/{item.key}/")
    assert "尿素" not in public(f"/item/{item.key}/")
    for address in ("/", "/unit/caizheng/", "/feed.atom"):
        assert TITLE not in public(address)
    assert f"/item/{item.key}/" not in client.get("/search/", {"q": "农资价格"}).content.decode()


def test_a_file_is_sent_to_its_unit_and_hidden_from_others(
    clerk: Client, people: People, signed_in: SignIn
) -> None:
    item = start(clerk, people)
    file = SimpleUploadedFile("名单.txt", "第一批补贴名单".encode())
    clerk.post(f"/office/disclosure/items/{item.key}/upload/", {"file": file, "use": "attach"})
    attachment = Edition.objects.get().attachments.get()
    address = f"/office/disclosure/items/{item.key}/download/{attachment.pk}/"
    answer = clerk.get(address)
    assert answer.status_code == 200
    assert answer.getvalue().decode() == "第一批补贴名单"
    outsider = signed_in("clerk", unit="minzheng", name="赵六")
    assert outsider.get(address).status_code == 404
    mine = start(outsider, people, unit=str(people.unit("minzheng").pk))
    other = f"/office/disclosure/items/{mine.key}/download/{attachment.pk}/"
    assert outsider.get(other).status_code == 404
    assert clerk.get(other).status_code == 404
