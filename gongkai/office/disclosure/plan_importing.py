"""Taking a yearly plan over from Excel: template, trying out, doing."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.core.importing import Imported
from gongkai.disclosure.plan_book import blank_plan, import_plan
from gongkai.disclosure.queries.plans import units_to_plan
from gongkai.office.disclosure.plan import closed_words
from gongkai.office.disclosure.sections import sections
from gongkai.office.posting import uploaded
from gongkai.office.trying import (
    import_form,
    import_notice,
    outcome_badges,
    result_lines,
    workbook,
)
from gongkai.ui import components as ui
from gongkai.ui.access import requires


@requires("disclosure.view")
def template(request: HttpRequest) -> HttpResponse:
    """Give the workbook to fill in."""
    return workbook(gettext("年度公开计划导入模板"), blank_plan())


@requires("disclosure.view")
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Take a workbook, try it out or import it, and tell what came of every row.

    Whoever may read the plans may read this page; like a single line, a plan is taken over by the
    unit's own people and by the office.
    """
    asker, result, wrong = viewer(request), None, ""
    plans = bool(units_to_plan(asker, day_of(asker.at)))
    if request.method == "POST":
        try:
            result = _imported(request, asker, plans)
        except Refused as refused:
            wrong = refused.message
    context = {
        "sections": sections(request, "plans"),
        "breadcrumb": ui.Breadcrumb.to(
            gettext("从 Excel 导入计划"), (gettext("年度计划"), reverse("plans"))
        ),
        "form": import_form(wrong) if plans else None,
        "lead": "" if plans else closed_words(),
        "notice": _notice(result) if result else None,
        "lines": _lines(result) if result else None,
    }
    status = 422 if wrong or (result is not None and not result.holds) else 200
    return render(request, "disclosure/plan_import.html", context, status=status)


def _imported(request: HttpRequest, asker: Viewer, plans: bool) -> Imported:
    if not plans:
        raise PermissionDenied(closed_words())
    file = uploaded(request)
    if file is None:
        raise Refused(gettext("请选择文件。"), "file")
    return import_plan(*file, dry="apply" not in request.POST, by=asker)


def _notice(result: Imported) -> ui.Notice:
    words = gettext("新列入 %(created)s 条，已有 %(unchanged)s 条，错误 %(wrong)s 条。")
    return import_notice(result, words, ui.Link(gettext("回到年度计划"), reverse("plans")))


def _lines(result: Imported) -> ui.Table:
    badges = outcome_badges(gettext("新列入"), gettext("已有"))
    empty = gettext("工作簿里没有内容。")
    return result_lines(result, badges, gettext("公开事项"), empty).trimmed()
