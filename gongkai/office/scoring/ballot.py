"""The ballot of a unit in a mutual rating."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions import judging
from gongkai.assessment.queries.judging.votes import BallotPaper, ballot_paper
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.decimals import number_or_none
from gongkai.office.posting import filled
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import PollRule
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import RoundUnit


@requires("assessment.self")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, key: str) -> HttpResponse:
    """Show the ballot of one's own unit; cast it, or cast it anew."""
    asker, round_ = viewer(request), round_of(request, key)
    paper = ballot_paper(asker, round_)
    if paper is None:
        raise Http404(gettext("这次考核没有您单位的互评票。"))
    fields = tuple(score_fields(paper.units, paper.given))
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            judging.cast_ballot(
                round_.pk,
                rater=paper.rater.unit.code,
                scores=typed_scores(request.POST, paper.units),
                by=asker,
            )
            say(request, gettext("互评票已提交。截止之前可以修改。"))
            return HttpResponseRedirect(reverse("scoring-ballot", args=[key]))
        except Refused as refused:
            fields, general = filled(fields, request.POST, refused)
    context = {
        "heading": gettext("单位互评"),
        "tabs": tabs(request, round_, "scoring-ballot"),
        "breadcrumb": breadcrumb(gettext("单位互评"), round_),
        "rule": rule_words(paper.rule),
        "rater": paper.rater.name,
        "badge": ui.Badge(gettext("已提交"), ui.Tone.GOOD) if paper.given else None,
        "form": _form(paper, fields, general),
    }
    status = 422 if general or any(one.error for one in fields) else 200
    return render(request, "scoring/ballot.html", context, status=status)


def _form(paper: BallotPaper, fields: tuple[ui.Field, ...], general: tuple[str, ...]) -> ui.Form:
    closed = "" if paper.is_open else gettext("现在不在评分阶段，不能投票。")
    button = ui.Button.primary(gettext("修改") if paper.given else gettext("提交"))
    return ui.Form(
        fields,
        (replace(button, disabled_reason=closed),),
        general=general,
        label=gettext("互评票"),
        autocomplete="off",
    )


def rule_words(rule: PollRule) -> str:
    """Return what makes a ballot void and what is left out, in words."""
    words = [gettext("给其他单位打 0 到 100 分，不给自己打；没有了解的可以空着。")]
    if rule.high_at is not None and rule.max_high is not None:
        words.append(
            gettext("%(high)s 分以上的最多给 %(most)s 个单位，超过的整张票作废。")
            % {"high": plain(rule.high_at), "most": rule.max_high}
        )
    if rule.trim_over is not None:
        words.append(
            gettext("一个单位收到 %(count)s 张以上的票时，去掉一个最高分和一个最低分。")
            % {"count": rule.trim_over + 1}
        )
    return "".join(words)


def score_fields(units: "Iterable[RoundUnit]", given: Mapping[str, str]) -> Iterator[ui.Field]:
    """Yield a field for each unit that can be rated."""
    for unit in units:
        yield ui.Field(
            f"score-{unit.unit.code}",
            unit.name,
            ui.FieldKind.NUMBER,
            (str(given.get(unit.unit.code, "")),),
            suffix=gettext("分"),
            short=True,
        )


def typed_scores(post: QueryDict, units: "Iterable[RoundUnit]") -> dict[str, Decimal]:
    """Return the scores that were typed, by code of the unit."""
    found: dict[str, Decimal] = {}
    for unit in units:
        field = f"score-{unit.unit.code}"
        value = number_or_none(post.get(field, ""), field)
        if value is not None:
            found[unit.unit.code] = value
    return found
