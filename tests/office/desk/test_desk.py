"""The shell of the office: header, navigation, to-do list, search, calendar, refusals."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from gongkai.core import directory, figures, todo
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.directory import Found
from gongkai.core.figures import Panel
from gongkai.core.models import Event, Job, JobState, Notice, Person, SavedFilter
from gongkai.core.todo import Todo, TodoState
from gongkai.ui import components as ui
from tests.people import People

SignedIn = Callable[..., Client]
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(todo, "_SOURCES", {})
    monkeypatch.setattr(figures, "_PANELS", {})
    pages = directory.providers()["pages"]
    monkeypatch.setattr(directory, "_PROVIDERS", {"pages": pages})


def page(client: Client, name: str, query: str = "", status: int = 200) -> str:
    response = client.get(reverse(name) + query)
    assert response.status_code == status
    return response.content.decode()


def given_todos() -> None:
    @todo.source("test")
    def source(viewer: Viewer) -> Iterable[Todo]:
        mine = f"{viewer.name}的"
        yield Todo(
            f"{mine}甲",
            "/a/",
            "昨天到期",
            TodoState.OVERDUE,
            date(2026, 3, 1),
            "财政局",
            "公开任务",
            is_duty=True,
        )
        yield Todo(f"{mine}乙", "/b/", "退回补充附件", TodoState.RETURNED_TO_ME)
        yield Todo(
            f"{mine}丙", "/c/", "后天到期", TodoState.DUE_SOON, date(2026, 3, 4), key="duty:3"
        )


# --- header and navigation --------------------------------------------------------------------


def test_the_header_says_who_is_signed_in_and_as_what(signed_in: SignedIn, people: People) -> None:
    person = people("clerk", unit="caizheng")
    text = page(signed_in(person), "desk")
    assert person.name in text
    assert person.unit.label in text
    assert "信息员" in text
    assert reverse("sign-out") in text


def test_the_navigation_shows_only_what_one_may_open(signed_in: SignedIn) -> None:
    hrefs = {name: f'href="{reverse(name)}"' for name in ("desk", "dashboard", "jobs", "wordings")}
    for role, allowed in (
        ("clerk", {"desk"}),
        ("leader", {"desk", "dashboard"}),
        ("system_admin", {"desk", "jobs", "wordings"}),
    ):
        text = page(signed_in(role), "desk")
        assert {name for name, href in hrefs.items() if href in text} == allowed, role


def test_a_public_page_names_nobody_and_asks_no_permission() -> None:
    text = Client(HTTP_HOST="127.0.0.1").get("/gallery/").content.decode()
    assert 'class="account"' not in text
    assert f'href="{reverse("desk")}"' not in text


def test_a_page_that_names_a_person_is_kept_by_nobody(signed_in: SignedIn) -> None:
    assert signed_in("clerk").get("/gallery/").headers["Cache-Control"] == "no-store"


def test_unread_notices_are_counted(signed_in: SignedIn, people: People) -> None:
    person = people("clerk")
    for number in range(3):
        Notice.objects.create(
            person=person,
            kind="t",
            key=str(number),
            title=f"第{number}条",
            created_at=NOW,
            href="/gallery/",
        )
    client = signed_in(person)
    assert "通知 <b>3</b>" in page(client, "desk")
    first = Notice.objects.get(key="0")
    assert client.get(reverse("notice-open", args=[first.pk])).headers["Location"] == "/gallery/"
    assert "通知 <b>2</b>" in page(client, "desk")
    response = client.post(reverse("notices-read"), follow=True)
    assert "已将 2 条标为已读。" in response.content.decode()
    assert "通知 <b>" not in page(client, "notices")


def test_somebody_elses_notice_is_not_there(signed_in: SignedIn, people: People) -> None:
    owner = people("clerk")
    notice = Notice.objects.create(
        person=owner, kind="t", key="k", title="机密", created_at=NOW, href="/x/"
    )
    other = signed_in("leader")
    assert other.get(reverse("notice-open", args=[notice.pk])).status_code == 404
    assert "机密" not in page(other, "notices")
    other.post(reverse("notices"), {"bulk": "read", "row": notice.pk})
    notice.refresh_from_db()
    assert notice.read_at is None


# --- to-do list -------------------------------------------------------------------------------


def test_what_waits_for_a_person_comes_before_what_is_late(
    signed_in: SignedIn, people: People
) -> None:
    given_todos()
    person = people("clerk")
    text = page(signed_in(person), "desk")
    places = [text.index(f"{person.name}的{what}") for what in "乙甲丙"]
    assert places == sorted(places)
    for anchor in ("now", "late", "soon"):
        assert f'<h2 id="{anchor}">' in text
        assert f'href="#{anchor}"' in text
    assert 'id="info"' not in text
    assert "2026年3月4日" in text


def test_many_late_duties_are_one_line_a_kind_and_bury_nothing(signed_in: SignedIn) -> None:
    @todo.source("test")
    def source(viewer: Viewer) -> Iterable[Todo]:
        for number in range(1, 31):
            yield Todo(
                f"第{number}件公开任务",
                "/d/",
                "逾期",
                TodoState.OVERDUE,
                date(2026, 1, number),
                f"单位{number % 7}",
                "公开任务",
                is_duty=True,
                count=3,
            )
        yield Todo("目录复核", "/r/", "应复核", TodoState.OVERDUE, kind="复核", is_duty=True)
        yield Todo(
            "过期的初审", "/e/", "等您初审", TodoState.OVERDUE, date(2026, 2, 1), kind="审核"
        )

    text = page(signed_in("clerk"), "desk")
    late = text.index('<h2 id="late">')
    assert text.index("过期的初审") < late < text.index("目录复核")
    assert text.count("<summary>公开任务 90 件，涉及 7 个单位，最早 2026年1月1日到期") == 1
    assert text.index("<summary>公开任务") < text.index("第30件公开任务")
    assert "<summary>复核" not in text
    assert '已超期的任务 <span class="muted">91</span>' in text


def test_an_empty_list_says_so(signed_in: SignedIn) -> None:
    assert "没有待办事项" in page(signed_in("clerk"), "desk")


def test_a_list_with_a_missing_part_says_so(signed_in: SignedIn) -> None:
    @todo.source("disclosure.reviews")
    def broken(viewer: Viewer) -> Iterable[Todo]:
        raise OSError

    text = page(signed_in("clerk"), "desk")
    assert "待办清单不完整" in text
    assert "disclosure.reviews" in text


# --- search -----------------------------------------------------------------------------------


def test_the_box_finds_over_all_providers(signed_in: SignedIn) -> None:
    @directory.provider("items", "事项")
    def items(viewer: Viewer, words: str, limit: int) -> Iterable[Found]:
        return [Found("事项", f"{words}补贴<b>", "/i/", "财政局")]

    text = page(signed_in("clerk"), "find", "?q=公租房")
    assert "公租房补贴&lt;b&gt;" in text
    assert "找到 1 条" in text


def test_pages_are_found_by_those_who_may_open_them(signed_in: SignedIn) -> None:
    assert reverse("jobs") in page(signed_in("system_admin"), "find", "?q=后台")
    text = page(signed_in("clerk"), "find", "?q=后台")
    assert "没有找到“后台”" in text
    assert f'href="{reverse("jobs")}"' not in text


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=" + "长" * 500, "?q=%3Cscript%3E"])
def test_any_words_give_a_page(signed_in: SignedIn, query: str) -> None:
    assert "<script>" not in page(signed_in("clerk"), "find", query)


# --- dashboard --------------------------------------------------------------------------------


def test_the_dashboard_shows_what_capabilities_register(signed_in: SignedIn) -> None:
    leader = signed_in("leader")
    assert "看板还没有内容" in page(leader, "dashboard")

    @figures.panel("a")
    def panel(viewer: Viewer) -> Panel:
        return Panel("公开任务", (ui.Figures((ui.Figure("超期", 4, "件"),)),))

    assert "公开任务" in page(leader, "dashboard")
    assert signed_in("clerk").get(reverse("dashboard")).status_code == 403


# --- calendar ---------------------------------------------------------------------------------


def test_the_calendar_is_made_renewed_and_dropped(signed_in: SignedIn, people: People) -> None:
    person = people("clerk")
    client, stranger = signed_in(person), Client(HTTP_HOST="127.0.0.1")
    text = client.post(reverse("preferences"), {"renew": "1"}, follow=True).content.decode()
    person.refresh_from_db()
    first = reverse("calendar", args=[person.calendar_key])
    assert f"http://127.0.0.1{first}" in text
    assert stranger.get(first).status_code == 200
    client.post(reverse("preferences"), {"renew": "1"})
    assert stranger.get(first).status_code == 404
    person.refresh_from_db()
    second = reverse("calendar", args=[person.calendar_key])
    client.post(reverse("preferences"), {"drop": "1"})
    assert stranger.get(second).status_code == 404
    assert person.calendar_key not in str(list(Event.objects.values_list("data", flat=True)))
    assert {"calendar.renew", "calendar.drop"} <= set(Event.objects.values_list("verb", flat=True))


def feed(person: Person) -> Calendar:
    response = Client(HTTP_HOST="127.0.0.1").get(reverse("calendar", args=[person.calendar_key]))
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    parsed = Calendar.from_ical(response.content)
    assert isinstance(parsed, Calendar)
    return parsed


def test_the_feed_holds_dated_things_under_lasting_ids(people: People) -> None:
    given_todos()
    person = people("clerk")
    Person.objects.filter(pk=person.pk).update(calendar_key="k" * 43)
    person.refresh_from_db()
    events = feed(person).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [
        f"{person.name}的甲",
        f"{person.name}的丙",
    ]
    assert events[1].decoded("DTSTART") == date(2026, 3, 4)
    assert events[1].decoded("DTEND") == date(2026, 3, 5)
    assert str(events[1]["URL"]) == "http://127.0.0.1/c/"
    again = feed(person).walk("VEVENT")
    assert [str(event["UID"]) for event in events] == [str(event["UID"]) for event in again]
    assert len({str(event["UID"]) for event in events}) == 2


def test_only_the_very_key_opens_the_feed(people: People) -> None:
    person = people("clerk")
    Person.objects.filter(pk=person.pk).update(calendar_key="AbCdEfGhIjKlMnOpQrStUvWxYz")
    client = Client(HTTP_HOST="127.0.0.1")
    for key in ("abcdefghijklmnopqrstuvwxyz", "AbCdEfGhIjKlMnOpQrStUvWxY", "%20", "a"):
        assert client.get(f"/office/calendar/{key}.ics").status_code == 404
    assert client.get("/office/calendar/AbCdEfGhIjKlMnOpQrStUvWxYz.ics").status_code == 200
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/office/calendar/AbCdEfGhIjKlMnOpQrStUvWxYz.ics").status_code == 404


# --- kept filters, refusals -------------------------------------------------------------------


def test_a_filter_is_kept_through_the_page_and_offered_again(
    signed_in: SignedIn, people: People
) -> None:
    client = signed_in(people("system_admin"))
    for state in (JobState.DEAD, JobState.DONE):
        Job.objects.create(kind="t.x", key=state, state=state, run_at=NOW, created_at=NOW)
    here = reverse("jobs") + "?state=dead"
    form = {"list": "jobs", "name": "失败的", "query": "?state=dead", "next": here}
    response = client.post(reverse("filter-keep"), form)
    assert response.headers["Location"] == here
    text = client.get(here).content.decode()
    assert "筛选已保存。" in text
    assert '<a href="?state=dead" aria-current="page">失败的</a>' in text
    assert "筛选已保存。" not in client.get(here).content.decode()
    kept = SavedFilter.objects.get()
    other = signed_in("clerk")
    other.post(reverse("filter-drop", args=[kept.pk]))
    assert SavedFilter.objects.exists()
    away = {"next": "https://evil.example/"}
    response = client.post(reverse("filter-drop", args=[kept.pk]), away)
    assert response.headers["Location"] == reverse("desk")
    assert not SavedFilter.objects.exists()


def test_a_kept_filter_that_is_refused_is_told(signed_in: SignedIn) -> None:
    client = signed_in("system_admin")
    form = {"list": "jobs", "name": "", "query": "?state=dead", "next": reverse("jobs")}
    assert (
        "请给筛选起一个名称"
        in client.post(reverse("filter-keep"), form, follow=True).content.decode()
    )


def test_a_refusal_no_screen_expected_is_a_page_with_the_reason(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(viewer: Viewer) -> None:
        raise Refused("已被他人处理。")

    monkeypatch.setattr("gongkai.office.desk.home.todos", refuse)
    text = page(signed_in("clerk"), "desk", status=409)
    assert "已被他人处理。" in text
