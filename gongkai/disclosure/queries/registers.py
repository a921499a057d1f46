"""Registers: items of one content type as rows, in the office and for the public.

Which content types are registers the pack says (清单、名录、制度): their items are rows one
compares, not documents one reads.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform

from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.models import Unit, in_force
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import OPEN_STATES, Edition, ValidityEvent
from gongkai.disclosure.queries.listed import INNER_KINDS, Listing, joined, live_items
from gongkai.disclosure.queries.published import public_items
from gongkai.disclosure.queries.validity import validity_on
from gongkai.disclosure.queries.visibility import answers_for, editions_seen
from gongkai.policy.disclosure import ContentType, FieldKind, FieldSpec
from gongkai.rules.publishing.validity import Validity
from gongkai.rules.publishing.values import Availability, EditionState


def register_kinds() -> tuple[ContentType, ...]:
    """Return the content types that are registers, in the order of the pack."""
    return tuple(kind for kind in rulebook.pack().content_types if kind.register)


def register_kind(type_id: str) -> ContentType | None:
    """Return a content type that is a register, by id."""
    return next((kind for kind in register_kinds() if kind.id == type_id), None)


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """How a register stands: entries that are public, in work, to be looked at again."""

    kind: ContentType
    public: int = 0
    in_work: int = 0
    due: int = 0
    updated_at: datetime | None = None


def register_entries(viewer: Viewer, type_id: str) -> QuerySet[Edition]:
    """Return the entries of a register a viewer sees, one edition an item: the live one, else the
    one in work.
    """
    return _entries(viewer).filter(item__content_type=type_id)


def _entries(viewer: Viewer) -> QuerySet[Edition]:
    shown = Q(item__availability__in=(Availability.LIVE, Availability.UNPUBLISHED))
    live = Edition.objects.filter(item_id=OuterRef("item_id"), state=EditionState.LIVE)
    open_ = Q(state__in=OPEN_STATES) & ~Exists(live)
    standing_events = ValidityEvent.objects.filter(voided_at=None)
    return (
        Edition.objects.filter(editions_seen(viewer), shown)
        .filter(Q(state=EditionState.LIVE) | open_)
        .select_related("item", "item__unit")
        .prefetch_related(Prefetch("item__validity_events", standing_events, to_attr="standing"))
    )


def validity_of(entry: Edition, day: date) -> Validity:
    """Return where an entry that :func:`register_entries` has read stands on a day."""
    events: list[ValidityEvent] = entry.item.__dict__["standing"]
    return validity_on(entry, events, day, applies=True).state


def due_for_review(day: date) -> Q:
    """Return the condition on entries that somebody should look at again by a day."""
    return Q(state=EditionState.LIVE, item__review_due__lte=day)


def register_counts(viewer: Viewer) -> tuple[RegisterCount, ...]:
    """Return how each register stands today, as far as a viewer sees it."""
    kinds = register_kinds()
    live = Q(state=EditionState.LIVE)
    rows = (
        _entries(viewer)
        .filter(item__content_type__in=[kind.id for kind in kinds])
        .values("item__content_type")
        .annotate(
            public=Count("pk", filter=live),
            in_work=Count("pk", filter=~live),
            due=Count("pk", filter=due_for_review(day_of(viewer.at))),
            updated=Max("published_at"),
        )
        .order_by()
    )
    found = {row["item__content_type"]: row for row in rows}
    return tuple(
        RegisterCount(kind, row["public"], row["in_work"], row["due"], row["updated"])
        if (row := found.get(kind.id))
        else RegisterCount(kind)
        for kind in kinds
    )


@dataclass(frozen=True, slots=True)
class EntriesDue:
    """How many public entries of a register a unit should look at again, the first since when."""

    kind: ContentType
    unit: Unit
    count: int
    since: date


def entries_due(viewer: Viewer) -> tuple[EntriesDue, ...]:
    """Return what is due to be looked at again, of units the viewer writes for, by register."""
    kinds = {kind.id: kind for kind in register_kinds()}
    rows = (
        Edition.objects.filter(
            due_for_review(day_of(viewer.at)),
            viewer.reach_of("disclosure.write", "item__unit__path"),
            item__content_type__in=kinds,
            item__availability=Availability.LIVE,
        )
        .values_list("item__content_type", "item__unit")
        .annotate(count=Count("pk"), since=Min("item__review_due"))
        .order_by("since", "item__content_type", "item__unit")
    )
    found = list(rows)
    units = Unit.objects.in_bulk({unit for _, unit, _, _ in found})
    return tuple(
        EntriesDue(kinds[kind], units[unit], count, since) for kind, unit, count, since in found
    )


def divided_by(kind: ContentType) -> FieldSpec | None:
    """Return the field by whose choices the entries of a register are told apart."""
    return next((spec for spec in kind.fields if spec.kind is FieldKind.CHOICE), None)


@dataclass(frozen=True, slots=True)
class UnitEntries:
    """How many public entries a unit has: of each choice, and in all."""

    unit: Unit
    by_choice: Mapping[str, int]
    total: int


def entries_by_unit(viewer: Viewer, kind: ContentType) -> tuple[UnitEntries, ...]:
    """Return the public entries of each unit that a register binds, sections with their unit.

    Units without any are there too: that is what one looks for.
    """
    units = {unit.path: unit for unit in _bound(viewer, kind)}
    spec = divided_by(kind)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rows = public_items().filter(item__content_type=kind.id).order_by()
    chosen = KeyTextTransform(spec.id, "details") if spec is not None else Value("")
    for path, choice in rows.annotate(chosen=chosen).values_list("item__unit__path", "chosen"):
        counts[_nearest(path, units)][choice or ""] += 1
    return tuple(
        UnitEntries(unit, counts[path], counts[path].total()) for path, unit in units.items()
    )


def _nearest(path: str, units: Mapping[str, Unit]) -> str:
    """Return the path of the unit that answers for one: itself, or what it lies in."""
    while path and path not in units:
        path = path.rstrip("/").rpartition("/")[0]
        path = f"{path}/" if path else ""
    return path


def _bound(viewer: Viewer, kind: ContentType) -> tuple[Unit, ...]:
    """Return the units a viewer answers for that the category of a register binds."""
    rules = rulebook.pack()
    category = rules.category_for(kind.id)
    found = Unit.objects.filter(answers_for(viewer, "path"), in_force(day_of(viewer.at)))
    units = tuple(found.order_by("position", "pk"))
    if not rules.has_node(category):
        return units
    node = rules.node(category)
    kinds = {one.value for one in node.unit_kinds}
    levels = {one.value for one in node.levels}
    return tuple(
        unit for unit in units if unit.kind in kinds and (not unit.level or unit.level in levels)
    )


# --- for the public -----------------------------------------------------------------------------


def _public(type_ids: Iterable[str]) -> QuerySet[Edition]:
    return public_items().filter(item__content_type__in=list(type_ids)).order_by()


def public_entries(type_id: str, unit: Unit | None = None) -> tuple[Listing, ...]:
    """Return the public entries of a register, by unit and title; of a unit with its sections."""
    found = _public([type_id])
    if unit is not None:
        found = found.filter(item__unit__in=_with_page_of(unit))
    order = ("item__unit__position", "item__unit_id", "title", "item_id")
    return tuple(joined(found.order_by(*order)))


def public_counts() -> dict[str, tuple[int, datetime]]:
    """Return how many public entries each register has, and the newest change, by its id."""
    found = _public(kind.id for kind in register_kinds())
    rows = found.values_list("item__content_type").annotate(Count("pk"), Max("published_at"))
    return {type_id: (count, at) for type_id, count, at in rows}


def kinds_of_unit(unit: Unit) -> frozenset[str]:
    """Return the registers in which a unit has public entries, by id."""
    kinds = [kind.id for kind in register_kinds()]
    found = live_items().filter(content_type__in=kinds, unit__in=_with_page_of(unit))
    return frozenset(found.values_list("content_type", flat=True).distinct())


def units_of_kinds() -> dict[str, tuple[Unit, ...]]:
    """Return the units on whose page entries of each register stand, by its id.

    Whether there are any is asked, not how many: that takes no longer with a large archive.
    """
    kinds = [kind.id for kind in register_kinds()]
    any_of = {
        f"has_{n}": Exists(live_items().filter(content_type=kind, unit=OuterRef("pk")))
        for n, kind in enumerate(kinds)
    }
    units = {unit.pk: unit for unit in Unit.objects.annotate(**any_of)}
    return {
        kind: _with_pages((one for one in units.values() if one.__dict__[f"has_{n}"]), units)
        for n, kind in enumerate(kinds)
    }


def _with_pages(found: Iterable[Unit], units: Mapping[int, Unit]) -> tuple[Unit, ...]:
    """Return the units that have the pages of some units, in the order of the tree."""
    shown = {_page_of(unit, units).pk for unit in found}
    return tuple(sorted((units[pk] for pk in shown), key=lambda unit: (unit.position, unit.pk)))


def _page_of(unit: Unit, units: Mapping[int, Unit]) -> Unit:
    """Return the unit that has the page of one: itself, or the one it is inside."""
    while unit.kind in INNER_KINDS and unit.parent_id is not None:
        unit = units[unit.parent_id]
    return unit


def _with_page_of(unit: Unit) -> list[int]:
    """Return a unit and the sections that have its page: not those of a bureau below it."""
    below = Unit.objects.filter(path__startswith=unit.path).exclude(pk=unit.pk)
    kinds = dict(below.values_list("pk", "kind"))
    paths = below.filter(kind__in=INNER_KINDS).values_list("path", flat=True)
    ways = (path.removeprefix(unit.path).strip("/").split("/") for path in paths)
    inner = [[int(part) for part in way] for way in ways]
    return [
        unit.pk,
        *(way[-1] for way in inner if all(kinds[part] in INNER_KINDS for part in way)),
    ]


def public_units(type_id: str) -> tuple[tuple[Unit, int], ...]:
    """Return the units on whose page entries of a register stand, with how many."""
    rows = _public([type_id]).values_list("item__unit").annotate(Count("pk"))
    units = {unit.pk: unit for unit in Unit.objects.all()}
    counts: Counter[int] = Counter()
    for unit_id, count in rows:
        counts[_page_of(units[unit_id], units).pk] += count
    found = sorted((units[pk] for pk in counts), key=lambda unit: (unit.position, unit.pk))
    return tuple((unit, counts[unit.pk]) for unit in found)
