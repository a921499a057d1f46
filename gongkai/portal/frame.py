"""The frame of public pages: the columns every government portal has.

The columns are those of 国办公开办函〔2019〕61号: one name and one order for all.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, gettext

from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.site import site
from gongkai.ui.chrome import HTML_LANGUAGE, Chrome
from gongkai.ui.components import Link


def columns() -> tuple[tuple[str, str], ...]:
    """Return the fixed columns as ``(title, address)``."""
    return (
        (gettext("首页"), to.HOME),
        (gettext("政策"), to.POLICIES),
        (gettext("公开指南"), to.GUIDE),
        (gettext("公开制度"), to.INSTITUTIONS),
        (gettext("法定主动公开内容"), to.CATALOGUE),
        (gettext("公开年报"), to.ANNUAL_REPORTS),
        (gettext("依申请公开"), to.REQUEST),
        (gettext("按单位查看"), to.UNITS),
    )


def frame(address: str) -> Chrome:
    """Return the frame of the page at an address."""
    present = get_language() or settings.LANGUAGE_CODE
    at = to.ENGLISH if present == "en" else ""
    other = (
        Link("简体中文", address, note="zh-Hans")
        if at
        else Link("English", to.ENGLISH + address, note="en")
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
        site_name=str(settings.SITE_NAME),
        navigation=tuple(
            Link(text, at + href, current=href == current) for text, href in columns()
        ),
        languages=(other,),
        html_language=HTML_LANGUAGE.get(present, present),
        large_type=False,
        text_size_href="",
    )


@dataclass(frozen=True, slots=True)
class Footer:
    """The foot of public pages: the site's code, and where to read about the site."""

    code: str
    links: tuple[Link, ...]


def footer() -> Footer:
    """Return the foot of every public page."""
    return Footer(
        site().id_code,
        (
            Link(gettext("关于本站"), to.ABOUT),
            Link(gettext("最新公开（Atom）"), to.FEED),
            Link(gettext("站点地图"), to.SITEMAP),
            Link(gettext("办公登录"), "/office/"),
        ),
    )
