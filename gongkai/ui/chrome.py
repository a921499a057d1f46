"""What the frame around every page needs: name, navigation, who is signed in, switches.

The library knows neither people nor permissions: ``settings.ACCESS_POLICY`` says which entries of
the navigation are open, ``settings.ACCOUNT`` names the function that tells who is signed in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from gongkai.ui.access import PRIVATE, Decision
from gongkai.ui.components.base import Link
from gongkai.ui.components.searching import SearchBox
from gongkai.ui.components.text import Notice
from gongkai.ui.flash import take
from gongkai.ui.preferences import LARGE, wants_large_type

# Pages for people who build the product; officials are not sent there.
_FOR_DEVELOPERS: Final = frozenset({"gallery"})
HTML_LANGUAGE: Final = {"zh-hans": "zh-Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, as the header shows it. ``standing_in`` names those stood in for.

    ``unread`` counts notices; ``links`` lead to one's own pages. ``sign_out`` is posted to.
    ``find`` is the box that finds anything. ``desk`` is where their work begins, if they have any.
    """

    name: str
    unit: str
    roles: str
    unread: int
    notices_href: str
    sign_out: str
    find: SearchBox | None = None
    links: tuple[Link, ...] = ()
    standing_in: str = ""
    desk: Link | None = None


@dataclass(frozen=True, slots=True)
class Chrome:
    """The frame of a page. Templates read it as ``chrome``. ``site_note`` follows the name.

    The note of a link of the navigation is the beginning of its text, left out on a phone.
    """

    site_name: str
    navigation: tuple[Link, ...]
    languages: tuple[Link, ...]
    html_language: str
    large_type: bool
    text_size_href: str
    account: Account | None = None
    find: SearchBox | None = None
    site_note: str = ""
    said: tuple[Notice, ...] = ()


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor: the frame for this request.

    A frame that names a person is that person's own: no browser or proxy may keep the page.
    """
    here = urlencode({"next": request.get_full_path()})
    present = get_language() or settings.LANGUAGE_CODE
    large = wants_large_type(request)
    size = reverse("text-size", args=["normal" if large else LARGE])
    account = _account(request)
    said = take(request)
    if account is not None or said:
        setattr(request, PRIVATE, True)
    return {
        "chrome": Chrome(
            site_name=str(settings.SITE_NAME),
            navigation=_navigation(request, signed_in=account is not None),
            languages=tuple(
                _language(code, str(name), here, current=code == present)
                for code, name in settings.LANGUAGES
            ),
            html_language=HTML_LANGUAGE.get(present, present),
            large_type=large,
            text_size_href=f"{size}?{here}",
            account=account,
            find=account.find if account is not None else None,
            said=said,
        )
    }


def _account(request: HttpRequest) -> Account | None:
    tell: Callable[[HttpRequest], Account | None] = import_string(settings.ACCOUNT)
    return tell(request)


def _language(code: str, name: str, here: str, *, current: bool) -> Link:
    """Link to the switch of one language; ``note`` is its code as HTML writes it."""
    href = f"{reverse('language', args=[code])}?{here}"
    return Link(name, href, note=HTML_LANGUAGE.get(code, code), current=current)


def _navigation(request: HttpRequest, *, signed_in: bool) -> tuple[Link, ...]:
    """Turn what is open of ``settings.NAVIGATION`` into links.

    Entries are ``(name of the address, title, permission)``; an empty permission is open to all,
    any other to nobody who has not signed in; ``settings.NAVIGATION_WHEN`` may ask for more. The
    longest address that leads here is current.
    """
    policy: Callable[[HttpRequest, str], Decision] = import_string(settings.ACCESS_POLICY)
    entries = [
        (str(title), reverse(name))
        for name, title, permission in settings.NAVIGATION
        if (settings.DEBUG or name not in _FOR_DEVELOPERS)
        and (not permission or (signed_in and policy(request, permission).allowed))
        and _concerns(request, name)
    ]
    path = request.path
    leading = [
        href for _, href in entries if href == path or (href != "/" and path.startswith(href))
    ]
    current = max(leading, key=len, default="")
    return tuple(Link(title, href, current=href == current) for title, href in entries)


def _concerns(request: HttpRequest, name: str) -> bool:
    """Whether an entry of the navigation that is open to a person also concerns them."""
    when = settings.NAVIGATION_WHEN.get(name)
    if when is None:
        return True
    concerns: Callable[[HttpRequest], bool] = import_string(when)
    return concerns(request)
