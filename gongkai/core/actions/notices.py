"""Reading notices."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import acting
from gongkai.core.models import Notice, Person

verbs.register("notice.read", _("标记通知已读"), _("把%(count)s条通知标为已读"))


def mark_read(ids: Iterable[int] | None, *, by: Viewer) -> int:
    """Mark notices of one's own as read, all of them for ``None``; return how many were unread."""
    with acting(by) as act:
        act.permit("one's own notices")
        unread = Notice.objects.filter(person_id=by.person_id or 0, read_at=None)
        if ids is not None:
            unread = unread.filter(pk__in=list(ids))
        count = unread.update(read_at=by.at)
        if not count:
            act.unchanged()
            return 0
        person = Person.objects.get(pk=by.person_id or 0)
        act.event("notice.read", person, unit_path=by.unit_path, data={"count": count})
    return count
