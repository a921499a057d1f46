"""The scoring sheet: downloaded with one's own units and items, tried out, uploaded."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.queries.judging.sight import sights
from gongkai.assessment.scoring_sheet import scoring_sheet, upload_sheet
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.importing import Imported
from gongkai.office.scoring.frame import desk_of, frame, way
from gongkai.office.trying import counts, outcome_badges, result_lines, workbook, workbook_form
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round


@requires("assessment.score")
def file(request: HttpRequest, key: str) -> HttpResponse:
    """Give the sheet of what is assigned to the person."""
    round_ = _assigned(request, key)
    data = scoring_sheet(viewer(request), round_)
    if data is None:
        raise Http404(gettext("这次考核没有分配给您的评分。"))
    return workbook(gettext("评分表-%(round)s") % {"round": round_.title}, data)


@requires("assessment.score")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Take a filled sheet, try it out or take it over, and tell what came of every row."""
    round_ = _assigned(request, key)
    result, wrong = None, ""
    if request.method == "POST":
        try:
            result = _uploaded(request, round_)
        except Refused as refused:
            wrong = refused.message
    context = {
        **frame(request, round_, "scoring-sheet"),
        "heading": gettext("评分表"),
        "breadcrumb": way(gettext("评分表"), round_),
        "form": _form(wrong),
        "notice": _notice(result) if result is not None else None,
        "lines": _lines(result) if result is not None else None,
    }
    status = 422 if wrong or (result is not None and not result.holds) else 200
    return render(request, "scoring/sheet.html", context, status=status)


def _assigned(request: HttpRequest, key: str) -> "Round":
    round_ = desk_of(request, key)
    if not any(one.seats for one in sights(viewer(request), round_)):
        raise Http404(gettext("这次考核没有分配给您的评分。"))
    return round_


def _uploaded(request: HttpRequest, round_: "Round") -> Imported:
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused(gettext("请选择文件。"), "file")
    dry = "apply" not in request.POST
    return upload_sheet(round_, sent.read(), sent.name or "", dry=dry, by=viewer(request))


def _form(wrong: str) -> ui.Form:
    hint = gettext("先试运行，没有错误再上传。上传时请再选一次同一个文件。")
    label, title = gettext("上传评分表"), gettext("填好的评分表")
    return workbook_form(label, hint, wrong, do=gettext("上传"), title=title)


def _notice(result: Imported) -> ui.Notice:
    text = gettext(
        "新记 %(created)s 处，更正 %(changed)s 处，没有变化 %(unchanged)s 处，错误 %(wrong)s 处。"
    ) % counts(result)
    if not result.holds:
        title = gettext("有错误，什么都没有记下。请改好后重新上传")
        return ui.Notice(title, text, ui.Tone.BAD, urgent=True)
    if result.done:
        return ui.Notice(gettext("已上传，评分已记下"), text, ui.Tone.GOOD)
    return ui.Notice(gettext("试运行没有发现错误，还没有记下"), text, ui.Tone.FAIR)


def _lines(result: Imported) -> ui.Table:
    badges = outcome_badges(gettext("新记"), gettext("没有变化"), gettext("更正"))
    return result_lines(result, badges, gettext("单位"), gettext("表里没有填写的内容。")).trimmed()
