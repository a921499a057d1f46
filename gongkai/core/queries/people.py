"""People, their roles and sessions, as a viewer may see them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from gongkai.core.models import Assignment, Person, Role

_DEMO_EACH: Final = 2


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account the sign-in page of a demonstration offers, with what can be done as it."""

    person: Person
    unit: str
    role: str
    can: str


def demo_accounts(on: date) -> tuple[DemoAccount, ...]:
    """Return two people of each role, in the order of the roles. For demonstrations only."""
    taken: set[int] = set()
    found: list[DemoAccount] = []
    for role in Role.objects.all():
        for one in _in_force(on).filter(role=role).exclude(person__in=taken)[:_DEMO_EACH]:
            taken.add(one.person_id)
            unit = one.person.unit.label
            found.append(DemoAccount(one.person, unit, role.title, role.description))
    return tuple(found)


def _in_force(on: date) -> "QuerySet[Assignment]":
    return (
        Assignment.objects.select_related("person__unit", "role")
        .filter(Q(until=None) | Q(until__gt=on), since__lte=on, person__is_active=True)
        .order_by("person__unit__path", "person__id")
    )
