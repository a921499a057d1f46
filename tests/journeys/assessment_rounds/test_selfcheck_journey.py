"""A township's self-check in a browser, at both sizes: it saves by itself, and is signed."""

from datetime import date

import pytest
from playwright.sync_api import expect

from gongkai.assessment.checklist import checklist
from gongkai.assessment.models import SelfCheck
from tests.assessment.app.sites.test_bulletins import published
from tests.journeys.assessment_rounds.hall import Hall

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_clerk_fills_it_in_and_the_chief_signs(hall: Hall, size: str) -> None:
    hall.size = size
    for number in range(1, 4):
        published("qingshan", date(2026, 5, number), f"第{number}期收支公告")
    page = hall.as_("clerk", "/office/selfchecks/", unit="qingshan")
    page.get_by_role("link", name="填写 2026 年自查").click()
    hall.sound(page, f"selfcheck-new-{size}")
    for point in checklist().points:
        page.get_by_role("group", name=point.title).get_by_label("做到", exact=True).check()
        page.get_by_label(f"“{point.title}”的依据").fill("见工作台账")
    page.get_by_label("材料里写过的公开总数").fill("836")
    page.get_by_label("主要做法和成效").fill("在机关门口设立公开栏，按季更新。")
    expect(page.locator(".autosave-line")).to_contain_text("已保存")
    assert SelfCheck.objects.get().stated == 836
    page.reload()
    expect(page.get_by_text("总数 836 与各渠道之和 3 不符，多 833")).to_be_visible()
    hall.sound(page, f"selfcheck-{size}")
    page = hall.as_("final_reviewer", "/office/", unit="qingshan")
    page.get_by_role("link", name="签发2026 年自查报告").click()
    page.get_by_role("button", name="签发", exact=True).click()
    expect(page.get_by_text("已签发。")).to_be_visible()
    page = hall.as_("clerk", "/office/selfchecks/qingshan/2026/", unit="qingshan")
    hall.sound(page, f"selfcheck-signed-{size}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="报告（Word）").click()
    assert waiting.value.suggested_filename == "青山乡人民政府2026年自查报告.docx"
