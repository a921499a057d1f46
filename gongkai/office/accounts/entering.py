"""Opening the session of a person who has proved who they are."""

from typing import Final

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from gongkai.core.access import viewer, viewer_of
from gongkai.core.actions.sessions import start_session
from gongkai.core.models import Person
from gongkai.office.accounts.returning import next_address

BACKEND: Final = "django.contrib.auth.backends.ModelBackend"


def enter(request: HttpRequest, person: Person) -> HttpResponseRedirect:
    """Open the session under a new key, note it, and lead the person on."""
    target, asker = next_address(request) or reverse("desk"), viewer(request)
    login(request, person, backend=BACKEND)
    if request.session.session_key is None:
        request.session.save()
    start_session(
        person.pk,
        key=str(request.session.session_key),
        agent=request.headers.get("User-Agent", ""),
        by=viewer_of(person, asker.at, asker.address),
    )
    return HttpResponseRedirect(target)
