"""Units, bodies and shared tasks as they were on a day.

The register of a government's own units is no secret inside it: whoever may view units anywhere
sees the whole tree of that government. Changing is decided unit by unit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.core.access import Viewer
from gongkai.core.models import (
    Body,
    Membership,
    Part,
    Person,
    Responsibility,
    ResponsibilityShare,
    Succession,
    Unit,
    UnitName,
    UnitPlace,
    in_force,
)


def units(viewer: Viewer) -> "QuerySet[Unit]":
    """Return the units of the governments the viewer belongs to, whether in force or not."""
    if viewer.is_system:
        return Unit.objects.all()
    if not viewer.may("units.view"):
        return Unit.objects.none()
    roots = {grant.unit_path.split("/")[1] for grant in viewer.grants}
    condition = Q(pk__in=())
    for root in roots:
        condition |= Q(path__startswith=f"/{root}/")
    return Unit.objects.filter(condition)


def manageable(viewer: Viewer) -> "QuerySet[Unit]":
    """Return the units in force the viewer may change."""
    return units(viewer).filter(viewer.reach("units.manage"), until=None)


def unit(viewer: Viewer, unit_id: int) -> Unit | None:
    """Return one unit the viewer may see."""
    return units(viewer).select_related("parent").filter(pk=unit_id).first()


@dataclass
class Node:
    """A unit in the tree as it was on a day: its name then, and what stood under it then."""

    unit: Unit
    name: str
    parent_id: int | None
    children: "list[Node]" = field(default_factory=list)


def tree(viewer: Viewer, on: date) -> tuple[Node, ...]:
    """Return the tree of a day, topmost units first. Four queries, however many units."""
    found = list(units(viewer).filter(in_force(on)).order_by("position", "pk"))
    ids = [one.pk for one in found]
    places = _of_day(UnitPlace.objects.filter(unit__in=ids), on)
    names = _of_day(UnitName.objects.filter(unit__in=ids), on)
    nodes = {one.pk: _node(one, names.get(one.pk), places.get(one.pk)) for one in found}
    roots: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.parent_id or 0)
        (above.children if above is not None else roots).append(node)
    return tuple(roots)


def in_order(rows: "QuerySet[Unit]") -> list[Unit]:
    """Return units in the order of the register, each after its superior. Two queries."""
    places = {pk: (position, pk) for pk, position in Unit.objects.values_list("pk", "position")}
    return sorted(rows, key=lambda one: [places[int(step)] for step in one.path.split("/") if step])


def _of_day(rows: "QuerySet[UnitName] | QuerySet[UnitPlace]", on: date) -> dict[int, object]:
    return {row.unit_id: row for row in rows.filter(in_force(on))}


def _node(one: Unit, name: object, place: object) -> Node:
    called = name.name if isinstance(name, UnitName) else one.name
    parent = place.parent_id if isinstance(place, UnitPlace) else one.parent_id
    return Node(one, called, parent)


def name_on(one: Unit, on: date) -> str:
    """Return what a unit was called on a day; before it existed, its first name."""
    row = one.names.filter(in_force(on)).first() or one.names.order_by("since").first()
    return row.name if row is not None else one.name


def names(one: Unit) -> "QuerySet[UnitName]":
    """Return the names of a unit, the present one first."""
    return one.names.order_by("-since")


def places(one: Unit) -> "QuerySet[UnitPlace]":
    """Return the superiors of a unit, the present one first."""
    return one.places.select_related("parent").order_by("-since")


def predecessors(one: Unit) -> "QuerySet[Succession]":
    """Return whose duties passed to a unit."""
    return one.predecessions.select_related("predecessor").order_by("-on", "pk")


def successors(one: Unit) -> "QuerySet[Succession]":
    """Return to whom a unit's duties passed."""
    return one.successions.select_related("successor").order_by("-on", "pk")


def successor_of(one: Unit, limit: int = 20) -> Unit:
    """Return the unit that has a unit's duties today, along mergers and replacements."""
    for _step in range(limit):
        if one.until is None:
            return one
        link = one.successions.select_related("successor").order_by("on", "pk").first()
        if link is None:
            return one
        one = link.successor
    return one


def ancestors(one: Unit) -> list[Unit]:
    """Return the units above one, the topmost first."""
    ids = [int(step) for step in one.path.strip("/").split("/")[:-1]]
    found = Unit.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def bodies(viewer: Viewer, on: date) -> "QuerySet[Body]":
    """Return the bodies of a day at units the viewer may see."""
    found = Body.objects.filter(in_force(on), unit__in=units(viewer))
    return found.select_related("unit").order_by("unit__path", "kind", "pk")


def members(viewer: Viewer, on: date) -> "QuerySet[Membership]":
    """Return the seats of a day in the bodies the viewer may see."""
    found = Membership.objects.filter(in_force(on), body__unit__in=units(viewer))
    return found.select_related("unit", "body__unit", "person").order_by(
        "body__unit__path", "body_id", "position", "pk"
    )


def people_of(viewer: Viewer, one: Unit) -> "QuerySet[Person]":
    """Return the people of a unit the viewer may see."""
    if not units(viewer).filter(pk=one.pk).exists():
        return Person.objects.none()
    return one.people.filter(is_active=True).order_by("name", "pk")


def accounts(viewer: Viewer) -> "QuerySet[Person]":
    """Return the active accounts of the units the viewer may see, to choose from."""
    found = Person.objects.filter(unit__in=units(viewer), is_active=True)
    return found.select_related("unit").order_by("unit__path", "name", "pk")


@dataclass(frozen=True, slots=True)
class Shared:
    """A task with the units that have a part in it."""

    task: Responsibility
    lead: Unit
    cooperate: tuple[Unit, ...]


def responsibilities(viewer: Viewer, on: date) -> "QuerySet[Responsibility]":
    """Return the shared tasks of a day in which a unit the viewer may see has a part."""
    shares = ResponsibilityShare.objects.filter(unit__in=units(viewer))
    found = Responsibility.objects.filter(in_force(on), shares__in=shares).distinct()
    return found.prefetch_related("shares__unit").order_by("category", "pk")


def shared(tasks: Iterable[Responsibility]) -> Iterator[Shared]:
    """Put the units beside each task; the one that leads first."""
    for task in tasks:
        shares = sorted(task.shares.all(), key=lambda one: (one.unit.path, one.pk))
        lead = next(one.unit for one in shares if one.part == Part.LEAD)
        others = tuple(one.unit for one in shares if one.part != Part.LEAD)
        yield Shared(task, lead, others)
