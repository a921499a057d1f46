"""A new round: pack, year, organ and kinds of unit; everything else has a sensible start."""

from datetime import date
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions import setting_up
from gongkai.assessment.queries.candidates import (
    candidates,
    earlier_rounds,
    kinds_of,
    listed,
    organs,
    packs,
    scheme_of,
    sites_of,
)
from gongkai.assessment.queries.nested import asked_to
from gongkai.assessment.queries.sites.evaluations import PACK
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.posting import filled, number
from gongkai.policy.problems import ProblemsError
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Round
    from gongkai.core.models import Unit


SITES: Final = "sites"
"""The choice of the demonstration sites there are, beside the kinds of unit."""
_USUAL: Final = frozenset({"bureau", "township", "enterprise", "vertical", "party"})


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a new round, create it and lead to its set-up."""
    asker = viewer(request)
    within = request.GET.get("within", "")
    fields = tuple(_fields(asker, sites=request.GET.get("sites") == "1", within=within))
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            made = _create(request, asker)
        except Refused as refused:
            fields, general = filled(fields, request.POST, refused)
        else:
            say(request, gettext("已建立。请核对单位、口径、日期和评分人，再通知各单位。"))
            return HttpResponseRedirect(reverse("round-setup", args=[made.key]))
    form = ui.Form(
        fields,
        (ui.Button.primary(gettext("建立考核")), ui.Link(gettext("取消"), reverse("rounds"))),
        general=general,
    )
    context = {
        "form": form,
        "breadcrumb": ui.Breadcrumb.to(gettext("发起考核"), (gettext("考核"), reverse("rounds"))),
    }
    status = 422 if form.errors.items else 200
    return render(request, "rounds/new.html", context, status=status)


def _fields(asker: Viewer, *, sites: bool = False, within: str = "") -> list[ui.Field]:
    """Return the fields; for ``sites`` they ask for the evaluation of demonstration sites.

    ``within`` is the place in a round above whose subordinates are to be assessed.
    """
    year = day_of(asker.at).year
    mine = organs(asker)
    above = next((row for row in asked_to(asker) if str(row.pk) == within), None)
    if above is not None:
        mine.sort(key=lambda one: one.pk != above.unit_id)
    return [
        _pack_field(PACK if sites else ""),
        ui.Field("title", gettext("名称"), values=(_title(year, sites=sites),), required=True),
        ui.Field("year", gettext("年度"), ui.FieldKind.NUMBER, (str(year),), short=True),
        ui.Field(
            "organ",
            gettext("组织单位"),
            ui.FieldKind.SELECT,
            (str(mine[0].pk),) if mine else (),
            tuple(ui.Option(str(one.pk), one.name) for one in mine),
        ),
        _kinds_field(mine[0] if mine else None, day_of(asker.at), sites=sites),
        *_within_field(asker, within),
        _previous_field(asker),
    ]


def _pack_field(chosen: str) -> ui.Field:
    return ui.Field(
        "pack",
        gettext("考核办法（规则包）"),
        ui.FieldKind.SELECT,
        (chosen,) if chosen else (),
        (
            ui.Option("", gettext("请选择")),
            *(ui.Option(one.id, f"{one.title} {one.version}") for one in packs()),
        ),
        hint=gettext("建立后规则就固定在这次考核里，规则包以后再改也不影响。"),
        required=True,
    )


def _kinds_field(organ: "Unit | None", today: date, *, sites: bool) -> ui.Field:
    """Return the choice of kinds of unit below the organ, each with how many there are."""
    known = list(kinds_of(candidates(organ, today))) if organ is not None else []
    named = sites_of(organ, today) if organ is not None else []
    if named:
        known.insert(0, (SITES, gettext("现有示范点"), len(named)))
    usual = {SITES} if sites and named else _USUAL
    return ui.Field(
        "kinds",
        gettext("考核哪些单位"),
        ui.FieldKind.CHECKBOXES,
        tuple(kind for kind, _, _ in known if kind in usual),
        tuple(
            ui.Option(kind, gettext("%(kind)s（%(count)s 个）") % {"kind": label, "count": count})
            for kind, label, count in known
        ),
        hint=gettext("从单位名册取今天有效的单位，下一步可以逐个增减、分组。"),
    )


def _previous_field(asker: Viewer) -> ui.Field:
    return ui.Field(
        "previous",
        gettext("接着哪一次（可不选）"),
        ui.FieldKind.SELECT,
        options=(
            ui.Option("", gettext("不接")),
            *(ui.Option(one.key, one.title) for one in earlier_rounds(asker)),
        ),
        hint=gettext("选了上一次，可以带入去年的材料，并与去年比较。"),
    )


def _within_field(asker: Viewer, chosen: str) -> list[ui.Field]:
    """Return the choice of the round above, where one asks units to assess their subordinates."""
    rows = asked_to(asker)
    if not rows:
        return []
    words = gettext("%(round)s（%(unit)s的下属单位）")
    options = [
        ui.Option(str(row.pk), words % {"round": row.round.title, "unit": row.unit.label})
        for row in rows
    ]
    return [
        ui.Field(
            "within",
            gettext("属于哪次上级考核（可不选）"),
            ui.FieldKind.SELECT,
            (chosen,),
            (ui.Option("", gettext("不属于")), *options),
            hint=gettext("上级要求先考核本单位下属的，选上级那次；上级看得到进度和结果。"),
        )
    ]


def _within(asker: Viewer, typed: str, organ: "Unit") -> "Round | None":
    if not typed:
        return None
    row = next((one for one in asked_to(asker) if str(one.pk) == typed), None)
    if row is None or row.unit_id != organ.pk:
        raise Refused(gettext("组织单位和上级考核不一致。请重新选择。"), "within")
    return row.round


def _title(year: int, *, sites: bool) -> str:
    if sites:
        return gettext("%(year)s 年政务公开示范点考评") % {"year": year}
    return gettext("%(year)s 年政务公开考核") % {"year": year}


def _create(request: HttpRequest, asker: Viewer) -> "Round":
    post = request.POST
    if not post.get("pack"):
        raise Refused(gettext("没有选择考核办法。请选择。"), "pack")
    organ = _organ(asker, number(post.get("organ", "")))
    try:
        scheme = scheme_of(post["pack"])
    except ProblemsError as error:
        raise Refused(error.problems[0].message, "pack") from error
    today, kinds = day_of(asker.at), set(post.getlist("kinds"))
    named = {one.pk for one in sites_of(organ, today)} if SITES in kinds else set()
    units = [one for one in candidates(organ, today) if one.kind in kinds or one.pk in named]
    earlier = {one.key: one for one in earlier_rounds(asker)}
    return setting_up.create_round(
        organ.pk,
        pack=post["pack"],
        title=post.get("title", ""),
        year=number(post.get("year", "")),
        units=listed(units, scheme),
        previous=earlier.get(post.get("previous", "")),
        within=_within(asker, post.get("within", ""), organ),
        by=asker,
    )


def _organ(asker: Viewer, pk: int) -> "Unit":
    found = {one.pk: one for one in organs(asker)}
    if pk not in found:
        raise PermissionDenied(gettext("您不能为这个单位组织考核。"))
    return found[pk]
