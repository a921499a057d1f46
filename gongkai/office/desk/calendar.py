"""The deadlines of a person as a calendar that WeCom, DingTalk, Outlook and phones subscribe to.

The address holds a secret key of the person's own instead of a sign-in, for calendar programs
have none. Days of the to-do list are whole-day events (RFC 5545), each with the same UID for as
long as the thing is to be done.
"""

import hashlib
import hmac
from datetime import date, datetime, timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from icalendar import Calendar, Event

from gongkai.core.access import Viewer, viewer, viewer_of
from gongkai.core.models import Person
from gongkai.core.todo import Todo, todos
from gongkai.ui.access import PRIVATE, public

_MIN_KEY: Final = 20


def person_of(key: str) -> Person | None:
    """Return the active person whose calendar key this is.

    The key is found by index and then compared in constant time, so that neither an empty key
    nor a database that compares without regard to case lets anybody in.
    """
    if len(key) < _MIN_KEY:
        return None
    found = Person.objects.select_related("unit").filter(calendar_key=key, is_active=True).first()
    if found is None or not hmac.compare_digest(found.calendar_key.encode(), key.encode()):
        return None
    return found


@public
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """Give the calendar of the person whose key this is; an unknown key is not found."""
    person = person_of(key)
    if person is None:
        raise Http404(gettext("没有这个日历，地址可能已更换。"))
    at = viewer(request).at
    setattr(request, PRIVATE, True)
    text = calendar(viewer_of(person, at), at, request.build_absolute_uri("/"))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="gongkai.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def calendar(owner: Viewer, at: datetime, site: str) -> bytes:
    """Return the calendar file of a viewer's deadlines."""
    book = Calendar()
    book.add("prodid", "-//gongkai//deadlines//ZH")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", gettext("政务公开到期事项"))
    book.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for one in todos(owner).items:
        if one.due is not None:
            book.add_component(_event(one, one.due, owner, at, site))
    text: bytes = book.to_ical()
    return text


def _event(one: Todo, due: date, owner: Viewer, at: datetime, site: str) -> Event:
    event = Event()
    digest = hashlib.sha256(f"{owner.person_id}|{one.identity}".encode()).hexdigest()[:32]
    event.add("uid", f"{digest}@gongkai")
    event.add("dtstamp", at)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", one.title)
    event.add("description", "\n".join(part for part in (one.why, one.unit, one.kind) if part))
    event.add("url", site.rstrip("/") + one.href)
    event.add("transp", "TRANSPARENT")
    return event
