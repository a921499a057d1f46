"""Saving one answer: for the button, and for the script that saves by itself."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.assessment.actions.selfing.answering import save_answer
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.autosaving import by_script, opened_on, refusal, saved
from gongkai.office.selfing import answers
from gongkai.office.selfing.finding import address, unit_at, view_of
from gongkai.office.selfing.page import shown, shown_after
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


@requires("assessment.self")
@require_POST
def save(request: HttpRequest, key: str, code: str, item: str) -> HttpResponse:
    """Save an answer and stay at it; what is wrong is said at its place, and nothing is lost."""
    unit, post = unit_at(request, key, code), request.POST
    try:
        said = answers.typed(post)
        row = save_answer(
            unit.pk,
            item,
            said,
            version=opened_on(post.get("version", "")),
            by=viewer(request),
        )
    except Refused as refused:
        return _refused(request, key, code, item, refused)
    if by_script(request):
        view = view_of(request, key, code, with_known=False)
        return saved(row.version, viewer(request).at, shown_after(view, item))
    say(request, gettext("已保存。"))
    return HttpResponseRedirect(address(unit, item))


def _refused(
    request: HttpRequest, key: str, code: str, item: str, refused: Refused
) -> HttpResponse:
    status = 422 if refused.field else 409
    if by_script(request):
        return refusal(refused.code or "self.invalid", refused.message, status=status)
    view = view_of(request, key, code)
    one = view.items.get(item)
    if one is None or not view.may_fill:
        say(request, gettext("没有保存"), refused.message, tone=ui.Tone.BAD)
        return HttpResponseRedirect(address(view.unit))
    form = answers.with_refusal(answers.answer_form(view, one), request.POST, refused)
    return shown(request, view, item_form=(item, form), status=status)
