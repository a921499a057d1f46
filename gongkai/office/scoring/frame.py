"""What the screens of the scoring desk share: who may open them, the rows of tabs, the way."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.judging.sight import has_votes, on_desk
from gongkai.assessment.queries.rounds import scorers_of
from gongkai.core.access import viewer
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Round


def desk_of(request: HttpRequest, key: str) -> "Round":
    """Return a round something of which is on the person's desk.

    Raises:
        Http404: there is no such round, or nothing in it is for this person to judge.
    """
    round_ = round_of(request, key)
    if not on_desk(viewer(request), round_):
        raise Http404(gettext("这次考核没有分配给您的评分。"))
    return round_


def office_of(request: HttpRequest, key: str) -> "Round":
    """Return a round the person runs.

    Raises:
        Http404: there is no such round, or the person does not run it.
    """
    round_ = round_of(request, key)
    if not viewer(request).may("assessment.run", round_.unit.path):
        raise Http404(gettext("这一页由组织考核的办公室使用。"))
    return round_


def frame(request: HttpRequest, round_: "Round", here: str) -> dict[str, object]:
    """Return the tabs of the round and the views of its desk; ``here`` is the present one."""
    asker = viewer(request)
    runs = asker.may("assessment.run", round_.unit.path)
    views = [("scoring", gettext("单位")), ("scoring-matrix", gettext("总表"))]
    if runs:
        views += [("scoring-progress", gettext("评分进度")), ("scoring-gaps", gettext("差距"))]
        if has_votes(round_):
            views.append(("scoring-votes", gettext("互评和先后")))
    if scorers_of(asker, round_):
        views.append(("scoring-sheet", gettext("评分表")))
    return {
        "tabs": tabs(request, round_, "scoring"),
        "views": ui.Tabs(
            gettext("评分台的各页"),
            tuple(
                ui.Tab(title, reverse(name, args=[round_.key]), current=name == here)
                for name, title in views
            ),
        ),
        "round": round_,
        "runs": runs,
    }


def way(here: str, round_: "Round", *more: tuple[str, str]) -> ui.Breadcrumb:
    """Return the way to a page of the scoring desk."""
    return breadcrumb(here, round_, (gettext("评分"), reverse("scoring", args=[round_.key])), *more)
