"""People, their roles and sessions, as a viewer may see them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from gongkai.core.access import Viewer
from gongkai.core.models import Assignment, Delegation, Duty, Person, Role, SignIn, in_force
from gongkai.core.queries.units import units

_DEMO_EACH: Final = 2


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account the sign-in page of a demonstration offers, with what can be done as it."""

    person: Person
    unit: str
    role: str
    can: str


def demo_accounts(on: date) -> tuple[DemoAccount, ...]:
    """Return two people of each role, by unit and in the order of the roles. For demonstrations."""
    taken: set[int] = set()
    found: list[DemoAccount] = []
    for role in Role.objects.all():
        for one in _in_force(on).filter(role=role).exclude(person__in=taken)[:_DEMO_EACH]:
            taken.add(one.person_id)
            unit = one.person.unit.label
            found.append(DemoAccount(one.person, unit, role.title, role.description))
    return tuple(sorted(found, key=lambda one: one.person.unit.path))


def _in_force(on: date) -> "QuerySet[Assignment]":
    found = Assignment.objects.filter(in_force(on), person__is_active=True)
    return found.select_related("person__unit", "role").order_by("person__unit__path", "person__id")


def people(viewer: Viewer) -> "QuerySet[Person]":
    """Return the accounts of the government the viewer belongs to, closed ones too.

    ``roles_now`` holds each one's roles of the day, so that a list asks once for all of them.
    """
    roles = Assignment.objects.filter(in_force(timezone.localdate(viewer.at)))
    now = Prefetch("assignments", roles.select_related("role", "unit"), to_attr="roles_now")
    found = Person.objects.filter(unit__in=units(viewer))
    return found.select_related("unit").prefetch_related(now)


def person(viewer: Viewer, person_id: int) -> Person | None:
    """Return one account the viewer may see."""
    return people(viewer).filter(pk=person_id).first()


def myself(viewer: Viewer) -> Person:
    """Return the person the viewer is; raises ``Person.DoesNotExist`` for anybody else."""
    return Person.objects.select_related("unit").get(pk=viewer.person_id or 0)


def colleagues(viewer: Viewer) -> "QuerySet[Person]":
    """Return the active people of the viewer's own government, but the viewer."""
    root = viewer.unit_path.split("/")[1] if viewer.unit_path else ""
    found = Person.objects.filter(is_active=True, unit__path__startswith=f"/{root}/")
    others = found.exclude(pk=viewer.person_id or 0)
    return others.select_related("unit").order_by("unit__path", "name", "pk")


def assignments_of(one: Person, at: datetime) -> "QuerySet[Assignment]":
    """Return the roles a person has or will have; what is over stands in the events."""
    day = timezone.localdate(at)
    found = one.assignments.filter(Q(until=None) | Q(until__gt=day))
    return found.select_related("role", "unit").order_by("since", "pk")


def does_business(one: Person, at: datetime) -> bool:
    """Whether a person has a business role, and so something others may stand in for."""
    return assignments_of(one, at).filter(role__duty=Duty.BUSINESS).exists()


def open_sessions(one: Person, at: datetime) -> "QuerySet[SignIn]":
    """Return the sessions a person is signed in with; one idle for too long is over."""
    return one.sign_ins.filter(ended_at=None, seen_at__gte=at - settings.SESSION_IDLE)


def delegations(viewer: Viewer) -> "QuerySet[Delegation]":
    """Return who stands in for the viewer, and for whom the viewer does; the newest first."""
    mine = Q(principal_id=viewer.person_id or 0) | Q(delegate_id=viewer.person_id or 0)
    found = Delegation.objects.filter(mine).select_related("principal", "delegate")
    return found.order_by("-starts_at", "-pk")[:20]


def roles() -> "QuerySet[Role]":
    """Return every role, in order. What roles there are is no secret."""
    return Role.objects.all()


def assignment(viewer: Viewer, assignment_id: int) -> Assignment | None:
    """Return a granted role of a person the viewer may see."""
    found = Assignment.objects.select_related("person", "role", "unit")
    return found.filter(pk=assignment_id, person__unit__in=units(viewer)).first()
