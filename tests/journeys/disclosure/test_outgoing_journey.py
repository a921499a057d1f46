"""Systems that items are handed on to, kept in a browser that runs none of our scripts."""

import pytest
from playwright.sync_api import expect

from gongkai.core import outbox
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OUTGOING = "/office/disclosure/outgoing/"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_system_is_added_its_failure_seen_tried_again_and_stopped(
    county: County, sound: Sound, size: str
) -> None:
    key = county.key("openness_office", "xian")
    page = county.open(f"{OUTGOING}new/", size=size, bare=True, session=key)
    page.get_by_label("名称").fill("市级公开平台")
    # An address inside the network is never called, so this one fails with a reason.
    page.get_by_label("地址").fill("https://10.0.0.5/in")
    sound(page, f"outgoing-new-{size}")
    page.get_by_role("button", name="增加", exact=True).click()
    page.get_by_role("heading", level=1, name="市级公开平台").wait_for()
    county.office.published()
    county.clock.forward(minutes=1)
    outbox.run_due(county.clock.at)
    page.goto(OUTGOING)
    sound(page, f"outgoing-{size}")
    page.get_by_role("link", name="1", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("内部网络", use_inner_text=True)
    sound(page, f"deliveries-{size}")
    page.get_by_role("cell").get_by_role("button", name="重新推送").click()
    expect(page.get_by_role("main")).to_contain_text("已重新排队 1 条", use_inner_text=True)
    page.goto(OUTGOING)
    page.get_by_role("link", name="市级公开平台").click()
    sound(page, f"outgoing-one-{size}")
    page.get_by_role("button", name="停用").click()
    expect(page.get_by_role("main")).to_contain_text(
        "已停用，以后发布的信息不再送到", use_inner_text=True
    )
