"""Reading other people's personal data leaves an event (个人信息保护法 §51, §54)."""

from datetime import timedelta
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import acting
from gongkai.core.audit import EventDraft
from gongkai.core.models import Event

READ: Final = "personal_data.read"
EXPORTED: Final = "personal_data.export"
verbs.register(READ, _("查看个人信息"), _("查看“%(title)s”的个人信息：%(what)s"))
verbs.register(EXPORTED, _("导出个人信息"), _("导出“%(title)s”%(count)s条：%(what)s"))

_ONCE_IN: Final = timedelta(hours=1)
"""Going back and forth between two pages is one reading."""


def note_read(about: models.Model, what: str, *, by: Viewer, unit_path: str = "") -> None:
    """Note who read which part of whose record; again within an hour is the same reading."""
    with acting(by) as act:
        act.permit("whoever may read the page may be noted as its reader")
        again = Event.objects.filter(
            verb=READ,
            object_type=about._meta.label_lower,
            object_id=str(about.pk),
            actor_id=by.person_id,
            at__gt=by.at - _ONCE_IN,
            at__lte=by.at,
            data__what=what,
        )
        if again.exists():
            act.unchanged()
        else:
            act.event(READ, about, unit_path=unit_path, data={"what": what})


def note_export(list_id: str, title: str, what: str, count: int, *, by: Viewer) -> None:
    """Note who took how many records of which list away, and what of people is in them."""
    draft = EventDraft(
        verb=EXPORTED,
        object_type="list",
        object_id=list_id,
        object_title=title[:200],
        unit_path="",
        data={"what": what, "count": count},
    )
    with acting(by) as act:
        act.permit("whoever may take the list may be noted as having taken it")
        act.events.append(draft)
