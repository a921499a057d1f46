"""Telling people in the product, by real mail and real web requests; once, and only those meant."""

import base64
import hashlib
import hmac
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from gongkai.core import outbox
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.actions.notices import mark_read
from gongkai.core.actions.notices_sending import (
    WebhookValues,
    add_webhook,
    change_webhook,
    reset_wording,
    try_webhook,
    word_notice,
)
from gongkai.core.models import (
    Delivery,
    Event,
    Job,
    JobState,
    Notice,
    NoticeTemplate,
    Person,
    Unit,
    Webhook,
)
from gongkai.core.notices import (
    NoticeKind,
    faults,
    kinds,
    notice_kind,
    preview,
    register,
    tell,
)
from gongkai.core.notices.addresses import ForbiddenAddressError, check, resolve
from tests.core.servers import MailServer, WebServer, mail_server, web_server

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SYSTEM = Viewer.system("测试", NOW)
KIND = NoticeKind(
    "test.returned",
    "稿件被退回",
    "“${标题}”被退回",
    "理由：${理由}",
    {"标题": "防汛预案", "理由": "缺少附件"},
)
CONTEXT = {"标题": "2026年部门预算", "理由": "附件2缺少表头"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(register._KINDS, KIND.name, KIND)


def make_unit(code: str, parent: Unit | None = None) -> Unit:
    unit = Unit.objects.create(
        code=code,
        name=code,
        kind="bureau",
        level="county",
        path=code,
        parent=parent,
        since=NOW.date(),
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save()
    return unit


@pytest.fixture
def unit() -> Unit:
    return make_unit("示例县")


@pytest.fixture
def people(unit: Unit) -> list[Person]:
    return [
        Person.objects.create(
            username=f"p{n}", name=name, unit=unit, email=email, is_active=active, created_at=NOW
        )
        for n, (name, email, active) in enumerate(
            [
                ("张三", "zhang@example.cn", True),
                ("李四", "", True),
                ("王五", "w@example.cn", False),
            ]
        )
    ]


def say(people: list[Person], key: str = "returned:1", **more: Any) -> int:
    with acting(SYSTEM) as act:
        act.permit("test")
        act.unchanged()
        return tell(act, [p.pk for p in people], KIND, key=key, context=CONTEXT, **more)


# --- in the product ---------------------------------------------------------------------------


def test_active_people_are_told_once_in_the_usual_words(people: list[Person]) -> None:
    assert say(people, href="/office/items/1/") == 2
    assert say(people) == 0
    notice = Notice.objects.get(person=people[0])
    assert notice.title == "“2026年部门预算”被退回"
    assert notice.text == "理由：附件2缺少表头"
    assert notice.href == "/office/items/1/"
    assert set(Notice.objects.values_list("person__name", flat=True)) == {"张三", "李四"}
    assert Job.objects.count() == 1


def test_an_action_that_fails_tells_nobody(people: list[Person]) -> None:
    def fail() -> None:
        with acting(SYSTEM) as act:
            act.permit("test")
            tell(act, [people[0].pk], KIND, key="k", context=CONTEXT)
            raise Refused("不行")

    with pytest.raises(Refused):
        fail()
    assert not Notice.objects.exists()
    assert not Job.objects.exists()


def test_a_missing_place_is_a_mistake_of_the_program(people: list[Person]) -> None:
    with pytest.raises(LookupError, match="理由"), acting(SYSTEM) as act:
        tell(act, [people[0].pk], KIND, key="k", context={"标题": "x"})


def test_a_very_long_key_and_title_fit(people: list[Person]) -> None:
    long = "键" * 300
    say(people, key=long)
    assert say(people, key=long) == 0
    assert say(people, key=long + "2") == 2
    with acting(SYSTEM) as act:
        act.permit("test")
        act.unchanged()
        context = {"标题": "长" * 500, "理由": ""}
        tell(act, [people[0].pk], KIND, key="long", context=context)
    assert len(Notice.objects.get(key="long").title) == 200


def test_reading_touches_only_ones_own(people: list[Person]) -> None:
    say(people)
    theirs = Notice.objects.get(person=people[1])
    by = Viewer(NOW, people[0].pk, "张三", "/1/")
    assert mark_read([theirs.pk], by=by) == 0
    assert mark_read(None, by=by) == 1
    assert mark_read(None, by=by) == 0
    theirs.refresh_from_db()
    assert theirs.read_at is None
    assert Event.objects.filter(verb="notice.read").count() == 1


# --- wording ----------------------------------------------------------------------------------


def test_an_own_wording_is_used_until_it_is_reset(people: list[Person]) -> None:
    word_notice(KIND, title="请修改${标题}", text="", by=SYSTEM)
    say(people, key="a")
    reset_wording(KIND, by=SYSTEM)
    reset_wording(KIND, by=SYSTEM)
    say(people, key="b")
    titles = dict(Notice.objects.filter(person=people[0]).values_list("key", "title"))
    assert titles == {"a": "请修改2026年部门预算", "b": "“2026年部门预算”被退回"}


@pytest.mark.parametrize(
    ("title", "text", "field", "said"),
    [
        ("", "", "title", "填写标题"),
        ("${姓名}", "", "title", "没有占位符 ${姓名}；可用：${标题}、${理由}"),
        ("甲", "费用 $5", "text", "单独的“$”"),
        ("甲", "${标题", "text", "占位符"),
        ("甲" * 201, "", "title", "不能超过200个字"),
    ],
)
def test_a_wrong_wording_is_refused_with_its_place_and_mend(
    title: str, text: str, field: str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        word_notice(KIND, title=title, text=text, by=SYSTEM)
    assert refused.value.field == field
    assert said in refused.value.message


def test_a_stored_wording_whose_place_is_gone_gives_way_to_the_usual_one(
    people: list[Person],
) -> None:
    NoticeTemplate.objects.create(kind=KIND.name, title="${已删}", text="")
    say(people)
    assert Notice.objects.first().title == "“2026年部门预算”被退回"  # type: ignore[union-attr]


@given(st.text(), st.text())
def test_any_wording_is_either_told_to_be_wrong_or_usable(title: str, text: str) -> None:
    if not faults(KIND, title, text):
        preview(title, text, KIND.sample)


@given(st.text(), st.text())
def test_nothing_in_the_values_is_taken_for_a_place(one: str, other: str) -> None:
    words = preview("${标题}", "${理由}$$", {"标题": one, "理由": other})
    assert words.text == f"{other}$"
    assert "\n" not in words.title
    assert "\r" not in words.title


def test_a_kind_is_checked_where_it_is_registered() -> None:
    with pytest.raises(ValueError, match="没有占位符"):
        notice_kind("test.bad", "x", title="${甲}", text="", sample={"乙": ""})
    assert "test.bad" not in kinds()


# --- mail -------------------------------------------------------------------------------------


@pytest.fixture
def mail(settings: Settings) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.OFFICE_URL = "https://office.example.cn"
        yield server


def test_a_mail_arrives_with_its_words_and_link(people: list[Person], mail: MailServer) -> None:
    say(people, href="/office/items/1/")
    outbox.run_due(NOW)
    (message,) = mail.received
    assert message["To"] == "zhang@example.cn"
    assert message["Subject"] == "“2026年部门预算”被退回"
    text = message.get_content()
    assert "附件2缺少表头" in text
    assert "https://office.example.cn/office/items/1/" in text
    assert Delivery.objects.get().detail == "zhang@example.cn"


def test_a_mail_server_that_refuses_is_asked_again_and_gets_it_once(
    people: list[Person], mail: MailServer
) -> None:
    mail.refuse = 2
    say(people)
    for minutes in range(4):
        outbox.run_due(NOW + timedelta(minutes=minutes))
    assert len(mail.received) == 1
    assert Job.objects.get().state == JobState.DONE


def test_a_job_that_runs_again_after_the_receipt_sends_nothing(
    people: list[Person], mail: MailServer
) -> None:
    say(people)
    outbox.run_due(NOW)
    Job.objects.update(state=JobState.QUEUED)
    outbox.run_due(NOW)
    assert len(mail.received) == 1


def test_a_second_sending_has_the_same_id(people: list[Person], mail: MailServer) -> None:
    say(people)
    outbox.run_due(NOW)
    Delivery.objects.all().delete()  # killed between the server's answer and the receipt
    Job.objects.update(state=JobState.QUEUED)
    outbox.run_due(NOW)
    first, second = mail.received
    assert first["Message-ID"] == second["Message-ID"]


def test_what_was_read_meanwhile_is_not_mailed(people: list[Person], mail: MailServer) -> None:
    say(people)
    mark_read(None, by=Viewer(NOW, people[0].pk, "张三"))
    outbox.run_due(NOW)
    assert mail.received == []


def test_a_title_cannot_smuggle_a_header_in(people: list[Person], mail: MailServer) -> None:
    with acting(SYSTEM) as act:
        act.permit("test")
        act.unchanged()
        context = {"标题": "甲\r\nBcc: evil@example.com", "理由": ""}
        tell(act, [people[0].pk], KIND, key="k", context=context)
    outbox.run_due(NOW)
    (message,) = mail.received
    assert message["Bcc"] is None


# --- group chats and other systems ------------------------------------------------------------


@pytest.fixture
def web(settings: Settings) -> Iterator[WebServer]:
    with web_server() as server:
        settings.WEBHOOK_HOSTS = ["127.0.0.1"]
        settings.OFFICE_URL = "https://office.example.cn"
        yield server


def hook(unit: Unit, web: WebServer, kind: str = "json", **more: Any) -> Webhook:
    values = WebhookValues(title="值班群", kind=kind, url=web.url("/hook?key=1"), **more)
    return add_webhook(unit.pk, values, by=SYSTEM)


def test_our_own_json_is_signed_and_has_a_key(unit: Unit, web: WebServer) -> None:
    hook(unit, web, secret="机密")
    say([], unit=unit, href="/office/items/1/", key="k")
    outbox.run_due(NOW)
    (posted,) = web.received
    assert posted.json["title"] == "“2026年部门预算”被退回"
    assert posted.json["url"] == "https://office.example.cn/office/items/1/"
    expected = hmac.new("机密".encode(), posted.body, hashlib.sha256).hexdigest()
    assert posted.headers["X-Gongkai-Signature"] == f"sha256={expected}"
    assert posted.headers["Idempotency-Key"] == "k"
    assert posted.headers["Host"] == f"127.0.0.1:{web.port}"


def test_dingtalk_is_signed_with_time_and_secret(unit: Unit, web: WebServer) -> None:
    hook(unit, web, "dingtalk", secret="SEC1")
    say([], unit=unit, href="/x/")
    outbox.run_due(NOW)
    (posted,) = web.received
    query = parse_qs(urlsplit(posted.path).query)
    assert query["timestamp"] == [str(int(NOW.timestamp() * 1000))]
    text = f"{query['timestamp'][0]}\nSEC1".encode()
    digest = hmac.new(b"SEC1", text, hashlib.sha256).digest()
    assert query["sign"] == [base64.b64encode(digest).decode()]
    assert query["key"] == ["1"]
    assert posted.json["msgtype"] == "markdown"
    assert "[查看](https://office.example.cn/x/)" in posted.json["markdown"]["text"]


def test_wecom_gets_markdown_that_fits_and_means_nothing_else(unit: Unit, web: WebServer) -> None:
    hook(unit, web, "wecom")
    with acting(SYSTEM) as act:
        act.permit("test")
        act.unchanged()
        context = {"标题": "[点我](http://evil)<@all>", "理由": "长" * 5000}
        tell(act, [], KIND, key="k", context=context, unit=unit, href="/x/")
    outbox.run_due(NOW)
    content = web.received[0].json["markdown"]["content"]
    assert len(content.encode()) <= 4096
    assert content.endswith("[查看](https://office.example.cn/x/)")
    assert "[点我]" not in content
    assert "<@all>" not in content


def test_a_robot_that_says_no_is_asked_again_until_it_accepts_and_then_never(
    unit: Unit, web: WebServer
) -> None:
    hook(unit, web, "wecom")
    web.answers = [
        (200, b'{"errcode":45009,"errmsg":"api freq out of limit"}', {}),
        (500, b"oops", {}),
        (200, b"<html>", {}),
    ]
    say([], unit=unit)
    outbox.run_due(NOW)
    assert "45009" in Job.objects.get().last_error
    for minutes in range(1, 9):
        outbox.run_due(NOW + timedelta(minutes=minutes))
    assert len(web.received) == 4
    Job.objects.update(state=JobState.QUEUED)
    outbox.run_due(NOW + timedelta(hours=1))
    assert len(web.received) == 4
    assert Delivery.objects.get().channel == "webhook"


def test_only_hooks_of_the_unit_and_above_that_want_the_kind_are_told(
    unit: Unit, web: WebServer
) -> None:
    office, other = make_unit("教育局", unit), make_unit("民政局", unit)
    section = make_unit("办公室", office)
    wanted = [hook(unit, web), hook(office, web, notice_kinds=[KIND.name])]
    hook(other, web)
    hook(section, web)
    off = hook(office, web)
    change_webhook(off.pk, WebhookValues("停", "json", "", is_active=False), by=SYSTEM)
    Webhook.objects.filter(pk=hook(unit, web).pk).update(notice_kinds=["another"])
    say([], unit=office)
    told = {job.payload["hook"] for job in Job.objects.all()}
    assert told == {one.pk for one in wanted}


def test_changing_keeps_what_is_left_empty_and_events_hold_no_secret(
    unit: Unit, web: WebServer
) -> None:
    made = hook(unit, web, secret="机密")
    changed = change_webhook(made.pk, WebhookValues("新名", "json", ""), by=SYSTEM)
    assert (changed.title, changed.url, changed.secret) == ("新名", made.url, "机密")
    bare = change_webhook(made.pk, WebhookValues("新名", "json", "", drop_secret=True), by=SYSTEM)
    assert bare.secret == ""
    for event in Event.objects.all():
        assert "机密" not in str(event.data)
        assert "key=1" not in str(event.data)


def test_a_test_message_goes_out(unit: Unit, web: WebServer) -> None:
    try_webhook(hook(unit, web).pk, by=SYSTEM)
    outbox.run_due(NOW)
    assert web.received[0].json["title"] == "测试消息"


def test_a_redirect_is_not_followed(unit: Unit, web: WebServer) -> None:
    hook(unit, web)
    web.answers = [(302, b"", {"Location": web.url("/secret")})]
    say([], unit=unit)
    outbox.run_due(NOW)
    assert [one.path for one in web.received] == ["/hook?key=1"]
    assert "302" in Job.objects.get().last_error


# --- where a webhook may lead -----------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://example.cn/hook",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://192.168.0.1:8443/x",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://user:pass@example.cn/",
        "ftp://example.cn/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https://example.cn:99999/",
        "https://example.cn/\r\nX: y",
        "https://exa mple.cn/",
        "",
    ],
)
def test_an_address_inside_or_unsafe_is_refused_in_words(url: str) -> None:
    with pytest.raises(ForbiddenAddressError, match=r"[一-龥]"):
        check(url)


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name resolve to these addresses: nothing is asked of a real name server."""

    def lookup(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("93.184.216.34", "10.0.0.1"),
        ("::1",),
        ("fe80::1%eth0",),
        ("64:ff9b::a00:1",),
        ("2002:a00:1::",),
        ("224.0.0.1",),
    ],
)
def test_a_name_that_leads_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]
) -> None:
    names(monkeypatch, *addresses)
    with pytest.raises(ForbiddenAddressError, match="内部网络"):
        resolve("https://evil.example/")


def test_a_public_name_and_a_named_host_are_resolved_once(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    names(monkeypatch, "93.184.216.34")
    target = resolve("https://example.cn/a?b=1")
    assert (target.address, target.port, target.path) == ("93.184.216.34", 443, "/a?b=1")
    names(monkeypatch, "10.1.1.1")
    settings.WEBHOOK_HOSTS = ["oa.gov.internal"]
    assert resolve("http://OA.gov.internal/x").address == "10.1.1.1"


def test_a_refused_value_names_its_field(unit: Unit) -> None:
    make: Callable[..., WebhookValues] = WebhookValues
    for values, field in (
        (make("", "json", "https://example.cn/"), "title"),
        (make("甲", "fax", "https://example.cn/"), "kind"),
        (make("甲", "json", "https://10.0.0.1/"), "url"),
        (make("甲", "json", ""), "url"),
        (make("甲", "json", "https://example.cn/", notice_kinds=["x"]), "notice_kinds"),
    ):
        with pytest.raises(Refused) as refused:
            add_webhook(unit.pk, values, by=SYSTEM)
        assert refused.value.field == field
    assert not Webhook.objects.exists()
