"""One matter: its stages, each with its duty, the item that opens it, and what is still to note."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.disclosure.actions import matters as actions
from gongkai.disclosure.queries.items import find_item
from gongkai.disclosure.queries.matters import (
    StageStanding,
    find_matter,
    fitting_items,
    standings,
)
from gongkai.disclosure.queries.plans import may_plan
from gongkai.office.audit.timeline import timeline_of
from gongkai.office.disclosure.choosing import chosen_item, item_fields
from gongkai.office.disclosure.duty_parts import explained, state_of
from gongkai.office.disclosure.listing import title_of
from gongkai.office.disclosure.sections import sections
from gongkai.office.disclosure.words import category_title
from gongkai.office.posting import day, refused_in_form
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.disclosure.models import Matter

CLOSE: Final = "close"
REOPEN: Final = "reopen"
_STAGE: Final = "stage:"


@requires("disclosure.view")
@require_http_methods(["GET", "HEAD", "POST"])
def matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Show a matter; note something of it and come back."""
    found, asker = _matter_of(request, matter_id), viewer(request)
    forms = dict(_forms(found, asker))
    if request.method != "POST":
        return _page(request, found, forms)
    do = request.POST.get("do", "")
    if refused_in_form(request, forms, lambda: _done(request, found, do)):
        return _page(request, found, forms, status=422)
    return HttpResponseRedirect(reverse("matter", args=[found.pk]))


def _matter_of(request: HttpRequest, matter_id: int) -> "Matter":
    found = find_matter(viewer(request), matter_id)
    if found is None:
        raise Http404(gettext("没有这件分阶段事项，或者不在您的权限范围内。"))
    return found


def _page(
    request: HttpRequest, found: "Matter", forms: dict[str, ui.Form], status: int = 200
) -> HttpResponse:
    asker = viewer(request)
    shown = standings(found, day_of(asker.at))
    context = {
        "sections": sections(request, "matters"),
        "matter": found,
        "summary": _summary(found),
        "stages": [_stage(found, one, asker, forms) for one in shown],
        "close": forms.get(CLOSE),
        "reopen": forms.get(REOPEN),
        "timeline": timeline_of(found, asker),
        "breadcrumb": ui.Breadcrumb.to(found.title, (gettext("分阶段事项"), reverse("matters"))),
    }
    return render(request, "disclosure/matter.html", context, status=status)


def _summary(found: "Matter") -> ui.Summary:
    rows: tuple[tuple[str, ui.Value], ...] = (
        (gettext("单位"), found.unit.name),
        (gettext("类别"), category_title(found.category)),
        (gettext("开始"), found.started_on),
        (gettext("办结"), found.closed_on),
    )
    return ui.Summary.of(*(row for row in rows if row[1]))


def _stage(
    found: "Matter", one: StageStanding, asker: Viewer, forms: dict[str, ui.Form]
) -> dict[str, object]:
    row = one.row
    item = find_item(asker, row.item.key) if row is not None and row.item is not None else None
    about: tuple[tuple[str, ui.Value], ...] = (
        (gettext("到达这一阶段"), row.reached_on if row is not None else None),
        (gettext("最迟公开"), one.duty.due_on if one.duty is not None else None),
        (
            gettext("公开的事项"),
            ui.Link(title_of(item), reverse("item", args=[item.key])) if item is not None else None,
        ),
    )
    form = forms.get(f"{_STAGE}{one.stage.id}")
    return {
        "id": one.stage.id,
        "title": one.stage.title,
        "badge": state_of(one.duty) if one.duty is not None else ui.Badge(gettext("还没有到")),
        "summary": ui.Summary.of(*((term, value) for term, value in about if value)),
        "why": explained(one.duty) if one.duty is not None else None,
        "draft": _draft(found, one, asker) if form is not None and item is None else None,
        "form": form,
        "open": form is not None and bool(form.errors.items),
    }


def _draft(found: "Matter", one: StageStanding, asker: Viewer) -> ui.Link | None:
    if not asker.may("disclosure.write", found.unit.path):
        return None
    known = {
        "unit": str(found.unit_id),
        "category": found.category,
        "title": f"{found.title}：{one.stage.title}",
    }
    return ui.Link(gettext("起草这一段的信息"), f"{reverse('item-start')}?{urlencode(known)}")


def _forms(found: "Matter", asker: Viewer) -> Iterator[tuple[str, ui.Form]]:
    """Yield the forms of what may be noted now, by what they do."""
    if not may_plan(asker, found.unit):
        return
    if found.closed_on is not None:
        yield REOPEN, _reopening()
        return
    offered = fitting_items(asker, found)
    for one in standings(found, day_of(asker.at)):
        row = one.row
        item = find_item(asker, row.item.key) if row is not None and row.item is not None else None
        do = f"{_STAGE}{one.stage.id}"
        yield (
            do,
            ui.Form(
                (
                    _day(
                        "reached_on", gettext("哪天到的这一阶段"), row.reached_on if row else None
                    ),
                    _day(
                        "due_on",
                        gettext("最迟公开日期（另有规定时填）"),
                        row.due_on if row else None,
                    ),
                    *item_fields(
                        offered,
                        gettext("本单位这一类别的事项"),
                        gettext("公开的事项"),
                        item.key if item is not None else "",
                    ),
                ),
                (ui.Button(gettext("记下"), "do", do),),
                panel=False,
            ),
        )
    yield (
        CLOSE,
        ui.Form(
            (_day("on", gettext("办结日期"), day_of(asker.at)),),
            (ui.Button(gettext("办结，不再提醒后面的阶段"), "do", CLOSE),),
            panel=False,
        ),
    )


def _reopening() -> ui.Form:
    return ui.Form(
        (
            ui.Field(
                "reason",
                gettext("原因"),
                ui.FieldKind.TEXTAREA,
                hint=gettext("例如：误点办结、工程复工。写入操作记录。"),
                required=True,
            ),
        ),
        (ui.Button(gettext("恢复办理"), "do", REOPEN),),
        panel=False,
    )


def _day(name: str, label: str, value: object) -> ui.Field:
    values = (str(value),) if value else ()
    return ui.Field(name, label, ui.FieldKind.DATE, values, short=True)


def _done(request: HttpRequest, found: "Matter", do: str) -> str:
    post, asker = request.POST, viewer(request)
    if do == CLOSE:
        actions.close_matter(found.pk, on=day(post.get("on", ""), "on"), by=asker)
        return gettext("已办结。")
    if do == REOPEN:
        actions.reopen_matter(found.pk, reason=post.get("reason", ""), by=asker)
        return gettext("已恢复办理。后面的阶段到期照常提醒。")
    if not do.startswith(_STAGE):
        raise Refused(gettext("没有这种操作。请刷新页面。"))
    days = {
        name: day(post[name], name) if post.get(name, "").strip() else None
        for name in ("reached_on", "due_on")
    }
    named = post.get("typed", "").strip() or post.get("item", "").strip()
    actions.note_stage(
        found.pk,
        stage=do.removeprefix(_STAGE),
        reached_on=days["reached_on"],
        due_on=days["due_on"],
        item=chosen_item(asker, post) if named else None,
        by=asker,
    )
    return gettext("已记下。")
