"""One entry of the ledger: entered, held, corrected, voided; its file."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions import ledger as actions
from gongkai.assessment.queries.ledger import find_entry, units_to_enter
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.core.files import open_file
from gongkai.office.ledger.fields import draft, fields
from gongkai.office.ledger.words import file_link, persons, standing_badge, yuan
from gongkai.office.posting import filled, number, refused_in_form, uploaded
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import LedgerEntry


@requires("ledger.write")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for an entry, enter it and lead to it."""
    asker = viewer(request)
    asked = (*_unit_fields(asker), *fields(kind=str(request.GET.get("kind", ""))))
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            made = _add(request, asker)
        except Refused as refused:
            asked, general = filled(asked, request.POST, refused)
        else:
            say(request, gettext("已登记。"))
            return HttpResponseRedirect(reverse("ledger-entry", args=[made.pk]))
    form = ui.Form(
        asked,
        (ui.Button.primary(gettext("登记")), ui.Link(gettext("取消"), reverse("ledger"))),
        general=general,
    )
    context = {
        "heading": gettext("登记台账"),
        "form": form,
        "breadcrumb": _breadcrumb(gettext("登记")),
    }
    status = 422 if form.errors.items else 200
    return render(request, "ledger/form.html", context, status=status)


def _add(request: HttpRequest, asker: Viewer) -> "LedgerEntry":
    units = units_to_enter(asker, day_of(asker.at))
    only = units[0].pk if units.count() == 1 else 0
    unit = only or number(request.POST.get("unit", ""))
    if not units.filter(pk=unit).exists():
        raise Refused(gettext("没有选择单位，或者它的台账不由您登记。请选择。"), "unit")
    return actions.add_entry(unit, draft(request.POST), file=uploaded(request), by=asker)


def _unit_fields(asker: Viewer) -> tuple[ui.Field, ...]:
    """Return the choice of the unit, where there is one; one's own unit is chosen."""
    units = list(units_to_enter(asker, day_of(asker.at)))
    if len(units) < 2:
        return ()
    own = next((one.pk for one in units if one.path == asker.unit_path), units[0].pk)
    options = tuple(ui.Option(str(one.pk), one.name) for one in units)
    choice = ui.Field("unit", gettext("单位"), ui.FieldKind.SELECT, (str(own),), options)
    return (replace(choice, required=True),)


def _breadcrumb(here: str) -> ui.Breadcrumb:
    return ui.Breadcrumb.to(here, (gettext("工作台账"), reverse("ledger")))


def entry_of(request: HttpRequest, entry_id: int) -> "LedgerEntry":
    """Return an entry; what one may not see does not exist."""
    found = find_entry(viewer(request), entry_id)
    if found is None:
        raise Http404(gettext("台账里没有这一条，或者不在您的权限范围内。"))
    return found


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show an entry; correct it or void it and come back."""
    found, asker = entry_of(request, entry_id), viewer(request)
    forms = _forms(found, asker)
    if request.method != "POST":
        return _page(request, found, forms)
    do = request.POST.get("do", "")
    if not asker.may("ledger.write", found.unit.path):
        raise PermissionDenied(gettext("这个单位的台账不由您登记。"))
    if refused_in_form(request, forms, lambda: _done(request, found, do)):
        return _page(request, found, forms, status=422)
    return HttpResponseRedirect(reverse("ledger-entry", args=[found.pk]))


def _done(request: HttpRequest, found: "LedgerEntry", do: str) -> str:
    asker = viewer(request)
    if do == "void":
        actions.void_entry(found.pk, reason=request.POST.get("reason", ""), by=asker)
        return gettext("已作废，不再计数。")
    if do != "change":
        raise Refused(gettext("没有这种操作。请刷新页面。"))
    actions.change_entry(found.pk, draft(request.POST), file=uploaded(request), by=asker)
    return gettext("已保存。")


def _forms(found: "LedgerEntry", asker: Viewer) -> dict[str, ui.Form]:
    if found.voided_at is not None or not asker.may("ledger.write", found.unit.path):
        return {}
    void = ui.Field("reason", gettext("为什么作废"), required=True)
    return {
        "change": ui.Form(
            fields(found), (ui.Button.primary(gettext("保存"), "do", "change"),), panel=False
        ),
        "void": ui.Form(
            (void,),
            (ui.Button(gettext("作废这一条"), "do", "void", ui.ButtonKind.DANGER),),
            panel=False,
        ),
    }


def _page(
    request: HttpRequest, found: "LedgerEntry", forms: dict[str, ui.Form], status: int = 200
) -> HttpResponse:
    today = day_of(viewer(request).at)
    context = {
        "heading": found.title,
        "badge": standing_badge(found, today),
        "summary": _summary(found),
        "forms": forms,
        # What is still to be held is what one comes for: the form stands open.
        "waiting": found.on is None,
        "breadcrumb": _breadcrumb(found.title),
    }
    return render(request, "ledger/entry.html", context, status=status)


def _summary(found: "LedgerEntry") -> ui.Summary:
    rows: tuple[tuple[str, ui.Value], ...] = (
        (gettext("单位"), found.unit.name),
        (gettext("类别"), found.get_kind_display()),
        (gettext("办理日期"), found.on),
        (gettext("计划日期"), found.planned_on),
        (gettext("地点"), found.place),
        (gettext("人数"), persons(found.people)),
        (gettext("金额"), yuan(found.amount)),
        (gettext("主要负责人"), gettext("参加") if found.leader else ""),
        (gettext("说明"), found.note),
        (gettext("佐证"), file_link(found)),
        (gettext("登记人"), found.name),
        (gettext("登记日期"), day_of(found.created_at)),
        (gettext("作废的理由"), found.void_reason),
    )
    return ui.Summary.of(*(row for row in rows if row[1]))


@requires("assessment.view")
def file(request: HttpRequest, entry_id: int) -> FileResponse:
    """Send the file of an entry."""
    found = entry_of(request, entry_id)
    if found.file is None:
        raise Http404(gettext("这一条没有佐证文件。"))
    return FileResponse(
        open_file(found.file),
        as_attachment=True,
        filename=found.file_name,
        content_type=found.file.media_type,
    )
