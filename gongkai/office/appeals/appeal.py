"""One appeal: what is asked, who hears it, what was decided and what follows."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions import appealing
from gongkai.assessment.current import current
from gongkai.assessment.queries.appeals import appeal_history, find_appeal
from gongkai.assessment.snapshots import assessment_of
from gongkai.assessment.terms import decision_due
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of, day_words
from gongkai.office.appeals.forms import forms
from gongkai.office.appeals.words import against, reckoned, state_badge, terms_words
from gongkai.office.approving.effects import effects
from gongkai.office.audit.timeline import moments
from gongkai.office.posting import number
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Appeal, Round


def appeal_of(request: HttpRequest, round_: "Round", appeal_id: int) -> "Appeal":
    """Return an appeal; what one may not see does not exist."""
    found = find_appeal(viewer(request), round_, appeal_id)
    if found is None:
        raise Http404(gettext("没有这件申诉，或者不在您的权限范围内。"))
    return found


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, key: str, appeal_id: int) -> HttpResponse:
    """Show an appeal; take a step with it and come back."""
    round_ = round_of(request, key)
    row = appeal_of(request, round_, appeal_id)
    step = _STEPS.get(request.POST.get("do", ""))
    if request.method != "POST" or step is None:
        return _page(request, round_, row, forms(viewer(request), row))
    do = request.POST["do"]
    try:
        say(request, step(request, row))
    except Refused as refused:
        made = forms(viewer(request), row, post=request.POST, refused=(do, refused))
        if do not in made:
            say(request, gettext("没有办理"), refused.message, ui.Tone.BAD)
            return HttpResponseRedirect(reverse("appeal", args=[key, row.pk]))
        return _page(request, round_, row, made, status=422)
    if do == "correct":
        revision = appeal_of(request, round_, appeal_id).revision
        if revision is not None:
            return HttpResponseRedirect(reverse("revision", args=[key, revision.pk]))
    return HttpResponseRedirect(reverse("appeal", args=[key, row.pk]))


def _admit(request: HttpRequest, row: "Appeal") -> str:
    appealing.admit_appeal(row.pk, by=viewer(request))
    return gettext("已受理，请安排复核人员。")


def _refuse(request: HttpRequest, row: "Appeal") -> str:
    appealing.refuse_appeal(row.pk, reason=request.POST.get("reason", ""), by=viewer(request))
    return gettext("已决定不予受理，已通知单位。")


def _appoint(request: HttpRequest, row: "Appeal") -> str:
    people = [number(one) for one in request.POST.getlist("people")]
    appealing.appoint_hearers(row.pk, people=people, by=viewer(request))
    return gettext("已安排，已通知复核人员。")


def _decide(request: HttpRequest, row: "Appeal") -> str:
    post = request.POST
    appealing.decide_appeal(
        row.pk,
        outcome=post.get("outcome", ""),
        reason=post.get("reason", ""),
        number=post.get("number", ""),
        by=viewer(request),
    )
    return gettext("已决定，复核决定书可以打印。")


def _correct(request: HttpRequest, row: "Appeal") -> str:
    appealing.begin_correction(row.pk, by=viewer(request))
    return gettext("已开始更正。到“评分”里改有关得分，改动都记在这次更正名下。")


def _withdraw(request: HttpRequest, row: "Appeal") -> str:
    appealing.withdraw_appeal(row.pk, reason=request.POST.get("reason", ""), by=viewer(request))
    return gettext("已撤回，记录保留。")


_STEPS: Final[Mapping[str, Callable[[HttpRequest, "Appeal"], str]]] = {
    "admit": _admit,
    "refuse": _refuse,
    "appoint": _appoint,
    "decide": _decide,
    "correct": _correct,
    "withdraw": _withdraw,
}


def _page(
    request: HttpRequest,
    round_: "Round",
    row: "Appeal",
    made: dict[str, ui.Form],
    status: int = 200,
) -> HttpResponse:
    context = {
        "heading": gettext("%(unit)s的申诉") % {"unit": row.round_unit.name},
        "tabs": tabs(request, round_, "appeals"),
        "breadcrumb": breadcrumb(
            row.round_unit.unit.label,
            round_,
            (gettext("申诉"), reverse("appeals", args=[round_.key])),
        ),
        "badge": state_badge(row),
        "text": ui.Prose(row.text),
        "summary": _summary(round_, row),
        "reckoned": reckoned(decision_due(row), gettext("复核期限怎样计算")),
        "forms": made,
        "effects": _effects(request, row),
        "revision": _revision(request, row),
        "letter": reverse("appeal-letter", args=[round_.key, row.pk])
        if row.decided_at is not None
        else "",
        "history": ui.Timeline(moments(appeal_history(row)), gettext("办理经过")),
    }
    return render(request, "appeals/appeal.html", context, status=status)


def _summary(round_: "Round", row: "Appeal") -> ui.Summary:
    due = decision_due(row)
    file: ui.Value = (
        ui.Link(row.file_name, reverse("appeal-file", args=[round_.key, row.pk]))
        if row.file_id
        else ""
    )
    hearers = "、".join(person.name for person in row.hearers.all())
    rows: list[tuple[str, ui.Value]] = [
        (gettext("对什么申诉"), against(row)),
        (gettext("材料"), file),
        (gettext("提出"), f"{row.name} {day_words(day_of(row.filed_at))}"),
        (gettext("申诉和复核的期限"), terms_words(round_)),
        (gettext("应当决定"), due.on if due is not None else ""),
        (gettext("复核人员"), hearers),
        (gettext("决定"), row.get_outcome_display() if row.decided_at is not None else ""),
        (gettext("决定的理由"), row.reason),
        (gettext("决定书文号"), row.number),
        (gettext("撤回的理由"), row.withdraw_reason),
    ]
    return ui.Summary.of(*(one for one in rows if one[1]))


def _effects(request: HttpRequest, row: "Appeal") -> ui.Table | None:
    """Return whom the correction moves: to the office before it is in force, to all afterwards."""
    revision = row.revision
    if revision is None:
        return None
    round_ = row.round_unit.round
    if revision.after is not None:
        return effects(assessment_of(revision.before), assessment_of(revision.after))
    asker, path = viewer(request), round_.unit.path
    if not (asker.may("assessment.run", path) or asker.may("assessment.oversee", path)):
        return None
    return effects(assessment_of(revision.before), current(round_))


def _revision(request: HttpRequest, row: "Appeal") -> str:
    asker, path = viewer(request), row.round_unit.round.unit.path
    if row.revision is None or not (
        asker.may("assessment.run", path) or asker.may("assessment.oversee", path)
    ):
        return ""
    return reverse("revision", args=[row.round_unit.round.key, row.revision.pk])
