"""The list of rounds, and the first page of one: stages, progress, units."""

from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.assessment.actions import notifying
from gongkai.assessment.answers import state_of
from gongkai.assessment.queries.candidates import organs
from gongkai.assessment.queries.nested import is_asked, nested_in
from gongkai.assessment.queries.rounds import own_units, rounds_seen, units_seen
from gongkai.assessment.queries.standing import (
    Progress,
    judged,
    progress,
    progress_by_round,
    stages_on,
)
from gongkai.core.access import Viewer, viewer
from gongkai.core.days import day_of, day_words
from gongkai.office.checksums import checksums
from gongkai.office.posting import tell
from gongkai.office.rounds.finding import round_of, unit_of
from gongkai.office.rounds.tabs import tabs
from gongkai.office.rounds.words import phase_badge, step_state
from gongkai.office.selfing.words import state_badge
from gongkai.rules.rounds import Phase
from gongkai.rules.rounds.stages import shown
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, RoundUnit


@requires("assessment.view")
def index(request: HttpRequest) -> HttpResponse:
    """List the rounds one takes part in, newest first."""
    asker = viewer(request)
    rounds = list(rounds_seen(asker))
    counts = progress_by_round(rounds)
    table = ui.Table(
        caption=gettext("考核"),
        columns=(
            ui.Column("title", gettext("考核"), header=True),
            ui.Column("year", gettext("年度"), nowrap=True),
            ui.Column("organ", gettext("组织单位")),
            ui.Column("pack", gettext("规则包")),
            ui.Column("units", gettext("单位"), numeric=True),
            ui.Column("phase", gettext("状态"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(one.title, reverse("round", args=[one.key])),
                one.year,
                one.unit.label,
                f"{one.pack.title} {one.pack.version}",
                counts.get(one.pk, 0),
                phase_badge(one.phase),
            )
            for one in rounds
        ),
        caption_hidden=True,
        empty=gettext("还没有您参加的考核。"),
    )
    context = {
        "table": table,
        "new": reverse("round-new") if organs(asker) else "",
    }
    return render(request, "rounds/index.html", context)


@requires("assessment.view")
def round_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a round: where it stands, what comes next, its units as far as one may see them."""
    asker = viewer(request)
    round_ = round_of(request, key)
    own = list(own_units(asker).filter(round=round_))
    context = {
        "heading": round_.title,
        "tabs": tabs(request, round_, "round"),
        "breadcrumb": ui.Breadcrumb.to(round_.title, (gettext("考核"), reverse("rounds"))),
        "badge": phase_badge(round_.phase),
        "summary": _summary(round_, asker),
        "checksums": checksums((gettext("规则包"), round_.pack.hash)),
        "steps": _steps(round_, asker),
        "figures": _figures(progress(round_)) if _oversees(asker, round_) else None,
        "own": [_own(one, asker) for one in own],
        "nested": _nested(asker, round_),
        "notice": round_.notice_text,
        "units": _units(round_, asker),
        "cancelled": round_.cancel_reason,
    }
    return render(request, "rounds/round.html", context)


def _oversees(asker: Viewer, round_: "Round") -> bool:
    path = round_.unit.path
    return asker.may("assessment.run", path) or asker.may("assessment.oversee", path)


def _summary(round_: "Round", asker: Viewer) -> ui.Summary:
    previous, above = round_.previous, round_.within
    rows: list[tuple[str, ui.Value]] = [
        (gettext("组织单位"), round_.unit.name),
        (gettext("年度"), round_.year),
        (gettext("规则包"), f"{round_.pack.title} {round_.pack.version}"),
    ]
    if round_.notice_number:
        rows.append((gettext("通知文号"), round_.notice_number))
    if round_.notified_at is not None:
        rows.append((gettext("通知时间"), day_of(round_.notified_at)))
    if above is not None:
        rows.append((gettext("上级考核"), above.title))
    if previous is not None:
        is_seen = rounds_seen(asker).filter(pk=previous.pk).exists()
        link = ui.Link(previous.title, reverse("round", args=[previous.key]))
        rows.append((gettext("上一次"), link if is_seen else previous.title))
    return ui.Summary.of(*rows)


def _steps(round_: "Round", asker: Viewer) -> ui.Steps:
    """Return the stages as a row of steps."""
    today = day_of(asker.at)
    steps = []
    for one in stages_on(round_, today):
        state = shown(one.plan, today, round_.phase)
        days = _days(one.plan.starts_on, one.plan.ends_on)
        steps.append(ui.Step(one.plan.title, step_state(state), days))
    return ui.Steps(gettext("阶段"), tuple(steps))


def _days(start: date | None, end: date | None) -> str:
    if start and end:
        last = day_words(end, year=end.year != start.year)
        return gettext("%(start)s 至 %(end)s") % {"start": day_words(start), "end": last}
    if end:
        return gettext("%(end)s 前") % {"end": day_words(end)}
    return gettext("%(start)s 起") % {"start": day_words(start)} if start else gettext("未定日期")


def _figures(now: Progress) -> ui.Figures:
    unit = gettext("个")
    return ui.Figures(
        (
            ui.Figure(gettext("被考核单位"), now.assessed, unit),
            ui.Figure(gettext("已签收通知"), now.received, unit),
            ui.Figure(gettext("自评已报送"), now.reported, unit),
            ui.Figure(gettext("自评待签发"), now.to_sign, unit),
            ui.Figure(gettext("已有评分"), now.judged, unit),
        ),
        gettext("进度"),
    )


def _nested(asker: Viewer, round_: "Round") -> ui.Table | None:
    """List what units of the round held of those below them."""
    rows = nested_in(asker, round_)
    if not rows:
        return None
    counts = progress_by_round(rows)
    return ui.Table(
        caption=gettext("下属单位的考核"),
        columns=(
            ui.Column("organ", gettext("组织单位"), header=True),
            ui.Column("title", gettext("考核")),
            ui.Column("units", gettext("单位"), numeric=True),
            ui.Column("phase", gettext("状态"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                one.unit.label,
                ui.Link(one.title, reverse("round", args=[one.key])),
                counts.get(one.pk, 0),
                phase_badge(one.phase),
            )
            for one in rows
        ),
        caption_hidden=True,
    )


def _own(unit: "RoundUnit", asker: Viewer) -> dict[str, object]:
    """What a unit's own people find first: sign for the notice, then for the result."""
    open_ = unit.round.phase is Phase.RUNNING and unit.received_at is None
    told = unit.round.announced_at is not None and not unit.exempt
    where = [unit.round.key, unit.unit.code]
    return {
        "name": unit.name,
        "receive": reverse("round-receive", args=[unit.round.key, unit.unit.code]) if open_ else "",
        "received": gettext("%(who)s 于 %(on)s 签收通知")
        % {"who": unit.received_by, "on": day_words(day_of(unit.received_at))}
        if unit.received_at
        else "",
        "sign_result": reverse("round-receive-result", args=where)
        if told and unit.result_received_at is None and unit.round.phase is Phase.ANNOUNCED
        else "",
        "signed_result": gettext("%(who)s 于 %(on)s 签收结果")
        % {"who": unit.result_received_by, "on": day_words(day_of(unit.result_received_at))}
        if unit.result_received_at
        else "",
        "nest": f"{reverse('round-new')}?within={unit.pk}"
        if is_asked(unit.round, unit, day_of(asker.at))
        and asker.may("assessment.run", unit.unit.path)
        else "",
        "letter": reverse("round-letter", args=where) if told else "",
        "result": reverse("round-result", args=where) if told else "",
    }


def _units(round_: "Round", asker: Viewer) -> ui.Table | None:
    if not _oversees(asker, round_):
        return None
    with_scores = judged(round_)
    rows = units_seen(asker, round_).select_related("self_report")
    return ui.Table(
        caption=gettext("被考核单位"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("group", gettext("组别")),
            ui.Column("received", gettext("签收"), nowrap=True),
            ui.Column("reported", gettext("自评报告"), nowrap=True),
            ui.Column("judged", gettext("评分"), nowrap=True),
        ),
        rows=tuple(_unit_row(row, judged=row.pk in with_scores) for row in rows),
        empty=gettext("还没有列出单位。"),
        caption_hidden=True,
    )


def _unit_row(row: "RoundUnit", *, judged: bool) -> ui.Row:
    if row.exempt:
        why = gettext("免予考核：%(reason)s") % {"reason": row.exempt_reason}
        return ui.Row.of(ui.Stack.of(row.name, why), row.group, None, None, None)
    report = getattr(row, "self_report", None)
    state = state_of(report)
    signed = report.signed_at if report is not None else None
    return ui.Row.of(
        row.name,
        row.group,
        day_of(row.received_at) if row.received_at else ui.Badge(gettext("未签收"), ui.Tone.WARN),
        day_of(signed) if signed else state_badge(state),
        ui.Badge(gettext("已评"), ui.Tone.GOOD) if judged else ui.Badge(gettext("未评")),
    )


@requires("assessment.self")
@require_POST
def receive(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Sign for the notice of a round."""
    round_ = round_of(request, key)
    unit = unit_of(request, round_, code)

    def step() -> str:
        notifying.receive_notice(unit.pk, by=viewer(request))
        return gettext("已签收。")

    tell(request, step)
    return HttpResponseRedirect(reverse("round", args=[key]))
