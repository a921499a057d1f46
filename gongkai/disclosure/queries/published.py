"""What the public may have: the one source of pages, lists, search, feeds, exports and mail.

Everything public stands on :func:`public_items`; whatever it leaves out reaches no outlet. Lists
by place and month are in ``queries.listed``, which stands on it too.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from gongkai.disclosure.models import Attachment, Edition, Item, ValidityEvent
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


def public_page(key: str) -> PublicPage | None:
    """Return the page at an item's address; ``None`` where the public never saw one."""
    item = Item.objects.select_related("unit", "redirect_to").filter(key=key).first()
    if item is None or item.availability == Availability.UNPUBLISHED:
        return None
    status = Availability(item.availability)
    if status is not Availability.LIVE:
        return _closed(item, status)
    edition = public_items().filter(item=item).first()
    return None if edition is None else _live_page(item, edition)


def _closed(item: Item, status: Availability) -> PublicPage:
    """Return a page that was taken down; only a withdrawn public one still names its title."""
    target = item.redirect_to if status is Availability.REDIRECTED else None
    named = status is Availability.WITHDRAWN and item.attribute == Attribute.PUBLIC
    shown = item.editions.filter(published_at__isnull=False).order_by("-number").first()
    return PublicPage(
        item=item,
        status=status,
        title=shown.title if named and shown is not None else "",
        notice=item.notice if status is Availability.WITHDRAWN else "",
        redirect_key=target.key if target is not None else "",
    )


def _live_page(item: Item, edition: Edition) -> PublicPage:
    events = item.validity_events.filter(voided_at=None).select_related("by_item")
    related = _related(item)
    return PublicPage(
        item=item,
        status=Availability.LIVE,
        title=edition.title,
        edition=edition,
        files=files_of(edition),
        history=history_of(item),
        validity_events=tuple(events),
        interprets=tuple(one for one in related if one.item_id == item.interprets_id),
        interpretations=tuple(one for one in related if one.item.interprets_id == item.pk),
        clarifies=tuple(one for one in related if one.item_id == item.clarifies_id),
        clarifications=tuple(one for one in related if one.item.clarifies_id == item.pk),
        continues=tuple(one for one in related if one.item_id == item.continues_id),
        continued_by=tuple(one for one in related if one.item.continues_id == item.pk),
    )


def _related(item: Item) -> tuple[Edition, ...]:
    """Return related items that are public, in one query: what is not is never named."""
    named = [one for one in (item.interprets_id, item.clarifies_id, item.continues_id) if one]
    condition = Q(item__interprets=item) | Q(item__clarifies=item) | Q(item__continues=item)
    return tuple(public_items().filter(condition | Q(item__in=named) if named else condition))


def file_names(key: str = "") -> tuple[tuple[str, str], ...]:
    """Return ``(key, name)`` of every public file, or of those of one item."""
    live = public_items().filter(item__key=key) if key else public_items()
    found = Attachment.objects.filter(edition__in=live.order_by(), replaced_by=None)
    return tuple(found.order_by("pk").values_list("edition__item__key", "name"))


def files_of(edition: Edition) -> tuple[Attachment, ...]:
    """Return the files of an edition as they are shown: masked copies in place of originals."""
    found = edition.attachments.filter(replaced_by=None).select_related("file")
    return tuple(found.order_by("position", "id"))


def history_of(item: Item) -> tuple[PublishedEdition, ...]:
    """Return an item's published editions, the newest first."""
    published = item.editions.filter(state__in=[EditionState.LIVE, EditionState.SUPERSEDED])
    return tuple(
        PublishedEdition(one.number, one.title, one.published_at, one.change_note)
        for one in published.order_by("-number")
        if one.published_at is not None
    )


def public_file(key: str, name: str) -> Attachment | None:
    """Return a file of a live page by its name; ``None`` for anything else."""
    edition = public_items().filter(item__key=key).first()
    if edition is None:
        return None
    return edition.attachments.select_related("file").filter(name=name, replaced_by=None).first()
