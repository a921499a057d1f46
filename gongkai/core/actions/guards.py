"""What several actions on people, roles and units must hold to.

The system, the security and the audit administrator are three people at least, none of whom does
business (GB/T 22239 level 3), and there is always one of each.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from gongkai.core.actions.base import Refused
from gongkai.core.models import (
    Assignment,
    Body,
    Delegation,
    Duty,
    Membership,
    Person,
    Responsibility,
    Role,
    UnitName,
    UnitPlace,
)

SEPARATE: Final = (Duty.SYSTEM, Duty.SECURITY, Duty.AUDIT)
Closing = UnitName | UnitPlace | Body | Membership | Assignment | Responsibility


def close(row: Closing, on: date) -> None:
    """End a row on a day; one that had not begun before that day is taken away."""
    if row.since >= on:
        row.delete()
        return
    row.until = on
    row.save(update_fields=["until"])


def check_duties_stay(ending: "QuerySet[Assignment]", words: str, on: date) -> None:
    """Raise ``Refused`` if, without these, nobody would lastingly have a separate duty.

    ``words`` is the refusal, with ``%(duty)s`` for the duty.
    """
    gone = set(ending.values_list("pk", flat=True))
    for duty in SEPARATE:
        if not ending.filter(role__duty=duty).exists():
            continue
        # Two who end two last ones at once go one after the other: the second sees what is left.
        list(Role.objects.select_for_update().filter(duty=duty).order_by("pk"))
        if not lasting(duty, on).exclude(pk__in=gone).exists():
            raise Refused(words % {"duty": duty.label})


def lasting(duty: Duty, on: date) -> "QuerySet[Assignment]":
    """Return the open-ended roles of a duty that active people have on a day."""
    return Assignment.objects.filter(
        role__duty=duty, until=None, since__lte=on, person__is_active=True
    )


def duties_of(person: Person, since: date, until: date | None) -> set[str]:
    """Return the duties a person has at any time of a period."""
    held = Assignment.objects.filter(Q(until=None) | Q(until__gt=since), person=person)
    if until is not None:
        held = held.filter(since__lt=until)
    return set(held.values_list("role__duty", flat=True))


def check_one_duty(person: Person, duty: str, since: date, until: date | None) -> None:
    """Raise ``Refused`` where a role would give a person a second kind of duty."""
    others = duties_of(person, since, until) - {duty}
    if others:
        raise Refused(
            gettext(
                "“%(name)s”已有%(held)s类角色，不能再授予%(asked)s类角色：两类职责须由不同的人担任。"
            )
            % {"name": person, "held": _labels(others), "asked": Duty(duty).label},
            "role",
        )
    if duty in SEPARATE and stands_in(person, since).exists():
        raise Refused(
            gettext("“%(name)s”正在或将要代理他人，代理结束后才能授予%(asked)s类角色。")
            % {"name": person, "asked": Duty(duty).label},
            "role",
        )


def stands_in(person: Person, since: date) -> "QuerySet[Delegation]":
    """Return the delegations to a person that are not over on a day."""
    return Delegation.objects.filter(delegate=person, revoked_at=None, ends_at__date__gte=since)


def _labels(duties: Iterable[str]) -> str:
    return "、".join(str(Duty(one).label) for one in sorted(duties))
