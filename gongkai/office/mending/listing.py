"""Orders as lists: the register over all rounds, one round's, and how units stand."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.mending import issue_order, propose_orders
from gongkai.assessment.owing import owing_findings, owing_grades, owing_of
from gongkai.assessment.queries.mending import (
    SOURCES,
    UnitMending,
    orders_of,
    orders_seen,
    overdue_ids,
    state_q,
    statistics,
)
from gongkai.assessment.snapshots import assessment_of, official
from gongkai.assessment.terms import order_due
from gongkai.core.access import Viewer, viewer
from gongkai.core.days import day_of
from gongkai.core.models import Unit
from gongkai.office.lists import (
    ChoiceFilter,
    DateFilter,
    Filter,
    ListColumn,
    ListSpec,
    TextFilter,
    UnitFilter,
    show,
)
from gongkai.office.mending.words import badge_words, badges, term_words
from gongkai.office.posting import tell
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.rules.rounds.rectifications import OrderState
from gongkai.rules.scheme import Scheme
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.assessment.models import RectificationOrder, Round

_OVERDUE = "overdue"


def order_list(asker: Viewer, *, of_round: bool) -> "ListSpec[RectificationOrder]":
    """Return the list of orders; what is overdue is as of the viewer's day."""
    today = day_of(asker.at)

    def by_state(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
        if value == _OVERDUE:
            return rows.filter(pk__in=overdue_ids(rows, today))
        return rows.filter(state_q(OrderState(value))) if value in set(OrderState) else rows

    return ListSpec(
        id="orders.round" if of_round else "orders",
        title=gettext_lazy("整改"),
        columns=_columns(today),
        filters=tuple(_filters(asker, by_state, of_round=of_round)),
        default_sort="-issued",
        empty=gettext_lazy("还没有整改通知。"),
    )


def _columns(today: date) -> "tuple[ListColumn[RectificationOrder], ...]":
    return (
        ListColumn(
            "unit",
            gettext_lazy("单位"),
            lambda one: ui.Link(one.unit.name, reverse("order", args=[one.pk])),
            export=lambda one: one.unit.name,
            sort="unit__path",
            header=True,
        ),
        ListColumn("title", gettext_lazy("整改通知"), lambda one: one.title, sort="title"),
        ListColumn("number", gettext_lazy("文号"), lambda one: one.number or None, sort="number"),
        ListColumn(
            "source",
            gettext_lazy("来源"),
            lambda one: one.get_source_display(),
            sort="source",
            nowrap=True,
        ),
        ListColumn(
            "round",
            gettext_lazy("考核"),
            lambda one: one.round_unit.round.title if one.round_unit is not None else None,
            screen=False,
        ),
        ListColumn(
            "issued",
            gettext_lazy("发出"),
            lambda one: day_of(one.issued_at) if one.issued_at is not None else None,
            sort="issued_at",
            nowrap=True,
        ),
        ListColumn(
            "received",
            gettext_lazy("签收"),
            lambda one: day_of(one.received_at) if one.received_at is not None else None,
            screen=False,
        ),
        ListColumn(
            "due",
            gettext_lazy("期限"),
            lambda one: due.on if (due := order_due(one)) is not None else term_words(one),
        ),
        ListColumn(
            "state",
            gettext_lazy("状态"),
            lambda one: badges(one, today),
            export=lambda one: badge_words(one, today),
        ),
    )


def _filters(asker: Viewer, by_state: Any, *, of_round: bool) -> "list[Any]":
    words = ("title", "number", "unit__name")
    found: list[Filter] = [TextFilter("q", gettext_lazy("单位、标题、文号"), words)]
    states: list[tuple[str, str | Promise]] = [
        (_OVERDUE, gettext_lazy("逾期")),
        *((state.value, in_language(state.label)) for state in OrderState),
    ]
    found.append(ChoiceFilter("state", gettext_lazy("状态"), states, by_state))
    if not of_round:

        def units() -> "QuerySet[Unit]":
            return Unit.objects.filter(pk__in=orders_seen(asker).values("unit"))

        found += [
            ChoiceFilter("source", gettext_lazy("来源"), SOURCES, "source"),
            UnitFilter("unit", gettext_lazy("单位"), units=units),
            DateFilter("issued", gettext_lazy("发出"), "issued_at", moment=True),
        ]
    return found


@requires("assessment.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List every order one sees, over all rounds and inspections."""
    asker = viewer(request)
    runs = asker.may("assessment.run")
    context = {
        "heading": gettext("整改台账"),
        "new": ui.Link(gettext("督查检查后发整改通知"), reverse("order-new")) if runs else None,
        "figures": _figures(asker, orders_seen(asker)),
        "statistics": reverse("order-figures"),
    }
    spec = order_list(asker, of_round=False)
    return show(request, spec, orders_seen(asker), "mending/list.html", context)


def _figures(asker: Viewer, rows: "QuerySet[RectificationOrder]") -> ui.Figures:
    sums = statistics(rows, day_of(asker.at)).sum
    return ui.Figures(
        (
            ui.Figure(gettext("整改通知"), sums.orders, gettext("份")),
            ui.Figure(gettext("正在整改"), sums.open, gettext("份")),
            ui.Figure(gettext("逾期"), sums.overdue, gettext("份"), href="?state=overdue"),
            ui.Figure(
                gettext("按期报送率"),
                sums.rate or None,
                note=gettext("%(on_time)s／%(due)s 份") % {"on_time": sums.on_time, "due": sums.due}
                if sums.due
                else None,
            ),
        ),
        gettext("整改情况"),
    )


@requires("assessment.view")
def figures(request: HttpRequest) -> HttpResponse:
    """Show how each unit stands with its orders."""
    asker = viewer(request)
    found = statistics(orders_seen(asker), day_of(asker.at))
    context = {
        "heading": gettext("各单位整改情况"),
        "breadcrumb": ui.Breadcrumb.to(
            gettext("各单位整改情况"), (gettext("整改台账"), reverse("orders"))
        ),
        "table": _by_unit(found.units),
        "note": gettext("按期报送率：首次报送不晚于期限的份数，除以已到期或已报送的份数。"),
    }
    return render(request, "mending/figures.html", context)


def _by_unit(rows: list[UnitMending]) -> ui.Table:
    return ui.Table(
        caption=gettext("各单位整改情况"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("orders", gettext("整改通知"), numeric=True),
            ui.Column("open", gettext("正在整改"), numeric=True),
            ui.Column("overdue", gettext("逾期"), numeric=True),
            ui.Column("closed", gettext("已办结"), numeric=True),
            ui.Column("rate", gettext("按期报送率"), numeric=True),
        ),
        rows=tuple(
            ui.Row.of(one.name, one.orders, one.open, one.overdue, one.closed, one.rate or None)
            for one in rows
        ),
        caption_hidden=True,
        empty=gettext("还没有整改通知。"),
    )


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def of_round(request: HttpRequest, key: str) -> HttpResponseBase:
    """List a round's orders; propose them from the result, and send out what is drafted."""
    asker, round_ = viewer(request), round_of(request, key)
    if request.method == "POST":
        step = _propose if request.POST.get("do") == "propose" else _issue_all
        tell(request, lambda: step(asker, round_))
        return HttpResponseRedirect(reverse("round-orders", args=[key]))
    runs = asker.may("assessment.run", round_.unit.path)
    rows = orders_of(asker, round_)
    drafts = rows.filter(state_q(OrderState.DRAFT)).count() if runs else 0
    context = {
        "heading": gettext("整改"),
        "tabs": tabs(request, round_, "round-orders"),
        "breadcrumb": breadcrumb(gettext("整改"), round_),
        **(_proposing(round_) if runs else {}),
        "issue": _issue_form(drafts) if drafts else None,
        "figures": _figures(asker, rows) if rows.exists() else None,
    }
    spec = order_list(asker, of_round=True)
    return show(request, spec, rows, "mending/round.html", context)


def _propose(asker: Viewer, round_: "Round") -> str:
    made = propose_orders(round_.pk, by=asker)
    if not made:
        return gettext("需要整改的单位都已经有整改通知。")
    return gettext("已拟 %(count)s 份，请逐份核对问题后发出。") % {"count": len(made)}


def _issue_all(asker: Viewer, round_: "Round") -> str:
    drafts = list(orders_of(asker, round_).filter(state_q(OrderState.DRAFT)).order_by("pk"))
    for one in drafts:
        issue_order(one.pk, version=one.version, by=asker)
    return gettext("已发出 %(count)s 份，等待签收。") % {"count": len(drafts)}


def _proposing(round_: "Round") -> dict[str, ui.Component]:
    """Return the button that drafts orders, or why it is of no use here and what is.

    A round that is over can only be looked at.
    """
    if round_.closed_at is not None or round_.cancelled_at is not None:
        return {}
    snapshot = official(round_)
    if round_.announced_at is None or snapshot is None:
        return {"propose": _propose_form(gettext("结果通报后才能拟整改通知。"))}
    result = assessment_of(snapshot)
    if owing_of(result):
        return {"propose": _propose_form()}
    return {"notice": _nobody_owes(result.scheme)}


def _propose_form(reason: str = "") -> ui.Form:
    button = ui.Button(gettext("按结果拟整改通知"), "do", "propose", disabled_reason=reason)
    return ui.Form((), (button,), label=gettext("按结果拟整改通知"), panel=False)


def _nobody_owes(scheme: Scheme) -> ui.Notice:
    """Say who has to rectify under a scheme, where nobody has, and lead to the other way."""
    who = [gettext("等次为“%(grade)s”") % {"grade": one} for one in owing_grades(scheme)]
    who += [gettext("查实“%(what)s”") % {"what": one} for one in owing_findings(scheme)]
    rule = (
        gettext("按本办法，这些单位要整改：%(who)s。这次没有这样的单位。") % {"who": "；".join(who)}
        if who
        else gettext("本办法没有规定哪个等次要整改。")
    )
    return ui.Notice(
        gettext("按结果，没有单位需要整改"),
        rule + gettext("检查中发现问题的单位，可以另发整改通知。"),
        link=ui.Link(gettext("督查检查后发整改通知"), reverse("order-new")),
    )


def _issue_form(drafts: int) -> ui.Form:
    text = gettext("全部发出（%(count)s 份）") % {"count": drafts}
    return ui.Form((), (ui.Button.primary(text, "do", "issue"),), label=text, panel=False)
