"""An old Word file brought in: the page waits by itself, with scripts and without."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.disclosure.old_word import TITLE, needs_office, written
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = [pytest.mark.browser, needs_office]


def bring_in(page: Page, file: Path) -> None:
    page.get_by_label("从文件导入（可选）").set_input_files(file)
    page.get_by_label("体裁").select_option(label="其他政策文件")
    page.get_by_role("button", name="建立草稿").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_word_file_is_waited_for_left_and_found_again(
    county: County, sound: Sound, tmp_path: Path, scripts: bool
) -> None:
    file = tmp_path / "春季农资补贴.doc"
    file.write_bytes(written("doc"))
    page = county.open("/office/disclosure/new/", scripts=scripts, session=county.key("clerk"))
    bring_in(page, file)
    expect(page.get_by_role("heading", name="正在转换", exact=True)).to_be_visible()
    if scripts:
        sound(page, "conversion-waiting")
    page.goto("/office/")
    page.get_by_role("link", name="春季农资补贴.doc").first.click()
    expect(page.get_by_role("heading", name="正在转换", exact=True)).to_be_visible()
    county.work()
    # Nobody presses anything: the page asks again by itself.
    expect(page.get_by_role("heading", name="请核对导入结果")).to_be_visible()
    title = page.get_by_role("form", name="稿件").get_by_label("标题")
    expect(title).to_have_value(TITLE)


def test_a_file_that_cannot_be_read_is_told_of_and_given_up(
    county: County, sound: Sound, tmp_path: Path
) -> None:
    file = tmp_path / "坏.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096)
    page = county.as_("clerk", "/office/disclosure/new/")
    bring_in(page, file)
    county.work()
    expect(page.get_by_text("LibreOffice 读不出这个文件")).to_be_visible()
    sound(page, "conversion-failed")
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_role("heading", name="正在转换", exact=True)).to_be_visible()
    page.get_by_role("button", name="放弃导入").click()
    expect(page.get_by_text("已放弃导入")).to_be_visible()
