"""The search report in a browser: a reader looks in vain, the office sees it and sorts it."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from gongkai.search import Index
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_what_a_reader_did_not_find_is_seen_by_the_office(
    county: County, sound: Sound, size: str
) -> None:
    Index.create(settings.GONGKAI_SEARCH)
    county.size = size
    for words in ("养老院床位", "养老院床位", "公积金提取"):
        county.reader(f"/search/?q={words}")
    page = county.as_("openness_office", "/office/dashboard/", unit="xian")
    page.get_by_role("link", name="检索统计").click()
    rows = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    expect(rows.first).to_contain_text("养老院床位", use_inner_text=True)
    sound(page, f"search-report-{size}")
    if size == "phone":
        page.get_by_text("筛选条件").click()
    page.get_by_label("检索词").fill("公积金")
    page.get_by_role("button", name="筛选").click()
    shown = page.get_by_role("main")
    expect(shown).not_to_contain_text("养老院床位", use_inner_text=True)
    expect(shown).to_contain_text("公积金提取", use_inner_text=True)
