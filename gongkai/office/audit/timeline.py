"""What was done to one thing, as a timeline any page can place."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.models import Event
from gongkai.core.queries.audit import events_about
from gongkai.ui import components as ui

_MOST = 50


def moments(events: Iterable[Event]) -> tuple[ui.Moment, ...]:
    """Return events as moments: the sentence, and who did it, for whom where they stood in."""
    return tuple(ui.Moment(one.at, verbs.sentence(one), who(one)) for one in events)


def who(event: Event) -> str:
    """Return who did something: “李四（代张三）”, or a word for the public."""
    name = event.actor_name or gettext("（未登录）")
    if event.on_behalf_of:
        return gettext("%(name)s（代%(other)s）") % {"name": name, "other": event.on_behalf_of}
    return name


def timeline_of(about: models.Model, asker: Viewer) -> ui.Timeline | None:
    """Return the newest events about a thing, newest first; ``None`` for who may not audit."""
    if not asker.may("audit.view"):
        return None
    newest = events_about(asker, about._meta.label_lower, str(about.pk)).order_by("-number")
    return ui.Timeline(
        moments(newest[:_MOST]), gettext("操作记录"), empty=gettext("还没有操作记录。")
    )
