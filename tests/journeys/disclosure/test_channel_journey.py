"""Channels in a browser: a board recorded with its photograph from the page of an item, counted."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Reader
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHANNELS = "/office/disclosure/channels/"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_board_is_recorded_with_its_photograph_and_counted(
    county: County, new_page: Reader, sound: Sound, size: str, tmp_path: Path
) -> None:
    item = county.office.published().item
    key = county.key("clerk")
    page = county.open(f"/office/disclosure/items/{item.key}/", size=size, bare=True, session=key)
    # The page itself serves as the photograph: a real picture of a real size.
    photo = tmp_path / "公开栏.png"
    page.screenshot(path=str(photo))
    page.get_by_role("link", name="登记一次公开").click()
    sound(page, f"channel-new-{size}")
    new_page.allow("422", f"/channels/new/?item={item.key}")
    page.get_by_label("渠道").select_option("board")
    page.get_by_label("数量").fill("3")
    page.get_by_label("地点或名称").fill("财政局一楼")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("须附照片或复印件", use_inner_text=True)
    page.get_by_label("佐证").set_input_files(photo)
    page.get_by_role("button", name="登记", exact=True).click()
    picture = page.get_by_role("img", name="佐证图片")
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    sound(page, f"channel-record-{size}")
    page.goto(CHANNELS)
    sound(page, f"channels-{size}")
    page.get_by_role("link", name="统计", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("3 期", use_inner_text=True)
    sound(page, f"channel-figures-{size}")
    page.goto(f"/office/disclosure/items/{item.key}/")
    sound(page, f"channel-item-{size}")
    page.get_by_role("link", name="公开栏").click()
    page.get_by_text("登记错了，作废").click()
    page.get_by_label("为什么作废").fill("登记重复")
    page.get_by_role("button", name="作废这条登记").click()
    expect(page.get_by_role("main")).to_contain_text("已作废，不再计数", use_inner_text=True)
