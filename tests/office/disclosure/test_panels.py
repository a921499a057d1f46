"""Disclosure on the dashboard and the desk: figures of the units one follows, and of no others."""

from datetime import datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from gongkai.core.figures import dashboard
from gongkai.core.todo import TodoState, todos
from gongkai.disclosure.actions import releasing
from gongkai.disclosure.queries.progress import published_by_month, under_review
from gongkai.ui import components as ui
from tests.disclosure.app.office import MORNING, Office
from tests.people import People, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


def headline(office: Office, role: str, unit: str) -> dict[str, ui.Value]:
    (panel,) = [
        one for one in dashboard(office.viewer(role, unit)).panels if one.title == "政府信息公开"
    ]
    found = panel.parts[0]
    assert isinstance(found, ui.Figures)
    return {one.label: one.value for one in found.items}


def test_months_hold_what_was_first_published_in_them(office: Office) -> None:
    office.published()
    office.wait(days=40)
    for _ in range(2):
        office.published()
    office.submit(office.draft())
    months = published_by_month(office.chief, office.now.date())
    assert len(months) == 12
    assert [(f"{first:%Y-%m}", count) for first, count in months[-2:]] == [
        ("2026-03", 1),
        ("2026-04", 2),
    ]
    assert sum(count for _, count in months) == 3
    stranger = office.viewer("final_reviewer", "minzheng")
    assert sum(count for _, count in published_by_month(stranger, office.now.date())) == 0
    assert (under_review(office.chief), under_review(stranger)) == (1, 0)


def test_a_month_begins_at_midnight_in_shanghai(office: Office) -> None:
    office.now = datetime(2026, 4, 1, 0, 30, tzinfo=MORNING.tzinfo)
    office.published()
    assert published_by_month(office.chief, office.now.date())[-1][1] == 1


def test_the_dashboard_counts_what_one_follows(office: Office) -> None:
    office.published()
    office.submit(office.draft())
    office.wait(days=1)
    of_all = headline(office, "openness_office", "xian")
    assert (of_all["本月公开"], of_all["近十二个月公开"], of_all["审核中"]) == (1, 1, 1)
    overdue = of_all["逾期的公开任务"]
    assert isinstance(overdue, int)
    assert overdue > 0
    rate = of_all["按时率"]
    assert isinstance(rate, Decimal)
    assert 0 <= rate < 100


def test_the_dashboard_names_the_units_that_lag(office: Office) -> None:
    person = office.person("openness_office", "xian")
    client = Client()
    sign_in(client, person)
    page = unescape(client.get("/office/dashboard/").content.decode())
    assert "逾期较多的单位" in page
    assert "县民政局" in page
    assert "看板还没有内容" not in page


def test_who_follows_many_units_is_told_of_each_in_one_line(office: Office) -> None:
    asker = office.viewer("openness_office", "xian")
    listed = todos(asker).of(TodoState.OVERDUE)
    titles = [one.title for one in listed if one.kind == "公开任务"]
    assert "县财政局的公开任务" in titles
    assert len(titles) == len(set(titles))
    own = todos(office.clerk).of(TodoState.OVERDUE)
    assert {one.unit for one in own} == {"县财政局"}
    assert len(own) > 1, "who writes for one unit is told of each duty"


def test_the_list_of_duties_names_the_draft_that_is_waited_for(office: Office) -> None:
    edition = office.draft()
    due = (office.now + timedelta(days=60)).date()
    for role, unit, names in (
        ("clerk", "caizheng", True),
        ("clerk", "minzheng", False),
    ):
        client = Client()
        sign_in(client, office.person(role, unit))
        page = client.get(f"/office/disclosure/duties/?state=all&due_to={due}").content.decode()
        assert (f"/office/disclosure/items/{edition.item.key}/" in page) is names
    releasing.publish(office.approve(office.submit(edition)).pk, by=office.chief)
