"""One order: what it says, where it stands, and what this person may do with it now."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.mending import INCOMPLETE
from gongkai.assessment.queries.mending import order_history, runs_order
from gongkai.assessment.terms import order_due
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of, day_words
from gongkai.office.audit.timeline import moments
from gongkai.office.mending.acting import FORMS, STEPS
from gongkai.office.mending.finding import order_of, way
from gongkai.office.mending.forms import forms
from gongkai.office.mending.words import (
    arithmetic,
    badges,
    check_badge,
    numbered,
    term_words,
)
from gongkai.rules.rounds.rectifications import OrderState
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import OrderLine, RectificationOrder

Forms = dict[str, ui.Form]
# Forms that show the lines themselves, so that they are not shown twice.
_WITH_LINES: Final = frozenset({"fill", "check"})


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """Show an order; take a step with it and come back."""
    found = order_of(request, order_id)
    do = request.POST.get("do", "").partition(":")[0]
    step: Callable[[HttpRequest, RectificationOrder], str] | None = STEPS.get(do)
    if request.method != "POST" or step is None:
        return _page(request, found, forms(viewer(request), found))
    try:
        say(request, step(request, found))
    except Refused as refused:
        return _refused(request, order_of(request, order_id), FORMS.get(do, do), refused)
    return HttpResponseRedirect(reverse("order", args=[found.pk]))


def _refused(
    request: HttpRequest, found: "RectificationOrder", form: str, refused: Refused
) -> HttpResponse:
    """Show the form again with what was typed, or as it was saved just before the refusal."""
    saved = refused.code == INCOMPLETE
    post = None if saved else request.POST
    open_forms = forms(viewer(request), found, post=post, refused=(form, refused))
    if form not in open_forms or not open_forms[form].errors.items:
        say(request, gettext("没有办理"), refused.message, ui.Tone.BAD)
        return HttpResponseRedirect(reverse("order", args=[found.pk]))
    if saved:
        say(request, gettext("填写的已保存，还没有提交"), tone=ui.Tone.WARN)
    return _page(request, found, open_forms, status=422)


def _page(
    request: HttpRequest, found: "RectificationOrder", open_forms: Forms, status: int = 200
) -> HttpResponse:
    asker = viewer(request)
    runs = runs_order(asker, found)
    context = {
        "heading": found.title,
        "breadcrumb": way(found.unit.label, found),
        "badges": badges(found, day_of(asker.at)),
        "notice": _notice(found),
        "summary": _summary(found),
        "arithmetic": arithmetic(order_due(found)),
        "forms": open_forms,
        "lines": None if _WITH_LINES & open_forms.keys() else _lines(found),
        "papers": _papers(found),
        "proposals": _proposals(asker, found),
        "edit": reverse("order-edit", args=[found.pk])
        if runs and found.state is OrderState.DRAFT
        else "",
        "history": ui.Timeline(moments(order_history(asker, found)), gettext("办理经过")),
    }
    return render(request, "mending/order.html", context, status=status)


def _notice(found: "RectificationOrder") -> ui.Notice | None:
    if found.state is OrderState.RETURNED:
        return ui.Notice(gettext("已退回，请补充后重新报送"), found.return_reason, ui.Tone.WARN)
    if found.state is OrderState.CANCELLED:
        return ui.Notice(gettext("已撤销"), found.cancel_reason, ui.Tone.NEUTRAL)
    return None


def _summary(found: "RectificationOrder") -> ui.Summary:
    place = found.round_unit
    link: ui.Value = (
        ui.Link(place.round.title, reverse("round", args=[place.round.key]))
        if place is not None
        else ""
    )
    rows: list[tuple[str, ui.Value]] = [
        (gettext("单位"), found.unit.name),
        (gettext("文号"), found.number),
        (gettext("来源"), found.get_source_display()),
        (gettext("考核"), link),
        (gettext("依据和缘由"), found.basis),
        (gettext("期限"), term_words(found)),
        (gettext("发出"), _when(found.issued_by, found.issued_at)),
        (gettext("签收"), _when(found.received_by, found.received_at)),
        (gettext("报送"), _when(found.signed_by, found.reported_at)),
        (gettext("办结"), _when(found.closed_by, found.closed_at)),
    ]
    return ui.Summary.of(*(row for row in rows if row[1]))


def _when(name: str, at: datetime | None) -> str:
    return f"{name} {day_words(day_of(at))}" if at is not None else ""


def _lines(found: "RectificationOrder") -> ui.Table:
    return ui.Table(
        caption=gettext("问题、措施、责任"),
        columns=(
            ui.Column("number", gettext("序号"), numeric=True),
            ui.Column("problem", gettext("问题"), header=True),
            ui.Column("clause", gettext("依据")),
            ui.Column("measure", gettext("整改措施")),
            ui.Column("responsible", gettext("责任人"), nowrap=True),
            ui.Column("planned", gettext("计划完成"), nowrap=True),
            ui.Column("result", gettext("整改结果")),
            ui.Column("done", gettext("完成日期"), nowrap=True),
            ui.Column("files", gettext("材料")),
            ui.Column("check", gettext("核查")),
        ),
        rows=tuple(_row(number, line) for number, line in numbered(found)),
        caption_hidden=True,
    ).trimmed()


def _row(number: int, line: "OrderLine") -> ui.Row:
    links = tuple(
        ui.Link(one.name, reverse("order-file", args=[one.pk])) for one in line.files.all()
    )
    badge = check_badge(line)
    return ui.Row.of(
        number,
        line.problem,
        line.clause or None,
        line.measure or None,
        line.responsible or None,
        line.planned_on,
        line.result or None,
        line.done_on,
        ui.Stack(links) if links else None,
        ui.Stack.of(badge, line.check_note) if badge is not None and line.check_note else badge,
    )


def _papers(found: "RectificationOrder") -> list[ui.Link]:
    def link(text: str, name: str) -> ui.Link:
        return ui.Link(text, reverse(name, args=[found.pk]))

    papers = [
        link(gettext("整改通知（Word）"), "order-notice"),
        link(gettext("三单（Word）"), "order-lists"),
        link(gettext("三单（Excel）"), "order-workbook"),
    ]
    if found.received_at is not None:
        papers.append(link(gettext("整改报告（Word）"), "order-report"))
    return papers


def _proposals(asker: Viewer, found: "RectificationOrder") -> ui.Table | None:
    if not (runs_order(asker, found) or asker.may("assessment.oversee", found.issuer.path)):
        return None
    rows = list(found.proposals.all())
    if not rows:
        return None
    return ui.Table(
        caption=gettext("问责建议"),
        columns=(
            ui.Column("at", gettext("提出"), header=True, nowrap=True),
            ui.Column("to", gettext("报送")),
            ui.Column("words", gettext("依据")),
            ui.Column("paper", gettext("文件"), nowrap=True),
            ui.Column("state", gettext("状态")),
        ),
        rows=tuple(
            ui.Row.of(
                day_of(one.proposed_at),
                one.sent_to,
                ui.Stack.of(one.words, one.cite) if one.cite else one.words,
                ui.Link(gettext("Word"), reverse("order-proposal", args=[one.pk])),
                gettext("已撤回：%(why)s") % {"why": one.withdraw_reason}
                if one.withdrawn_at is not None
                else gettext("已提出"),
            )
            for one in rows
        ),
    )
