"""The list of items: filtered, read to the end while it grows, one item, what was taken down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from gongkai.disclosure.actions import pages
from gongkai.disclosure.actions.taking_over import take_over
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries.listed import ZONE
from gongkai.portal.pages.rendering import Renderer
from gongkai.portal.tree import Rendered
from gongkai.rules.publishing.availability import RemovalGround
from tests.api.conftest import Archive, former
from tests.people import NOW, SYSTEM, People

Ask = Callable[..., Any]
pytestmark = pytest.mark.django_db


def keys(answer: Any) -> list[str]:
    return [one["key"] for one in answer["items"]]


def test_the_newest_come_first_and_one_says_what_its_page_says(archive: Archive, ask: Ask) -> None:
    made = archive(*(former(n) for n in range(3)))
    found = ask("items")
    assert keys(found) == list(reversed(made))
    assert found["next"] is None
    one = found["items"][0]
    assert (one["title"], one["unit"]["code"]) == ("关于第2号事项的通知", "caizheng")
    assert one["published_at"] == "2025-01-08T09:00:00+08:00"
    twin = Renderer(NOW).render(f"/item/{made[2]}/item.json")
    assert isinstance(twin, Rendered)
    assert Client().get(f"/api/items/{made[2]}").content == twin.content


def test_reading_on_neither_misses_nor_repeats_what_stood_while_more_is_published(
    archive: Archive, ask: Ask
) -> None:
    made = archive(*(former(n // 2) for n in range(11)))  # two at the same moment
    seen: list[str] = []
    answer = ask("items", limit=3)
    for later in range(20, 40):
        seen += keys(answer)
        if answer["next"] is None:
            break
        take_over([former(later), former(0)], by=SYSTEM)
        answer = ask("items", limit=3, cursor=answer["next"])
    assert [key for key in seen if key in made] == list(reversed(made))
    assert len(seen) == len(set(seen))


def test_the_address_of_the_next_piece_keeps_the_filters(archive: Archive, ask: Ask) -> None:
    archive(*(former(n) for n in range(3)), former(9, unit="minzheng"))
    answer = ask("items", unit="caizheng", limit=2)
    following = Client().get(answer["next_url"]).json()
    assert [one["unit"]["code"] for one in following["items"]] == ["caizheng"]


def test_each_filter_leaves_what_it_names(archive: Archive, ask: Ask) -> None:
    bureau, section, other, old, policy = archive(
        former(1),
        former(2, unit="yusuan"),
        former(3, unit="minzheng", category="budgets"),
        former(4, published_at=datetime(2021, 5, 1, tzinfo=ZONE)),
        former(5, content_type="normative", document_number="示财〔2025〕1号"),
    )
    assert set(keys(ask("items", unit="caizheng"))) == {bureau, section, old, policy}
    assert keys(ask("items", unit="yusuan")) == [section]
    assert keys(ask("items", column="budgets")) == [other]
    assert keys(ask("items", year=2021)) == [old]
    assert keys(ask("items", type="normative")) == [policy]
    assert keys(ask("items", updated_since="2025-01-10T09:00:00+08:00")) == [policy]
    assert keys(ask("items", updated_since="2025-01-10T09:00:01+08:00", year=2025)) == [policy]


def test_a_month_is_asked_for_as_its_page_lists_it(archive: Archive, ask: Ask) -> None:
    first, last, after = archive(
        former(1, published_at=datetime(2025, 12, 1, 0, 30, tzinfo=ZONE)),
        former(2, published_at=datetime(2025, 12, 31, 23, 30, tzinfo=ZONE)),
        former(3, published_at=datetime(2026, 1, 1, 0, 30, tzinfo=ZONE)),
    )
    assert keys(ask("items", month="2025-12")) == [last, first]
    assert keys(ask("items", month="2026-01", column="others")) == [after]
    for wrong in ("2025", "2025-13", "1948-01", "2025-1", "２０２５-12"):
        answer = Client().get("/api/items", {"month": wrong})
        assert (answer.status_code, answer.json()["parameter"]) == (400, "month"), wrong


def test_the_year_is_that_of_shanghai(archive: Archive, ask: Ask) -> None:
    (made,) = archive(former(1, published_at=datetime(2025, 1, 1, 0, 30, tzinfo=ZONE)))
    assert keys(ask("items", year=2025)) == [made]
    assert keys(ask("items", year=2024)) == []


def test_validity_is_that_of_today_and_each_document_has_one(archive: Archive, ask: Ask) -> None:
    long_ago, far = date(2020, 1, 1), date(2999, 1, 1)
    about = {"content_type": "normative"}
    made = archive(
        former(1, **about),
        former(2, expires_on=long_ago, **about),
        former(3, effective_on=far, **about),
        former(4, **about),
        former(5, repeals=3, **about),
        former(6),
    )
    expected = {
        "effective": [made[4], made[0]],
        "expired": [made[1]],
        "not_yet": [made[2]],
        "repealed": [made[3]],
        "none": [made[5]],
        "amended": [],
    }
    assert {state: keys(ask("items", validity=state)) for state in expected} == expected
    assert sum(map(len, expected.values())) == len(keys(ask("items")))


def test_a_rare_validity_is_read_in_pieces_too(archive: Archive, ask: Ask) -> None:
    about = {"content_type": "normative", "effective_on": date(2999, 1, 1)}
    made = archive(*(former(n, **about) if n % 3 == 0 else former(n) for n in range(10)))
    first = ask("items", validity="not_yet", limit=2)
    rest = ask("items", validity="not_yet", limit=2, cursor=first["next"])
    assert keys(first) + keys(rest) == [made[9], made[6], made[3], made[0]]
    assert rest["next"] is None


def test_in_the_order_of_changes_the_earliest_comes_first(archive: Archive, ask: Ask) -> None:
    made = archive(*(former(n) for n in range(4)))
    first = ask("items", order="updated", limit=3)
    assert keys(first) == list(made[:3])
    assert keys(ask("items", order="updated", limit=3, cursor=first["next"])) == [made[3]]


def test_a_cursor_of_another_order_is_refused(archive: Archive, ask: Ask) -> None:
    archive(*(former(n) for n in range(4)))
    cursor = ask("items", limit=1)["next"]
    answer = Client().get("/api/items", {"cursor": cursor, "order": "updated"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "cursor")


def test_what_is_taken_down_is_gone_and_said_to_be(
    archive: Archive, ask: Ask, people: People
) -> None:
    made = archive(*(former(n) for n in range(3)))
    chief = people.viewer("final_reviewer", unit="caizheng")
    for place, key in enumerate(made[:2]):
        by = replace(chief, at=NOW + timedelta(minutes=place))
        item = Item.objects.get(key=key)
        if place == 0:
            pages.withdraw_page(
                item.pk,
                ground=RemovalGround.ERROR,
                notice="内容有误，正在核实。",
                reason="错",
                by=by,
            )
        else:
            pages.remove_page(item.pk, ground=RemovalGround.PERSONAL_DATA, reason="泄露名单", by=by)
    assert keys(ask("items")) == [made[2]]
    answers = [Client().get(f"/api/items/{key}") for key in made]
    assert [one.status_code for one in answers] == [410, 410, 200]
    assert answers[0].json()["detail"] == "内容有误，正在核实。"
    assert "泄露" not in answers[1].content.decode()
    gone = ask("removals")
    assert [(one["key"], one["status"]) for one in gone["items"]] == [
        (made[0], "withdrawn"),
        (made[1], "gone"),
    ]
    first = ask("removals", limit=1)
    assert keys(ask("removals", limit=1, cursor=first["next"])) == [made[1]]
    assert keys(ask("removals", since=gone["items"][1]["at"])) == [made[1]]


def test_an_empty_archive_answers_with_nothing(archive: Archive, ask: Ask) -> None:
    assert ask("items") == {"items": [], "next": None, "next_url": None}
    assert Client().get("/api/items/nichtsda").status_code == 404
