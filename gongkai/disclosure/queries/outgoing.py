"""Systems that items are handed on to, and how each delivery went, for the office."""

from django.db.models import Count, Max, Q, QuerySet

from gongkai.core.access import Viewer
from gongkai.disclosure.models import Delivery, DeliveryState, Outgoing, OutgoingKind

__all__ = ["DeliveryState", "OutgoingKind", "deliveries_for", "outgoing_for"]


def outgoing_for(viewer: Viewer) -> QuerySet[Outgoing]:
    """Return the systems of the units whose channels a viewer keeps, by unit and title.

    Each has ``last_delivered`` (a moment or ``None``) and the counts ``delivered``, ``waiting``
    and ``failed``.
    """
    counts = {
        state.value: Count("deliveries", Q(deliveries__state=state)) for state in DeliveryState
    }
    return (
        Outgoing.objects.filter(viewer.reach_of("disclosure.channels", "unit__path"))
        .select_related("unit")
        .annotate(last_delivered=Max("deliveries__delivered_at"), **counts)
        .order_by("unit__path", "title", "pk")
    )


def deliveries_for(viewer: Viewer) -> QuerySet[Delivery]:
    """Return the deliveries of items of those units, to whichever system; the latest first."""
    reach = viewer.reach_of("disclosure.channels", "edition__item__unit__path")
    return (
        Delivery.objects.filter(reach)
        .select_related("outgoing", "edition__item__unit")
        .order_by("-pk")
    )
