"""Items and editions in the office: one's own units, those overseen, those awaiting one's hand."""

from django.db.models import Prefetch, QuerySet

from gongkai.core import audit
from gongkai.core.access import Viewer
from gongkai.core.models import Event
from gongkai.disclosure.models import OPEN_STATES, Edition, Item
from gongkai.disclosure.queries.visibility import editions_seen, items_seen
from gongkai.rules.publishing.values import EditionState

DRAFTING = (
    "item.start",
    "edition.start",
    "edition.save",
    "edition.import",
    "edition.accept_import",
    "edition.attach",
    "edition.detach",
    "edition.describe",
    "edition.mask",
    "edition.acknowledge",
)
"""Events that name a draft; whoever oversees a unit does not see what it is still writing."""


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


def find_item(viewer: Viewer, key: str) -> Item | None:
    """Return an item by key, where the viewer may see it."""
    return items_for(viewer).filter(key=key).first()


def edition_in_work(item: Item) -> Edition | None:
    """Return the edition in work of an item that :func:`items_for` has read."""
    current: list[Edition] = item.__dict__["current"]
    return next((one for one in current if one.state in OPEN_STATES), None)


def live_edition(item: Item) -> Edition | None:
    """Return the live edition of an item that :func:`items_for` has read."""
    current: list[Edition] = item.__dict__["current"]
    return next((one for one in current if one.state == EditionState.LIVE), None)


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
    if not Item.objects.filter(items_seen(viewer), pk=item.pk).exists():
        return Event.objects.none()
    events = audit.timeline(item)
    if viewer.may("disclosure.view", item.unit.path):
        return events
    return events.exclude(verb__in=DRAFTING)
