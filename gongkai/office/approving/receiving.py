"""Receipts of the result: each unit signs for it, the office sees who has not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.assessment.actions.approving import receive_result
from gongkai.assessment.owing import rectifying
from gongkai.assessment.queries.rounds import units_seen
from gongkai.assessment.results import Assessment
from gongkai.assessment.snapshots import assessment_of, official
from gongkai.assessment.terms import appeal_terms
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of, day_words
from gongkai.office.assessment.badges import grade_badge
from gongkai.office.rounds.finding import round_of, unit_of
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, RoundUnit


def receipts(asker: Viewer, round_: "Round", result: Assessment) -> ui.Table:
    """List the units with grade, receipt and letter; those that have not signed come first."""
    graded = {one.score.unit.id: one for one in result.units}
    rows = [row for row in units_seen(asker, round_).select_related("unit") if not row.exempt]
    rows.sort(key=lambda row: (row.result_received_at is not None, row.position))
    return ui.Table(
        caption=gettext("结果签收"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("grade", gettext("等次"), nowrap=True),
            ui.Column("received", gettext("签收"), nowrap=True),
            ui.Column("letter", gettext("告知书"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                row.name,
                grade_badge(result.scheme, graded[row.unit.code])
                if row.unit.code in graded
                else None,
                f"{row.result_received_by} {day_words(day_of(row.result_received_at))}"
                if row.result_received_at is not None
                else ui.Badge(gettext("未签收"), ui.Tone.WARN),
                ui.Link(gettext("Word"), reverse("round-letter", args=[round_.key, row.unit.code])),
            )
            for row in rows
        ),
        caption_hidden=True,
        empty=gettext("没有被考核单位。"),
    )


@requires("assessment.self")
@require_POST
def receive(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Sign for the result of one's own unit."""
    round_ = round_of(request, key)
    unit = unit_of(request, round_, code)

    try:
        receive_result(unit.pk, by=viewer(request))
    except Refused as refused:
        say(request, gettext("没有办理"), refused.message, ui.Tone.BAD)
    else:
        appeals = appeal_terms(round_) is not None
        way = ui.Link(gettext("申诉"), reverse("appeals", args=[key])) if appeals else None
        said = "".join(_following(round_, unit, appeals=appeals))
        say(request, gettext("已签收。"), said, link=way)
    return HttpResponseRedirect(reverse("round", args=[key]))


def _following(round_: "Round", unit: "RoundUnit", *, appeals: bool) -> Iterator[str]:
    """Yield what follows for a unit that signed for its result, and nothing that does not."""
    snapshot = official(round_)
    if snapshot is not None:
        result = assessment_of(snapshot)
        graded = next((one for one in result.units if one.score.unit.id == unit.unit.code), None)
        if graded is not None and rectifying(graded, result.scheme) is not None:
            yield gettext("本单位的等次需要整改。整改通知另发，期限见通知。")
    if appeals:
        yield gettext("对得分、等次有异议的，可以申诉，期限从明天起算。")
