"""How often one address, or one person, may ask for what costs something.

Counts stand in the memory of the process under a salted hash and are forgotten with their time; a
restart forgets them all. Each process counts for itself, so ``gongkai serve`` sees to it that there
is one (ADR 13). Sign-ins that fail are kept in the database besides (``axes``).
"""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_bytes
from typing import Any, Final, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from gongkai.core.access import viewer

View = TypeVar("View", bound=Callable[..., Any])
MARK: Final = "gongkai_rate"
_OWN: Final = token_bytes(32)
_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Rate:
    """So many times within so many seconds."""

    name: str
    most: int
    seconds: int


# A whole office, or the customers of a mobile network, may stand behind one address.
SEARCHES: Final = Rate("search", 240, 60)
PAGES_MADE: Final = Rate("pages", 240, 60)
"""Public pages that are made when asked for."""
READING: Final = Rate("api", 1200, 60)
FILES: Final = Rate("files", 60, 600)
"""Long lists as files: each costs seconds."""
FAILED_ADDRESS: Final = Rate("sign-in address", 100, _HOUR)
"""Failed sign-ins from one address, whatever the name: trying one password on every name."""
FAILED_NAME: Final = Rate("sign-in name", 50, _DAY)
"""Failed sign-ins under one name, from wherever: trying every password from many addresses."""
FAILED_CODES: Final = Rate("second factor", 10, _HOUR)
"""Wrong one-time codes of one person: a million of them are soon tried."""
UPLOADS: Final = Rate("uploads", 2_048, _DAY)
"""Megabytes one person sends in a day."""


def wait_for(rate: Rate, whom: object) -> int:
    """Return for how many seconds somebody has to wait; 0 for nobody who may go on."""
    most = rate.most * settings.RATE_FACTOR
    if not most or cache.get(_key(rate, whom), 0) < most:
        return 0
    return max(int(rate.seconds - time.time() % rate.seconds), 1)


def count(rate: Rate, whom: object, times: int = 1) -> None:
    """Count something somebody did."""
    key = _key(rate, whom)
    cache.add(key, 0, timeout=rate.seconds + 1)
    try:
        cache.incr(key, times)
    except ValueError:  # forgotten in between, at the end of its time or for want of room
        cache.set(key, times, timeout=rate.seconds + 1)


def spend(rate: Rate, whom: object) -> int:
    """Count something somebody does; return for how many seconds they have to wait before it."""
    wait = wait_for(rate, whom)
    if not wait:
        count(rate, whom)
    return wait


def _key(rate: Rate, whom: object) -> str:
    text = f"{rate.name} {int(time.time()) // rate.seconds} {whom}"
    return f"rate:{hmac.new(_OWN, text.encode(), sha256).hexdigest()}"


def whom_of(request: HttpRequest) -> str:
    """Return whom to count: the person who is signed in, else the address."""
    asker = viewer(request)
    return f"person {asker.person_id}" if asker.person_id is not None else asker.address


def limited(rate: Rate) -> Callable[[View], View]:
    """Declare how often a view may be asked by one person or address."""

    def mark(view: View) -> View:
        setattr(view, MARK, rate)
        return view

    return mark


def too_often(request: HttpRequest, seconds: int) -> HttpResponseBase:
    """Return the page for who asks too often."""
    response = render(request, "429.html", {"minutes": -(-seconds // 60)}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


class ThrottleMiddleware:
    """Refuses views marked with :func:`limited` to who asks too often. Needs the viewer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the counting is done once the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: object
    ) -> HttpResponseBase | None:
        """Let the view run, or answer in its place."""
        rate: Rate | None = getattr(view, MARK, None)
        wait = spend(rate, whom_of(request)) if rate is not None else 0
        return too_often(request, wait) if wait else None
