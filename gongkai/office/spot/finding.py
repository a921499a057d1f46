"""One finding: what, where, when, with its photograph; points taken off for it; voided."""

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.judging import deduct
from gongkai.assessment.actions.spot import void_finding
from gongkai.assessment.current import pack_of
from gongkai.assessment.days import works_for
from gongkai.assessment.queries.rounds import assigned, scorers_of
from gongkai.assessment.queries.spot import find_finding, to_check
from gongkai.assessment.rubric import judges_rubric, places
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of, day_words
from gongkai.core.files import open_file
from gongkai.office.checksums import checksums
from gongkai.office.decimals import number_or_none
from gongkai.office.posting import refused_in_form
from gongkai.office.rounds.finding import round_of
from gongkai.office.spot.frame import frame, way
from gongkai.office.spot.words import clause, finding_badge, form_title, target_title
from gongkai.rules.rounds import Verb, why_not
from gongkai.rules.scheme import Scheme, Work
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, SpotFinding


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, key: str, finding_id: int) -> HttpResponse:
    """Show a finding; take points off for it or void it, and come back."""
    round_ = round_of(request, key)
    found = _found(request, round_, finding_id)
    forms = _forms(viewer(request), round_, found)
    do = request.POST.get("do", "")
    if request.method == "POST":
        if do in forms and refused_in_form(request, forms, lambda: _done(request, found, do)):
            return _page(request, round_, found, forms, status=422)
        return HttpResponseRedirect(reverse("spot-finding", args=[key, finding_id]))
    return _page(request, round_, found, forms)


def _found(request: HttpRequest, round_: "Round", finding_id: int) -> "SpotFinding":
    found = find_finding(viewer(request), round_, finding_id)
    if found is None:
        raise Http404(gettext("没有这条记录，或者不在您的权限范围内。"))
    return found


def _done(request: HttpRequest, found: "SpotFinding", do: str) -> str:
    post, by = request.POST, viewer(request)
    if do == "void":
        void_finding(found.pk, reason=post.get("reason", ""), by=by)
        return gettext("已作废，记录保留。")
    points = number_or_none(post.get("points", ""), "points")
    if points is None:
        raise Refused(gettext("没有写扣几分。请填写。"), "points")
    deduct(
        found.round_unit_id,
        item=post.get("item", ""),
        points=points,
        reason=post.get("reason", ""),
        finding=found,
        by=by,
    )
    return gettext("已扣分。")


def _forms(asker: Viewer, round_: "Round", found: "SpotFinding") -> dict[str, ui.Form]:
    """Return the forms of what this person may do now."""
    may = to_check(asker, round_).filter(pk=found.round_unit_id).exists()
    if not may or found.voided_at is not None or why_not(Verb.FACTS, round_.phase):
        return {}
    made = {}
    options = _deductible(asker, round_, found) if found.is_problem else ()
    if options:
        made["deduct"] = _deduct_form(pack_of(round_).scheme, found, options)
    runs = asker.may("assessment.run", round_.unit.path)
    if runs or (found.person_id is not None and found.person_id == asker.person_id):
        made["void"] = ui.Form(
            (ui.Field("reason", gettext("为什么作废"), required=True, of="v"),),
            (ui.Button(gettext("作废"), "do", "void", ui.ButtonKind.DANGER),),
            panel=False,
        )
    return made


def _deductible(asker: Viewer, round_: "Round", found: "SpotFinding") -> tuple[ui.Option, ...]:
    """Return the items this person may take points off now: assigned, and scored by deduction."""
    scheme, unit = pack_of(round_).scheme, found.round_unit
    open_now = works_for(round_, day_of(asker.at), unit)
    if not {Work.SCORE, Work.SPOT} & open_now:
        return ()
    seats = [
        seat
        for seat in scorers_of(asker, round_)
        if assigned(seat, unit) and judges_rubric(scheme, seat.component)
    ]
    return tuple(
        ui.Option(place.item.id, place.item.title)
        for place in places(scheme, unit.group)
        if place.deducts and any(not seat.items or place.item.id in seat.items for seat in seats)
    )


def _deduct_form(scheme: Scheme, found: "SpotFinding", options: tuple[ui.Option, ...]) -> ui.Form:
    step = scheme.readings.deduct_step
    chosen = found.item if any(one.value == found.item for one in options) else ""
    return ui.Form(
        (
            ui.Field(
                "item",
                gettext("扣哪一项"),
                ui.FieldKind.SELECT,
                (chosen,),
                (ui.Option("", gettext("请选择")), *options),
                required=True,
            ),
            ui.Field(
                "points",
                gettext("扣分"),
                ui.FieldKind.NUMBER,
                hint=gettext("最小单位 %(step)s 分。") % {"step": step} if step else "",
                required=True,
                suffix=gettext("分"),
                short=True,
            ),
            ui.Field("reason", gettext("理由"), values=(found.text[:500],), required=True),
        ),
        (ui.Button.primary(gettext("扣分"), "do", "deduct"),),
        panel=False,
    )


def _page(
    request: HttpRequest,
    round_: "Round",
    found: "SpotFinding",
    forms: dict[str, ui.Form],
    status: int = 200,
) -> HttpResponse:
    scheme, unit = pack_of(round_).scheme, found.round_unit
    context = {
        **frame(request, round_, "spot-findings"),
        "heading": gettext("在%(unit)s发现") % {"unit": unit.name},
        "breadcrumb": way(
            gettext("发现的问题"),
            round_,
            (unit.name, reverse("spot-unit", args=[round_.key, unit.unit.code])),
        ),
        "badge": finding_badge(found),
        "text": found.text,
        "summary": _summary(scheme, round_, found),
        "checksums": checksums(
            (gettext("照片"), found.photo.sha256 if found.photo is not None else "")
        ),
        "photo": reverse("spot-photo", args=[round_.key, found.pk]) if found.photo_id else "",
        "forms": forms,
    }
    return render(request, "spot/finding.html", context, status=status)


def _summary(scheme: Scheme, round_: "Round", found: "SpotFinding") -> ui.Summary:
    visit = found.visit
    link = (
        ui.Link(
            f"{day_words(visit.on)} {form_title(scheme, visit)}",
            reverse("spot-visit", args=[round_.key, visit.pk]),
        )
        if visit is not None
        else ""
    )
    rows: list[tuple[str, ui.Value]] = [
        (gettext("考核项"), target_title(scheme, found)),
        (gettext("条款"), clause(scheme, found)),
        (gettext("地点"), found.place),
        (gettext("发现时间"), f"{localtime(found.seen_at):%Y-%m-%d %H:%M}"),
        (gettext("在哪次检查"), link),
        (gettext("记录人"), found.name),
        (gettext("收到时间"), f"{localtime(found.at):%Y-%m-%d %H:%M}"),
        (gettext("整改通知"), "、".join(_orders(found))),
        (gettext("作废的理由"), found.void_reason),
    ]
    return ui.Summary.of(*(row for row in rows if row[1]))


def _orders(found: "SpotFinding") -> list[str]:
    lines = found.order_lines.filter(order__cancelled_at=None).select_related("order")
    return [line.order.number or line.order.title for line in lines]


@requires("assessment.view")
def photo(request: HttpRequest, key: str, finding_id: int) -> FileResponse:
    """Send the photograph of a finding."""
    found = _found(request, round_of(request, key), finding_id)
    if found.photo is None:
        raise Http404(gettext("这条记录没有照片。"))
    return FileResponse(
        open_file(found.photo), filename=found.photo_name, content_type=found.photo.media_type
    )
