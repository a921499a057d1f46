"""Tables on the pages of people."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.models import Assignment
from gongkai.ui import components as ui


def roles_table(rows: Iterable[Assignment], asker: Viewer) -> ui.Table:
    """Return the roles of a person; whoever may take one back gets the link to do so."""
    day = timezone.localdate(asker.at)
    return ui.Table(
        caption=gettext("角色"),
        columns=(
            ui.Column("role", gettext("角色"), header=True),
            ui.Column("unit", gettext("范围")),
            ui.Column("since", gettext("开始"), nowrap=True),
            ui.Column("until", gettext("结束"), nowrap=True),
            ui.Column("state", gettext("状态"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Stack.of(one.role.title, one.role.description),
                _reach(one),
                one.since,
                one.until or gettext("长期"),
                _state(one, asker, current=one.since <= day),
            )
            for one in rows
        ),
        empty=gettext("还没有角色，由安全管理员授予。"),
        caption_hidden=True,
    )


def _reach(one: Assignment) -> str:
    if one.subtree:
        return gettext("%(unit)s及其下级单位") % {"unit": one.unit.name}
    return gettext("%(unit)s本级") % {"unit": one.unit.name}


def _state(one: Assignment, asker: Viewer, *, current: bool) -> ui.Value:
    badge = ui.Badge(gettext("有效"), ui.Tone.GOOD) if current else ui.Badge(gettext("未开始"))
    own = one.person_id == asker.person_id
    if own or not asker.may("roles.assign", one.unit.path):
        return badge
    return ui.Cluster.of(badge, ui.Link(gettext("收回"), reverse("role-revoke", args=[one.pk])))
