"""Duties on the screen: listed with their arithmetic, by month, by unit, waived with a reason."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.core.access import viewer_of
from gongkai.core.models import Event
from gongkai.disclosure.actions.plans import add_plan_line
from gongkai.disclosure.models import DutyWaiver
from tests.people import People

SignIn = Callable[..., Client]
DUTIES = "/office/disclosure/duties/"

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str = DUTIES) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def test_a_clerk_sees_the_duties_of_the_own_unit_with_rule_and_arithmetic(
    people: People, signed_in: SignIn
) -> None:
    clerk = people("clerk", unit="caizheng", name="张三")
    due = timezone.localdate() + timedelta(days=10)
    add_plan_line(
        people.unit("caizheng").pk,
        title="防汛预算安排",
        category="budgets",
        due_on=due,
        by=viewer_of(clerk, timezone.now()),
    )
    page = shown(signed_in(clerk), f"{DUTIES}?due_from={due}&due_to={due}")
    assert "防汛预算安排" in page
    assert due.isoformat() in page
    assert "年度公开计划：防汛预算安排。" in page
    assert "为什么是这一天" in page
    assert "县民政局" not in page
    everything = shown(signed_in(clerk), f"{DUTIES}?state=all")
    assert "政府信息公开条例" in everything, "the rule is cited"
    assert "记为无需公开</a>" not in everything, "a clerk does not waive"


def test_filters_leave_what_was_asked_for(people: People, signed_in: SignIn) -> None:
    office = signed_in("openness_office", unit="xian", name="李四")
    unit = people.unit("minzheng")
    page = shown(office, f"{DUTIES}?unit={unit.pk}")
    rows = page.split("<tbody", 1)[1]
    assert "县民政局" in rows
    assert "县财政局" not in rows
    assert "没有符合条件的公开任务" in shown(office, f"{DUTIES}?state=met")
    assert shown(office, f"{DUTIES}?state=nonsense&due_from=2026-02-30&page=99")


@pytest.mark.parametrize("column", ["what", "unit", "due", "state"])
def test_duties_are_sorted_by_what_the_reader_chose(
    people: People, signed_in: SignIn, column: str
) -> None:
    office = signed_in("openness_office", unit="xian", name="李四")
    page = shown(office, f"{DUTIES}?state=all&sort={column}")
    assert 'aria-sort="ascending"' in page
    assert f"sort=-{column}" in page
    at = {"what": 0, "unit": 1, "due": 3, "state": 4}[column]

    def rows(sort: str) -> list[list[str]]:
        file = office.get(f"{DUTIES}?state=all&sort={sort}&export=csv").getvalue()
        return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))[1:]

    up, down = rows(column), rows(f"-{column}")
    assert sorted(up) == sorted(down)
    values = list(dict.fromkeys(one[at] for one in up))
    assert len(values) > 1
    if column != "what":  # of one category there are several things to open
        assert list(dict.fromkeys(one[at] for one in down)) == values[::-1]
    if column == "due":
        assert values == sorted(values)
    assert rows("nonsense") == rows("due"), "as without a choice"


def test_the_month_and_the_units(people: People, signed_in: SignIn) -> None:
    office = signed_in("openness_office", unit="xian", name="李四")
    today = timezone.localdate()
    assert f"{today.year} 年 {today.month} 月到期的公开任务" in shown(office, f"{DUTIES}month/")
    far = shown(office, f"{DUTIES}month/?month=1900-13")
    assert f"{today.year} 年 {today.month} 月到期的公开任务" in far
    assert f"{today.year + 1} 年 12 月" in shown(
        office, f"{DUTIES}month/?month={today.year + 1}-12"
    )
    assert "县财政局" in shown(office, f"{DUTIES}units/")
    clerk = signed_in("clerk", unit="caizheng", name="张三")
    assert clerk.get(f"{DUTIES}units/").status_code == 403


def test_a_duty_is_waived_with_a_reason_and_only_by_who_plans(
    people: People, signed_in: SignIn
) -> None:
    office = signed_in("openness_office", unit="xian", name="李四")
    page = shown(office, f"{DUTIES}?unit={people.unit('caizheng').pk}")
    links = re.findall(r'href="(/office/disclosure/duties/waive/\?[^"]*)"', page)
    assert links, page
    assert "为什么无需公开" in shown(office, links[0])
    refused = office.post(links[0], {"reason": " "})
    assert refused.status_code == 422
    assert "没有写理由" in refused.content.decode()
    answer = office.post(links[0], {"reason": "本期没有这类信息"}, follow=True)
    assert "已记为无需公开" in answer.content.decode()
    assert DutyWaiver.objects.get().reason == "本期没有这类信息"
    assert Event.objects.filter(verb="duty.waive").count() == 1
    exempt = shown(office, f"{DUTIES}?unit={people.unit('caizheng').pk}&state=exempt")
    assert "本期没有这类信息" in exempt
    assert office.get(links[0]).status_code == 404, "it is not to be done any more"
    clerk = signed_in("clerk", unit="caizheng", name="张三")
    assert clerk.get(links[0]).status_code == 403
