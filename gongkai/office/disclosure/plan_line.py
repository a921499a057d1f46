"""One line of a plan: where it stands, the item that meets it, changing and dropping it."""

from collections.abc import Callable, Iterator
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
from gongkai.disclosure.actions import plans as actions
from gongkai.disclosure.queries.plans import duty_of, find_plan_line, fitting_items, may_plan
from gongkai.office.disclosure.choosing import chosen_item, item_fields
from gongkai.office.disclosure.plan import line_fields
from gongkai.office.disclosure.plan_parts import item_link, line_badge, seen_item
from gongkai.office.disclosure.sections import sections
from gongkai.office.disclosure.words import category_title
from gongkai.office.posting import day, refused_in_form
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.disclosure.models import PlanLine


@requires("disclosure.view")
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, line_id: int) -> HttpResponse:
    """Show a line; do one thing with it and come back."""
    found, asker = _line_of(request, line_id), viewer(request)
    forms = dict(_forms(found, asker))
    if request.method != "POST":
        return _page(request, found, forms)
    do = request.POST.get("do", "")
    if refused_in_form(request, forms, lambda: _verb(do)(request, found)):
        return _page(request, found, forms, status=422)
    return HttpResponseRedirect(reverse("plan-line", args=[found.pk]))


def _line_of(request: HttpRequest, line_id: int) -> "PlanLine":
    found = find_plan_line(viewer(request), line_id)
    if found is None:
        raise Http404(gettext("计划里没有这一条，或者不在您的权限范围内。"))
    return found


def _page(
    request: HttpRequest, found: "PlanLine", forms: dict[str, ui.Form], status: int = 200
) -> HttpResponse:
    asker = viewer(request)
    context = {
        "sections": sections(request, "plans"),
        "line": found,
        "badge": line_badge(found, day_of(asker.at)),
        "summary": _summary(found, asker),
        "forms": forms,
        "draft": _draft_link(found, asker),
        "breadcrumb": ui.Breadcrumb.to(
            found.title,
            (gettext("年度计划"), reverse("plans")),
            (
                gettext("%(year)s 年") % {"year": found.year},
                reverse("plans-year", args=[found.year]),
            ),
        ),
    }
    return render(request, "disclosure/plan_line.html", context, status=status)


def _summary(found: "PlanLine", asker: Viewer) -> ui.Summary:
    met_on = duty_of(found, day_of(asker.at)).met_on
    rows: tuple[tuple[str, ui.Value], ...] = (
        (gettext("单位"), found.unit.name),
        (gettext("类别"), category_title(found.category)),
        (gettext("公开时限"), found.due_on),
        (gettext("公开的事项"), item_link(found)),
        (gettext("公开日期"), met_on),
        (gettext("备注"), found.note),
        (gettext("取消的理由"), found.drop_reason),
    )
    return ui.Summary.of(*(row for row in rows if row[1]))


def _draft_link(found: "PlanLine", asker: Viewer) -> ui.Link | None:
    """Return the way to write what is planned, where nothing meets the line yet."""
    settled = found.item_id is not None or found.dropped_at is not None
    if settled or not asker.may("disclosure.write", found.unit.path):
        return None
    known = {"unit": str(found.unit_id), "category": found.category, "title": found.title}
    return ui.Link(gettext("起草这一事项"), f"{reverse('item-start')}?{urlencode(known)}")


def _forms(found: "PlanLine", asker: Viewer) -> Iterator[tuple[str, ui.Form]]:
    """Yield the forms of what may be done now, by what they do."""
    if found.dropped_at is not None or not may_plan(asker, found.unit):
        return
    present = seen_item(found)
    yield (
        "meet",
        ui.Form(
            tuple(
                item_fields(
                    fitting_items(asker, found),
                    gettext("本单位这一类别的事项"),
                    gettext("公开的事项"),
                    present.key if present is not None else "",
                )
            ),
            (ui.Button(gettext("记下公开的事项"), "do", "meet"),),
            panel=False,
        ),
    )
    yield (
        "change",
        ui.Form(
            line_fields(found.title, found.due_on.isoformat(), found.note),
            (ui.Button(gettext("保存修改"), "do", "change"),),
            panel=False,
        ),
    )
    yield (
        "drop",
        ui.Form(
            (ui.Field("reason", gettext("为什么取消"), required=True),),
            (ui.Button(gettext("从计划中取消"), "do", "drop", ui.ButtonKind.DANGER),),
            panel=False,
        ),
    )


Verb = Callable[[HttpRequest, "PlanLine"], str]


def _verb(name: str) -> Verb:
    if name not in _VERBS:
        raise Refused(gettext("没有这种操作。请刷新页面。"))
    return _VERBS[name]


def _meet(request: HttpRequest, found: "PlanLine") -> str:
    asker = viewer(request)
    item = chosen_item(asker, request.POST)
    actions.meet_plan_line(found.pk, item=item, by=asker)
    if item.first_published_at is None:
        return gettext("已记下。这个事项发布之后，这一条就算完成。")
    return gettext("已记下，这一条已完成。")


def _change(request: HttpRequest, found: "PlanLine") -> str:
    post = request.POST
    actions.change_plan_line(
        found.pk,
        title=post.get("title", ""),
        due_on=day(post.get("due_on", ""), "due_on"),
        note=post.get("note", ""),
        by=viewer(request),
    )
    return gettext("已保存。")


def _drop(request: HttpRequest, found: "PlanLine") -> str:
    actions.drop_plan_line(found.pk, reason=request.POST.get("reason", ""), by=viewer(request))
    return gettext("已从计划中取消，记录保留。")


_VERBS: Final[dict[str, Verb]] = {"meet": _meet, "change": _change, "drop": _drop}
