"""The pages every portal has: home, catalogue, about, and the notice on requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.site import site
from gongkai.disclosure.open_data.values import Listed, Named
from gongkai.portal.frame import frame, search_box
from gongkai.portal.pages.lists import Line, lines
from gongkai.portal.pages.markup import Tags, draw
from gongkai.portal.pages.units import PublicUnit
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True)
class Block:
    """A sheet of the home page: the newest of one column."""

    title: str
    href: str
    items: tuple[Line, ...]

    @classmethod
    def of(cls, title: str, href: str, items: Sequence[Listed]) -> "Block":
        """Build from items of a list."""
        return cls(title, href, lines(items))


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the catalogue tree with those below it."""

    node: Named
    children: tuple["Branch", ...] = ()


def home_page(
    blocks: Sequence[Block],
    columns: Sequence[tuple[str, Sequence[Named]]],
    units: Sequence[tuple[str, Sequence[Named]]],
) -> bytes:
    """Return the home page; columns and units come in groups with a title."""
    title = gettext("首页")
    tags = Tags(title, title, site().name, gettext("政府信息公开"))
    context: dict[str, object] = {
        "box": search_box(),
        "twin": to.ITEMS_DATA,
        "blocks": blocks,
        "columns": columns,
        "units": units,
    }
    return draw("portal/home.html", to.HOME, tags, context)


def catalogue_page(branches: Sequence[Branch]) -> bytes:
    """Return the catalogue: every category the government must publish, as a tree."""
    title = gettext("法定主动公开内容")
    context: dict[str, object] = {
        "title": title,
        "branches": branches,
        "twin": to.COLUMNS_DATA,
        "breadcrumb": ui.Breadcrumb.to(title, (gettext("首页"), to.HOME)),
    }
    tags = Tags(title, title, gettext("法律、法规规定主动公开的内容"), title)
    return draw("portal/catalogue.html", to.CATALOGUE, tags, context)


def request_page(unit: PublicUnit) -> bytes:
    """Return the page on requests: how to apply today, until it can be done on the web."""
    return _plain("portal/request.html", to.REQUEST, gettext("依申请公开"), unit)


def about_page(unit: PublicUnit) -> bytes:
    """Return the page about the site: who runs it, feeds, open data, accessibility."""
    return _plain("portal/about.html", to.ABOUT, gettext("关于本站"), unit)


def withdrawn_page(key: str, title: str, notice: str, at: datetime | None) -> bytes:
    """Return what stands where a page was taken down: that it was, when, and why."""
    address = to.item(key)
    context: dict[str, object] = {
        "title": title or gettext("信息已撤下"),
        "notice": notice,
        "at": at,
        "breadcrumb": ui.Breadcrumb.to(gettext("已撤下"), (gettext("首页"), to.HOME)),
    }
    tags = Tags("", "", "", "")
    return draw("portal/withdrawn.html", address, tags, context)


def missing_page(*, gone: bool) -> bytes:
    """Return what stands where a page is not, or is no longer."""
    title = gettext("此信息已删除") if gone else gettext("没有这个页面")
    context: dict[str, object] = {
        "title": title,
        "gone": gone,
        "box": search_box(),
        "chrome": frame("", site()),
    }
    return draw("portal/missing.html", to.HOME, Tags("", "", "", ""), context)


def _plain(template: str, address: str, title: str, unit: PublicUnit) -> bytes:
    context: dict[str, object] = {
        "title": title,
        "unit": unit,
        "breadcrumb": ui.Breadcrumb.to(title, (gettext("首页"), to.HOME)),
    }
    return draw(template, address, Tags(title, title, title, title), context)
