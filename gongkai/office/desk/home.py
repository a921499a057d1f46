"""The first page of the office: what a person has to do, over all capabilities.

First what stands still until this very person takes a step; then what units owe and is late, a
kind a line, however much it is; then what comes up.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.days import day_words
from gongkai.core.todo import Todo, Todos, TodoState, todos
from gongkai.ui import components as ui
from gongkai.ui.access import requires

# As many of a kind stand in the table itself; more are folded into one line.
_FEW: Final = 2
_NOW: Final = frozenset({TodoState.OVERDUE, TodoState.RETURNED_TO_ME, TodoState.WAITING_FOR_ME})


@dataclass(frozen=True, slots=True)
class Group:
    """The things on the list for one reason; ``anchor`` is the id to jump to from the figures."""

    anchor: str
    title: str
    items: tuple[Todo, ...]

    @property
    def count(self) -> int:
        """How many things there are; a line may stand for several."""
        return sum(one.count for one in self.items)

    @property
    def table(self) -> ui.Table | None:
        """The things shown a line each."""
        many = self._many()
        few = tuple(one for one in self.items if one.kind not in many or not one.is_duty)
        return _table(self.title, few) if few else None

    @property
    def folds(self) -> tuple[ui.Details, ...]:
        """The duties of which there are many, a kind behind a line."""
        return tuple(_fold(kind, items) for kind, items in self._many().items())

    def _many(self) -> dict[str, tuple[Todo, ...]]:
        kinds: dict[str, list[Todo]] = defaultdict(list)
        for one in self.items:
            if one.is_duty:
                kinds[one.kind].append(one)
        return {kind: tuple(items) for kind, items in kinds.items() if len(items) > _FEW}


@requires("desk.view")
def home(request: HttpRequest) -> HttpResponse:
    """Show the to-do list: what waits for this person, what is late, what comes up."""
    asker = viewer(request)
    listed = todos(asker)
    groups = _groups(listed)
    context = {
        "may_write": asker.may("disclosure.write"),
        "figures": _figures(groups),
        "groups": [one for one in groups if one.items],
        "failed": _failed(listed.failed),
        "empty": ui.Empty(
            gettext("没有待办事项"), gettext("新的任务、退回的稿件和快到期的事项会出现在这里。")
        ),
    }
    return render(request, "desk/home.html", context)


def _groups(listed: Todos) -> tuple[Group, ...]:
    steps = [one for one in listed.items if not one.is_duty and one.state in _NOW]
    late = [one for one in listed.items if one.is_duty and one.state in _NOW]
    return (
        Group("now", gettext("等我处理"), tuple(steps)),
        Group("late", gettext("已超期的任务"), tuple(late)),
        Group("soon", gettext("即将到期"), listed.of(TodoState.DUE_SOON)),
        Group("info", gettext("提醒"), listed.of(TodoState.INFO)),
    )


def _figures(groups: tuple[Group, ...]) -> ui.Figures:
    return ui.Figures(
        tuple(
            ui.Figure(
                one.title,
                one.count,
                gettext("件"),
                href=f"#{one.anchor}" if one.items else "",
            )
            for one in groups
        ),
        label=gettext("待办概况"),
    )


def _table(caption: str, items: tuple[Todo, ...]) -> ui.Table:
    table = ui.Table(
        caption=caption,
        columns=(
            ui.Column("title", gettext("事项"), header=True),
            ui.Column("why", gettext("为什么在这里")),
            ui.Column("due", gettext("到期日"), nowrap=True),
            ui.Column("unit", gettext("单位")),
            ui.Column("kind", gettext("类别"), nowrap=True),
        ),
        rows=tuple(_row(one) for one in items),
        caption_hidden=True,
    )
    return table.trimmed()


def _row(one: Todo) -> ui.Row:
    title: ui.Value = ui.Link(one.title, one.href)
    badge = _badge(one)
    if badge is not None:
        title = ui.Cluster.of(title, badge)
    return ui.Row.of(title, one.why, one.due, one.unit, one.kind)


def _badge(one: Todo) -> ui.Badge | None:
    """Mark a step that is late or came back; of duties the heading says it."""
    if one.is_duty:
        return None
    words = {
        TodoState.OVERDUE: ui.Badge(gettext("已超期"), ui.Tone.BAD),
        TodoState.RETURNED_TO_ME: ui.Badge(gettext("被退回"), ui.Tone.WARN),
    }
    return words.get(one.state)


def _fold(kind: str, items: tuple[Todo, ...]) -> ui.Details:
    parts = [
        gettext("%(kind)s %(count)s 件") % {"kind": kind, "count": sum(one.count for one in items)}
    ]
    units = {one.unit for one in items if one.unit}
    if len(units) > 1:
        parts.append(gettext("涉及 %(count)s 个单位") % {"count": len(units)})
    due = min((one.due for one in items if one.due is not None), default=None)
    if due is not None:
        parts.append(gettext("最早 %(day)s到期") % {"day": day_words(due)})
    title = gettext("，").join(parts)
    return ui.Details(title, _table(title, items))


def _failed(names: tuple[str, ...]) -> ui.Notice | None:
    """Say that a part of the list is missing, so that nobody takes it for complete."""
    if not names:
        return None
    return ui.Notice(
        gettext("待办清单不完整"),
        gettext("以下部分暂时读不出来，错误已记入日志，请联系系统管理员：%(names)s")
        % {"names": gettext("、").join(names)},
        ui.Tone.BAD,
        urgent=True,
    )
