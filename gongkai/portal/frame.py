"""The frame of public pages: the columns every government portal has.

The columns are those of 国办公开办函〔2019〕61号: one name and one order for all.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.utils.translation import get_language, gettext

from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.site import Site
from gongkai.ui.chrome import HTML_LANGUAGE, Chrome
from gongkai.ui.components import Link, SearchBox

# Pages with a box of their own in the middle.
_WITH_BOX: Final = frozenset({to.HOME, to.SEARCH, ""})


def columns() -> tuple[tuple[str, str], ...]:
    """Return the fixed columns as ``(title, address)``."""
    return _columns(get_language())


@lru_cache(maxsize=4)
def _columns(language: str | None) -> tuple[tuple[str, str], ...]:
    del language  # part of the key alone: the titles are in it
    return (
        (gettext("首页"), to.HOME),
        (gettext("政策"), to.POLICIES),
        (gettext("政府信息公开指南"), to.GUIDE),
        (gettext("政府信息公开制度"), to.INSTITUTIONS),
        (gettext("法定主动公开内容"), to.CATALOGUE),
        (gettext("政府信息公开年报"), to.ANNUAL_REPORTS),
        (gettext("依申请公开"), to.REQUEST),
        (gettext("按单位查看"), to.UNITS),
    )


def title_of(address: str) -> str:
    """Return what a fixed column is called."""
    return next(title for title, href in columns() if href == address)


def frame(address: str, here: Site) -> Chrome:
    """Return the frame of the page at an address; an empty address is no place of the site."""
    present = get_language() or settings.LANGUAGE_CODE
    at = to.ENGLISH if present == "en" else ""
    here_or_home = address or to.HOME
    other = (
        Link("简体中文", here_or_home, note="zh-Hans")
        if at
        else Link("English", to.ENGLISH + here_or_home, note="en")
    )
    current = max(
        (
            href
            for _, href in columns()
            if href == address or (href != to.HOME and address.startswith(href))
        ),
        key=len,
        default="",
    )
    return Chrome(
        site_name=here.name,
        site_note=gettext("政府信息公开"),
        navigation=tuple(
            _link(text, at + href, current=href == current) for text, href in columns()
        ),
        languages=(other,),
        html_language=HTML_LANGUAGE.get(present, present),
        large_type=False,
        text_size_href="",
        find=None if address in _WITH_BOX else search_box(id="site_find"),
    )


def _link(text: str, href: str, *, current: bool) -> Link:
    """Link to a fixed column; what all their names begin with is the note, hidden on a phone."""
    beginning = gettext("政府信息")
    short = text.removeprefix(beginning)
    return Link(short, href, beginning if short != text else "", current)


def search_box(words: str = "", *, id: str = "q") -> SearchBox:  # noqa: A002
    """Return the box that searches what is public."""
    return SearchBox(
        action=to.SEARCH,
        hint=gettext("输入标题、文号或关键词"),
        button=gettext("检索"),
        suggest=to.SUGGEST,
        value=words,
        id=id,
        label=gettext("全站检索") if id != "q" else "",
    )


@dataclass(frozen=True, slots=True)
class Footer:
    """The foot of public pages: who runs the site, its code, where to read about it."""

    host: str
    code: str
    links: tuple[Link, ...]


def footer(here: Site) -> Footer:
    """Return the foot of every public page."""
    return Footer(
        here.name,
        here.id_code,
        (
            Link(gettext("关于本站"), to.ABOUT),
            Link(gettext("在线问卷"), to.SURVEYS),
            Link(gettext("最新公开（Atom）"), to.FEED),
            Link(gettext("站点地图"), to.SITEMAP),
            Link(gettext("办公登录"), "/office/"),
        ),
    )
