"""Every address × every usual role × units: open exactly where the declared permission is held.

New addresses are covered without a word here. An id nobody knows is one of nothing, and not found;
give it a sample to cover what stands behind it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from gongkai.core.access import viewer_of
from gongkai.core.actions.bodies import BodyDraft, MemberDraft, create_body, join_body
from gongkai.core.actions.delegations import delegate
from gongkai.core.actions.responsibilities import Task, create_responsibility
from gongkai.core.actions.roles import RoleDraft, create_role
from gongkai.core.models import SignIn
from gongkai.core.permissions import OWN, REGISTER
from gongkai.core.roles import USUAL
from gongkai.ui.access import Access, declared
from tests.assessment.county import plant_units, take_over
from tests.people import NOW, SINCE, SYSTEM, People, plant, sign_in

NOBODY: Final = 999_999_999
DENIED: Final = 403
# What a page may answer to whoever may open it. Objects of another government or none at all are
# not found; what is only posted to may not be read; a refusal in words is a 409; a search without
# its index says so.
ANSWERS: Final = frozenset({200, 302, 404, 405, 409, 422, 503})


@dataclass(frozen=True)
class Address:
    """An address of the product: its route, what it declares, the names in it."""

    route: str
    name: str
    access: Access
    parameters: tuple[str, ...]
    pattern: Any

    def __str__(self) -> str:
        return self.name or self.route


def walk(
    patterns: list[URLPattern | URLResolver], above: str = "", names: tuple[str, ...] = ()
) -> Iterator[Address]:
    for one in patterns:
        route = above + str(one.pattern)
        inner = (*names, *one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, route, inner)
            continue
        access = declared(one.callback)
        assert access is not None, route
        yield Address(route, one.name or "", access, tuple(dict.fromkeys(inner)), one.pattern)


@cache
def addresses() -> tuple[Address, ...]:
    return tuple(walk(get_resolver().url_patterns))


# A round of the demo county.
ROUND: Final = "2025-zonghe"
# Values for the parameters of addresses; those of our own objects are put in by ``samples``.
PARAMETERS: Final[Mapping[str, object]] = {
    "unit_id": "ju-caizheng",
    "pack_id": "shifandian",
    "kind": "json",
    "code": "en",
    "size": "large",
    "key": "0" * 32,
    "object_type": "core.unit",
    "object_id": "1",
    "format": "json",
    "slug": "none",
    "type_id": "institution",
    "path": "none",
}


@pytest.fixture
def samples(people: People) -> dict[str, object]:
    """One object of 示例县 for each kind of id in an address."""
    unit = people.unit("caizheng")
    person = people("clerk", unit="caizheng", name="示例人", username="sample")
    body = create_body(unit.pk, BodyDraft("leading_group", "领导小组"), since=SINCE, by=SYSTEM)
    member = join_body(body.pk, MemberDraft("李四", "组长", unit.pk), since=SINCE, by=SYSTEM)
    task = create_responsibility(Task("更新指南", unit.pk), since=SINCE, by=SYSTEM)
    draft = RoleDraft("自建", "甲", "business", frozenset({"desk.view"}))
    given = delegate(
        people("clerk", name="代理人", username="stand-in").pk,
        starts_at=NOW,
        ends_at=NOW.replace(year=2099),
        reason="出差",
        by=viewer_of(person, NOW),
    )
    sign_in(Client(), person)
    return {
        "unit_id": unit.pk,
        "person_id": person.pk,
        "body_id": body.pk,
        "member_id": member.pk,
        "task_id": task.pk,
        "role_id": create_role(draft, by=SYSTEM).pk,
        "assignment_id": person.assignments.get().pk,
        "delegation_id": given.pk,
        "sign_in_id": SignIn.objects.get(person=person).pk,
    }


def fill(address: Address, samples: Mapping[str, object]) -> str:
    """Return the address with its parameters filled in; an id nobody knows is one of nothing."""
    path = address.route
    for name in address.parameters:
        start = path.index(f":{name}>") if f":{name}>" in path else path.index(f"<{name}>")
        start = path.rindex("<", 0, start + 1)
        end = path.index(">", start) + 1
        is_number = path[start:end].startswith("<int:")
        value = samples.get(name, PARAMETERS.get(name, NOBODY if is_number else "none"))
        if not is_number and name in PARAMETERS:
            value = PARAMETERS[name]
        if name == "key" and path.startswith("office/rounds/"):
            value = ROUND
        path = path[:start] + quote(str(value), safe="") + path[end:]
    return "/" + path


ROLES: Final = [role.code for role in USUAL]


@pytest.fixture(autouse=True)
def _county(people: People, demo_site: Path) -> None:
    """The demo county behind the assessment screens, with one of its rounds."""
    plant_units(people)
    take_over(people, demo_site, ROUND)


def test_every_declared_permission_is_in_the_register() -> None:
    asked = {one.access.permission for one in addresses()} - {""}
    assert asked <= REGISTER.keys()


def test_the_walk_finds_the_addresses_it_should() -> None:
    names = {one.name for one in addresses()}
    assert {"desk", "people", "org-unit", "audit", "rounds", "round-results", "sign-in"} <= names
    assert len(addresses()) > 60


def test_who_has_not_signed_in_is_sent_to_do_so(samples: dict[str, object]) -> None:
    client = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
    wrong = []
    for one in addresses():
        path = fill(one, samples)
        answer = client.get(path)
        to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/office/login/?")
        if to_sign_in is one.access.is_public:
            wrong.append((path, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("code", ROLES)
def test_a_role_opens_exactly_what_its_permissions_name(
    people: People, signed_in: Callable[..., Client], samples: dict[str, object], code: str
) -> None:
    role = next(one for one in USUAL if one.code == code)
    client = signed_in(code, name="测试员", username="tester")
    client.raise_request_exception = False  # so that every broken page is named, not the first
    held = {*role.permissions, OWN, ""}
    wrong = []
    for one in addresses():
        path = fill(one, samples)
        answer = client.get(path).status_code
        allowed = one.access.permission in held
        if (answer == DENIED) is allowed or answer not in ANSWERS | {DENIED}:
            wrong.append((path, one.access.permission, answer))
    assert wrong == []


OBJECTS: Final = frozenset(
    {
        "person_id",
        "body_id",
        "member_id",
        "task_id",
        "assignment_id",
    }
)


def is_bound(one: Address) -> bool:
    """Whether an address shows an object of a government."""
    ours = one.route.startswith(("office/units/", "office/people/", "office/roles/assign"))
    return ours and bool(OBJECTS & set(one.parameters) or "unit_id" in one.parameters)


@pytest.mark.parametrize("code", ["leader", "system_admin", "security_admin", "auditor"])
def test_objects_of_another_government_are_not_there(
    people: People, samples: dict[str, object], code: str
) -> None:
    other = plant(("other", "另一县人民政府", "另一县", "government", "county", ""))
    people.units.update(other)
    stranger = people(code, unit="other", name="外人", username="stranger")
    found = {}
    bound = [one for one in addresses() if is_bound(one)]
    assert len(bound) > 15
    client = Client(HTTP_HOST="127.0.0.1")
    sign_in(client, stranger)
    for one in bound:
        path = fill(one, samples)
        answer = client.get(path).status_code
        if answer not in {404, 403, 405}:
            found[path] = answer
    assert found == {}


def test_the_samples_are_there_for_who_may_see_them(
    people: People, signed_in: Callable[..., Client], samples: dict[str, object]
) -> None:
    clients = [
        signed_in("system_admin", name="甲", username="a"),
        signed_in("security_admin", name="乙", username="b"),
    ]
    for one in addresses():
        if is_bound(one) and one.name != "person-reopen":
            path = fill(one, samples)
            assert 200 in {client.get(path).status_code for client in clients}, path
