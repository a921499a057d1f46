"""The answers the editor's script gets: saved, or why not, with a code it can act on."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gongkai.core.models import Event
from gongkai.disclosure.actions import drafting, releasing
from gongkai.disclosure.models import Edition, Item
from tests.disclosure.app.office import MORNING, SAID, ZONE, Office, fresh
from tests.people import People
from tests.photographs import PNG

SignIn = Callable[..., Client]
TYPED = {
    "title": SAID.title,
    "issuer": SAID.issuer,
    "issued_on": "2026-03-01",
    "body_html": "请各乡镇认真组织落实。",
}
LATER = datetime(2026, 3, 2, 10, 32, tzinfo=ZONE)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def surroundings(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GONGKAI_FILES = tmp_path / "files"
    monkeypatch.setattr(timezone, "now", lambda: LATER)


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


@pytest.fixture
def clerk(office: Office, signed_in: SignIn) -> Client:
    return signed_in(office.person("clerk"))


def post(client: Client, edition: Edition, *, script: bool = True, **typed: str) -> HttpResponse:
    """Send the draft as the script (or the buttons) of its editor does, opened at ``edition``."""
    data = {**TYPED, "version": str(edition.version), "edition": str(edition.number), **typed}
    accept = "application/json" if script else "text/html"
    address = f"/office/disclosure/items/{edition.item.key}/edit/"
    return client.post(address, data, headers={"Accept": accept})  # type: ignore[return-value]


def said(answer: HttpResponse, status: int) -> dict[str, object]:
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/json"
    told: dict[str, object] = answer.json()  # type: ignore[attr-defined]
    return told


def test_a_save_answers_with_the_new_version_and_the_time_of_the_office(
    office: Office, clerk: Client
) -> None:
    edition = office.draft()
    told = said(post(clerk, edition), 200)
    after = fresh(edition)
    assert told == {"version": after.version, "saved_at": "10:32"}
    assert after.version == edition.version + 1
    assert after.body_html == "<p>请各乡镇认真组织落实。</p>"


def test_saving_again_what_is_there_changes_nothing(office: Office, clerk: Client) -> None:
    edition = office.draft()
    post(clerk, edition)
    before = Event.objects.count()
    assert said(post(clerk, fresh(edition)), 200)["version"] == edition.version + 1
    assert Event.objects.count() == before


def test_what_is_typed_wrongly_is_named_field_by_field(office: Office, clerk: Client) -> None:
    edition = office.draft()
    told = said(post(clerk, edition, issued_on="三月二日", title="改了的标题"), 422)
    assert told["code"] == "edition.invalid"
    assert told["errors"] == {"issued_on": "日期要写成 2026-03-02。请改正。"}
    assert "有 1 处需要改正。成文日期" in str(told["message"])
    assert fresh(edition).title == SAID.title


def test_a_colleague_in_between_is_told_and_not_overwritten(
    office: Office, clerk: Client, signed_in: SignIn
) -> None:
    edition = office.draft()
    other = signed_in("clerk", unit="caizheng", name="李四")
    assert post(other, edition, title="李四的标题").status_code == 200
    told = said(post(clerk, edition, title="张三的标题"), 409)
    assert told["code"] == "edition.overtaken"
    assert "李四" in str(told["message"])
    assert fresh(edition).title == "李四的标题"


def test_a_save_whose_answer_was_lost_may_be_sent_again(office: Office, clerk: Client) -> None:
    edition = office.draft()
    first = said(post(clerk, edition), 200)
    assert said(post(clerk, edition), 200) == first
    assert fresh(edition).version == edition.version + 1


def test_but_not_once_something_else_has_happened(
    office: Office, clerk: Client, signed_in: SignIn
) -> None:
    edition = office.draft()
    post(clerk, edition)
    other = signed_in("clerk", unit="caizheng", name="李四")
    file = SimpleUploadedFile("名单.txt", "第一批补贴名单".encode())
    address = f"/office/disclosure/items/{edition.item.key}/upload/"
    other.post(address, {"file": file, "use": "attach"})
    assert fresh(edition).attachments.exists()
    assert said(post(clerk, edition), 409)["code"] == "edition.overtaken"


def test_nor_by_somebody_else_who_typed_the_same(
    office: Office, clerk: Client, signed_in: SignIn
) -> None:
    edition = office.draft()
    post(clerk, edition)
    other = signed_in("clerk", unit="caizheng", name="李四")
    assert said(post(other, edition), 409)["code"] == "edition.overtaken"


def test_a_secrecy_marking_is_told_apart_so_that_no_copy_is_kept(
    office: Office, clerk: Client
) -> None:
    edition = office.draft()
    told = said(post(clerk, edition, body_html="机密★5年\n有关情况如下。"), 409)
    assert told["code"] == "edition.secret"
    assert fresh(edition).body_html == SAID.body_html


def test_what_is_under_review_is_no_draft_any_more(office: Office, clerk: Client) -> None:
    edition = office.draft()
    office.submit(edition)
    for issued_on in ("2026-03-01", "三月二日"):
        told = said(post(clerk, edition, title="送审后的标题", issued_on=issued_on), 409)
        assert told["code"] == "edition.state"
        assert "撤回送审" in str(told["message"])
    assert fresh(edition).title == SAID.title


def test_what_was_thrown_away_is_no_draft_any_more(office: Office, clerk: Client) -> None:
    edition = office.draft()
    drafting.discard(edition.pk, by=office.clerk)
    assert said(post(clerk, edition), 409)["code"] == "edition.state"


@pytest.mark.parametrize("script", [True, False])
def test_an_editor_left_open_on_one_edition_never_writes_into_the_next(
    office: Office, clerk: Client, script: bool
) -> None:
    office.now = MORNING
    first = office.approved()
    stale = fresh(first)
    releasing.publish(first.pk, by=office.chief)
    following = drafting.start_edition(first.item_id, by=office.clerk)
    stale.version = following.version
    answer = post(clerk, stale, script=script, title="旧窗口里的标题")
    assert answer.status_code == 409
    assert "第 2 版" in answer.content.decode("unicode_escape" if script else "utf-8")
    assert fresh(following).title == SAID.title


@pytest.mark.parametrize(("typed", "status"), [({}, 409), ({"issued_on": "三月二日"}, 422)])
def test_a_form_shown_again_stays_behind_what_others_saved(
    office: Office, clerk: Client, signed_in: SignIn, typed: dict[str, str], status: int
) -> None:
    edition = office.draft()
    other = signed_in("clerk", unit="caizheng", name="李四")
    post(other, edition, title="李四的标题")
    page = post(clerk, edition, script=False, title="张三的标题", **typed)
    assert page.status_code == status
    sent = dict(re.findall(r'name="(version|edition)" value="(\d+)"', page.content.decode()))
    assert sent == {"version": str(edition.version), "edition": "1"}
    again = post(clerk, edition, script=False, title="张三的标题", version=sent["version"])
    assert again.status_code == 409
    assert fresh(edition).title == "李四的标题"


def test_who_may_not_see_an_item_finds_nothing_to_save(office: Office, signed_in: SignIn) -> None:
    edition = office.draft()
    outsider = signed_in("clerk", unit="minzheng", name="赵六")
    assert post(outsider, edition).status_code == 404
    assert post(Client(HTTP_HOST="127.0.0.1"), edition).status_code == 302
    assert fresh(edition).version == edition.version


def test_only_the_editor_loads_the_script_and_says_whose_draft_it_is(
    office: Office, clerk: Client
) -> None:
    edition = office.draft()
    item: Item = edition.item
    page = clerk.get(f"/office/disclosure/items/{item.key}/edit/").content.decode()
    person = office.person("clerk").pk
    assert re.search(r'<script src="/static/ui/dist/autosave[.\w]*\.js" defer>', page)
    assert f'data-autosave="{person}-{item.key}-1"' in page
    assert "data-unsaved" not in page
    assert "autosave" not in clerk.get(f"/office/disclosure/items/{item.key}/").content.decode()


def test_a_form_shown_again_tells_the_script_what_it_may_not_do(
    office: Office, clerk: Client
) -> None:
    edition = office.draft()
    secret = post(clerk, edition, script=False, body_html="机密★5年").content.decode()
    assert "data-unsaved data-secret" in secret
    office.save(edition, replace(SAID, title="改过的标题"))
    overtaken = post(clerk, edition, script=False).content.decode()
    assert "data-unsaved data-held" in overtaken


def test_findings_lead_to_their_fields_and_the_text_is_masked_at_one_press(
    office: Office, clerk: Client
) -> None:
    edition = office.draft()
    typed = "经办人张三，手机13856789012，请各乡镇认真组织落实。"
    post(clerk, edition, script=False, body_html=typed, issued_on="", check="1")
    address = f"/office/disclosure/items/{edition.item.key}/edit/"
    page = clerk.get(address).content.decode()
    assert '<a href="#id_body_html">正文第1段</a>' in page
    assert '<a href="#id_issued_on">成文日期</a>' in page
    edition = fresh(edition)
    sent = post(clerk, edition, script=False, body_html=typed + "特此通知。", mask="1")
    assert sent.status_code == 302
    page = clerk.get(address).content.decode()
    masked = "<p>经办人张*，手机138****9012，请各乡镇认真组织落实。特此通知。</p>"
    assert fresh(edition).body_html == masked
    assert "已改为脱敏写法" in page
    assert "保存并脱敏正文" not in page


def test_many_findings_to_answer_for_are_a_number(office: Office, clerk: Client) -> None:
    edition = office.draft()
    lines = "王小明，家庭邮箱 wang{0}@example.com，身份证号34110019850307451{0}。"
    typed = "\n".join(map(lines.format, "2345"))
    sent = post(clerk, edition, script=False, body_html=typed, submit="1")
    page = clerk.get(sent["Location"]).content.decode()
    assert re.search(r"还没有填写：\d+ 处检查提示的处理说明（逐条见检查结果）。请补齐。", page)
    assert "：个人信息旁的姓名”的处理说明" not in page


def test_the_quotes_of_a_finding_stay_apart_from_those_around_it(
    office: Office, clerk: Client
) -> None:
    edition = office.draft()
    address = f"/office/disclosure/items/{edition.item.key}/"
    picture = SimpleUploadedFile("一图.png", PNG, "image/png")
    clerk.post(f"{address}upload/", {"file": picture, "use": "attach"})
    sent = post(clerk, fresh(edition), script=False, submit="1")
    page = html.unescape(clerk.get(sent["Location"]).content.decode())
    assert "“附件‘一图.png’说明：图片没有文字说明”的处理说明" in page
