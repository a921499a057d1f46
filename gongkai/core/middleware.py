"""Who asks: sets the viewer of a request, and ends sessions that idled too long."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from gongkai.core.access import VIEWER, Viewer, viewer_of
from gongkai.core.models import Person, SignIn

# How often "seen" is written: often enough for the idle limit, seldom enough to cost nothing.
_SEEN_STEP: Final = timedelta(minutes=1)


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
    """Return the address of whoever connected.

    Headers of proxies are not believed: anybody can write them. A proxy in front of the product
    passes the address on by itself (``proxy_protocol``, or nginx's ``realip`` on the same host).
    """
    found: str = request.META.get("REMOTE_ADDR", "")
    return found
