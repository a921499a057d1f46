"""The draws of a round, and the list of a new one: how many from each group, who takes no part."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.spot import fix_list
from gongkai.assessment.current import pack_of
from gongkai.assessment.inspection import candidates, spot_stages
from gongkai.assessment.queries.spot import draws_seen
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of, day_words
from gongkai.office.posting import number
from gongkai.office.rounds.finding import round_of
from gongkai.office.spot.frame import frame, way
from gongkai.rules.rounds import Verb, why_not
from gongkai.rules.rounds.draws import Candidate, DrawPlan, allocated
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Draw, Round


def draw_badge(draw: "Draw") -> ui.Badge:
    """Return where a draw stands."""
    if draw.voided_at is not None:
        return ui.Badge(gettext("已作废"))
    if draw.drawn_at is None:
        return ui.Badge(gettext("名单已固定，待抽取"), ui.Tone.WARN)
    return ui.Badge(gettext("已抽取"), ui.Tone.GOOD)


def stage_title(round_: "Round", stage: str) -> str:
    """Return what a stage of spot checks is called."""
    return next((one.title for one in spot_stages(round_) if one.id == stage), stage)


@requires("assessment.view")
def index(request: HttpRequest, key: str) -> HttpResponse:
    """List the draws, the voided too."""
    asker, round_ = viewer(request), round_of(request, key)
    rows = list(draws_seen(asker, round_))
    table = ui.Table(
        caption=gettext("抽取"),
        columns=(
            ui.Column("fixed", gettext("名单固定"), header=True, nowrap=True),
            ui.Column("stage", gettext("阶段")),
            ui.Column("count", gettext("抽取数"), numeric=True),
            ui.Column("witness", gettext("见证人")),
            ui.Column("state", gettext("状态")),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(
                    f"{day_words(day_of(one.at))} {one.name}",
                    reverse("spot-draw", args=[key, one.pk]),
                ),
                stage_title(round_, one.stage),
                sum(one.sizes.values()),
                one.witness or None,
                draw_badge(one),
            )
            for one in rows
        ),
        caption_hidden=True,
    )
    context = {
        **frame(request, round_, "spot-draws"),
        "heading": gettext("抽取单位"),
        "breadcrumb": way(gettext("抽取"), round_),
        "table": table if rows else None,
        "new": reverse("spot-draw-new", args=[key]) if _open_stages(request, round_) else "",
        "closed": "" if rows else why_not(Verb.FACTS, round_.phase),
    }
    return render(request, "spot/draws.html", context)


def _open_stages(request: HttpRequest, round_: "Round") -> list[tuple[str, str]]:
    """Return the stages this person may draw in now: id and title."""
    asker = viewer(request)
    if not asker.may("assessment.run", round_.unit.path) or why_not(Verb.FACTS, round_.phase):
        return []
    rows = draws_seen(asker, round_).filter(voided_at=None)
    taken = set(rows.values_list("stage", flat=True))
    return [(one.id, one.title) for one in spot_stages(round_) if one.id not in taken]


@dataclass(frozen=True, slots=True)
class Group:
    """A group on the form of a new draw, with the reasons typed for its units."""

    name: str
    field: ui.Field
    units: tuple[tuple[Candidate, str], ...]


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """Ask how many from each group and who takes no part; fix the list and show its hash."""
    round_ = round_of(request, key)
    stages = _open_stages(request, round_)
    if not stages:
        if viewer(request).may("assessment.run", round_.unit.path):
            say(request, gettext("现在没有要抽取的阶段。"), tone=ui.Tone.WARN)
            return HttpResponseRedirect(reverse("spot-draws", args=[key]))
        raise PermissionDenied(gettext("抽取由考核办公室办理。"))
    listed, problem = candidates(round_), ""
    if request.method == "POST":
        try:
            made = _fix(request, round_, listed)
        except Refused as refused:
            problem = refused.message
        else:
            say(request, gettext("名单已固定。请先把校验值告诉见证人或公布，再填种子。"))
            return HttpResponseRedirect(reverse("spot-draw", args=[key, made.pk]))
    context = {
        **frame(request, round_, "spot-draws"),
        "heading": gettext("固定抽取名单"),
        "breadcrumb": way(
            gettext("固定名单"), round_, (gettext("抽取"), reverse("spot-draws", args=[key]))
        ),
        "stages": [(value, title, value == request.POST.get("stage")) for value, title in stages],
        "groups": _groups(request, round_, listed),
        "wanted": pack_of(round_).scheme.readings.sample_size,
        "problem": problem,
    }
    return render(request, "spot/draw_new.html", context, status=422 if problem else 200)


def _fix(request: HttpRequest, round_: "Round", listed: tuple[Candidate, ...]) -> "Draw":
    post = request.POST
    names = _names(listed)
    sizes: Mapping[str, int] = {
        name: number(post.get(f"size-{place}", "").strip()) for place, name in enumerate(names)
    }
    given = ((one.code, post.get(f"reason-{one.code}", "").strip()) for one in listed)
    return fix_list(
        round_.pk,
        stage=post.get("stage", ""),
        sizes=sizes,
        excluded={code: reason for code, reason in given if reason},
        by=viewer(request),
    )


def _names(listed: tuple[Candidate, ...]) -> list[str]:
    return sorted({one.group for one in listed})


def _groups(
    request: HttpRequest, round_: "Round", listed: tuple[Candidate, ...]
) -> tuple[Group, ...]:
    """Return the groups with what was typed, or the reading's number shared out."""
    here = DrawPlan(candidates=listed, sizes={}).taking_part()
    wanted = pack_of(round_).scheme.readings.sample_size
    shares = allocated(wanted, here) if wanted is not None else {}
    post = request.POST
    return tuple(
        Group(
            name,
            _size_field(
                place,
                here.get(name, 0),
                post.get(f"size-{place}", str(shares.get(name, 0))),
            ),
            tuple(
                (one, one.excluded or post.get(f"reason-{one.code}", ""))
                for one in listed
                if one.group == name
            ),
        )
        for place, name in enumerate(_names(listed))
    )


def _size_field(place: int, count: int, typed: str) -> ui.Field:
    return ui.Field(
        f"size-{place}",
        gettext("从 %(count)s 个单位里抽") % {"count": count},
        ui.FieldKind.NUMBER,
        (typed,),
        suffix=gettext("个"),
        short=True,
    )
