"""Who asks, and how much they may send: viewers, sessions that idled too long, sizes of bodies."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from gongkai.core.access import VIEWER, Viewer, viewer, viewer_of
from gongkai.core.models import Person, SignIn
from gongkai.core.throttling import UPLOADS, count, too_often, wait_for

# How often "seen" is written: often enough for the idle limit, seldom enough to cost nothing.
_SEEN_STEP: Final = timedelta(minutes=1)
_MEGABYTE: Final = 1024 * 1024


class ViewerMiddleware:
    """Puts the viewer on the request. Needs the session and authentication before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the viewer; a public page that never asks costs no query."""
        now = timezone.localtime()
        setattr(request, VIEWER, _viewer(request, now))
        return self.get_response(request)


def _viewer(request: HttpRequest, now: datetime) -> Viewer:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return Viewer(now, address=address(request))
    person = request.user
    if isinstance(person, SimpleLazyObject):
        person = person._wrapped if person.is_authenticated else person
    if not isinstance(person, Person) or not _alive(request, person, now):
        return Viewer(now, address=address(request))
    return viewer_of(person, now, address(request))


def _alive(request: HttpRequest, person: Person, now: datetime) -> bool:
    """Whether the session is still good; an idle, ended or disabled one is closed here."""
    sign_in = SignIn.objects.filter(
        session_key=request.session.session_key, person=person, ended_at=None
    ).first()
    if sign_in is None or not person.is_active or now - sign_in.seen_at > settings.SESSION_IDLE:
        logout(request)
        return False
    if now - sign_in.seen_at > _SEEN_STEP:
        SignIn.objects.filter(pk=sign_in.pk).update(seen_at=now)
    return True


def address(request: HttpRequest) -> str:
    """Return the address of whoever asks (see :mod:`gongkai.core.proxies`)."""
    found: str = request.META.get("REMOTE_ADDR", "")
    return found


class BodyMiddleware:
    """Refuses what is too large before any of it is read, and who sends too much in a day.

    A form with files is written to disk as it comes, whoever sends it and wherever to. Needs the
    viewer, and to stand before whatever reads the form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, or answer 413 or 429."""
        size = _length(request)
        person = viewer(request).person_id if size > settings.PUBLIC_BODY_LIMIT else None
        if size > (settings.PUBLIC_BODY_LIMIT if person is None else settings.BODY_LIMIT):
            reason = gettext("一次发来的内容太多。请分几次保存或发送。")
            return render(request, "400.html", {"reason": reason}, status=413)
        if person is not None:
            wait = wait_for(UPLOADS, person)
            if wait:
                return too_often(request, wait)
            count(UPLOADS, person, -(-size // _MEGABYTE))
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    """Return how long the body says it is; without a length the server hands none on."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
