"""Whoever sends too much, or asks too often, is told so before it costs anything."""

from collections.abc import Callable
from io import RawIOBase
from typing import Final

import pyotp
import pytest
from django.contrib.auth import hashers
from django.test import Client, override_settings
from django.utils import timezone

from gongkai.core import throttling
from gongkai.core.actions.second_factor import new_secret
from gongkai.core.models import Event, Person, SearchedWords
from gongkai.core.searched import note
from gongkai.core.throttling import Rate
from gongkai.search import SearchLog
from tests.people import PASSWORD, People, sign_in

LOGIN: Final = "/office/login/"


class Unread(RawIOBase):
    """A body nobody may read."""

    def read(self, size: int = -1) -> bytes:
        """Fail the test."""
        raise AssertionError(f"{size} bytes were read")


def status_of(client: Client, path: str, size: int) -> int:
    """Return the status for a form with files of a size, without sending any of it."""
    body = {
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(size),
        "wsgi.input": Unread(),
    }
    answer = client.generic("POST", path, b"", **body)  # type: ignore[arg-type]
    return answer.status_code


@pytest.mark.parametrize("path", [LOGIN, "/search/", "/surveys/", "/nowhere/", "/api/items"])
def test_no_stranger_fills_the_disk(db: None, path: str) -> None:
    assert status_of(browser(), path, 2 * 1024 * 1024) == 413


def test_who_is_signed_in_sends_files_but_not_without_end(people: People) -> None:
    client = browser()
    sign_in(client, people("clerk", unit="caizheng"))
    with pytest.raises(AssertionError, match="were read"):
        status_of(client, "/office/units/", 2 * 1024 * 1024)
    assert status_of(client, "/office/units/", 10**9) == 413
    forged = browser()
    forged.cookies["sessionid"] = "x"
    assert status_of(forged, "/office/units/", 2 * 1024 * 1024) == 413


def test_a_day_s_uploads_of_one_person_end_somewhere(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.core.middleware.UPLOADS", Rate("uploads", 4, 86400))
    client = Client(HTTP_HOST="127.0.0.1")
    sign_in(client, people("clerk", unit="caizheng"))
    body = {"text": "x" * 2 * 1024 * 1024}
    answers = [client.post("/office/units/", body) for _ in range(3)]
    assert [one.status_code == 429 for one in answers] == [False, False, True]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "请求过于频繁" in answers[-1].content.decode()


def browser(address: str = "192.0.2.7", **headers: str) -> Client:
    client = Client(REMOTE_ADDR=address, HTTP_HOST="127.0.0.1")
    client.defaults.update(headers)
    return client


def test_trying_one_password_on_every_name_ends(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.office.accounts.signing_in.FAILED_ADDRESS", Rate("a", 3, 3600))
    client = browser()
    tries = [
        client.post(LOGIN, {"username": f"name{n}", "password": "x"}).status_code for n in range(4)
    ]
    assert tries == [200, 200, 200, 429]
    assert browser("192.0.2.8").post(LOGIN, {"username": "a", "password": "x"}).status_code == 200


def test_trying_one_name_from_many_addresses_ends_before_the_password_is_reckoned(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    people("clerk", unit="caizheng", username="zhangsan", password=PASSWORD)
    monkeypatch.setattr("gongkai.office.accounts.signing_in.FAILED_NAME", Rate("n", 6, 3600))
    for number in range(6):
        browser(f"192.0.2.{number}").post(LOGIN, {"username": "ZHANGSAN", "password": "x"})
    reckoned: list[object] = []
    monkeypatch.setattr(hashers, "check_password", lambda *found: reckoned.append(found))
    answer = browser("198.51.100.1").post(LOGIN, {"username": "zhangsan", "password": PASSWORD})
    assert (answer.status_code, reckoned) == (429, [])


def with_code(people: People) -> Person:
    person = people("clerk", unit="caizheng", username="zhangsan", password=PASSWORD)
    person.totp_secret = new_secret()
    person.save()
    return person


def wrong(secret: str) -> str:
    """A code that fits at no time near now."""
    app, step = pyotp.TOTP(secret), int(timezone.now().timestamp()) // 30
    near = {app.generate_otp(step + by) for by in range(-3, 4)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


def test_one_time_codes_are_not_guessed(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    person = with_code(people)
    monkeypatch.setattr("gongkai.office.accounts.pending.FAILED_CODES", Rate("c", 2, 3600))
    for number in range(3):
        client = browser(f"192.0.2.{number}")
        client.post(LOGIN, {"username": "zhangsan", "password": PASSWORD})
        code = {"code": wrong(person.totp_secret)}
        answer = client.post("/office/login/code/", code)
    assert answer.status_code == 429


def test_nor_at_the_desk_of_somebody_who_is_signed_in(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = with_code(people)
    monkeypatch.setattr("gongkai.office.accounts.second_factor.FAILED_CODES", Rate("c", 2, 3600))
    client = browser()
    sign_in(client, person)
    code = {"code": wrong(person.totp_secret)}
    pages = [client.post("/office/account/code/drop/", code).content.decode() for _ in range(3)]
    assert ["输错的次数太多" in page for page in pages] == [False, False, True]


@pytest.mark.parametrize(
    ("path", "place"),
    [("/search/?q=x", throttling.SEARCHES), ("/en/", throttling.PAGES_MADE)],
)
def test_the_public_asks_so_often_and_no_more(
    db: None, path: str, place: Rate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttling, "wait_for", lambda rate, whom: 30 if rate is place else 0)
    answer = browser().get(path)
    assert (answer.status_code, answer["Retry-After"]) == (429, "30")
    assert "最多等 1 分钟" in answer.content.decode()


def test_a_program_is_told_when_to_come_back(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser()
    with override_settings(RATE_FACTOR=1):
        monkeypatch.setattr("gongkai.core.throttling.READING", Rate("api", 2, 60))
        files = [client.get("/api/items.csv").status_code for _ in range(61)]
    assert files[:60] == [200] * 60
    answer = client.get("/api/items.csv")
    assert (files[60], answer.status_code) == (429, 429)
    assert 0 < int(answer["Retry-After"]) <= 600
    assert answer.json()["title"] == "请求过于频繁"
    assert client.get("/api/units").status_code == 200


def test_lists_as_files_are_counted_by_person(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.office.lists.showing.FILES", Rate("files", 1, 600))
    client = browser()
    sign_in(client, people("system_admin", unit="xian"))
    assert client.get("/office/people/?export=csv").status_code == 200
    assert client.get("/office/people/?export=csv").status_code == 429
    assert client.get("/office/people/").status_code == 200


def test_no_limits_where_the_operator_wants_none(db: None) -> None:
    rate = Rate("x", 1, 60)
    with override_settings(RATE_FACTOR=0):
        assert [throttling.spend(rate, "a") for _ in range(5)] == [0] * 5
    with override_settings(RATE_FACTOR=2):
        waits = [throttling.spend(rate, "b") for _ in range(3)]
    assert waits[:2] == [0, 0]
    assert 0 < waits[2] <= 60


def test_searching_fills_no_table(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.core.searched._MOST_A_DAY", 3)
    day = timezone.localdate()
    for words in ("甲乙", "乙丙", "丙丁", "丁戊", "甲乙"):
        note(SearchLog(words, 0, 1.0), day)
    found = dict(SearchedWords.objects.values_list("words", "times"))
    assert found == {"甲乙": 2, "乙丙": 1, "丙丁": 1}


def address_noted(client: Client) -> str:
    """The address in the event of a failed sign-in."""
    client.post(LOGIN, {"username": "nobody", "password": "x"})
    return Event.objects.latest("number").address


@pytest.mark.parametrize(
    ("address", "said", "noted"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.5", "203.0.113.9, 10.0.0.6", "203.0.113.9"),
        ("10.0.0.5", "not an address", "10.0.0.5"),
        ("10.0.0.5", "", "10.0.0.5"),
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),
    ],
)
def test_only_our_own_proxies_say_who_asks(db: None, address: str, said: str, noted: str) -> None:
    with override_settings(PROXIES=["127.0.0.1", "10.0.0.0/29"]):
        assert address_noted(browser(address, HTTP_X_FORWARDED_FOR=said)) == noted


@pytest.fixture
def over_tls() -> Callable[..., str]:
    """Where a page leads to, with TLS ended by a proxy."""

    def ask(address: str, said: str) -> str:
        with override_settings(SECURE_SSL_REDIRECT=True):
            answer = browser(address, HTTP_X_FORWARDED_PROTO=said).get(LOGIN)
        return str(answer.headers.get("Location", answer.status_code))

    return ask


def test_a_proxy_that_ends_tls_is_not_sent_round_in_circles(
    db: None, over_tls: Callable[..., str]
) -> None:
    assert over_tls("127.0.0.1", "https") == "200"
    assert over_tls("127.0.0.1", "http") == "https://127.0.0.1/office/login/"
    assert over_tls("192.0.2.1", "https") == "https://127.0.0.1/office/login/"
