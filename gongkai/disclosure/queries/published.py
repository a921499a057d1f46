"""What the public may have: the one source of pages, lists, search, feeds, exports and mail.

Everything public stands on :func:`public_items`; whatever it leaves out reaches no outlet. Lists
by place and month are in ``queries.listed``, which stands on it too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db.models import Q, QuerySet

from gongkai.disclosure.models import Attachment, Edition, Item, ValidityEvent
from gongkai.rules.publishing.validity import ValidityKind
from gongkai.rules.publishing.values import Attribute, Availability, EditionState


def public_items() -> QuerySet[Edition]:
    """Return the live editions of public items, newest first, with item and unit."""
    return (
        Edition.objects.filter(
            state=EditionState.LIVE,
            item__availability=Availability.LIVE,
            item__attribute=Attribute.PUBLIC,
        )
        .select_related("item", "item__unit")
        .order_by("-published_at", "-id")
    )


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """One line of an item's public history."""

    number: int
    title: str
    published_at: datetime
    change_note: str


@dataclass(frozen=True, slots=True)
class PublicPage:
    """What an item's address answers.

    ``edition`` and everything that hangs on it is there only while the page is live; a withdrawn or
    deleted page has its ``notice`` alone, a redirected one the key it leads to. ``title`` is named
    while there is something to name.
    """

    item: Item
    status: Availability
    title: str = ""
    notice: str = ""
    redirect_key: str = ""
    edition: Edition | None = None
    files: tuple[Attachment, ...] = ()
    history: tuple[PublishedEdition, ...] = ()
    validity_events: tuple[ValidityEvent, ...] = ()
    interprets: tuple[Edition, ...] = ()
    interpretations: tuple[Edition, ...] = ()
    clarifies: tuple[Edition, ...] = ()
    clarifications: tuple[Edition, ...] = ()
    continues: tuple[Edition, ...] = ()
    continued_by: tuple[Edition, ...] = ()
    changes: tuple[tuple[ValidityKind, Edition], ...] = ()
    """The documents this one repealed, amended or gave another term, and which of these."""


def public_page(key: str) -> PublicPage | None:
    """Return the page at an item's address; ``None`` where the public never saw one."""
    return public_pages([key]).get(key)


def public_pages(keys: Iterable[str]) -> dict[str, PublicPage]:
    """Return the pages at many addresses, in as many queries as for one.

    Keys the public never saw anything under are left out.
    """
    known = Item.objects.select_related("unit", "redirect_to").filter(key__in=list(keys))
    items = list(known.exclude(availability=Availability.UNPUBLISHED))
    live = [one for one in items if one.availability == Availability.LIVE]
    return {page.item.key: page for page in (*_live_pages(live), *_closed_pages(items))}


def _closed_pages(items: Iterable[Item]) -> Iterator[PublicPage]:
    """Yield pages that were taken down; only a withdrawn public one still names its title."""
    closed = [one for one in items if one.availability != Availability.LIVE]
    named = [
        one
        for one in closed
        if one.availability == Availability.WITHDRAWN and one.attribute == Attribute.PUBLIC
    ]
    titles = _last_titles(named) if named else {}
    for item in closed:
        status = Availability(item.availability)
        target = item.redirect_to if status is Availability.REDIRECTED else None
        yield PublicPage(
            item=item,
            status=status,
            title=titles.get(item.pk, ""),
            notice=item.notice if status is Availability.WITHDRAWN else "",
            redirect_key=target.key if target is not None else "",
        )


def _last_titles(items: list[Item]) -> dict[int, str]:
    shown = Edition.objects.filter(item__in=items, published_at__isnull=False).order_by("number")
    return dict(shown.values_list("item", "title"))


def _live_pages(items: list[Item]) -> Iterator[PublicPage]:
    if not items:
        return
    editions = {one.item_id: one for one in public_items().filter(item__in=items)}
    files, history = _files(editions.values()), _history(items)
    events, related, changes = _events(items), _related(items), _changes(items)
    for item in items:
        edition = editions.get(item.pk)
        if edition is None:
            continue
        here = related.get(item.pk, ())
        yield PublicPage(
            item=item,
            status=Availability.LIVE,
            title=edition.title,
            edition=edition,
            files=tuple(files[edition.pk]),
            history=tuple(history[item.pk]),
            validity_events=tuple(events[item.pk]),
            interprets=tuple(one for one in here if one.item_id == item.interprets_id),
            interpretations=tuple(one for one in here if one.item.interprets_id == item.pk),
            clarifies=tuple(one for one in here if one.item_id == item.clarifies_id),
            clarifications=tuple(one for one in here if one.item.clarifies_id == item.pk),
            continues=tuple(one for one in here if one.item_id == item.continues_id),
            continued_by=tuple(one for one in here if one.item.continues_id == item.pk),
            changes=tuple(changes[item.pk]),
        )


def _files(editions: Iterable[Edition]) -> Mapping[int, list[Attachment]]:
    """Return the files of editions as they are shown: masked copies in place of originals."""
    found = Attachment.objects.filter(edition__in=list(editions), replaced_by=None)
    by_edition: dict[int, list[Attachment]] = defaultdict(list)
    for one in found.select_related("file").order_by("position", "id"):
        by_edition[one.edition_id].append(one)
    return by_edition


def _history(items: list[Item]) -> Mapping[int, list[PublishedEdition]]:
    """Return the published editions of items, the newest first."""
    published = Edition.objects.filter(
        item__in=items, state__in=[EditionState.LIVE, EditionState.SUPERSEDED]
    )
    by_item: dict[int, list[PublishedEdition]] = defaultdict(list)
    rows = published.order_by("-number").values_list(
        "item", "number", "title", "published_at", "change_note"
    )
    for item, number, title, at, note in rows:
        if at is not None:
            by_item[item].append(PublishedEdition(number, title, at, note))
    return by_item


def _events(items: list[Item]) -> Mapping[int, list[ValidityEvent]]:
    found = ValidityEvent.objects.filter(item__in=items, voided_at=None)
    by_item: dict[int, list[ValidityEvent]] = defaultdict(list)
    for one in found.select_related("by_item"):
        by_item[one.item_id].append(one)
    return by_item


def _changes(items: list[Item]) -> Mapping[int, list[tuple[ValidityKind, Edition]]]:
    """Return what documents did to others, as far as those are public."""
    found = ValidityEvent.objects.filter(by_item__in=items, voided_at=None).order_by("on", "id")
    rows = list(found.values_list("by_item", "kind", "item"))
    others = public_items().filter(item__in={item for _, _, item in rows}) if rows else ()
    editions = {one.item_id: one for one in others}
    by_item: dict[int, list[tuple[ValidityKind, Edition]]] = defaultdict(list)
    for by, kind, item in rows:
        if item in editions:
            by_item[by].append((ValidityKind(kind), editions[item]))
    return by_item


def _related(items: list[Item]) -> Mapping[int, list[Edition]]:
    """Return the public items related to each; what is not public is never named.

    Who points at them is asked of items alone: a condition over two tables finds no index.
    """
    points = {one.pk: _targets(one) for one in items}
    pointing = Item.objects.filter(
        Q(interprets__in=items) | Q(clarifies__in=items) | Q(continues__in=items)
    )
    wanted = {*pointing.order_by().values_list("pk", flat=True), *chain(*points.values())}
    by_item: dict[int, list[Edition]] = defaultdict(list)
    for one in public_items().filter(item__in=wanted) if wanted else ():
        back = _targets(one.item)
        for pk, targets in points.items():
            if one.item_id in targets or pk in back:
                by_item[pk].append(one)
    return by_item


def interpretations_of(items: Iterable[int]) -> Mapping[int, list[Edition]]:
    """Return the public interpretations of documents, by document, the oldest first.

    As in :func:`_related`, who points at them is asked of items alone.
    """
    pointing = Item.objects.filter(interprets__in=list(items)).order_by()
    wanted = list(pointing.values_list("pk", flat=True))
    by_item: dict[int, list[Edition]] = defaultdict(list)
    for one in public_items().filter(item__in=wanted).order_by("item_id") if wanted else ():
        by_item[one.item.interprets_id or 0].append(one)
    return by_item


def _targets(item: Item) -> set[int]:
    named = (item.interprets_id, item.clarifies_id, item.continues_id)
    return {one for one in named if one is not None}


def file_names(key: str = "") -> tuple[tuple[str, str], ...]:
    """Return ``(key, name)`` of every public file, or of those of one item."""
    live = public_items().filter(item__key=key) if key else public_items()
    found = Attachment.objects.filter(edition__in=live.order_by(), replaced_by=None)
    return tuple(found.order_by("pk").values_list("edition__item__key", "name"))


def public_file(key: str, name: str) -> Attachment | None:
    """Return a file of a live page by its name; ``None`` for anything else."""
    page = public_page(key)
    return next((one for one in page.files if one.name == name), None) if page else None
