"""Choices of forms: units set in under their superiors, people with their unit, roles."""

from collections.abc import Iterable

from gongkai.core.models import Person, Role, Unit
from gongkai.ui.components import Option


def unit_options(units: Iterable[Unit]) -> tuple[Option, ...]:
    """Return units to choose from; give them ordered by path."""
    return tuple(
        Option(str(one.pk), "　" * max(one.path.count("/") - 2, 0) + one.name) for one in units
    )


def person_options(people: Iterable[Person]) -> tuple[Option, ...]:
    """Return people to choose from, each with the unit, for names are not unique."""
    return tuple(Option(str(one.pk), f"{one.name}（{one.unit.label}）") for one in people)


def role_options(roles: Iterable[Role]) -> tuple[Option, ...]:
    """Return roles to choose from, with what each does."""
    return tuple(
        Option(str(one.pk), f"{one.title}（{one.get_duty_display()}）", one.description)
        for one in roles
    )
