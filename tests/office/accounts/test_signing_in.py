"""Signing in as a browser does it: what is told to whom, what is locked, what is kept."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from gongkai.core.actions.second_factor import new_secret
from gongkai.core.models import Event, Person, SignIn
from tests.people import PASSWORD, People

LOGIN = "/office/login/"
WRONG = "用户名或密码不对，请重新输入。"


@pytest.fixture
def clerk(people: People) -> Person:
    return people("clerk", unit="caizheng", username="zhangsan", password=PASSWORD)


def browser(address: str = "192.0.2.7") -> Client:
    return Client(REMOTE_ADDR=address, HTTP_HOST="127.0.0.1", HTTP_USER_AGENT="Firefox Linux")


def enter(client: Client, username: str, password: str, target: str = "") -> HttpResponse:
    sent = {"username": username, "password": password, "next": target}
    answer: HttpResponse = client.post(LOGIN, sent)  # type: ignore[assignment]
    return answer


@pytest.mark.parametrize("username", ["zhangsan", "ZhangSan", " zhangsan ", "ｚｈａｎｇｓａｎ"])
def test_a_name_in_any_case_and_width_signs_in(clerk: Person, username: str) -> None:
    client = browser()
    answer = enter(client, username, PASSWORD)
    assert answer["Location"] == "/office/"
    assert client.get("/office/").status_code == 200
    row = SignIn.objects.get()
    assert (row.person, row.address, row.agent) == (clerk, "192.0.2.7", "Firefox Linux")
    event = Event.objects.latest("number")
    assert (event.verb, event.actor_name, event.address) == ("session.start", "张三", "192.0.2.7")


def test_the_session_has_a_new_key_after_signing_in(clerk: Person) -> None:
    client = browser()
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    enter(client, "zhangsan", PASSWORD)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_a_wrong_name_a_wrong_password_and_a_closed_account_are_answered_alike(
    clerk: Person,
) -> None:
    answers = []
    for username, password in (("zhangsan", "x"), ("nobody", "x"), ("nobody", PASSWORD)):
        page = enter(browser(), username, password)
        answers.append((page.status_code, page.content.decode().count(WRONG)))
    Person.objects.update(is_active=False)
    page = enter(browser(), "zhangsan", PASSWORD)
    answers.append((page.status_code, page.content.decode().count(WRONG)))
    assert set(answers) == {(200, 1)}
    assert not SignIn.objects.exists()


def test_five_wrong_tries_lock_the_name_at_this_address_and_nowhere_else(clerk: Person) -> None:
    client = browser()
    for number in range(4):
        assert enter(client, "zhangsan" if number % 2 else "ZHANGSAN", "x").status_code == 200
    locked = enter(client, "zhangsan", "x")
    assert locked.status_code == 429
    assert "15 分钟后可以再试" in locked.content.decode()
    assert enter(client, "zhangsan", PASSWORD).status_code == 429
    assert enter(browser("192.0.2.8"), "zhangsan", PASSWORD).status_code == 302
    assert enter(client, "lisi", "x").status_code == 200
    refusals = Event.objects.filter(verb="session.refuse").values_list("data__why", flat=True)
    assert "已锁定" in refusals


def test_a_tried_password_stands_nowhere(clerk: Person) -> None:
    enter(browser(), "zhangsan", "Tried-Password-1")
    tried = AccessAttempt.objects.get()
    assert "Tried-Password-1" not in tried.post_data + tried.get_data
    assert not Event.objects.filter(data__icontains="Tried-Password").exists()


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/office/units/?q=1", "/office/units/?q=1"),
        ("https://evil.example/", "/office/"),
        ("//evil.example/", "/office/"),
        ("/office/logout/", "/office/"),
        ("/office/login/?next=/office/", "/office/"),
    ],
)
def test_one_comes_back_to_the_page_asked_for_and_never_to_another_site(
    clerk: Person, asked: str, reached: str
) -> None:
    assert enter(browser(), "zhangsan", PASSWORD, asked)["Location"] == reached


def test_the_form_needs_its_token(clerk: Person) -> None:
    client = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    assert enter(client, "zhangsan", PASSWORD).status_code == 403


def test_an_idle_session_ends_and_leads_back_to_the_page(
    clerk: Person, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(clerk)
    now = timezone.now()
    SignIn.objects.update(seen_at=now - settings.SESSION_IDLE + timedelta(minutes=1))
    assert client.get("/office/units/").status_code == 200
    SignIn.objects.update(seen_at=now - settings.SESSION_IDLE - timedelta(minutes=1))
    answer = client.get("/office/units/?q=1")
    assert answer["Location"] == "/office/login/?next=%2Foffice%2Funits%2F%3Fq%3D1"
    assert client.get("/office/units/").status_code == 302


def test_signing_out_ends_the_session_on_the_server(
    clerk: Person, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(clerk)
    key = client.session.session_key
    assert client.get("/office/logout/").status_code == 405
    assert client.post("/office/logout/")["Location"] == LOGIN
    client.cookies[settings.SESSION_COOKIE_NAME] = key or ""
    assert client.get("/office/units/").status_code == 302
    assert Event.objects.latest("number").verb == "session.stop"


def test_another_device_is_ended_from_the_list(
    clerk: Person, signed_in: Callable[..., Client]
) -> None:
    here, there = signed_in(clerk), signed_in(clerk)
    page = here.get("/office/account/").content.decode()
    assert "本机" in page
    other = SignIn.objects.get(session_key=there.session.session_key)
    here.post(f"/office/account/sessions/{other.pk}/end/")
    assert there.get("/office/units/").status_code == 302
    assert here.get("/office/units/").status_code == 200
    third = signed_in(clerk)
    here.post("/office/account/sessions/others/end/")
    assert third.get("/office/units/").status_code == 302


def test_somebody_else_s_session_is_not_touched(
    clerk: Person, people: People, signed_in: Callable[..., Client]
) -> None:
    mine, other = signed_in(clerk), signed_in(people("clerk", name="李四"))
    target = SignIn.objects.get(session_key=other.session.session_key)
    mine.post(f"/office/account/sessions/{target.pk}/end/")
    assert other.get("/office/units/").status_code == 200


def test_a_changed_password_keeps_this_session_alone(
    clerk: Person, signed_in: Callable[..., Client]
) -> None:
    here, there = signed_in(clerk), signed_in(clerk)
    sent = {"old": PASSWORD, "new": "Xin-Mima-2026", "again": "Xin-Mima-2026"}
    assert here.post("/office/account/password/", sent)["Location"] == "/office/"
    assert here.get("/office/units/").status_code == 200
    assert there.get("/office/units/").status_code == 302
    assert enter(browser(), "zhangsan", PASSWORD).status_code == 200
    assert enter(browser(), "zhangsan", "Xin-Mima-2026").status_code == 302


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"old": "x", "new": "Xin-Mima-2026", "again": "Xin-Mima-2026"}, "原密码不对"),
        ({"old": PASSWORD, "new": "Xin-Mima-2026", "again": "Xin-Mima-2027"}, "不一样"),
        ({"old": PASSWORD, "new": "12345", "again": "12345"}, "10"),
    ],
)
def test_a_password_is_not_changed_by_mistake(
    clerk: Person, signed_in: Callable[..., Client], sent: dict[str, str], words: str
) -> None:
    page = signed_in(clerk).post("/office/account/password/", sent)
    assert words in page.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


# --- the second factor --------------------------------------------------------------------------


@pytest.fixture
def secret(clerk: Person) -> str:
    drawn = new_secret()
    Person.objects.filter(pk=clerk.pk).update(totp_secret=drawn)
    return drawn


def test_the_password_alone_opens_nothing(clerk: Person, secret: str) -> None:
    client = browser()
    answer = enter(client, "zhangsan", PASSWORD, "/office/units/")
    assert answer["Location"] == "/office/login/code/?next=%2Foffice%2Funits%2F"
    assert client.get("/office/units/").status_code == 302
    code = pyotp.TOTP(secret).now()
    sent = {"code": code, "next": "/office/units/"}
    assert client.post("/office/login/code/", sent)["Location"] == "/office/units/"
    assert client.get("/office/units/").status_code == 200
    again = browser()
    enter(again, "zhangsan", PASSWORD)
    assert "已用过" in again.post("/office/login/code/", sent).content.decode()


def test_wrong_codes_are_counted_with_the_passwords(clerk: Person, secret: str) -> None:
    client = browser()
    for _number in range(settings.AXES_FAILURE_LIMIT):
        enter(client, "zhangsan", PASSWORD)
        client.post("/office/login/code/", {"code": "000000"})
    assert enter(client, "zhangsan", PASSWORD).status_code == 429


def test_the_code_page_forgets_who_waited_too_long(clerk: Person, secret: str) -> None:
    client = browser()
    assert client.get("/office/login/code/")["Location"] == LOGIN
    enter(client, "zhangsan", PASSWORD)
    session = client.session
    late = timezone.now() - timedelta(minutes=6)
    session["waiting_for_code"] = [clerk.pk, late.isoformat()]
    session.save()
    code = pyotp.TOTP(secret).now()
    assert client.post("/office/login/code/", {"code": code})["Location"] == LOGIN


def test_the_picture_is_a_plain_drawing_of_one_s_own(
    clerk: Person, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(clerk)
    assert client.get("/office/account/code/picture.svg").status_code == 404
    client.get("/office/account/code/")
    answer = client.get("/office/account/code/picture.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "no-store"
    assert b"style=" not in answer.content
    assert b"<script" not in answer.content


# --- demonstration ------------------------------------------------------------------------------


def test_demo_accounts_are_listed_and_entered_in_a_demonstration_alone(
    clerk: Person, people: People
) -> None:
    sent = {"username": "zhangsan"}
    assert "演示账号" not in browser().get(LOGIN).content.decode()
    assert browser().post("/office/login/demo/", sent).status_code == 403
    with override_settings(DEMO=True):
        page = browser().get(LOGIN).content.decode()
        assert "起草、导入和修改本单位的公开事项" in page
        client = browser()
        assert client.post("/office/login/demo/", sent).status_code == 302
        assert client.get("/office/units/").status_code == 200
        plain = people(username="plain", name="无角色")
        assert (
            browser().post("/office/login/demo/", {"username": plain.username}).status_code == 403
        )
