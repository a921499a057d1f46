"""The report on its way: written, submitted, signed, returned; its paper."""

from dataclasses import replace

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.assessment.actions.selfing.answering import ReportText, save_report
from gongkai.assessment.actions.selfing.reporting import (
    return_report,
    sign_report,
    submit_report,
)
from gongkai.assessment.queries.self_draft import drafted
from gongkai.assessment.queries.selfing import find_report
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.core.files import open_file
from gongkai.office.autosaving import by_script, opened_on, refusal, saved
from gongkai.office.decimals import number_or_none
from gongkai.office.disclosure.papers import document
from gongkai.office.posting import day, filled
from gongkai.office.selfing.finding import address, unit_at, view_of
from gongkai.office.selfing.page import shown, shown_with_report
from gongkai.office.selfing.paper import paper_of
from gongkai.office.selfing.report_form import (
    TEXTS,
    draft_note,
    return_form,
    submit_errors,
    text_form,
)
from gongkai.reports.selfing import self_paper
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


@requires("assessment.self")
@require_POST
def text(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Save the written parts, or propose words for those that are empty."""
    unit, post = unit_at(request, key, code), request.POST
    try:
        row = save_report(
            unit.pk,
            ReportText(
                **{name: post.get(name, "").replace("\r\n", "\n") for name in TEXTS},
                score=number_or_none(post.get("score", ""), "score"),
            ),
            version=opened_on(post.get("version", "")),
            by=viewer(request),
        )
    except Refused as refused:
        return _refused(request, key, code, refused)
    if by_script(request):
        view = view_of(request, key, code, with_known=False)
        return saved(row.version, row.saved_at, shown_with_report(view))
    if "draft" in post:
        view = view_of(request, key, code)
        words = drafted(viewer(request), view)
        proposed = text_form(view, words)
        return shown(request, view, text_form=proposed, text_note=draft_note(view, words))
    say(request, gettext("已保存。"))
    return HttpResponseRedirect(f"{address(unit)}#report")


def _refused(request: HttpRequest, key: str, code: str, refused: Refused) -> HttpResponse:
    status = 422 if refused.field else 409
    if by_script(request):
        return refusal(refused.code or "self.invalid", refused.message, status=status)
    view = view_of(request, key, code)
    if not view.may_fill:
        say(request, gettext("没有保存"), refused.message, ui.Tone.BAD)
        return HttpResponseRedirect(address(view.unit))
    form = text_form(view)
    fields, general = filled(form.fields, request.POST, refused)
    version = (("version", request.POST.get("version", "0")),)
    again = replace(form, fields=fields, general=general, hidden=version)
    return shown(request, view, text_form=again, status=status)


@requires("assessment.self")
@require_POST
def submit(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Hand the report to the chief; what is missing is named, and led to."""
    unit = unit_at(request, key, code)
    try:
        submit_report(unit.pk, by=viewer(request))
    except Refused as refused:
        view = view_of(request, key, code)
        if not view.may_fill:
            say(request, gettext("还不能提交"), refused.message, ui.Tone.BAD)
            return HttpResponseRedirect(address(unit))
        return shown(request, view, submit_errors=submit_errors(view, refused), status=409)
    say(request, gettext("已提交，等本单位负责人签发。"))
    return HttpResponseRedirect(address(unit))


@requires("assessment.sign")
@require_POST
def sign(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Sign the report: what is kept is the paper of this very text."""
    view = view_of(request, key, code, with_known=False)
    asker = viewer(request)
    try:
        made = self_paper(paper_of(view, signed_on=day_of(asker.at), signed_by=asker.name))
        sign_report(
            view.unit.pk,
            version=opened_on(request.POST.get("version", "")),
            document=made,
            by=asker,
        )
    except Refused as refused:
        say(request, gettext("没有签发"), refused.message, ui.Tone.BAD)
    else:
        say(request, gettext("已签发，报送考核办公室。"))
    return HttpResponseRedirect(address(view.unit))


@requires("assessment.view")
@require_POST
def give_back(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Return a report for completion."""
    view = view_of(request, key, code, with_known=False)
    until = request.POST.get("until", "").strip()
    try:
        return_report(
            view.unit.pk,
            reason=request.POST.get("reason", ""),
            until=day(until, "until") if until else None,
            by=viewer(request),
        )
    except Refused as refused:
        if not view.may_return:
            say(request, gettext("没有退回"), refused.message, ui.Tone.BAD)
            return HttpResponseRedirect(address(view.unit))
        form = return_form(request, view)
        fields, general = filled(form.fields, request.POST, refused)
        again = replace(form, fields=fields, general=general)
        return shown(request, view, return_form=again, status=422)
    say(request, gettext("已退回，已通知填报人。"))
    return HttpResponseRedirect(address(view.unit))


@requires("assessment.view")
def paper(request: HttpRequest, key: str, code: str) -> HttpResponse | FileResponse:
    """Send the report as it was signed, or with ``?draft=1`` as it would be now."""
    if "draft" in request.GET:
        view = view_of(request, key, code, with_known=False)
        if not view.shows_self:
            raise Http404(gettext("这个单位的自评不在您的权限范围内。"))
        return document(f"自评报告（草稿）-{view.unit.name}.docx", self_paper(paper_of(view)))
    unit = unit_at(request, key, code)
    report = find_report(viewer(request), unit)
    if report is None or report.file is None:
        raise Http404(gettext("没有已签发的自评报告，或者不在您的权限范围内。"))
    return FileResponse(
        open_file(report.file),
        as_attachment=True,
        filename=f"自评报告-{unit.name}.docx",
        content_type=report.file.media_type,
    )
