"""Items and editions in the office: one's own units, those overseen, those awaiting one's hand."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from gongkai.core import audit
from gongkai.core.access import Viewer
from gongkai.core.models import Event
from gongkai.disclosure.models import OPEN_STATES, ChangeRequest, Edition, Item, Reassessment
from gongkai.disclosure.queries.visibility import awaiting, editions_seen, items_seen
from gongkai.rules.publishing.values import EditionState

DRAFTING = (
    "item.start",
    "item.attribute",
    "item.relate",
    "item.reclassify",
    "edition.start",
    "edition.save",
    "edition.import",
    "edition.bring",
    "edition.bring_failed",
    "edition.bring_again",
    "edition.bring_drop",
    "edition.accept_import",
    "edition.attach",
    "edition.read_again",
    "edition.destroy",
    "edition.detach",
    "edition.describe",
    "edition.mask",
    "edition.mask_text",
    "edition.acknowledge",
    "edition.check",
    "edition.discard",
)
"""Events that may name a draft; whoever oversees a unit does not see what it is still writing."""


def items_for(viewer: Viewer) -> QuerySet[Item]:
    """Return the items a viewer sees in the office, with unit, live and open edition.

    ``item.current`` lists the live and the open edition, as far as the viewer sees them.
    """
    current = Edition.objects.filter(
        editions_seen(viewer), state__in=[EditionState.LIVE, *OPEN_STATES]
    )
    return (
        Item.objects.filter(items_seen(viewer))
        .select_related("unit")
        .prefetch_related(
            Prefetch("editions", current.order_by("number"), to_attr="current"),
        )
    )


def with_last_titles(items: QuerySet[Item], viewer: Viewer) -> QuerySet[Item]:
    """Add ``last_title``: how the newest edition a viewer sees is called, thrown away or not."""
    seen = Edition.objects.filter(editions_seen(viewer), item_id=OuterRef("pk"))
    return items.annotate(last_title=Subquery(seen.order_by("-number").values("title")[:1]))


def saying(viewer: Viewer, word: str) -> Q:
    """Return the condition on items that say a word in title or number, as the viewer sees them."""
    says = Q(title__icontains=word) | Q(document_number__icontains=word)
    return Q(index_number__icontains=word) | _with_edition(viewer, says)


def having(viewer: Viewer, state: EditionState) -> Q:
    """Return the condition on items with an edition in a state that the viewer sees."""
    return _with_edition(viewer, Q(state=state))


def _with_edition(viewer: Viewer, condition: Q) -> Q:
    seen = Edition.objects.filter(editions_seen(viewer), condition, item_id=OuterRef("pk"))
    return Q(Exists(seen))


def requests_for_change(item: Item) -> tuple[ChangeRequest, ...]:
    """Return who asked for changes of an item the viewer has been shown, the newest first."""
    return tuple(item.change_requests.select_related("edition"))


def reassessments(item: Item) -> tuple[Reassessment, ...]:
    """Return the later looks at an item the viewer has been shown, the newest first."""
    return tuple(item.reassessments.all())


def find_item(viewer: Viewer, key: str) -> Item | None:
    """Return an item by key, where the viewer may see it, or an edition of it waits for them."""
    found = items_for(viewer).filter(key=key).first()
    if found is not None and viewer.may("disclosure.drafts", found.unit.path):
        return found
    item = found or Item.objects.select_related("unit").filter(key=key).first()
    if item is None:
        return None
    seen = {one.pk: one for one in item.__dict__.get("current", ())}
    seen |= {one.pk: one for one in awaiting(viewer, item) if one.pk not in seen}
    item.__dict__["current"] = sorted(seen.values(), key=lambda one: one.number)
    return item if found is not None or seen else None


def edition_in_work(item: Item) -> Edition | None:
    """Return the edition in work of an item that :func:`items_for` has read."""
    current: list[Edition] = item.__dict__["current"]
    return next((one for one in current if one.state in OPEN_STATES), None)


def live_edition(item: Item) -> Edition | None:
    """Return the live edition of an item that :func:`items_for` has read."""
    current: list[Edition] = item.__dict__["current"]
    return next((one for one in current if one.state == EditionState.LIVE), None)


def editions_of(viewer: Viewer, item: Item) -> tuple[Edition, ...]:
    """Return the editions of an item that a viewer sees, the newest first."""
    listed = {one.pk: one for one in item.editions.filter(editions_seen(viewer))}
    waiting = {one.pk: one for one in awaiting(viewer, item)}
    return tuple(sorted((waiting | listed).values(), key=lambda one: -one.number))


def open_editions(viewer: Viewer) -> QuerySet[Edition]:
    """Return the editions in work that a viewer sees, the latest saved first."""
    return (
        Edition.objects.filter(editions_seen(viewer), state__in=OPEN_STATES)
        .select_related("item", "item__unit", "author")
        .order_by("-saved_at", "-id")
    )


def timeline(viewer: Viewer, item: Item) -> QuerySet[Event]:
    """Return what was done to an item and its editions, oldest first.

    The events of an edition are recorded on its item, so one timeline tells everything.
    """
    events = audit.timeline(item)
    if viewer.may("disclosure.drafts", item.unit.path):
        return events
    numbers = [one.number for one in editions_of(viewer, item)]
    if not numbers:
        return Event.objects.none()
    named = Q(data__has_key="edition") & ~Q(data__edition__in=numbers)
    return events.exclude(verb__in=DRAFTING).exclude(named)
