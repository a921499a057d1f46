"""The yearly plan on the screen: lines added, met, changed, dropped; the paper in two forms."""

from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from gongkai.core.models import Event
from gongkai.disclosure.actions.plans import add_plan_line
from gongkai.disclosure.models import PlanLine
from tests.disclosure.app.office import MORNING, SAID, Office
from tests.people import People

SignIn = Callable[..., Client]
PLANS = "/office/disclosure/plans/"
TITLE = "财政收支月报"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The finance bureau on the morning of 2026-03-02, for the screens too."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    return Office(people)


def shown(client: Client, address: str = PLANS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def badge(words: str) -> str:
    """What stands in a badge, not in a filter's choices."""
    return f"{words}</span>"


def typed(office: Office, **changed: str) -> dict[str, str]:
    unit = str(office.people.unit("caizheng").pk)
    usual = {"unit": unit, "title": TITLE, "category": "budgets", "due_on": "2026-12-31"}
    return usual | changed


def planned(office: Office, title: str = TITLE, due_on: date | None = None) -> PlanLine:
    unit = office.people.unit("caizheng").pk
    due_on = due_on or date(2026, 12, 31)
    return add_plan_line(unit, title=title, category="others", due_on=due_on, by=office.clerk)


def post(client: Client, line: PlanLine, **given: str) -> tuple[int, str]:
    answer = client.post(f"{PLANS}lines/{line.pk}/", given, follow=True)
    return answer.status_code, unescape(answer.content.decode())


def test_a_clerk_adds_a_line_to_the_plan_of_the_own_unit(office: Office, signed_in: SignIn) -> None:
    clerk = signed_in(office.person("clerk"))
    assert "列入计划" in shown(clerk)
    answer = clerk.post(f"{PLANS}new/", typed(office, note="每月上旬"), follow=True)
    page = unescape(answer.content.decode())
    assert "已列入计划" in page
    assert TITLE in page
    assert badge("待公开") in page
    line = PlanLine.objects.get()
    assert (line.year, line.note) == (2026, "每月上旬")
    assert Event.objects.filter(verb="plan.add").count() == 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": " "}, "没有写公开事项"),
        ({"title": "长" * 201}, "不超过 200 个字"),
        ({"due_on": "年底"}, "日期要写成"),
        ({"due_on": "2029-01-01"}, "请核对年份"),
        ({"category": "nothing"}, "没有这个类别"),
        ({"unit": "0"}, "没有选择单位"),
    ],
)
def test_what_is_wrong_is_told_at_its_place_and_nothing_is_lost(
    office: Office, signed_in: SignIn, changed: dict[str, str], message: str
) -> None:
    clerk = signed_in(office.person("clerk"))
    answer = clerk.post(f"{PLANS}new/", typed(office, **changed))
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert message in page
    assert changed.get("due_on", "2026-12-31") in page, "what was typed stays"
    assert not PlanLine.objects.exists()


def test_the_same_line_twice_is_one(office: Office, signed_in: SignIn) -> None:
    clerk = signed_in(office.person("clerk"))
    clerk.post(f"{PLANS}new/", typed(office))
    again = clerk.post(f"{PLANS}new/", typed(office))
    assert again.status_code == 422
    assert "计划里已有这一条" in again.content.decode()
    assert PlanLine.objects.count() == 1


def test_nobody_writes_the_plan_of_another_unit(office: Office, signed_in: SignIn) -> None:
    line = planned(office)
    stranger = signed_in("clerk", unit="minzheng", name="赵六")
    answer = stranger.post(f"{PLANS}new/", typed(office))
    assert answer.status_code == 422
    assert TITLE not in shown(stranger, PLANS)
    assert stranger.get(f"{PLANS}lines/{line.pk}/").status_code == 404
    assert post(stranger, line, do="drop", reason="不做了")[0] == 404
    assert PlanLine.objects.get().dropped_at is None


def test_who_only_reads_sees_no_form_and_may_post_none(office: Office, signed_in: SignIn) -> None:
    line = planned(office)
    reviewer = signed_in(office.person("first_reviewer"))
    page = shown(reviewer, f"{PLANS}lines/{line.pk}/")
    assert TITLE in page
    assert "从计划中取消" not in page
    assert f"{PLANS}new/" not in shown(reviewer)
    assert "由各单位的信息员和政务公开办编制" in shown(reviewer, f"{PLANS}new/")
    assert reviewer.post(f"{PLANS}new/", typed(office)).status_code == 403
    for given in ({"do": "drop", "reason": "不做了"}, {"do": "change", **typed(office)}):
        assert post(reviewer, line, **given)[0] == 403
    assert PlanLine.objects.get().dropped_at is None


def test_a_section_has_no_plan_of_its_own(office: Office, signed_in: SignIn) -> None:
    section = signed_in("clerk", unit="yusuan", name="钱七")
    assert "科室的事项列在所属单位的计划里" in shown(section, f"{PLANS}new/")
    unit = str(office.people.unit("yusuan").pk)
    assert section.post(f"{PLANS}new/", typed(office, unit=unit)).status_code == 403


def test_the_office_plans_for_any_unit_and_sees_who_has_none(
    office: Office, signed_in: SignIn
) -> None:
    openness = signed_in("openness_office", unit="xian", name="李四")
    assert openness.post(f"{PLANS}new/", typed(office)).status_code == 302
    rows = shown(openness, f"{PLANS}2026/units/").split("<tbody", 1)[1]
    finance = next(row for row in rows.split("<tr") if "县财政局" in row)
    civil = next(row for row in rows.split("<tr") if "县民政局" in row)
    assert "Word" in finance
    assert "还没有编制" in civil


def test_a_line_is_met_by_an_item_once_that_is_published(office: Office, signed_in: SignIn) -> None:
    line, draft = planned(office), office.draft()
    clerk = signed_in(office.person("clerk"))
    page = shown(clerk, f"{PLANS}lines/{line.pk}/")
    assert SAID.title in page, "the items of unit and category are offered"
    assert "起草这一事项" in page
    assert "发布之后，这一条就算完成" in post(clerk, line, do="meet", item=draft.item.key)[1]
    assert badge("待公开") in shown(clerk, f"{PLANS}lines/{line.pk}/")
    live = office.published()
    number = live.item.index_number
    assert number
    status, page = post(clerk, line, do="meet", item="", typed=number)
    assert status == 200
    assert "这一条已完成" in page
    assert badge("已按时公开") in page
    assert "起草这一事项" not in page
    assert TITLE not in shown(clerk, f"{PLANS}?state=open")
    assert TITLE in shown(clerk, f"{PLANS}?state=met")
    assert Event.objects.filter(verb="plan.meet").count() == 2


def test_an_item_that_is_not_there_or_not_theirs_meets_nothing(
    office: Office, signed_in: SignIn
) -> None:
    line = planned(office)
    clerk = signed_in(office.person("clerk"))
    for given in ({"typed": "查无此号"}, {"item": ""}, {"item": "0" * 32}):
        status, page = post(clerk, line, do="meet", **given)
        assert status == 422
        assert "没有找到这个事项" in page
    elsewhere = Office(office.people, unit="minzheng", now=office.now).draft()
    openness = signed_in("openness_office", unit="xian", name="李四", username="office")
    assert PlanLine.objects.get().item_id is None
    hidden = post(openness, line, do="meet", typed=elsewhere.item.key)
    assert hidden[0] == 422
    assert PlanLine.objects.get().item_id is None


def test_a_line_is_changed_and_dropped_with_a_reason(office: Office, signed_in: SignIn) -> None:
    line = planned(office)
    clerk = signed_in(office.person("clerk"))
    assert post(clerk, line, do="change", title="", due_on="2026-02-30")[0] == 422
    status, page = post(clerk, line, do="change", title="财政收支季报", due_on="2026-12-31")
    assert (status, "已保存" in page, "财政收支季报" in page) == (200, True, True)
    status, page = post(clerk, line, do="drop", reason=" ")
    assert (status, "没有写理由" in page) == (422, True)
    assert post(clerk, line, do="drop", reason="长" * 301)[0] == 422
    assert "记录保留" in post(clerk, line, do="drop", reason="并入预算公开")[1]
    page = shown(clerk, f"{PLANS}lines/{line.pk}/")
    assert "并入预算公开" in page
    assert badge("已取消") in page
    assert "保存修改" not in page
    assert "已从计划中取消" in post(clerk, line, do="drop", reason="再来一次")[1]
    assert "没有这种操作" in post(clerk, line, do="explode")[1]
    assert Event.objects.filter(verb="plan.drop").count() == 1


def test_filters_tell_the_overdue_from_the_rest(office: Office, signed_in: SignIn) -> None:
    planned(office, "去年的报告", date(2025, 6, 30))
    clerk = signed_in(office.person("clerk"))
    assert "去年的报告" not in shown(clerk)
    page = shown(clerk, f"{PLANS}2025/?state=overdue")
    assert "去年的报告" in page
    assert badge("已逾期") in page
    assert "没有符合条件" in shown(clerk, f"{PLANS}2025/?state=dropped")
    assert clerk.get(f"{PLANS}1999/").status_code == 404
    assert clerk.get(f"{PLANS}1999/units/").status_code == 404


def test_the_plan_is_a_paper_in_word_and_excel(office: Office, signed_in: SignIn) -> None:
    planned(office)
    planned(office, "预算公开表")
    gone = planned(office, "不再公开的事")
    clerk = signed_in(office.person("clerk"))
    post(clerk, gone, do="drop", reason="已并入其他事项")
    unit = office.people.unit("caizheng").pk
    answer = clerk.get(f"{PLANS}2026/{unit}/docx/")
    document = Document(BytesIO(answer.getvalue()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "示例县财政局2026年度政府信息主动公开计划" in "".join(
        one.text.replace("\n", "") for one in document.paragraphs
    )
    assert {TITLE, "预算公开表"} <= set(cells)
    assert "不再公开的事" not in cells
    sheet = load_workbook(BytesIO(clerk.get(f"{PLANS}2026/{unit}/xlsx/").getvalue())).worksheets[0]
    values = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {TITLE, "预算公开表"} <= values
    assert clerk.get(f"{PLANS}2026/{unit}/pdf/").status_code == 404
    assert clerk.get(f"{PLANS}2025/{unit}/docx/").status_code == 404
    stranger = signed_in("clerk", unit="minzheng", name="赵六")
    assert stranger.get(f"{PLANS}2026/{unit}/docx/").status_code == 404
