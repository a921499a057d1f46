"""How far the scorers are, and what nobody is asked to judge; for the office."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.judging.worklist import (
    SeatProgress,
    Uncovered,
    progress,
    scoring_until,
    uncovered,
)
from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.office.scoring.frame import frame, office_of, way
from gongkai.office.scoring.words import until_words
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round


@requires("assessment.run")
def index(request: HttpRequest, key: str) -> HttpResponse:
    """Show how far every scorer is."""
    asker, round_ = viewer(request), office_of(request, key)
    gone = uncovered(asker, round_)
    context = {
        **frame(request, round_, "scoring-progress"),
        "heading": gettext("评分进度"),
        "breadcrumb": way(gettext("评分进度"), round_),
        "until": until_words(scoring_until(round_), day_of(asker.at)),
        "table": _table(progress(asker, round_)),
        "uncovered": _uncovered(gone, round_) if gone else None,
    }
    return render(request, "scoring/progress.html", context)


def _table(rows: tuple[SeatProgress, ...]) -> ui.Table:
    return ui.Table(
        caption=gettext("各评分人的进度"),
        columns=(
            ui.Column("person", gettext("评分人"), header=True),
            ui.Column("part", gettext("评什么")),
            ui.Column("units", gettext("评完的单位"), numeric=True, nowrap=True),
            ui.Column("items", gettext("评完的项"), numeric=True, nowrap=True),
            ui.Column("share", gettext("进度")),
            ui.Column("drafts", gettext("草稿"), numeric=True),
            ui.Column("last", gettext("最近一次"), nowrap=True),
        ),
        rows=tuple(_row(row) for row in rows),
        caption_hidden=True,
        empty=gettext("还没有安排评分人。请在“安排”里指定。"),
    )


def _row(row: SeatProgress) -> ui.Row:
    person = row.seat.person
    notes = [person.unit.label]
    notes += [gettext("独立评分")] if row.seat.blind else []
    notes += [gettext("核对他人")] if row.seat.checks else []
    return ui.Row.of(
        ui.Stack.of(person.name, "，".join(notes)),
        row.part or gettext("考核表"),
        f"{row.finished} / {row.units}",
        f"{row.done} / {row.all}",
        f"{row.done * 100 // row.all}%" if row.all else None,
        row.drafts or None,
        row.last,
    )


def _uncovered(rows: tuple[Uncovered, ...], round_: "Round") -> ui.Table:
    return ui.Table(
        caption=gettext("没有人评的"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("items", gettext("考核项"), numeric=True, nowrap=True),
            ui.Column("parts", gettext("得分构成")),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(
                    one.unit.name, reverse("scoring-unit", args=[round_.key, one.unit.unit.code])
                ),
                gettext("%(count)s 项") % {"count": one.items} if one.items else None,
                "、".join(one.components) or None,
            )
            for one in rows
        ),
        note=gettext("没有人评的考核项会按满分计，没有人评的得分构成会缺分。"),
    ).trimmed()
