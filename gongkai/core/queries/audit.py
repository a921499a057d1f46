"""Events as an auditor may see them."""

from django.db.models import QuerySet

from gongkai.core.access import Viewer
from gongkai.core.models import Event


def events(viewer: Viewer) -> "QuerySet[Event]":
    """Return the events of the units the viewer audits.

    Events that belong to no unit (an unknown name at the sign-in, one's own saved filters) are seen
    by whoever audits a whole government.
    """
    condition = viewer.reach_of("audit.view", "unit_path")
    if _audits_whole(viewer):
        return Event.objects.filter(condition) | Event.objects.filter(unit_path="")
    return Event.objects.filter(condition)


def _audits_whole(viewer: Viewer) -> bool:
    return viewer.is_system or any(
        "audit.view" in grant.permissions and grant.subtree and grant.unit_path.count("/") == 2
        for grant in viewer.grants
    )


def events_about(viewer: Viewer, object_type: str, object_id: str) -> "QuerySet[Event]":
    """Return what was done to one object, oldest first, as far as the viewer audits it."""
    about = events(viewer).filter(object_type=object_type, object_id=object_id)
    return about.order_by("number")
