"""The approval of a result: where it stands, what is asked of whom now, who said what."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions import approving
from gongkai.assessment.current import current
from gongkai.assessment.opened import sees_result
from gongkai.assessment.queries.approvals import (
    approval_state,
    approvals,
    milestones,
    takes_part,
)
from gongkai.assessment.results import Assessment
from gongkai.assessment.snapshots import assessment_of, official
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.office.approving import forms as make
from gongkai.office.approving.ranking import units_table
from gongkai.office.approving.receiving import receipts
from gongkai.office.approving.steps import steps
from gongkai.office.assessment.source import shows_problems
from gongkai.office.checksums import checksums
from gongkai.office.posting import filled, number, sure
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.office.rounds.words import phase_badge
from gongkai.rules.rounds import Phase, Verb, why_not
from gongkai.rules.rounds.approvals import step_title
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.assessment.models import Approval, Round

_MOST_PROBLEMS: Final = 12
_TOLD: Final = frozenset({Phase.ANNOUNCED, Phase.CLOSED})


@requires("assessment.view")
@shows_problems
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, key: str) -> HttpResponse:
    """Show the approval; take its next step and come back."""
    round_ = round_of(request, key)
    if not takes_part(viewer(request), round_):
        raise Http404(gettext("结果由考核办公室提出，由领导审定。通报以后各单位可以查看。"))
    forms = make.forms(viewer(request), round_)
    do = request.POST.get("do", "")
    if request.method != "POST":
        return _page(request, round_, forms)
    if do not in forms:
        say(request, gettext("没有办理"), gettext("这一步已经办过，或者不由您办理。"), ui.Tone.BAD)
        return HttpResponseRedirect(reverse("approval", args=[key]))
    try:
        say(request, _done(request, round_, do))
    except Refused as refused:
        fields, general = filled(forms[do].fields, request.POST, refused)
        forms[do] = replace(forms[do], fields=sure(fields, refused), general=general)
        return _page(request, round_, forms, status=422)
    return HttpResponseRedirect(reverse("approval", args=[key]))


def _done(request: HttpRequest, round_: "Round", do: str) -> str:
    post, by = request.POST, viewer(request)
    if do == "return":
        approving.return_result(round_.pk, reason=post.get("opinion", ""), by=by)
        return gettext("已退回考核办公室。")
    if do == "announce":
        public = "1" in post.getlist("public")
        approving.announce(
            round_.pk,
            number=post.get("number", ""),
            again=post.get("again") == "1",
            public=public,
            by=by,
        )
        return gettext("已通报。各单位现在可以查看结果，请他们签收。")
    if do == "close":
        approving.close_round(round_.pk, by=by)
        return gettext("已办结，今后只能查看。")
    given = approving.give_step(
        round_.pk,
        step=number(post.get("step", "")),
        seen=post.get("seen", ""),
        opinion=post.get("opinion", ""),
        minutes=post.get("minutes", ""),
        by=by,
    )
    return gettext("已办理：%(step)s。") % {"step": _step_words(given)}


def _page(
    request: HttpRequest, round_: "Round", forms: dict[str, ui.Form], status: int = 200
) -> HttpResponse:
    asker = viewer(request)
    result = result_of(round_) if sees_result(asker, round_) else None
    told = round_.phase in _TOLD
    runs = asker.may("assessment.run", round_.unit.path)
    key = round_.key
    context = {
        "heading": gettext("审定和通报"),
        "tabs": tabs(request, round_, "approval"),
        "breadcrumb": breadcrumb(gettext("审定"), round_),
        "badge": phase_badge(round_.phase),
        "steps": steps(round_, approval_state(round_) if round_.approved_at is None else None),
        "problems": _problems(round_, result) if result is not None else None,
        "lapsed": round_.approved_at is None and approval_state(round_).lapsed,
        "figures": _figures(result) if result is not None else None,
        "units": units_table(result, open_="give" in forms) if result is not None else None,
        "told": _told(round_),
        "late": reverse("late-finding", args=[key]) if runs and result is not None else "",
        "results": reverse("round-results", args=[key]),
        "forms": forms,
        "waits": "" if forms else _waits(round_, asker),
        "history": _history(round_),
        "checksums": _checksums(round_),
        "papers": _papers(round_, result, asker) if result is not None else (),
        "receipts": receipts(asker, round_, result) if told and result is not None else None,
        "revisions": reverse("revisions", args=[key]) if _revised(round_, runs=runs) else "",
    }
    return render(request, "approving/approval.html", context, status=status)


def _revised(round_: "Round", *, runs: bool) -> bool:
    """Whether the way to corrections is shown: where one may be begun, or there are some."""
    return (runs and not why_not(Verb.REVISE, round_.phase)) or round_.revisions.exists()


def result_of(round_: "Round") -> Assessment:
    """Return the approved result, and what the facts give now as long as there is none."""
    snapshot = official(round_)
    return assessment_of(snapshot) if snapshot is not None else current(round_)


def _problems(round_: "Round", result: Assessment) -> ui.Notice | None:
    """Say what keeps the result from being proposed."""
    if not result.problems or round_.approved_at is not None:
        return None
    names = {unit.score.unit.id: unit.score.unit.name for unit in result.units}
    said = [f"{names.get(one.unit, one.unit)}：{one.message}" for one in result.problems]
    if len(said) > _MOST_PROBLEMS:
        left = gettext("还有 %(count)s 处。") % {"count": len(said) - _MOST_PROBLEMS}
        said = [*said[:_MOST_PROBLEMS], left]
    return ui.Notice(
        gettext("还不能提出意见：有单位没有得分或等次"), tone=ui.Tone.WARN, items=tuple(said)
    )


def _figures(result: Assessment) -> ui.Figures:
    unit = gettext("个")
    held = [one.grade.id for one in result.units if one.grade is not None]
    exempt = sum(1 for one in result.units if one.score.unit.exempt)
    figures = [ui.Figure(gettext("被考核单位"), len(result.units) - exempt, unit)]
    figures += [
        ui.Figure(in_language(grade.title), held.count(grade.id), unit)
        for grade in result.scheme.grades
    ]
    return ui.Figures(tuple(figures), gettext("等次"))


def _told(round_: "Round") -> ui.Summary | None:
    """Say under which number and when the result was announced, and whether to the public."""
    if round_.announced_at is None:
        return None
    public = gettext("是") if round_.is_public else gettext("否")
    rows: list[tuple[str, ui.Value]] = [
        (gettext("通报文号"), round_.bulletin_number or None),
        (gettext("通报时间"), f"{localtime(round_.announced_at):%Y-%m-%d %H:%M}"),
        (gettext("向社会公布"), public),
    ]
    return ui.Summary.of(*rows)


def _waits(round_: "Round", asker: Viewer) -> str:
    """Say whose turn it is, to whom it is not."""
    if round_.phase is Phase.PREPARING:
        return gettext("考核还没有通知各单位。")
    if round_.phase is Phase.RUNNING:
        now = approval_state(round_)
        step = now.steps[now.awaited or 0]
        mine = asker.may(approving.permission_of(step), round_.unit.path)
        if mine and now.awaited:
            return gettext("提出意见的人不能自己审定，请由另一位有权限的人办理。")
        return gettext("现在等待：%(step)s。") % {"step": make.step_words(step)}
    if round_.phase is Phase.APPROVED:
        return gettext("已审定，等待考核办公室通报。")
    return ""


def _step_words(row: "Approval") -> str:
    steps_ = approval_state(row.round).steps
    return make.step_words(steps_[row.step]) if row.step < len(steps_) else row.act


def _history(round_: "Round") -> ui.Table | None:
    """Return who gave which step when, the bulletin and the end of the round among them."""
    rows: list[tuple[datetime, ui.Value, ui.Value, ui.Value]] = [
        (
            row.at,
            _outcome(row),
            row.name,
            ui.Stack.of(*filter(None, (row.opinion, row.minutes)))
            if row.opinion or row.minutes
            else None,
        )
        for row in approvals(round_)
    ]
    for one in milestones(round_):
        step = gettext("通报") if one.told else gettext("办结")
        rows.append((one.at, step, one.name, one.number or None))
    if not rows:
        return None
    rows.sort(key=lambda row: row[0])
    return ui.Table(
        caption=gettext("办理记录"),
        columns=(
            ui.Column("at", gettext("时间"), header=True, nowrap=True),
            ui.Column("step", gettext("步骤")),
            ui.Column("who", gettext("办理人"), nowrap=True),
            ui.Column("said", gettext("意见、文号")),
        ),
        rows=tuple(ui.Row.of(f"{localtime(at):%Y-%m-%d %H:%M}", *rest) for at, *rest in rows),
        caption_hidden=True,
    )


def _checksums(round_: "Round") -> ui.Details | None:
    """Return what the result was at each step, to be held against the snapshots."""
    return checksums(
        *(
            (f"{localtime(row.at):%Y-%m-%d %H:%M} {_step_words(row)}", row.snapshot.hash)
            for row in approvals(round_)
        )
    )


def _outcome(row: "Approval") -> ui.Value:
    if row.outcome == "return":
        return ui.Badge(gettext("退回"), ui.Tone.BAD)
    known = approval_state(row.round).steps
    return step_title(known[row.step]) if row.step < len(known) else row.act


def _papers(round_: "Round", result: Assessment, asker: Viewer) -> tuple[ui.Link, ...]:
    """Return the papers one may take, each with what it is."""
    if not asker.may("assessment.export", round_.unit.path) or result.problems:
        return ()
    key = round_.key
    bulletin = gettext("通报（Word）") if round_.phase in _TOLD else gettext("通报代拟稿（Word）")
    links = [
        ui.Link(bulletin, reverse("round-export", args=[key, "docx"])),
        ui.Link(gettext("成绩册（Excel）"), reverse("round-export", args=[key, "xlsx"])),
    ]
    if round_.approved_at is not None:
        links.append(
            ui.Link(gettext("各单位结果告知书（压缩包）"), reverse("round-letters", args=[key]))
        )
        if result.scheme.exports:
            title = "、".join(one.title for one in result.scheme.exports)
            links.append(ui.Link(f"{title}（Excel）", reverse("round-target", args=[key])))
    return tuple(links)
