"""Importing units, people and rosters: template, trying out, doing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.importing import Imported, import_book, write_book
from gongkai.office.trying import (
    import_form,
    import_notice,
    outcome_badges,
    result_lines,
    workbook,
)
from gongkai.ui import components as ui
from gongkai.ui.access import requires


@requires("units.manage")
def template(request: HttpRequest, filled: bool = False) -> HttpResponse:
    """Give the workbook to fill in, empty or with what is there now."""
    name = gettext("单位、人员和名册") if filled else gettext("单位、人员和名册导入模板")
    return workbook(name, write_book(viewer(request), filled=filled))


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Take a workbook, try it out or import it, and tell what came of every row.

    The answer to the post is the result itself: it shows temporary passwords this once. Sending
    it again changes nothing, for then everything is there already.
    """
    result, wrong = None, ""
    if request.method == "POST":
        try:
            result = _imported(request)
        except Refused as refused:
            wrong = refused.message
    context = {
        "breadcrumb": ui.Breadcrumb.to(gettext("导入"), (gettext("单位"), reverse("org"))),
        "form": import_form(wrong),
        "result": result,
        "notice": _notice(result) if result else None,
        "lines": _lines(result) if result else None,
        "passwords": _passwords(result) if result and result.passwords else None,
    }
    return render(request, "organisation/import.html", context)


def _imported(request: HttpRequest) -> Imported:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(gettext("请选择文件。"), "file")
    dry = "apply" not in request.POST
    return import_book(file.read(), file.name or "", dry=dry, by=viewer(request))


def _notice(result: Imported) -> ui.Notice:
    words = gettext("新建%(created)s条，修改%(changed)s条，不变%(unchanged)s条，错误%(wrong)s条。")
    return import_notice(result, words)


def _lines(result: Imported) -> ui.Table:
    badges = outcome_badges(gettext("新建"), gettext("不变"), gettext("修改"))
    return result_lines(result, badges, gettext("名称"), gettext("工作簿里没有内容。"))


def _passwords(result: Imported) -> ui.Table:
    return ui.Table(
        caption=gettext("新账号的临时密码"),
        columns=(
            ui.Column("name", gettext("姓名"), header=True),
            ui.Column("username", gettext("用户名"), nowrap=True),
            ui.Column("password", gettext("临时密码"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(name, username, password) for username, name, password in result.passwords
        ),
        note=gettext("只显示这一次，请打印或抄下后分发。首次登录须修改。"),
    )
