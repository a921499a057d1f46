"""The units of a round: which, in which group, exempt or not, with more time or not."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions import notifying, setting_up
from gongkai.assessment.actions.setting_up import Listed
from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.candidates import candidates, group_of
from gongkai.assessment.queries.rounds import units_seen
from gongkai.assessment.queries.standing import stages_on
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.posting import day, number, tagged
from gongkai.office.rounds.finding import breadcrumb, round_of, unit_of
from gongkai.office.rounds.tabs import tabs
from gongkai.rules.rounds import Verb, why_not
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, RoundUnit


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest, key: str) -> HttpResponse:
    """Show the list; before the notice, take it as it is ticked and grouped."""
    round_ = round_of(request, key)
    problem = ""
    if request.method == "POST":
        try:
            setting_up.set_units(round_.pk, units=_ticked(request), by=viewer(request))
        except Refused as refused:
            problem = refused.message
        else:
            say(request, gettext("名单已保存。"))
            return HttpResponseRedirect(reverse("round-units", args=[key]))
    frozen = why_not(Verb.SET_UP, round_.phase)
    context = {
        "heading": gettext("被考核单位"),
        "tabs": tabs(request, round_, "round-setup"),
        "breadcrumb": breadcrumb(
            gettext("被考核单位"), round_, (gettext("安排"), reverse("round-setup", args=[key]))
        ),
        "frozen": frozen,
        "table": _listed(request, round_) if frozen else None,
        "choices": [] if frozen else _choices(request, round_),
        "problem": problem,
        "key": key,
    }
    return render(request, "rounds/units.html", context, status=409 if problem else 200)


def _ticked(request: HttpRequest) -> list[Listed]:
    post = request.POST
    return [
        Listed(number(pk), post.get(f"group-{pk}", "").strip())
        for pk in post.getlist("unit")
        if number(pk)
    ]


def _choices(request: HttpRequest, round_: "Round") -> list[dict[str, object]]:
    """Every unit of the register below the organ, ticked where it is in the list."""
    scheme = pack_of(round_).scheme
    present = {row.unit_id: row for row in units_seen(viewer(request), round_)}
    return [
        {
            "pk": unit.pk,
            "name": unit.name,
            "kind": unit.get_kind_display(),
            "ticked": unit.pk in present,
            "group": present[unit.pk].group if unit.pk in present else group_of(unit, scheme),
        }
        for unit in candidates(round_.unit, day_of(viewer(request).at))
    ]


def _listed(request: HttpRequest, round_: "Round") -> ui.Table:
    key = round_.key
    return ui.Table(
        caption=gettext("被考核单位"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("group", gettext("组别")),
            ui.Column("state", gettext("考核"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(row.name, reverse("round-unit", args=[key, row.unit.code])),
                row.group,
                ui.Badge(gettext("免予考核")) if row.exempt else gettext("考核"),
            )
            for row in units_seen(viewer(request), round_)
        ),
        caption_hidden=True,
    )


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Exempt a unit, or give it more time in a stage."""
    round_ = round_of(request, key)
    row = unit_of(request, round_, code)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            say(request, _take(request, row))
            return HttpResponseRedirect(reverse("round-unit", args=[key, code]))
        except Refused as one:
            refused = one
    context = {
        "heading": row.name,
        "tabs": tabs(request, round_, "round-setup"),
        "breadcrumb": breadcrumb(
            row.name, round_, (gettext("被考核单位"), reverse("round-units", args=[key]))
        ),
        "problem": refused.message if refused else "",
        "exempt": _exempt_form(row),
        "extend": _extend_form(row),
        "extensions": _extensions(row),
    }
    return render(request, "rounds/unit.html", context, status=409 if refused else 200)


def _take(request: HttpRequest, row: "RoundUnit") -> str:
    post, by = request.POST, viewer(request)
    if post.get("do") == "extend":
        notifying.extend_stage(
            row.pk,
            stage=post.get("stage", ""),
            until=day(post.get("until", ""), "until"),
            reason=post.get("reason", ""),
            by=by,
        )
        return gettext("已延长。")
    exempt = post.get("do") == "exempt"
    notifying.exempt_unit(row.pk, exempt=exempt, reason=post.get("reason", ""), by=by)
    return gettext("已免予考核。") if exempt else gettext("已恢复考核。")


def _exempt_form(row: "RoundUnit") -> ui.Form:
    closed = why_not(Verb.STAFF, row.round.phase)
    button = (
        ui.Button(gettext("恢复考核"), "do", "include", disabled_reason=closed)
        if row.exempt
        else ui.Button(gettext("免予考核"), "do", "exempt", disabled_reason=closed)
    )
    hint = row.exempt_reason and gettext("免予考核的理由：%(why)s") % {"why": row.exempt_reason}
    reason = ui.Field("reason", gettext("理由"), hint=hint, required=True)
    return tagged(ui.Form((reason,), (button,), panel=False), "-exempt")


def _extend_form(row: "RoundUnit") -> ui.Form:
    closed = why_not(Verb.FACTS, row.round.phase)
    dated = [one.plan for one in stages_on(row.round, row.round.created_at.date())]
    options = tuple(ui.Option(one.id, one.title) for one in dated if one.ends_on is not None)
    form = ui.Form(
        (
            ui.Field("stage", gettext("阶段"), ui.FieldKind.SELECT, options=options),
            ui.Field("until", gettext("延长到（含当日）"), ui.FieldKind.DATE, short=True),
            ui.Field("reason", gettext("理由"), required=True),
        ),
        (ui.Button(gettext("延长"), "do", "extend", disabled_reason=closed),),
        panel=False,
    )
    return tagged(form, "-extend")


def _extensions(row: "RoundUnit") -> ui.Summary | None:
    titles = {
        one.plan.id: one.plan.title for one in stages_on(row.round, row.round.created_at.date())
    }
    rows = [
        (
            titles.get(one.stage, one.stage),
            gettext("延长到 %(until)s：%(reason)s") % {"until": one.until, "reason": one.reason},
        )
        for one in row.extensions.all()
    ]
    return ui.Summary.of(*rows) if rows else None
