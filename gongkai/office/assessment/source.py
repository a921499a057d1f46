"""The round a screen shows the result of, and how an unsound pack becomes a page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.opened import OpenRound, opened
from gongkai.core.access import viewer
from gongkai.office.rounds.finding import round_of
from gongkai.policy.problems import ProblemsError
from gongkai.ui.components import Breadcrumb, Notice, Tone

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def open_round(request: HttpRequest, key: str) -> OpenRound:
    """Return a round with its result, or say that there is none to be seen yet."""
    found = opened(viewer(request), round_of(request, key), now="now" in request.GET)
    if found is None:
        raise Http404(gettext("这次考核还没有可以查看的结果。"))
    return found


def shows_problems(view: View[P]) -> View[P]:
    """Turn problems of an office's own packs into a page that lists them with their places."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except ProblemsError as error:
            context = {
                "breadcrumb": Breadcrumb.to(
                    gettext("规则包有误"), (gettext("考核"), reverse("rounds"))
                ),
                "notice": Notice(
                    gettext("规则包有误，改好后刷新本页即可"),
                    tone=Tone.BAD,
                    items=tuple(str(problem) for problem in error.problems),
                ),
            }
            return render(request, "assessment/problems.html", context, status=422)

    return wrapped
