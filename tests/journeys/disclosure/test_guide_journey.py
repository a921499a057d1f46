"""A service guide with its flow chart: what a citizen reads, on a screen, a phone and on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.disclosure.guides import FLOW, SAID
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = pytest.mark.browser


def published(county: County) -> str:
    """The address of a guide that everybody sees."""
    item = county.office.published(SAID, content_type="service_guide", category="licences").item
    county.work()
    county.style()
    return f"/item/{item.key}/"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_citizen_reads_a_guide_and_follows_its_chart(
    county: County, sound: Sound, size: str
) -> None:
    address = published(county)
    county.size = size
    page = county.reader(address)
    section = page.get_by_role("region", name="流程图", exact=True)
    expect(section.get_by_role("img", name="流程图")).to_be_visible()
    expect(section.locator("ol > li")).to_have_count(len(FLOW.nodes))
    expect(page.get_by_role("table").get_by_role("rowheader")).to_have_count(3)
    sound(page, f"guide-{size}")


def test_on_paper_the_words_stand_under_the_drawing(county: County) -> None:
    page: Page = county.reader(published(county))
    page.locator(".flowchart details").evaluate("(one) => one.removeAttribute('open')")
    page.emulate_media(media="print")
    expect(page.locator(".flowchart-list")).to_be_visible()
    expect(page.locator(".flowchart svg")).to_be_visible()
