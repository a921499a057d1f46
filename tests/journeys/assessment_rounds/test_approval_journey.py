"""A result is proposed, decided, announced, signed for and corrected, each by who has to."""

import pytest
from playwright.sync_api import expect

from gongkai.assessment.models import Round
from tests.assessment.app.board import fresh
from tests.assessment.app.test_approving import scored
from tests.journeys.assessment_rounds.hall import Hall

pytestmark = pytest.mark.browser


@pytest.fixture
def scored_round(hall: Hall) -> Round:
    """A weighted round with every score in."""
    return scored(hall.board)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_result_becomes_final_and_is_corrected(
    hall: Hall, scored_round: Round, size: str
) -> None:
    hall.size = size
    base = f"/office/rounds/{scored_round.key}"
    page = hall.as_("openness_office", f"{base}/approval/", unit="xian")
    hall.sound(page, f"approval-{size}")
    page.get_by_label("意见（可不填）").fill("优秀名额 2 个，实有 1 个。")
    page.get_by_role("button", name="提出意见，报请审定").click()
    hall.sound(page, f"approval-proposed-{size}")
    page = hall.as_("leader", "/office/", unit="xian")
    page.get_by_role("link", name="2026 年度考核：审定").click()
    page.get_by_label("会议纪要（可不填）").fill("领导小组会议纪要〔2026〕3号")
    hall.sound(page, f"approval-decide-{size}")
    page.get_by_role("button", name="同意").click()
    page = hall.as_("openness_office", f"{base}/approval/", unit="xian")
    page.get_by_label("通报的文号（可不填）").fill("示政办发〔2026〕12号")
    hall.sound(page, f"approval-announce-{size}")
    page.get_by_role("button", name="通报结果").click()
    hall.sound(page, f"approval-announced-{size}")
    page = hall.as_("clerk", "/office/")
    page.get_by_role("link", name="2026 年度考核：签收结果").click()
    hall.sound(page, f"result-receive-{size}")
    with page.expect_download() as download:
        page.get_by_role("link", name="结果告知书（Word）").click()
    assert download.value.suggested_filename == "示例县财政局2026年度考核结果告知书.docx"
    page.get_by_role("button", name="签收结果").click()
    expect(page.get_by_text("签收结果", exact=False).first).to_be_visible()
    page = hall.as_("openness_office", f"{base}/revisions/", unit="xian")
    page.get_by_label("为什么更正").fill("第三方得分录错。")
    hall.sound(page, f"revisions-{size}")
    page.get_by_role("button", name="开始更正").click()
    page.get_by_role("link", name="到评分里改").click()
    page.get_by_role("link", name="示例县财政局").click()
    page.get_by_text("更正得分").first.click()
    page.get_by_label("更正为").first.fill("60")
    page.get_by_label("为什么更正").first.fill("原分录错")
    hall.sound(page, f"revision-desk-{size}")
    page.get_by_role("button", name="更正得分").first.click()
    page.get_by_role("link", name="第三方得分录错。").click()
    expect(page.get_by_text("改为 60 分")).to_be_visible()
    page = hall.as_("leader", "/office/", unit="xian")
    page.get_by_role("link", name="2026 年度考核：审定更正").click()
    hall.sound(page, f"revision-{size}")
    page.get_by_role("button", name="同意，更正生效").click()
    expect(page.get_by_text("已生效").first).to_be_visible()
    assert fresh(scored_round).revisions.get().after is not None
