"""One unit: the forms of checking and what was done in each, what was found; one more visit."""

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.spot import plan_visit
from gongkai.assessment.current import pack_of
from gongkai.assessment.inspection import forms_for
from gongkai.assessment.queries.spot import (
    drawn_codes,
    draws_seen,
    findings_seen,
    sees_notes,
    to_check,
    visits_seen,
)
from gongkai.assessment.wording import cite_text
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of, day_words
from gongkai.core.files import read_bytes
from gongkai.office.disclosure.papers import document
from gongkai.office.posting import filled
from gongkai.office.rounds.finding import round_of, unit_of
from gongkai.office.spot.frame import frame, way
from gongkai.office.spot.typed import new_key, note_field, plan_fields, read_plan
from gongkai.office.spot.words import (
    borrowed_words,
    clause,
    finding_badge,
    form_title,
    lacks,
    people_words,
    target_title,
    visit_badge,
)
from gongkai.reports.spot import CheckRecord, FoundLine, HeldVisit, check_record
from gongkai.rules.rounds import Phase, Verb, why_not
from gongkai.rules.rounds.meetings import demanded
from gongkai.rules.scheme import MeetingForm, Scheme
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, RoundUnit, SpotFinding, Visit


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Show what was planned, done and found at a unit; plan one more visit."""
    round_ = round_of(request, key)
    found = unit_of(request, round_, code)
    form = _plan_form(request, round_, found)
    if request.method == "POST" and form is not None:
        try:
            _plan(request, found)
        except Refused as refused:
            fields, general = filled(form.fields, request.POST, refused)
            kept = (("key", request.POST.get("key", "")),)
            form = replace(form, fields=fields, general=general, hidden=kept)
        else:
            say(request, gettext("已安排。"))
            return HttpResponseRedirect(reverse("spot-unit", args=[key, code]))
    return _page(request, round_, found, form)


def _plan(request: HttpRequest, found: "RoundUnit") -> None:
    post = request.POST
    plan_visit(
        found.pk,
        key=post.get("key", ""),
        form=post.get("form", ""),
        plan=read_plan(post),
        by=viewer(request),
    )


def _plan_form(request: HttpRequest, round_: "Round", found: "RoundUnit") -> ui.Form | None:
    asker = viewer(request)
    may = to_check(asker, round_).filter(pk=found.pk).exists()
    if not may or why_not(Verb.FACTS, round_.phase):
        return None
    forms = forms_for(pack_of(round_).scheme, found.group)
    return ui.Form(
        (
            ui.Field(
                "form",
                gettext("检查形式"),
                ui.FieldKind.SELECT,
                (forms[0].id,),
                tuple(ui.Option(form.id, form.title) for form in forms),
                required=True,
            ),
            *plan_fields(inspectors=asker.name),
            note_field(),
        ),
        (ui.Button.primary(gettext("安排")),),
        hidden=(("key", new_key()),),
        panel=False,
    )


def _page(
    request: HttpRequest, round_: "Round", found: "RoundUnit", form: ui.Form | None
) -> HttpResponse:
    asker = viewer(request)
    scheme = pack_of(round_).scheme
    visits = list(visits_seen(asker, round_).filter(round_unit=found))
    findings = list(findings_seen(asker, round_).filter(round_unit=found))
    inside = sees_notes(asker, round_, found)
    context = {
        **frame(request, round_, "spot"),
        "heading": found.name,
        "breadcrumb": way(found.name, round_),
        "badge": ui.Badge(gettext("抽中"), ui.Tone.FAIR)
        if draws_seen(asker, round_).exists() and found.unit.code in drawn_codes(round_)
        else None,
        "notice": _notice(round_, visits, found) if inside else None,
        "forms": _forms_table(scheme, found, visits, round_),
        "findings": _findings_table(scheme, findings, round_) if findings else None,
        "inside": inside,
        "plan": form,
        "order": _order(asker, round_, found, findings),
        "code": found.unit.code,
    }
    status = 422 if form is not None and form.errors.items else 200
    return render(request, "spot/unit.html", context, status=status)


def _order(
    asker: Viewer, round_: "Round", found: "RoundUnit", findings: "list[SpotFinding]"
) -> str:
    """Return the way to an order over what was found, for the office, while something is left."""
    left = any(
        one.is_problem and one.voided_at is None and not getattr(one, "ordered", False)
        for one in findings
    )
    if not left or not asker.may("assessment.run", round_.unit.path):
        return ""
    if round_.phase not in {Phase.RUNNING, Phase.APPROVED, Phase.ANNOUNCED}:
        return ""
    query = urlencode({"round": round_.key, "unit": found.unit.code})
    return f"{reverse('order-new')}?{query}"


def _notice(round_: "Round", visits: "list[Visit]", found: "RoundUnit") -> ui.Notice | None:
    """Return a warning where a unit is told later than the reading says (Q18)."""
    days = pack_of(round_).scheme.readings.notice_days
    late = [
        visit
        for visit in visits
        if visit.announced
        and visit.voided_at is None
        and days is not None
        and (visit.on - day_of(visit.at)).days < days
        and visit.held_at is None
    ]
    if not late or days is None:
        return None
    return ui.Notice(
        gettext("通知得太晚"),
        gettext("本次考核定的是提前 %(days)s 天通知；%(unit)s %(on)s 的检查安排得晚于这个期限。")
        % {"days": days, "unit": found.name, "on": day_words(late[0].on)},
        ui.Tone.WARN,
    )


def _forms_table(
    scheme: Scheme, found: "RoundUnit", visits: "list[Visit]", round_: "Round"
) -> ui.Table:
    return ui.Table(
        caption=gettext("检查形式"),
        columns=(
            ui.Column("form", gettext("形式"), header=True),
            ui.Column("demanded", gettext("参加人员的规定")),
            ui.Column("cite", gettext("出处")),
            ui.Column("visits", gettext("检查")),
        ),
        rows=tuple(
            ui.Row.of(
                form.title,
                _demanded(scheme, form),
                "、".join(cite_text(cite, scheme) for cite in form.cite) or None,
                _links(scheme, [one for one in visits if one.form == form.id], round_),
            )
            for form in forms_for(scheme, found.group)
        ),
        caption_hidden=True,
    ).trimmed()


def _demanded(scheme: Scheme, form: MeetingForm) -> ui.Value:
    words = demanded(form)
    if not words:
        return None
    return ui.Stack.of(words, borrowed_words(scheme, form)) if form.borrows else words


def _links(scheme: Scheme, visits: "list[Visit]", round_: "Round") -> ui.Value:
    if not visits:
        return gettext("未安排")
    return ui.Stack(
        tuple(
            ui.Cluster.of(
                ui.Link(day_words(one.on), reverse("spot-visit", args=[round_.key, one.pk])),
                visit_badge(scheme, one),
            )
            for one in visits
        )
    )


def _findings_table(scheme: Scheme, findings: "list[SpotFinding]", round_: "Round") -> ui.Table:
    return ui.Table(
        caption=gettext("发现的问题和情况"),
        columns=(
            ui.Column("text", gettext("发现"), header=True),
            ui.Column("target", gettext("考核项")),
            ui.Column("seen", gettext("时间"), nowrap=True),
            ui.Column("name", gettext("记录人")),
            ui.Column("state", gettext("状态"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(one.text, reverse("spot-finding", args=[round_.key, one.pk])),
                target_title(scheme, one) or None,
                day_of(one.seen_at),
                one.name,
                finding_badge(one),
            )
            for one in findings
        ),
        caption_hidden=True,
    ).trimmed()


@requires("assessment.view")
def record(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Send the record of what was checked and found at a unit as a Word file, to be signed."""
    round_ = round_of(request, key)
    found = unit_of(request, round_, code)
    asker = viewer(request)
    if not sees_notes(asker, round_, found):
        raise Http404(gettext("现场检查记录由检查人员和考核办公室打印。"))
    scheme = pack_of(round_).scheme
    visits = list(
        visits_seen(asker, round_).filter(round_unit=found, voided_at=None, held_at__isnull=False)
    )
    findings = list(findings_seen(asker, round_).filter(round_unit=found, voided_at=None))
    done = {visit.form for visit in visits}
    paper = CheckRecord(
        round=round_.title,
        organ=round_.unit.name,
        unit=found.name,
        group=found.group,
        visits=tuple(_held(scheme, visit) for visit in visits),
        missing=tuple(form.title for form in forms_for(scheme, found.group) if form.id not in done),
        problems=tuple(_line(scheme, one) for one in findings if one.is_problem),
        others=tuple(_line(scheme, one) for one in findings if not one.is_problem),
        printed_at=asker.at,
    )
    return document(f"现场检查记录-{found.name}.docx", check_record(paper))


def _held(scheme: Scheme, visit: "Visit") -> HeldVisit:
    return HeldVisit(
        form=form_title(scheme, visit),
        on=visit.on,
        time=visit.time,
        place=visit.place,
        announced=visit.announced,
        special=visit.special,
        inspectors=visit.inspectors,
        people=people_words(visit.people),
        lacking=lacks(scheme, visit),
        note=visit.note,
    )


def _line(scheme: Scheme, one: "SpotFinding") -> FoundLine:
    return FoundLine(
        text=one.text,
        target=target_title(scheme, one),
        clause=clause(scheme, one),
        place=one.place,
        seen_at=one.seen_at,
        name=one.name,
        photo=read_bytes(one.photo) if one.photo is not None else b"",
        photo_hash=one.photo.sha256 if one.photo is not None else "",
    )
