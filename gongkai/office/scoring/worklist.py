"""The first screen of the desk: the units to judge, how much is left, until when."""

from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.judging.sight import sights
from gongkai.assessment.queries.judging.worklist import Task, scoring_until, tasks
from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.office.scoring.frame import desk_of, frame, way
from gongkai.office.scoring.words import until_words
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round


@requires("assessment.view")
def index(request: HttpRequest, key: str) -> HttpResponse:
    """Show the units assigned to the person, or to the office all of them."""
    asker, round_ = viewer(request), desk_of(request, key)
    mine = tasks(asker, round_)
    until = scoring_until(round_)
    context = {
        **frame(request, round_, "scoring"),
        "heading": gettext("评分"),
        "breadcrumb": way(gettext("单位"), round_),
        "figures": _figures(mine, until) if mine else None,
        "table": _tasks_table(round_, mine) if mine else _units_table(request, round_),
        "until": "" if mine else until_words(until, day_of(asker.at)),
        "next": reverse("scoring-next", args=[key]) if any(one.left for one in mine) else "",
        "mine": bool(mine),
    }
    return render(request, "scoring/worklist.html", context)


@requires("assessment.view")
def next_left(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to the first unit with something left to judge, or back to the list."""
    round_ = desk_of(request, key)
    left = next((one for one in tasks(viewer(request), round_) if one.left), None)
    target = reverse("scoring", args=[key])
    if left is not None:
        target = reverse("scoring-unit", args=[key, left.unit.unit.code])
    return HttpResponseRedirect(target)


def _figures(mine: tuple[Task, ...], until: date | None) -> ui.Figures:
    done = sum(1 for one in mine if one.is_done)
    figures = [
        ui.Figure(gettext("评完的单位"), done, gettext("个"), _of(len(mine))),
        ui.Figure(gettext("还没评的项"), sum(one.left for one in mine), gettext("项")),
    ]
    drafts = sum(one.drafts for one in mine)
    if drafts:
        figures.append(ui.Figure(gettext("存着没提交的"), drafts, gettext("个")))
    unchecked = sum(one.unchecked for one in mine)
    if unchecked:
        figures.append(ui.Figure(gettext("等您核对的"), unchecked, gettext("条")))
    if until is not None:
        figures.append(ui.Figure(gettext("评分截止"), until))
    return ui.Figures(tuple(figures), gettext("我的评分"))


def _of(every: int) -> str:
    return gettext("共 %(count)s 个") % {"count": every}


def _tasks_table(round_: "Round", mine: tuple[Task, ...]) -> ui.Table:
    return ui.Table(
        caption=gettext("我评的单位"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("group", gettext("组别")),
            ui.Column("done", gettext("已评"), numeric=True, nowrap=True),
            ui.Column("state", gettext("状态"), nowrap=True),
            ui.Column("checks", gettext("等您核对"), numeric=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(one.unit.name, reverse("scoring-unit", args=[round_.key, _code(one)])),
                one.unit.group or None,
                f"{one.done} / {one.all}",
                _state(one),
                one.unchecked or None,
            )
            for one in mine
        ),
        caption_hidden=True,
    ).trimmed()


def _code(one: Task) -> str:
    return one.unit.unit.code


def _state(one: Task) -> ui.Badge:
    if one.is_done:
        return ui.Badge(gettext("评完"), ui.Tone.GOOD)
    if not one.left:
        return ui.Badge(gettext("待核对"), ui.Tone.FAIR)
    if one.drafts:
        return ui.Badge(gettext("草稿未提交"), ui.Tone.WARN)
    return ui.Badge(gettext("在评"), ui.Tone.FAIR) if one.done else ui.Badge(gettext("未评"))


def _units_table(request: HttpRequest, round_: "Round") -> ui.Table:
    """Return all units, for who sees them without scoring any."""
    return ui.Table(
        caption=gettext("被考核单位"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("group", gettext("组别")),
            ui.Column("note", gettext("说明")),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(
                    one.unit.name, reverse("scoring-unit", args=[round_.key, one.unit.unit.code])
                ),
                one.unit.group or None,
                gettext("免予考核") if one.unit.exempt else None,
            )
            for one in sights(viewer(request), round_)
        ),
        caption_hidden=True,
        empty=gettext("还没有列出单位。"),
    ).trimmed()
