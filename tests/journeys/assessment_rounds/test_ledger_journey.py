"""The ledger in a browser: from the to-do list to an entry that was held, at both sizes."""

from datetime import date

import pytest
from playwright.sync_api import expect

from gongkai.assessment.actions.ledger import EntryDraft, add_entry
from gongkai.assessment.models import LedgerEntry
from tests.journeys.assessment_rounds.hall import Hall
from tests.journeys.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def fill_the_ledger(hall: Hall) -> None:
    """Some months of work: held, planned, and one whose day has passed."""
    rows = (
        EntryDraft(
            kind="meeting",
            title="政务公开领导小组第一次会议",
            on=date(2026, 3, 5),
            people=12,
            leader=True,
        ),
        EntryDraft(
            kind="report_heard", title="局长听取政务公开工作汇报", on=date(2026, 6, 9), leader=True
        ),
        EntryDraft(kind="training", title="信息员业务培训", on=date(2026, 9, 4), people=36),
        EntryDraft(
            kind="training", title="政府信息公开条例专题培训", planned_on=date(2026, 11, 12)
        ),
        EntryDraft(kind="conference", title="四季度新闻发布会", planned_on=date(2026, 11, 20)),
    )
    unit = hall.board.people.unit("caizheng").pk
    for row in rows:
        add_entry(unit, row, by=hall.board.clerk())


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_planned_training_is_entered_as_held_from_the_to_do_list(
    hall: Hall, new_page: Reader, size: str
) -> None:
    hall.size = size
    new_page.allow("422", "/ledger/new/")
    fill_the_ledger(hall)
    page = hall.as_("clerk", "/office/")
    page.get_by_role("link", name="培训：政府信息公开条例专题培训").click()
    expect(page.get_by_text("到期未办")).to_be_visible()
    hall.sound(page, f"ledger-entry-{size}")
    page.get_by_label("办理日期").fill("2026-11-13")
    page.get_by_label("参加人数").fill("41")
    page.get_by_label("主要负责人参加").check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    page.get_by_role("link", name="工作台账").first.click()
    expect(page.get_by_role("link", name="四季度新闻发布会")).to_be_visible()
    hall.sound(page, f"ledger-{size}")
    entry = LedgerEntry.objects.get(title="政府信息公开条例专题培训")
    assert (entry.on, entry.people, entry.leader) == (date(2026, 11, 13), 41, True)
    page.get_by_role("link", name="登记一条").click()
    page.get_by_label("类别").select_option("funding")
    page.get_by_label("名称").fill("政务公开专项经费")
    page.get_by_label("办理日期").fill("2026-11-02")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("没有写金额").first).to_be_visible()
    hall.sound(page, f"ledger-new-{size}")
