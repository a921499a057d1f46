"""A monthly bulletin in a browser, at both sizes: from the month to the issue and one record."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.assessment.app.sites.life import named
from tests.assessment.app.sites.test_bulletins import published
from tests.journeys.assessment_rounds.hall import Hall

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_month_is_looked_over_and_issued_and_a_figure_opens_its_records(
    hall: Hall, size: str
) -> None:
    hall.size = size
    named(hall.board)
    for number in range(1, 5):
        published("caizheng", date(2026, 10, number), f"第{number}期财政收支公告")
    published("minzheng", date(2026, 10, 9), "社会救助公示")
    page = hall.as_("openness_office", "/office/bulletins/", unit="xian")
    page.get_by_role("link", name="编一期通报").click()
    hall.sound(page, f"bulletin-new-{size}")
    page.get_by_label("文号").fill("示公开〔2026〕20号")
    page.get_by_label("情况和要求").fill("请各单位对照目录补齐缺项。")
    page.get_by_role("button", name="印发", exact=True).click()
    expect(page.get_by_text("已印发，数字和名单已固定。")).to_be_visible()
    hall.sound(page, f"bulletin-{size}")
    page.get_by_role("link", name="4", exact=True).first.click()
    expect(page.get_by_role("link", name="第3期财政收支公告")).to_be_visible()
    hall.sound(page, f"bulletin-unit-{size}")
