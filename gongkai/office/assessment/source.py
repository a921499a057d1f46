"""Where the screens take their rounds from, and how a failing file becomes a page."""

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.rounds import OpenRound, Rounds
from gongkai.policy.problems import ProblemsError
from gongkai.ui.components import Breadcrumb, Notice, Tone

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


@lru_cache(maxsize=4)
def _rounds(data: Path) -> Rounds:
    return Rounds(data)


def rounds() -> Rounds:
    """Return the rounds of this installation's data folder."""
    return _rounds(Path(settings.GONGKAI_DATA))


def open_round(round_id: str) -> OpenRound:
    """Return an assessed round, or say that there is none."""
    info = rounds().info(round_id)
    if info is None:
        raise Http404(gettext("没有这次考核。"))
    return rounds().open(info)


def previous_round(round_: OpenRound) -> OpenRound | None:
    """Return last year's round where the round names one that exists and is sound."""
    info = rounds().info(round_.info.previous) if round_.info.previous else None
    try:
        return rounds().open(info) if info else None
    except ProblemsError:
        return None


def shows_problems(view: View[P]) -> View[P]:
    """Turn problems of an office's own files into a page that lists them with their places."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ProblemsError as error:
            context = {
                "breadcrumb": Breadcrumb.to(
                    gettext("文件有误"), (gettext("考核"), reverse("home"))
                ),
                "notice": Notice(
                    gettext("数据文件有误，改好后刷新本页即可"),
                    tone=Tone.BAD,
                    items=tuple(str(problem) for problem in error.problems),
                ),
            }
            return render(request, "assessment/problems.html", context, status=422)

    return wrapped
