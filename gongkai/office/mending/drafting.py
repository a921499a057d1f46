"""An order drafted after an inspection, and a draft edited."""

from collections.abc import Iterable, Iterator
from secrets import token_hex
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.mending import (
    OrderDraft,
    ProblemText,
    draft_order,
    edit_order,
)
from gongkai.assessment.actions.mending.drafting import open_findings
from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.mending import issuing_units, runs_order
from gongkai.assessment.queries.rounds import find_round, find_unit
from gongkai.assessment.wording import cite_text
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.core.models import Unit, in_force
from gongkai.core.queries.units import in_order
from gongkai.office.mending.draft_forms import Problem, draft_form, head_fields
from gongkai.office.mending.finding import order_of, way
from gongkai.office.posting import day, number
from gongkai.rules.rounds.rectifications import OrderState
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import RectificationOrder, RoundUnit


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Draft an order after an inspection.

    ``round`` and the code of a ``unit`` bring what was found there; the id of a ``unit`` alone
    chooses it.
    """
    asker, post = viewer(request), request.POST
    place = _place(request)
    problems: Iterable[Problem] = _found(place) if place is not None else ()
    refused: Refused | None = None
    if request.method == "POST":
        try:
            made = _draft(asker, post, place)
        except Refused as one:
            refused, problems = one, _typed(post)
        else:
            say(request, gettext("已拟好，核对后发出。"))
            return HttpResponseRedirect(reverse("order", args=[made.pk]))
    values = post if refused is not None else None
    head = tuple(_unit_fields(asker, place, values, request.GET.get("unit", "")))
    form = draft_form(
        (*head, *head_fields(values, title=_title(place))),
        problems,
        refused,
        gettext("拟整改通知"),
        hidden=(("key", post.get("key", "") or token_hex(16)),),
    )
    context = {
        "heading": gettext("拟整改通知"),
        "form": form,
        "breadcrumb": way(gettext("拟整改通知")),
    }
    return render(request, "mending/form.html", context, status=422 if refused else 200)


def _title(place: "RoundUnit | None") -> str:
    """Return a title to begin with, by what the order follows from."""
    if place is None:
        return gettext("督查检查整改通知")
    return gettext("%(round)s整改通知") % {"round": place.round.title}


def _place(request: HttpRequest) -> "RoundUnit | None":
    asker, key = viewer(request), request.GET.get("round", "")
    round_ = find_round(asker, key) if key else None
    if round_ is None or not asker.may("assessment.run", round_.unit.path):
        return None
    return find_unit(asker, round_, request.GET.get("unit", ""))


def _found(place: "RoundUnit") -> tuple[Problem, ...]:
    scheme = pack_of(place.round).scheme
    return tuple(
        Problem(
            name=f"finding{one.pk}",
            problem=one.text,
            clause=cite_text(one.clause, scheme) if one.clause else "",
            finding=one.pk,
            item=one.item,
        )
        for one in open_findings(place)
    )


def _draft(asker: Viewer, post: QueryDict, place: "RoundUnit | None") -> "RectificationOrder":
    issuers = issuing_units(asker)
    unit_id = place.unit_id if place is not None else number(post.get("unit", ""))
    unit = Unit.objects.filter(pk=unit_id).first()
    issuer = (
        place.round.unit
        if place is not None
        else next(
            (one for one in issuers.order_by("-path") if unit and unit.path.startswith(one.path)),
            None,
        )
    )
    if unit is None or issuer is None:
        raise Refused(gettext("没有选择单位。请选择。"), "unit")
    return draft_order(
        issuer.pk,
        unit_id=unit.pk,
        key=post.get("key", ""),
        draft=_read(post, _findings(place)),
        round_unit_id=place.pk if place is not None else None,
        by=asker,
    )


def _findings(place: "RoundUnit | None") -> dict[str, Problem]:
    return {one.name: one for one in _found(place)} if place is not None else {}


def _unit_fields(
    asker: Viewer, place: "RoundUnit | None", post: QueryDict | None, chosen: str
) -> Iterator[ui.Field]:
    if place is not None:
        yield ui.Field("unit", gettext("单位"), values=(place.name,), readonly=True)
        return
    reach = asker.reach("assessment.run")
    units = Unit.objects.filter(reach, in_force(day_of(asker.at)))
    others = units.exclude(pk__in=issuing_units(asker).values("pk"))
    options = [ui.Option(str(one.pk), one.name) for one in in_order(others)]
    yield ui.Field(
        "unit",
        gettext("单位"),
        ui.FieldKind.SELECT,
        (post.get("unit", "") if post is not None else chosen,),
        (ui.Option("", gettext("请选择")), *options),
        required=True,
    )


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, order_id: int) -> HttpResponse:
    """Change a draft."""
    order, asker, post = order_of(request, order_id), viewer(request), request.POST
    if order.state is not OrderState.DRAFT or not runs_order(asker, order):
        raise Http404(gettext("这份整改通知已经发出，不能再改。"))
    problems: Iterable[Problem] = [
        Problem(name=str(line.pk), problem=line.problem, clause=line.clause)
        for line in order.lines.all()
    ]
    refused: Refused | None = None
    version = str(order.version)
    if request.method == "POST":
        version = post.get("version", "")
        try:
            edit_order(order.pk, draft=_read(post, {}), version=number(version), by=asker)
        except Refused as one:
            refused, problems = one, _typed(post)
        else:
            say(request, gettext("已保存。"))
            return HttpResponseRedirect(reverse("order", args=[order.pk]))
    form = draft_form(
        tuple(head_fields(post if refused else None, order=order)),
        problems,
        refused,
        gettext("保存"),
        hidden=(("version", version),),
    )
    context = {
        "heading": gettext("修改整改通知"),
        "form": form,
        "breadcrumb": way(gettext("修改"), order),
        "back": reverse("order", args=[order.pk]),
    }
    return render(request, "mending/form.html", context, status=422 if refused else 200)


def _read(post: QueryDict, findings: dict[str, Problem]) -> OrderDraft:
    typed = post.get("due_on", "").strip()
    return OrderDraft(
        title=post.get("title", ""),
        basis=post.get("basis", ""),
        term=post.get("term", ""),
        due_on=day(typed, "due_on") if typed else None,
        problems=[
            ProblemText(
                problem=one.problem,
                clause=one.clause,
                line=number(one.name),
                finding=findings[one.name].finding if one.name in findings else None,
                item=findings[one.name].item if one.name in findings else "",
            )
            for one in _typed(post)
        ],
    )


def _typed(post: QueryDict) -> list[Problem]:
    names = [name.removeprefix("problem-") for name in post if name.startswith("problem-")]
    return [
        Problem(
            name=name,
            problem=post.get(f"problem-{name}", ""),
            clause=post.get(f"clause-{name}", ""),
        )
        for name in names
    ]
