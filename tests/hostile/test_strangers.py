"""Whoever knows an address, or an id in a form, of another government gains nothing by it.

The stranger holds every role there is, in a government of its own. Pages and forms are those the
people of 示例县 find by following links; whatever they send, the stranger sends too.
"""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from gongkai.core.models import Event, Unit
from gongkai.core.roles import USUAL
from tests.hostile.conftest import CountyPeople
from tests.hostile.forms import PageForm
from tests.hostile.walking import Walk, encoded
from tests.people import plant, sign_in

FORM: Final = "application/x-www-form-urlencoded"
# Words, packs and jobs of the whole installation, months and kinds: no object of a government.
COMMON: Final = frozenset(
    {"kind", "year", "month", "pack_id", "code", "size", "type_id", "format", "name", "job_id"}
)
OWN: Final = frozenset({"filled"})
"""Says what the answer holds of the asker's own units."""


@pytest.fixture
def stranger(county: dict[str, Client]) -> Client:
    """Somebody with every role of another government."""
    del county
    plant(("other", "另一县人民政府", "另一县", "government", "county", ""))
    person = CountyPeople()(
        *(role.code for role in USUAL), unit="other", name="外人", username="stranger"
    )
    client = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
    sign_in(client, person)
    return client


def forms_of(walks: list[Walk]) -> Iterator[tuple[Client, str, PageForm]]:
    """Yield every kind of form that writes once, with somebody who found it."""
    known: set[tuple[str, ...]] = set()
    for walk in walks:
        for key, (target, form) in walk.forms.items():
            if form.method == "post" and key not in known:
                known.add(key)
                yield walk.client, target, form


def send(client: Client, target: str, body: bytes, code: str = "xian") -> tuple[int, list[str]]:
    """Send a form and take it back; return the answer and what was done in the name of a unit."""
    ours = Unit.objects.get(code=code).path
    with transaction.atomic():
        last = Event.objects.order_by("number").values_list("number", flat=True).last() or 0
        status = client.generic("POST", quote(target), body, content_type=FORM).status_code
        done = Event.objects.filter(number__gt=last, unit_path__startswith=ours)
        found = list(done.values_list("verb", flat=True))
        transaction.set_rollback(True)
    return status, found


def strangers_change_nothing(walks: list[Walk], stranger: Client) -> None:
    wrong, worked = {}, set()
    for client, target, form in forms_of(walks):
        sent = [one for one in form.controls if one.kind != "file"]
        for button in form.buttons or [("", "")]:
            body = encoded(sent, button, {})
            status, done = send(stranger, target, body)
            if done or status >= 500:
                wrong[f"{target} {button}"] = (status, done, body[:200])
            _, by_ours = send(client, target, body)
            worked |= set(by_ours)
    assert wrong == {}
    # The same forms do something in the hands of those they are for.
    assert len(worked) > 40, sorted(worked)


def the_unit_next_door_changes_nothing(walks: list[Walk]) -> None:
    roles = ("clerk", "secrecy_reviewer", "first_reviewer", "second_reviewer", "final_reviewer")
    neighbour = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
    sign_in(neighbour, CountyPeople()(*roles, unit="qingshan", name="外人", username="next"))
    wrong, worked = {}, set()
    for client, target, form in forms_of(walks):
        sent = [one for one in form.controls if one.kind != "file"]
        for button in form.buttons or [("", "")]:
            body = encoded(sent, button, {})
            _, by_ours = send(client, target, body, "ju-caizheng")
            if by_ours:
                worked |= set(by_ours)
                status, done = send(neighbour, target, body, "ju-caizheng")
                if done or status >= 500:
                    wrong[f"{target} {button}"] = (status, done, body[:200])
    assert wrong == {}
    assert len(worked) > 15, sorted(worked)


def no_page_of_an_object_opens(walks: list[Walk], stranger: Client) -> None:
    pages = {path for walk in walks for path in walk.opened}
    objects = [one for one in sorted(pages) if set(resolve(one).kwargs) - COMMON - OWN]
    assert len(objects) > 60
    answers = {path: stranger.get(path).status_code for path in objects}
    assert {path: one for path, one in answers.items() if one not in {403, 404, 405}} == {}


def no_form_is_taken_without_its_page(walks: list[Walk]) -> None:
    taken = {}
    for client, target, form in forms_of(walks):
        strict = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
        strict.cookies = client.cookies
        body = encoded(form.controls, (form.buttons or [("", "")])[0], {"csrfmiddlewaretoken": b""})
        answer = strict.generic("POST", quote(target), body, content_type=FORM)
        if answer.status_code != 403 or "表单已失效" not in answer.content.decode():
            taken[target] = answer.status_code
    assert taken == {}


@pytest.mark.xdist_group("county at work")
def test_whoever_knows_addresses_and_ids_gains_nothing(
    walks: dict[str, Walk], stranger: Client
) -> None:
    """All in one, for the county is the same for all of it."""
    of_people = [walk for name, walk in walks.items() if name]
    strangers_change_nothing(of_people, stranger)
    the_unit_next_door_changes_nothing(of_people)
    no_page_of_an_object_opens(of_people, stranger)
    no_form_is_taken_without_its_page(of_people)
