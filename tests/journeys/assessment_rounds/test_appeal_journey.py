"""From the appeal of a unit to its changed grade, heard by somebody who had no hand in it."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from gongkai.assessment.actions import approving
from gongkai.assessment.actions.judging.scoring import correct_score
from gongkai.assessment.models import Appeal, ComponentScore
from tests.assessment.app.mending.following import Following
from tests.journeys.assessment_rounds.hall import Hall

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_filed_heard_decided_and_the_grade_changed(hall: Hall, size: str) -> None:
    hall.size = size
    board = hall.board
    following = Following.announced(board, appeal_within="5 个工作日", appeal_decide="20 日")
    approving.receive_result(board.unit(following.round).pk, by=board.clerk())
    board.person("appeal_reviewer", "xian", "王五")
    rounds = f"/office/rounds/{following.round.key}/"

    page = hall.as_("clerk", rounds)
    page.get_by_role("link", name="申诉", exact=True).click()
    expect(page.get_by_text("可以申诉到 2026年11月23日")).to_be_visible()
    hall.sound(page, f"appeals-unit-{size}")
    page.get_by_role("link", name="提出申诉").click()
    page.get_by_label("第三方机构测评").check()
    page.get_by_label("政务公开工作考核").check()
    page.get_by_label("理由").fill("测评当日网站正在迁移，三个栏目打不开是暂时的。")
    hall.sound(page, f"appeal-new-{size}")
    page.get_by_role("button", name="提出申诉").click()
    expect(page.get_by_text("等待受理").first).to_be_visible()

    page = hall.as_("openness_office", "/office/", unit="xian")
    page.get_by_role("link", name="县财政局：受理申诉").first.click()
    hall.sound(page, f"appeal-to-admit-{size}")
    page.get_by_role("button", name="受理", exact=True).click()
    expect(page.get_by_text("张三（leader）（参加了结果的审定）")).to_be_visible()
    page.get_by_label("王五").check()
    hall.sound(page, f"appeal-to-staff-{size}")
    page.get_by_role("button", name="安排复核人员").click()

    page = hall.as_("appeal_reviewer", "/office/", unit="xian", name="王五")
    page.get_by_role("link", name="县财政局：复核申诉").first.click()
    page.get_by_text("复核期限怎样计算").click()
    hall.sound(page, f"appeal-to-decide-{size}")
    page.get_by_label("更正", exact=True).check()
    page.get_by_role("textbox", name="理由").fill("迁移有公告，三个栏目不应扣分，两项改为 99 分。")
    page.get_by_role("button", name="作出决定").click()
    expect(page.get_by_text("复核决定书可以打印")).to_be_visible()

    page = hall.as_("openness_office", "/office/", unit="xian")
    page.get_by_role("link", name="县财政局：按复核决定更正").first.click()
    page.get_by_role("button", name="按复核决定更正得分").click()
    expect(page).to_have_url(re.compile("/revisions/"))
    _correct(following)
    page.reload()
    hall.sound(page, f"appeal-correcting-{size}")

    page = hall.as_("leader", page.url, unit="xian")
    page.get_by_role("button", name="同意，更正生效").click()
    expect(page.get_by_text("更正已生效")).to_be_visible()

    row = Appeal.objects.get()
    page = hall.as_("clerk", f"{rounds}appeals/{row.pk}/")
    expect(page.get_by_text("已决定：更正")).to_be_visible()
    expect(page.get_by_text("对各单位的影响")).to_be_visible()
    hall.sound(page, f"appeal-decided-{size}")
    with page.expect_download() as download:
        page.get_by_role("link", name="复核决定书（Word）").click()
    assert download.value.suggested_filename == "复核决定书-示例县财政局.docx"
    page = hall.as_("openness_office", f"{rounds}appeals/", unit="xian")
    hall.sound(page, f"appeals-office-{size}")


def _correct(following: Following) -> None:
    """Change the scores in the name of the correction, as the scoring desk does."""
    board, row = following.board, Appeal.objects.get()
    assert row.revision is not None
    unit = board.unit(following.round)
    for score in ComponentScore.objects.filter(round_unit=unit, withdrawn_at=None):
        correct_score(
            score.pk, value=Decimal(99), reason="复核", revision=row.revision, by=board.office
        )
