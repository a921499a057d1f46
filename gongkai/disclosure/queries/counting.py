"""What units published in a span of days, read for counting: in few queries, however many units."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import F, Q

from gongkai.core.days import ZONE, day_of
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import Item, Signature
from gongkai.disclosure.queries.published import public_items
from gongkai.rules.publishing.signatures import Outcome

# The content type of press conferences in the packs.
_CONFERENCE: Final = "press_conference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A public item first published in the span, by the unit at ``unit_path``.

    ``chain`` is the review it went through, empty for what was taken over from elsewhere;
    ``signers`` how many people agreed to what is live now.
    """

    id: int
    key: str
    unit_path: str
    title: str
    on: date
    content_type: str
    document_number: str
    chain: str
    signers: int


def published_between(under: Collection[str], start: date, end: date) -> tuple[Counted, ...]:
    """Return what units at or under these paths published from one day to another, oldest first.

    Only what is public now: nothing else can be opened by whoever counts again.
    """
    rows = public_items().filter(
        _under(under),
        item__first_published_at__gte=datetime.combine(start, time(), ZONE),
        item__first_published_at__lt=datetime.combine(end + timedelta(days=1), time(), ZONE),
    )
    found = list(
        rows.order_by("item__first_published_at", "pk").values_list(
            "pk",
            "item",
            "item__key",
            "item__unit__path",
            "title",
            "item__first_published_at",
            "item__content_type",
            "document_number",
            "chain",
        )
    )
    signers = _signers(Q(edition__in=rows.order_by().values("pk")))
    return tuple(
        Counted(
            id=item,
            key=key,
            unit_path=path,
            title=title,
            on=day_of(at),
            content_type=kind,
            document_number=number,
            chain=chain,
            signers=signers.get(edition, 0),
        )
        for edition, item, key, path, title, at, kind, number, chain in found
        if at is not None
    )


def _under(paths: Collection[str]) -> Q:
    condition = Q(pk__in=())
    for path in paths:
        condition |= Q(item__unit__path__startswith=path)
    return condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """A press conference the public can read about: the day it was held, and who was there."""

    key: str
    unit_path: str
    title: str
    on: date
    leader: bool


def conferences_published(under: Collection[str], start: date, end: date) -> tuple[Conference, ...]:
    """Return the press conferences units at or under these paths published in the span.

    The day is the one stated in the item; where none is stated, that of publication.
    """
    rows = public_items().filter(
        _under(under),
        item__content_type=_CONFERENCE,
        item__first_published_at__gte=datetime.combine(start, time(), ZONE),
        item__first_published_at__lt=datetime.combine(end + timedelta(days=1), time(), ZONE),
    )
    found = rows.order_by("item__first_published_at", "pk").values_list(
        "item__key", "item__unit__path", "title", "item__first_published_at", "details"
    )
    return tuple(
        Conference(
            key=key,
            unit_path=path,
            title=title,
            on=_held_on(details) or day_of(at),
            leader=details.get("leader_attended") is True,
        )
        for key, path, title, at, details in found
        if at is not None
    )


def _held_on(details: Mapping[str, object]) -> date | None:
    try:
        return date.fromisoformat(str(details.get("held_on", "")))
    except ValueError:
        return None


def _signers(of: Q) -> Mapping[int, int]:
    """Return how many people signed the text that is live, by edition."""
    rows = Signature.objects.filter(of, outcome=Outcome.SIGN, fingerprint=F("edition__fingerprint"))
    people: dict[int, set[int]] = defaultdict(set)
    for edition, person in rows.values_list("edition", "person"):
        people[edition].add(person)
    return {edition: len(found) for edition, found in people.items()}


def with_interpretation(documents: Iterable[Counted]) -> Iterator[tuple[Counted, date | None]]:
    """Yield the documents that must go out together with an interpretation, and when one came.

    Which they are the disclosure pack says (002 §7.3); ``None`` where none is public.
    """
    pack = rulebook.pack()
    kinds = {
        kind for rule in pack.releases if rule.together and rule.at_least for kind in rule.documents
    }
    wanted = [one for one in documents if one.content_type in kinds]
    first: dict[int, date] = {}
    rows = public_items().filter(item__interprets__in=[one.id for one in wanted])
    for document, at in rows.order_by().values_list("item__interprets", "item__first_published_at"):
        if document is not None and at is not None:
            day = day_of(at)
            first[document] = min(first.get(document, day), day)
    yield from ((one, first.get(one.id)) for one in wanted)


def public_keys(items: Iterable[int]) -> Mapping[int, str]:
    """Return the keys of those of these items that the public can open, by id."""
    seen = public_items().filter(item__in=list(set(items))).order_by()
    return dict(seen.values_list("item", "item__key"))


def is_own_duty(category: str, content_types: Collection[str]) -> bool:
    """Whether a category of the disclosure pack is for items of one of these content types."""
    pack = rulebook.pack()
    if not pack.has_node(category):
        return False
    return not set(pack.node(category).content_types).isdisjoint(content_types)


def category_title(category: str) -> str:
    """Return what a category is called; its id where the pack has dropped it."""
    pack = rulebook.pack()
    return pack.node(category).title if pack.has_node(category) else category


def lies_in(category: str, above: str) -> bool:
    """Whether a category is another or lies in it; one the pack has dropped is only itself."""
    pack = rulebook.pack()
    if category == above or not pack.has_node(category):
        return category == above
    return any(node.id == above for node in pack.path(category))


def known_items(keys: Iterable[str]) -> frozenset[str]:
    """Return which of these keys still lead to a public page."""
    rows = Item.objects.filter(key__in=list(keys))
    live = public_items().filter(item__in=rows.values("pk")).order_by()
    return frozenset(live.values_list("item__key", flat=True))
