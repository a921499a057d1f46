"""The secret address under which a person's calendar program reads their deadlines."""

import secrets

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Refused, acting
from gongkai.core.models import Person

verbs.register("calendar.renew", _("生成日历地址"), _("生成了新的日历地址"))
verbs.register("calendar.drop", _("停用日历地址"), _("停用了日历地址"))


def renew_calendar(*, by: Viewer) -> str:
    """Give the viewer a new calendar key; the old address answers no more. Return the key."""
    return _set(secrets.token_urlsafe(32), "calendar.renew", by)


def drop_calendar(*, by: Viewer) -> None:
    """Take the calendar address back."""
    _set("", "calendar.drop", by)


def _set(key: str, verb: str, by: Viewer) -> str:
    if by.person_id is None:
        raise Refused(gettext("请先登录。"))
    with acting(by) as act:
        act.permit("one's own calendar")
        person = act.lock(Person, by.person_id)
        if not key and not person.calendar_key:
            act.unchanged()
            return ""
        person.calendar_key = key
        person.save(update_fields=["calendar_key"])
        act.event(verb, person, unit_path=by.unit_path)  # never the key itself
    return key
