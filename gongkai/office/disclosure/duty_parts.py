"""A duty on the screen: what it asks, where it stands, why it is due then, what met it."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.days import day_words
from gongkai.disclosure import rulebook
from gongkai.disclosure.queries.duties import Duties
from gongkai.disclosure.queries.items import items_for
from gongkai.office.disclosure.listing import title_of
from gongkai.office.disclosure.words import category_title, cited
from gongkai.rules.obligations import Duty, DutyState, explain_duty
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.disclosure.models import Item

TONES = {
    DutyState.NOT_YET: ui.Tone.NEUTRAL,
    DutyState.DUE: ui.Tone.FAIR,
    DutyState.WARNING: ui.Tone.WARN,
    DutyState.OVERDUE: ui.Tone.BAD,
    DutyState.MET: ui.Tone.GOOD,
    DutyState.MET_LATE: ui.Tone.WARN,
    DutyState.EXEMPT: ui.Tone.NEUTRAL,
}


def duty_title(duty: Duty) -> str:
    """Return what must be opened: the category, and the information or the period."""
    return f"{category_title(duty.category)}：{duty.cause.title}"


def state_of(duty: Duty) -> ui.Badge:
    """Return the badge of a duty."""
    return ui.Badge(in_language(duty.state.label), TONES[duty.state])


def duties_table(asker: Viewer, found: Duties, shown: "list[Duty]", sort: ui.Sort) -> ui.Table:
    """Return the table of the duties of one page in its order; the items that met them are read at
    once.
    """
    wanted = {one.met_by for one in shown if one.met_by} | {_formed(one) for one in shown}
    items = {item.pk: item for item in items_for(asker).filter(pk__in=wanted - {0})}
    return ui.Table(
        caption=gettext("公开任务"),
        columns=(
            ui.Column("what", gettext("类别和内容"), header=True, sortable=True),
            ui.Column("unit", gettext("单位"), sortable=True),
            ui.Column("due", gettext("最迟公开"), nowrap=True, sortable=True),
            ui.Column("state", gettext("状态"), nowrap=True, sortable=True),
            ui.Column("met", gettext("完成情况")),
        ),
        rows=tuple(
            ui.Row.of(
                _what(one, items.get(_formed(one))),
                found.units[one.unit].label,
                one.due_on,
                state_of(one),
                _met(asker, found, one, items.get(one.met_by or 0)),
            )
            for one in shown
        ),
        sort=sort,
        empty=gettext("没有符合条件的公开任务。"),
        caption_hidden=True,
    )


def _formed(duty: Duty) -> int:
    """The item whose information was formed or changed, 0 where the duty is about no one item."""
    return _numbered(duty, "item")


def _numbered(duty: Duty, wanted: str) -> int:
    """The number of what set a duty off, where it is of the wanted kind; else 0."""
    kind, _, rest = duty.cause.key.partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind == wanted and number.isdecimal() else 0


def _what(duty: Duty, item: "Item | None") -> ui.Stack:
    matter = _numbered(duty, "matter")
    if matter:
        link = ui.Link(gettext("各阶段"), reverse("matter", args=[matter]))
        return ui.Stack.of(duty_title(duty), link, explained(duty))
    if item is None or duty.met_on is not None:
        return ui.Stack.of(duty_title(duty), explained(duty))
    link = ui.Link(title_of(item), reverse("item", args=[item.key]))
    return ui.Stack.of(duty_title(duty), link, explained(duty))


def explained(duty: Duty, *, unfolded: bool = False) -> ui.Details:
    """Return why a duty is due when it is: the rule, the arithmetic, the documents cited."""
    lines = list(explain_duty(duty, rulebook.national().calendar))
    if duty.cite:
        documents = "、".join(cited(one) for one in duty.cite)
        lines.append(gettext("依据：%(documents)s。") % {"documents": documents})
    remark = rulebook.pack().remarks.get(f"timing.{duty.rule.id}", "") if duty.rule else ""
    if remark:
        lines.append(gettext("说明：%(remark)s") % {"remark": remark})
    if duty.due.provisional:
        lines.append(gettext("这一年的放假安排还没有公布，日期是暂算的。"))
    return ui.Details(gettext("为什么是这一天"), ui.Stack(tuple(lines)), open=unfolded)


def _met(asker: Viewer, found: Duties, duty: Duty, item: "Item | None") -> ui.Value:
    if duty.met_on is not None:
        on = gettext("%(day)s 公开") % {"day": day_words(duty.met_on)}
        if item is None:
            return on
        return ui.Stack.of(ui.Link(title_of(item), reverse("item", args=[item.key])), on)
    if duty.state is DutyState.EXEMPT:
        return duty.note
    counted = (
        gettext("应公开 %(wanted)s 次，已公开 %(done)s 次")
        % {"wanted": duty.wanted, "done": duty.done}
        if duty.wanted > 1
        else ""
    )
    may = duty.state.open and asker.may("disclosure.plan", found.units[duty.unit].path)
    parts = (counted, _waiver_link(duty) if may and duty.rule is not None else "")
    shown = tuple(one for one in parts if one)
    return ui.Stack(shown) if shown else None


def _waiver_link(duty: Duty) -> ui.Link:
    named = {
        "unit": str(duty.unit),
        "category": duty.category,
        "rule": duty.rule.id if duty.rule is not None else "",
        "cause": duty.cause.key,
    }
    query = urlencode(named)
    return ui.Link(gettext("记为无需公开"), f"{reverse('duty-waive')}?{query}")
