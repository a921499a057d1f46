"""Taking a ledger over from Excel: template, trying out, doing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.ledger_book import blank_book, import_ledger
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.importing import Imported
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


@requires("ledger.write")
def template(request: HttpRequest) -> HttpResponse:
    """Give the workbook to fill in."""
    return workbook(gettext("工作台账导入模板"), blank_book())


@requires("ledger.write")
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Take a workbook, try it out or import it, and tell what came of every row.

    Sending it again changes nothing, for then everything is there already.
    """
    result, wrong = None, ""
    if request.method == "POST":
        try:
            result = _imported(request)
        except Refused as refused:
            wrong = refused.message
    context = {
        "breadcrumb": ui.Breadcrumb.to(gettext("导入"), (gettext("工作台账"), reverse("ledger"))),
        "form": import_form(wrong),
        "notice": _notice(result) if result else None,
        "lines": _lines(result) if result else None,
    }
    status = 422 if wrong or (result is not None and not result.holds) else 200
    return render(request, "ledger/import.html", context, status=status)


def _imported(request: HttpRequest) -> Imported:
    file = uploaded(request)
    if file is None:
        raise Refused(gettext("请选择文件。"), "file")
    return import_ledger(*file, dry="apply" not in request.POST, by=viewer(request))


def _notice(result: Imported) -> ui.Notice:
    words = gettext("新登记 %(created)s 条，已有 %(unchanged)s 条，错误 %(wrong)s 条。")
    return import_notice(result, words, ui.Link(gettext("回到台账"), reverse("ledger")))


def _lines(result: Imported) -> ui.Table:
    badges = outcome_badges(gettext("新登记"), gettext("已有"))
    return result_lines(result, badges, gettext("名称"), gettext("工作簿里没有内容。")).trimmed()
