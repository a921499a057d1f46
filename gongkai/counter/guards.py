"""What keeps machines from filling in public forms, without asking anything of people.

A field nobody sees must stay empty, and nobody reads and answers within three seconds. Where no
code limits it, one address may send so many answers a day; that count stands in the memory of the
process under a salted hash, and is forgotten with the day.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes
from typing import Final

from django.core.cache import cache
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest

from gongkai.core.access import viewer
from gongkai.core.days import ZONE, day_of

TRAP: Final = "website"
OPENED: Final = "opened"
FASTEST: Final = timedelta(seconds=3)
PER_DAY: Final = 30
"""Answers of one address in a day: a family, an office, a village behind one line."""
_SALT: Final = "gongkai.counter.opened"
_OWN: Final = token_bytes(32)


def stamp(at: datetime) -> str:
    """Return the moment a form is shown, signed; it comes back with the form and is not kept."""
    return dumps(at.timestamp(), salt=_SALT)


def looks_like_a_machine(request: HttpRequest, at: datetime) -> bool:
    """Whether a form came back as no person would send it."""
    if request.POST.get(TRAP, ""):
        return True
    try:
        opened = loads(request.POST.get(OPENED, ""), salt=_SALT)
    except BadSignature:
        return True
    return not isinstance(opened, float) or at.timestamp() - opened < FASTEST.total_seconds()


def has_too_many(request: HttpRequest, what: str, at: datetime, most: int = PER_DAY) -> bool:
    """Whether an address has done something as often today as it may."""
    return bool(cache.get(_key(request, what, at), 0) >= most)


def count(request: HttpRequest, what: str, at: datetime) -> None:
    """Count something an address did, until the day is over."""
    key = _key(request, what, at)
    midnight = datetime.combine(day_of(at) + timedelta(days=1), datetime.min.time(), ZONE)
    left = max(int((midnight - at).total_seconds()), 1)
    cache.add(key, 0, timeout=left)
    try:
        cache.incr(key)
    except ValueError:  # forgotten in between, for want of room
        cache.set(key, 1, timeout=left)


def _key(request: HttpRequest, what: str, at: datetime) -> str:
    text = f"{what} {day_of(at)} {viewer(request).address}"
    return f"counter:{hmac.new(_OWN, text.encode(), sha256).hexdigest()}"
