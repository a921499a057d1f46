"""Which documents an item interprets or clarifies, what interprets it, and what is still owed.

A document may be named by whoever sees it in the office, and by everybody once it is public: the
interpretation of a document of the government is as a rule written by a bureau.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.queries.items import find_item, items_for, saying
from gongkai.disclosure.queries.published import public_items
from gongkai.policy.disclosure import ReleaseRule
from gongkai.rules.obligations import Reckoning, TimingRule, Within
from gongkai.rules.workdays import OutsideCalendarError

MOST_FOUND: Final = 20
"""How many documents a search gives; who finds more says more words."""


@dataclass(frozen=True, slots=True)
class Related:
    """A document as a viewer may name it. ``in_office``: it can be opened in the office too."""

    item: int
    key: str
    content_type: str
    title: str
    number: str
    unit: str
    is_public: bool
    in_office: bool


@dataclass(frozen=True, slots=True)
class Relations:
    """An item among documents, both ways, as far as a viewer may know of them."""

    interprets: Related | None
    clarifies: Related | None
    interpretations: tuple[Related, ...]
    clarifications: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """A rule of the pack that asks for more interpretations of a document than there are.

    ``due_on`` is known once the document is public: the same day where both go out together, else
    by the timing rule ``timing`` of the category interpretations stand in, where it has a term.
    """

    rule: ReleaseRule
    lacking: int
    due_on: date | None
    timing: TimingRule | None = None


def relations_of(viewer: Viewer, item: Item) -> Relations:
    """Return the documents an item is related to; what the viewer may not know is left out."""
    pointing = Item.objects.filter(Q(interprets=item) | Q(clarifies=item)).order_by("pk")
    back = list(pointing.values_list("pk", "interprets", "clarifies"))
    own = [one for one in (item.interprets_id, item.clarifies_id) if one is not None]
    known = related(viewer, [*own, *(pk for pk, _, _ in back)])
    return Relations(
        known.get(item.interprets_id or 0),
        known.get(item.clarifies_id or 0),
        tuple(known[pk] for pk, to, _ in back if to == item.pk and pk in known),
        tuple(known[pk] for pk, _, to in back if to == item.pk and pk in known),
    )


def related(viewer: Viewer, ids: Iterable[int]) -> dict[int, Related]:
    """Return documents as a viewer may name them, by item id."""
    wanted = list(ids)
    if not wanted:
        return {}
    public = {one.item_id: one for one in public_items().filter(item__in=wanted)}
    inside = {one.pk: one for one in items_for(viewer).filter(pk__in=wanted)}
    found = {}
    for pk in (one for one in wanted if one in inside or one in public):
        item = inside.get(pk) or public[pk].item
        current: list[Edition] = item.__dict__.get("current", [])
        said = public.get(pk) or (current[-1] if current else None)
        found[pk] = Related(
            item=pk,
            key=item.key,
            content_type=item.content_type,
            title=str(said) if said is not None else str(item),
            number=said.document_number if said is not None else "",
            unit=item.unit.label,
            is_public=pk in public,
            in_office=pk in inside,
        )
    return found


def documents_saying(viewer: Viewer, words: str, *, but: Item) -> tuple[Related, ...]:
    """Return the documents a viewer may name that say words in title or number, the newest first.

    One whose number or title is exactly that stands first, then what the pack wants interpreted.
    """
    asked = words.strip()
    if not asked:
        return ()
    says = Q(title__icontains=asked) | Q(document_number__icontains=asked)
    public = public_items().filter(says | Q(item__index_number__icontains=asked))
    inside = items_for(viewer).filter(saying(viewer, asked)).order_by("-pk")
    ids = [
        *inside.values_list("pk", flat=True)[: MOST_FOUND + 1],
        *public.values_list("item", flat=True)[: MOST_FOUND + 1],
    ]
    found = related(viewer, dict.fromkeys(pk for pk in ids if pk != but.pk)).values()
    wanted = {kind for rule in rulebook.pack().releases for kind in rule.documents}
    ordered = sorted(
        found,
        key=lambda one: (
            asked not in {one.number, one.title},
            one.content_type not in wanted,
            -one.item,
        ),
    )
    return tuple(ordered[:MOST_FOUND])


def document_named(viewer: Viewer, typed: str) -> Item | None:
    """Return the one document meant by a key, an address or a whole number, else ``None``."""
    words = typed.strip()
    key = words.strip("/").rpartition("/")[2]
    found = find_item(viewer, key) if key else None
    if found is None and key:
        public = public_items().filter(Q(item__key=key) | Q(item__index_number=words)).first()
        found = public.item if public is not None else None
    if found is None and words:
        found = items_for(viewer).filter(index_number=words).first()
    return found


def interpretations_owed(item: Item, day: date) -> tuple[Owed, ...]:
    """Return what the pack asks to be interpreted of a document and is not public on a day."""
    rules = rulebook.pack().releases_of(item.content_type)
    if not rules:
        return ()
    there = public_items().filter(item__interprets=item).order_by().values_list("details")
    forms = [str(details.get("form", "")) for (details,) in there]
    return tuple(_owed(item, rules, forms, day))


def _owed(item: Item, rules: Iterable[ReleaseRule], forms: list[str], day: date) -> Iterator[Owed]:
    for rule in rules:
        lacking = rule.at_least - sum(not rule.forms or form in rule.forms for form in forms)
        if lacking <= 0:
            continue
        if item.first_published_at is None:
            yield Owed(rule, lacking, None)
            continue
        public_on = day_of(item.first_published_at)
        if rule.together:
            yield Owed(rule, lacking, public_on)
            continue
        timing = _timing(rule.interpretation)
        yield Owed(rule, lacking, _due(public_on, timing, day), timing)


def _timing(content_type: str) -> TimingRule | None:
    """Return the rule with a term, of the category that items of a type usually stand in."""
    pack = rulebook.pack()
    category = pack.category_for(content_type)
    names = pack.node(category).timing if pack.has_node(category) else ()
    rules = (pack.timing_rule(name) for name in names)
    return next((one for one in rules if isinstance(one.timing, Within)), None)


def _due(public_on: date, timing: TimingRule | None, day: date) -> date | None:
    if timing is None or not isinstance(timing.timing, Within):
        return None
    reckoning = Reckoning(rulebook.national().calendar, day, day)
    try:
        return reckoning.due(public_on, timing.timing.term).on
    except OutsideCalendarError:
        return None  # published before the calendar begins: nobody counts its days any more
