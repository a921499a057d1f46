"""Saying that a unit has nothing to open for a duty, and why: the office's decision, on record."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.core.models import Unit
from gongkai.disclosure.actions.plans import waive_duty
from gongkai.disclosure.queries.duties import duties
from gongkai.office.disclosure.duty_parts import duty_title, explained, state_of
from gongkai.office.disclosure.sections import sections
from gongkai.office.posting import filled, number
from gongkai.rules.obligations import Duty
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


@requires("disclosure.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def waive(request: HttpRequest) -> HttpResponse:
    """Show a duty with its explanation and ask for the reason; note it and go back to the list."""
    asker = viewer(request)
    duty, unit = _asked(asker, request.GET)
    fields: tuple[ui.Field, ...] = (
        ui.Field(
            "reason",
            gettext("为什么无需公开"),
            ui.FieldKind.TEXTAREA,
            hint=gettext("例如：本季度没有产生这类信息。理由会显示在任务里，并记入操作记录。"),
            required=True,
        ),
    )
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            waive_duty(
                unit.pk,
                category=duty.category,
                start=duty.cause.start,
                end=min(duty.cause.end, duty.due_on),
                reason=request.POST.get("reason", ""),
                by=asker,
            )
        except Refused as refused:
            fields, general = filled(fields, request.POST, refused)
        else:
            say(request, gettext("已记为无需公开。"))
            return HttpResponseRedirect(f"{reverse('duties')}?unit={unit.pk}")
    return _page(request, duty, unit, ui.Form(fields, _buttons(unit), general=general))


def _asked(asker: Viewer, query: ui.Query) -> tuple[Duty, Unit]:
    """Return the open duty an address names.

    Raises:
        Http404: there is none, it is met already, or it is not for this viewer.
    """
    found = duties(asker, as_of=day_of(asker.at), unit_ids=[number(str(query.get("unit", "")))])
    for one in found.open():
        rule = one.rule.id if one.rule is not None else ""
        named = (one.category, rule, one.cause.key)
        if rule and named == tuple(
            str(query.get(key, "")) for key in ("category", "rule", "cause")
        ):
            unit = found.units[one.unit]
            asker.require("disclosure.plan", unit.path)
            return one, unit
    raise Http404(gettext("没有这条待办的公开任务，可能已经公开了。请回到任务列表。"))


def _buttons(unit: Unit) -> tuple[ui.Button | ui.Link, ...]:
    return (
        ui.Button.primary(gettext("记为无需公开")),
        ui.Link(gettext("取消"), f"{reverse('duties')}?unit={unit.pk}"),
    )


def _page(request: HttpRequest, duty: Duty, unit: Unit, form: ui.Form) -> HttpResponse:
    context = {
        "sections": sections(request, "duties"),
        "heading": gettext("无需公开"),
        "summary": ui.Summary.of(
            (gettext("要公开什么"), duty_title(duty)),
            (gettext("单位"), unit.name),
            (gettext("最迟公开"), duty.due_on),
            (gettext("状态"), state_of(duty)),
        ),
        "details": explained(duty, unfolded=True),
        "form": form,
        "breadcrumb": ui.Breadcrumb.to(
            gettext("无需公开"), (gettext("公开任务"), reverse("duties"))
        ),
    }
    status = 422 if form.errors.items else 200
    return render(request, "disclosure/form.html", context, status=status)
