"""A word about what was just done, shown once on the page that follows.

``say(request, "已保存。")`` before the redirect; the frame of the next page shows it.
"""

from typing import Final

from django.conf import settings
from django.http import HttpRequest

from gongkai.ui.components.base import Link, Tone
from gongkai.ui.components.text import Notice

KEY: Final = "flash"


def say(
    request: HttpRequest,
    title: str,
    text: str = "",
    tone: Tone = Tone.GOOD,
    link: Link | None = None,
) -> None:
    """Keep a notice for the next page. Needs a session, so only for people who signed in."""
    kept = request.session.get(KEY, [])
    way = [link.text, link.href] if link is not None else []
    request.session[KEY] = [*kept, [title, text, tone.value, *way]]


def take(request: HttpRequest) -> tuple[Notice, ...]:
    """Return what was kept and forget it; without a session nothing is looked up."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "session"):
        return ()
    kept = request.session.pop(KEY, [])
    return tuple(
        Notice(
            title,
            text,
            Tone(tone),
            link=Link(*way) if way else None,
            urgent=tone == Tone.BAD.value,
        )
        for title, text, tone, *way in kept
    )
