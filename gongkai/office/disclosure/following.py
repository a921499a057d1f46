"""Pages that ask again by themselves until the worker is done; they need no script (ADR 12)."""

from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse

# Seconds until a page asks again: soon at first, for most take a few.
_SOON: Final = 3
_LATER: Final = 10
_FEW: Final = timedelta(seconds=30)
# After so long it no longer asks by itself: a window left open must not keep a session alive.
_PATIENCE: Final = timedelta(minutes=10)


def is_still(request: HttpRequest, since: datetime, now: datetime) -> bool:
    """Whether a page asks no more: it was told so, or has asked long enough."""
    return "still" in request.GET or now - since >= _PATIENCE


def ask_again(response: HttpResponse, since: datetime, now: datetime) -> None:
    """Have the browser ask again in some seconds."""
    response.headers["Refresh"] = str(_SOON if now - since < _FEW else _LATER)
