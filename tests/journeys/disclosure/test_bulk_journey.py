"""Several items at once in a browser that runs none of our scripts, on a desk and on a phone."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from gongkai.disclosure.models import Edition
from tests.disclosure.app.office import SAID
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_clerk_submits_several_without_scripts(county: County, sound: Sound, size: str) -> None:
    for title in ("甲通知", "乙通知", ""):
        county.office.draft(replace(SAID, title=title))
    key = county.key("clerk")
    page = county.open("/office/disclosure/", size=size, bare=True, session=key)
    sound(page, f"bulk-list-{size}")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("批量送审", use_inner_text=True)
    sound(page, f"bulk-look-over-{size}")
    page.get_by_role("button", name="送审这 2 件").click()
    expect(page.get_by_role("status")).to_contain_text(
        "办理 2 件，没有办理 0 件", use_inner_text=True
    )
    sound(page, f"bulk-done-{size}")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("办理 2 件", use_inner_text=True)
    page.get_by_role("link", name="返回列表").click()
    states = sorted(Edition.objects.values_list("state", flat=True))
    assert states == ["draft", "in_review", "in_review"]
