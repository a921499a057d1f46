"""The first page of the office: what a person has to do, over all capabilities."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.todo import Todo, Todos, TodoState, todos
from gongkai.ui import components as ui
from gongkai.ui.access import requires


@dataclass(frozen=True, slots=True)
class Group:
    """The things on the list for one reason."""

    state: TodoState
    title: str
    table: ui.Table

    @property
    def anchor(self) -> str:
        """Id to jump to from the figures."""
        return self.state.name.lower().replace("_", "-")


def words() -> dict[TodoState, tuple[str, ui.Tone]]:
    """Return the name and weight of each reason."""
    return {
        TodoState.OVERDUE: (gettext("已超期"), ui.Tone.BAD),
        TodoState.RETURNED_TO_ME: (gettext("退回给我"), ui.Tone.WARN),
        TodoState.WAITING_FOR_ME: (gettext("等我处理"), ui.Tone.FAIR),
        TodoState.DUE_SOON: (gettext("即将到期"), ui.Tone.NEUTRAL),
        TodoState.INFO: (gettext("提醒"), ui.Tone.NEUTRAL),
    }


@requires("desk.view")
def home(request: HttpRequest) -> HttpResponse:
    """Show the to-do list, the most urgent first."""
    listed = todos(viewer(request))
    groups = [_group(listed, state) for state in TodoState if listed.of(state)]
    context = {
        "figures": _figures(listed),
        "groups": groups,
        "failed": _failed(listed.failed),
        "empty": ui.Empty(
            gettext("没有待办事项"), gettext("新的任务、退回的稿件和快到期的事项会出现在这里。")
        ),
    }
    return render(request, "desk/home.html", context)


def _figures(listed: Todos) -> ui.Figures:
    shown = [state for state in TodoState if state is not TodoState.INFO]
    return ui.Figures(
        tuple(
            ui.Figure(
                words()[state][0],
                count := len(listed.of(state)),
                gettext("件"),
                href=f"#{state.name.lower().replace('_', '-')}" if count else "",
            )
            for state in shown
        ),
        label=gettext("待办概况"),
    )


def _group(listed: Todos, state: TodoState) -> Group:
    title = words()[state][0]
    table = ui.Table(
        caption=title,
        columns=(
            ui.Column("title", gettext("事项"), header=True),
            ui.Column("why", gettext("为什么在这里")),
            ui.Column("due", gettext("到期日"), nowrap=True),
            ui.Column("unit", gettext("单位")),
            ui.Column("kind", gettext("类别"), nowrap=True),
        ),
        rows=tuple(_row(one) for one in listed.of(state)),
        caption_hidden=True,
    )
    return Group(state, title, table.trimmed())


def _row(one: Todo) -> ui.Row:
    return ui.Row.of(ui.Link(one.title, one.href), one.why, one.due, one.unit, one.kind)


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
