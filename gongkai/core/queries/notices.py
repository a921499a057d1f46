"""Notices of a person, and what an office has set about them."""

from django.db.models import QuerySet

from gongkai.core.access import Viewer
from gongkai.core.models import Notice, NoticeTemplate, SavedFilter, Webhook


def my_notices(viewer: Viewer) -> "QuerySet[Notice]":
    """Return the viewer's own notices, newest first."""
    return Notice.objects.filter(person_id=viewer.person_id or 0)


def unread(viewer: Viewer) -> int:
    """Count the viewer's unread notices."""
    if viewer.person_id is None:
        return 0
    return my_notices(viewer).filter(read_at=None).count()


def my_filters(viewer: Viewer) -> "QuerySet[SavedFilter]":
    """Return the filters the viewer kept."""
    return SavedFilter.objects.filter(person_id=viewer.person_id or 0)


def webhooks(viewer: Viewer) -> "QuerySet[Webhook]":
    """Return the group chats and systems of the units whose notices the viewer manages."""
    found = Webhook.objects.filter(viewer.reach_of("notices.manage", "unit__path"))
    return found.select_related("unit").order_by("unit__path", "title", "pk")


def templates(viewer: Viewer) -> "QuerySet[NoticeTemplate]":
    """Return the office's own wordings; nothing for those who may not manage them."""
    if not viewer.may("notices.manage"):
        return NoticeTemplate.objects.none()
    return NoticeTemplate.objects.order_by("kind")
