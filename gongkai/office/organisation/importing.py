"""Importing units, people and rosters: template, trying out, doing."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.importing import Imported, Line, State, import_book, write_book
from gongkai.ui import components as ui
from gongkai.ui.access import requires

_MEDIA: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN: Final = 300


@requires("units.manage")
def template(request: HttpRequest, filled: bool = False) -> HttpResponse:
    """Give the workbook to fill in, empty or with what is there now."""
    data = write_book(viewer(request), filled=filled)
    response = HttpResponse(data, content_type=_MEDIA)
    name = "organisation.xlsx" if filled else "template.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


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
        "form": _form(wrong),
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


def _form(wrong: str) -> ui.Form:
    file = ui.Field(
        "file",
        gettext("工作簿"),
        ui.FieldKind.FILE,
        hint=gettext("先试运行，没有错误再导入。导入时请再选一次同一个文件。"),
        error=wrong,
        required=True,
        accept=".xlsx",
    )
    return ui.Form(
        (file,),
        (
            ui.Button.primary(gettext("试运行"), "try", "1"),
            ui.Button(gettext("导入"), "apply", "1"),
        ),
        label=gettext("导入"),
    )


def _notice(result: Imported) -> ui.Notice:
    counts = {
        "created": len(result.of(State.CREATED)),
        "changed": len(result.of(State.CHANGED)),
        "unchanged": len(result.of(State.UNCHANGED)),
        "wrong": len(result.of(State.WRONG)),
    }
    words = gettext("新建%(created)s条，修改%(changed)s条，不变%(unchanged)s条，错误%(wrong)s条。")
    text = words % counts
    if not result.holds:
        return ui.Notice(gettext("有错误，没有导入任何内容"), text, ui.Tone.BAD, urgent=True)
    if result.done:
        return ui.Notice(gettext("已导入"), text, ui.Tone.GOOD)
    return ui.Notice(gettext("试运行没有发现错误，尚未导入"), text, ui.Tone.FAIR)


def _lines(result: Imported) -> ui.Table:
    words = {
        State.CREATED: ui.Badge(gettext("新建"), ui.Tone.GOOD),
        State.CHANGED: ui.Badge(gettext("修改"), ui.Tone.FAIR),
        State.UNCHANGED: ui.Badge(gettext("不变")),
        State.WRONG: ui.Badge(gettext("错误"), ui.Tone.BAD),
    }
    order = (State.WRONG, State.CHANGED, State.CREATED, State.UNCHANGED)
    lines: list[Line] = [one for state in order for one in result.of(state)]
    more = gettext("只列出前%(count)s行，错误在最前面。") % {"count": _SHOWN}
    return ui.Table(
        caption=gettext("逐行结果"),
        columns=(
            ui.Column("place", gettext("位置"), nowrap=True),
            ui.Column("title", gettext("名称"), header=True),
            ui.Column("state", gettext("结果"), nowrap=True),
            ui.Column("message", gettext("说明")),
        ),
        rows=tuple(
            ui.Row.of(one.place, one.title or "—", words[one.state], one.message)
            for one in lines[:_SHOWN]
        ),
        note=more if len(lines) > _SHOWN else "",
        empty=gettext("工作簿里没有内容。"),
        caption_hidden=True,
    )


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
