"""A failed unit mends what it lost: from the announced result to the closed order, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.assessment.app.mending.following import Following
from tests.journeys.assessment_rounds.hall import Hall
from tests.photographs import JPEG

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_ordered_received_reported_returned_mended_and_accepted(hall: Hall, size: str) -> None:
    hall.size = size
    following = Following.announced(hall.board)
    hall.board.person("clerk", "caizheng")
    rounds = f"/office/rounds/{following.round.key}/"
    page = hall.as_("openness_office", rounds, unit="xian")
    page.get_by_role("link", name="整改", exact=True).last.click()
    hall.sound(page, f"orders-empty-{size}")
    page.get_by_role("button", name="按结果拟整改通知").click()
    expect(page.get_by_text("已拟 1 份")).to_be_visible()
    page.get_by_role("link", name="示例县财政局").click()
    hall.sound(page, f"order-draft-{size}")
    page.get_by_role("link", name="修改", exact=True).click()
    page.get_by_label("问题").last.fill("依申请公开指南没有更新")
    hall.sound(page, f"order-edit-{size}")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="发出整改通知").click()
    expect(page.get_by_text("已发出，等待单位签收")).to_be_visible()

    page = hall.as_("clerk", "/office/")
    page.get_by_role("link", name="县财政局：签收整改通知").first.click()
    hall.sound(page, f"order-to-receive-{size}")
    page.get_by_role("button", name="签收").click()
    page.get_by_text("期限怎样计算").click()
    expect(page.get_by_text("民法典第二百零一条")).to_be_visible()
    hall.sound(page, f"order-working-{size}")
    for field in page.get_by_label("整改措施").all():
        field.fill("建立台账，每月检查一次")
    hall.open.allow("422", f"/office/rectifications/{following.order().pk}/")  # type: ignore[attr-defined]
    page.get_by_role("button", name="提交本单位负责人签发").click()
    expect(page.get_by_text("填写的已保存，还没有提交")).to_be_visible()
    expect(page.get_by_label("整改措施").first).to_have_value("建立台账，每月检查一次")
    hall.sound(page, f"order-incomplete-{size}")
    for field in page.get_by_label("责任人").all():
        field.fill("王五")
    for field in page.get_by_label("整改结果").all():
        field.fill("台账已建立，十一月检查已完成")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "公开栏.jpg", "mimeType": "image/jpeg", "buffer": JPEG}
    )
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    expect(page.get_by_role("link", name="公开栏.jpg")).to_be_visible()
    hall.sound(page, f"order-filled-{size}")
    page.get_by_role("button", name="提交本单位负责人签发").click()

    page = hall.as_("final_reviewer", "/office/")
    page.get_by_role("link", name="县财政局：签发整改报告").first.click()
    hall.sound(page, f"order-to-sign-{size}")
    page.get_by_role("button", name="签发，报送整改报告").click()
    expect(page.get_by_text("整改报告已报送")).to_be_visible()

    page = hall.as_("openness_office", "/office/", unit="xian")
    page.get_by_role("link", name="县财政局：核查整改").first.click()
    hall.sound(page, f"order-to-check-{size}")
    for choice in page.get_by_label("通过").all():
        choice.check()
    page.get_by_label("退回", exact=True).last.check()
    page.get_by_label("说明（退回的要写）").last.fill("没有新指南的网址")
    page.get_by_role("button", name="保存核查结果").click()
    expect(page.get_by_text("单位会看到每条的理由")).to_be_visible()

    page = hall.as_("clerk", "/office/")
    page.get_by_role("link", name="县财政局：补充整改").first.click()
    hall.sound(page, f"order-returned-{size}")
    page.get_by_label("整改结果").last.fill("新指南已公开")
    page.get_by_role("button", name="提交本单位负责人签发").click()
    page = hall.as_("final_reviewer", f"/office/rectifications/{following.order().pk}/")
    page.get_by_role("button", name="签发，报送整改报告").click()

    page = hall.as_(
        "openness_office", f"/office/rectifications/{following.order().pk}/", unit="xian"
    )
    for choice in page.get_by_label("通过").all():
        choice.check()
    page.get_by_role("button", name="保存核查结果").click()
    expect(page.get_by_text("全部通过，整改办结")).to_be_visible()
    hall.sound(page, f"order-closed-{size}")
    page = hall.as_("openness_office", "/office/rectifications/", unit="xian")
    hall.sound(page, f"orders-register-{size}")
    page.get_by_role("link", name="各单位整改情况").click()
    hall.sound(page, f"orders-figures-{size}")
    page = hall.as_("openness_office", "/office/rectifications/new/", unit="xian")
    hall.sound(page, f"order-new-{size}")
