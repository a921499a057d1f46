"""Every kind of public page in a browser: for axe, by keyboard alone, on paper, in large type."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from gongkai.disclosure.actions import pages
from gongkai.disclosure.actions.taking_over import Former, take_over
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Item
from gongkai.portal.searching.indexing import rebuild_index
from gongkai.rules.publishing.availability import RemovalGround
from tests.disclosure.app.office import MORNING
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound
from tests.people import SYSTEM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLE = (
    "<table><caption>补贴标准</caption><tbody><tr><th>作物</th><th>每亩（元）</th></tr>"
    "<tr><th>水稻</th><td>60</td></tr></tbody></table>"
)


def former(kind: str, category: str, title: str, days: int, **more: object) -> Former:
    """An item published some days ago."""
    at = MORNING - timedelta(days=days)
    body = f"<p>现将{title}的有关事项公开如下。</p><h2>标准</h2><p>按面积计算。</p>{TABLE}"
    said = Content(title=title, body_html=body, issuer="示例县财政局", issued_on=at.date())
    if kind == "normative":
        numbered = {"document_number": f"示财规〔2026〕{days}号", "effective_on": at.date()}
        said = replace(said, **numbered)  # type: ignore[arg-type]
    if kind == "interpretation":
        said = replace(said, details={"form": "text"})
    return Former("caizheng", category, kind, said, at, **more)  # type: ignore[arg-type]


ARCHIVE = (
    former("normative", "rules", "惠农补贴资金管理办法（旧）", 400),
    former("normative", "rules", "惠农补贴资金管理办法", 40, repeals=0),
    former("interpretation", "interaction.interpretation", "《办法》政策解读", 39, interprets=1),
    former("institution", "own.institutions", "信息公开保密审查制度", 30),
    former("annual_report", "own.report", "2025年政府信息公开工作年度报告", 20),
    former("notice", "livelihood", "补贴发放公告", 10),
    former("notice", "livelihood", "已撤下的公告", 9),
)


@pytest.fixture
def keys(county: County, settings: Settings) -> dict[str, str]:
    """The archive, published; keys by what each is there for."""
    settings.SITE_DOMAIN = "www.shili.example"
    settings.SITE_ID_CODE = "4300000001"
    unit = county.office.people.unit("caizheng")
    unit.address, unit.phone = "示例县示例路 6 号", "0000-1234567"
    unit.office_hours, unit.functions = "工作日 8:30—17:30", "管理全县财政收支。"
    unit.save()
    found = take_over(ARCHIVE, by=replace(SYSTEM, at=MORNING))
    names = ("repealed", "rule", "reading", "system", "report", "notice", "withdrawn")
    made = dict(zip(names, found, strict=True))
    pages.withdraw_page(
        Item.objects.get(key=made["withdrawn"]).pk,
        ground=RemovalGround.ERROR,
        notice="金额有误，正在核实。",
        reason="错一位",
        by=county.office.chief,
    )
    county.rebuild()
    rebuild_index(date(2026, 3, 2))
    return made


def addresses(keys: dict[str, str]) -> dict[str, str]:
    """Return one address of each kind of page."""
    return {
        "front": "/",
        "policies": "/policies/",
        "catalogue": "/catalogue/",
        "guide": "/guide/",
        "institutions": "/institutions/",
        "reports": "/annual-reports/",
        "request": "/request/",
        "units": "/units/",
        "about": "/about/",
        "unit": "/unit/caizheng/",
        "unit-guide": "/unit/caizheng/guide/",
        "column": "/column/livelihood/",
        "column-empty": "/column/procurement/",
        "column-above": "/column/five-decision/",
        "year": "/column/rules/2026/",
        "month": "/column/rules/2026-01/",
        "item": f"/item/{keys['rule']}/",
        "reading": f"/item/{keys['reading']}/",
        "repealed": f"/item/{keys['repealed']}/",
        "withdrawn": f"/item/{keys['withdrawn']}/",
        "search": "/search/?q=补贴&validity=all",
        "search-none": "/search/?q=公积金提取",
        "search-all": "/search/",
        "english": "/en/",
        "english-item": f"/en/item/{keys['repealed']}/",
    }


@pytest.mark.parametrize("bare", [False, True], ids=["scripts", "bare"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_kind_of_page_is_sound(
    county: County, keys: dict[str, str], sound: Sound, size: str, bare: bool
) -> None:
    page = county.open("/", size=size, bare=bare)
    for name, address in addresses(keys).items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        sound(page, f"portal-{name}-{size}{'-bare' * bare}")
    page = county.open("/nothing/", size=size, bare=bare, expect=404)
    sound(page, f"portal-missing-{size}{'-bare' * bare}")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_large_type_is_chosen_by_a_link_and_stays(
    county: County, keys: dict[str, str], sound: Sound, size: str
) -> None:
    page = county.open(f"/item/{keys['rule']}/", size=size, scripts=False)
    page.get_by_role("link", name="长者模式", exact=True).click()
    expect(page.get_by_role("link", name="退出长者模式")).to_be_visible()
    assert page.url.endswith(f"/item/{keys['rule']}/")
    cookies = page.context.cookies()
    page = county.open("/", size=size, large=True)
    assert [one["value"] for one in cookies if one["name"] == "text_size"] == ["large"]
    for name in ("front", "item", "unit", "catalogue", "search", "guide"):
        page.goto(addresses(keys)[name])
        expect(page.get_by_role("link", name="退出长者模式")).to_be_visible()
        assert size_of(page, "main") >= 24 - 0.1, "18 points"
        sound(page, f"portal-large-{name}-{size}")


def size_of(page: Page, what: str) -> float:
    """Return the size of the type of the first such element, in pixels."""
    found: float = page.locator(what).first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    return found


def test_found_and_read_with_the_keyboard_alone(county: County, keys: dict[str, str]) -> None:
    page = county.reader("/")
    press = page.keyboard.press
    press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    press("Enter")
    press("Tab")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("补贴发放")
    expect(page.get_by_role("option")).to_have_count(1)
    press("Escape")
    press("Tab")
    expect(page.get_by_role("button", name="检索")).to_be_focused()
    press("Enter")
    expect(page.get_by_role("status")).to_contain_text("找到 1 条")
    tab_to(page, "补贴发放公告")
    press("Enter")
    expect(page).to_have_url(re.compile(f"/item/{keys['notice']}/$"))
    facts = page.locator(".item-facts")
    tab_to(page, "信息属性")
    press("Enter")
    expect(facts).not_to_have_attribute("open", re.compile(""))
    tab_to(page, "首页", back=True)
    press("Enter")
    expect(page.get_by_role("heading", level=1, name="政府信息公开")).to_be_visible()


def tab_to(page: Page, words: str, *, back: bool = False) -> None:
    """Press the tab key until what has the focus reads so; it must be seen to have it."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        at = page.locator(":focus")
        if at.count() and at.inner_text().strip() == words:
            assert at.evaluate("e => getComputedStyle(e).outlineWidth") == "3px"
            return
    raise AssertionError(f"{words} is not reached")


def test_paper_shows_the_document_and_where_it_stands(county: County, keys: dict[str, str]) -> None:
    page = county.open(f"/item/{keys['repealed']}/", size="phone")
    page.emulate_media(media="print")
    for away in (".site-header", ".site-footer", ".crumbs", ".item-tools"):
        expect(page.locator(away)).to_be_hidden()
    expect(page.get_by_role("note")).to_contain_text("已废止")
    expect(page.get_by_role("article")).to_contain_text("按面积计算。")
    expect(page.get_by_text("扫码查看本页")).to_be_visible()
    expect(page.locator(".item-code")).to_contain_text(
        f"https://www.shili.example/item/{keys['repealed']}/"
    )
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") <= 2
    page.emulate_media(media="screen")
    facts = page.locator(".item-facts dl")
    expect(facts).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(facts).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(facts).to_be_hidden()


def test_a_page_is_printed_and_handed_on(county: County, keys: dict[str, str]) -> None:
    page = county.reader(f"/item/{keys['rule']}/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="打印本页").click()
    assert page.evaluate("window.printed") is True
    page.get_by_role("button", name="分享").click()
    expect(page.locator("#announcer")).to_have_text("网址已复制，可以粘贴到聊天里。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"https://www.shili.example/item/{keys['rule']}/"
    page = county.open(f"/item/{keys['rule']}/", scripts=False)
    expect(page.get_by_role("button", name="打印本页")).to_have_count(0)


def test_policy_and_interpretation_lead_to_each_other(county: County, keys: dict[str, str]) -> None:
    page = county.reader("/policies/")
    page.get_by_role("link", name="惠农补贴资金管理办法", exact=True).click()
    page.get_by_role("link", name="《办法》政策解读").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("《办法》政策解读")
    page.get_by_role("article").get_by_role("link", name="惠农补贴资金管理办法").click()
    expect(page).to_have_url(re.compile(f"/item/{keys['rule']}/$"))
