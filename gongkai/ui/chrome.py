"""What the frame around every page needs: name, navigation, switches of language and type."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from gongkai.ui.components.base import Link
from gongkai.ui.preferences import LARGE, wants_large_type

# Pages for people who build the product; officials are not sent there.
_FOR_DEVELOPERS: Final = frozenset({"gallery"})
HTML_LANGUAGE: Final = {"zh-hans": "zh-Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Chrome:
    """The frame of a page. Templates read it as ``chrome``."""

    site_name: str
    navigation: tuple[Link, ...]
    languages: tuple[Link, ...]
    html_language: str
    large_type: bool
    text_size_href: str


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor: the frame for this request."""
    here = urlencode({"next": request.get_full_path()})
    present = get_language() or settings.LANGUAGE_CODE
    large = wants_large_type(request)
    size = reverse("text-size", args=["normal" if large else LARGE])
    return {
        "chrome": Chrome(
            site_name=str(settings.SITE_NAME),
            navigation=_navigation(request.path),
            languages=tuple(
                _language(code, str(name), here, current=code == present)
                for code, name in settings.LANGUAGES
            ),
            html_language=HTML_LANGUAGE.get(present, present),
            large_type=large,
            text_size_href=f"{size}?{here}",
        )
    }


def _language(code: str, name: str, here: str, *, current: bool) -> Link:
    """Link to the switch of one language; ``note`` is its code as HTML writes it."""
    href = f"{reverse('language', args=[code])}?{here}"
    return Link(name, href, note=HTML_LANGUAGE.get(code, code), current=current)


def _navigation(path: str) -> tuple[Link, ...]:
    """Turn ``settings.NAVIGATION`` into links; the longest address that leads here is current."""
    entries = [
        (str(title), reverse(name))
        for name, title in settings.NAVIGATION
        if settings.DEBUG or name not in _FOR_DEVELOPERS
    ]
    leading = [
        href for _, href in entries if href == path or (href != "/" and path.startswith(href))
    ]
    current = max(leading, key=len, default="")
    return tuple(Link(title, href, current=href == current) for title, href in entries)
