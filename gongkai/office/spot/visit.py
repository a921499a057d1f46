"""One visit: what was planned, who was there, what is lacking; held, changed, voided."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.spot import change_visit, hold_visit, void_visit
from gongkai.assessment.current import pack_of
from gongkai.assessment.days import works_for
from gongkai.assessment.inspection import form_of
from gongkai.assessment.queries.spot import find_visit, sees_notes, to_check
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of, day_words
from gongkai.office.posting import filled
from gongkai.office.rounds.finding import round_of
from gongkai.office.spot.frame import frame, way
from gongkai.office.spot.typed import (
    new_key,
    note_field,
    people_fields,
    plan_fields,
    read_people,
    read_plan,
)
from gongkai.office.spot.words import form_title, lacks, people_words, visit_badge
from gongkai.rules.rounds import Verb, why_not
from gongkai.rules.rounds.meetings import demanded
from gongkai.rules.scheme import Scheme, Work
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, Visit


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, key: str, visit_id: int) -> HttpResponse:
    """Show a visit; do one thing with it and come back."""
    round_ = round_of(request, key)
    found = find_visit(viewer(request), round_, visit_id)
    if found is None:
        raise Http404(gettext("没有这次检查，或者不在您的权限范围内。"))
    forms = _forms(request, round_, found)
    do = request.POST.get("do", "")
    if request.method == "POST" and do in forms:
        try:
            say(request, _done(request, round_, found, do))
        except Refused as refused:
            fields, general = filled(forms[do].fields, request.POST, refused)
            kept = tuple((name, request.POST.get(name, "")) for name, _ in forms[do].hidden)
            forms[do] = replace(forms[do], fields=fields, general=general, hidden=kept)
            return _page(request, round_, found, forms, status=422)
    if request.method == "POST":
        return HttpResponseRedirect(reverse("spot-visit", args=[key, visit_id]))
    return _page(request, round_, found, forms)


def _done(request: HttpRequest, round_: "Round", found: "Visit", do: str) -> str:
    post, by = request.POST, viewer(request)
    if do == "void":
        void_visit(found.pk, reason=post.get("reason", ""), by=by)
        return gettext("已作废，记录保留。")
    if do == "change":
        change_visit(found.pk, plan=read_plan(post), by=by)
        return gettext("已保存。")
    form = form_of(pack_of(round_).scheme, found.round_unit.group, found.form)
    people = read_people(post, form) if form is not None else {}
    hold_visit(found.pk, key=post.get("key", ""), plan=read_plan(post), people=people, by=by)
    return gettext("已登记。")


def _forms(request: HttpRequest, round_: "Round", found: "Visit") -> dict[str, ui.Form]:
    """Return the forms of what this person may do with the visit now, by what they do."""
    asker, made = viewer(request), {}
    may = to_check(asker, round_).filter(pk=found.round_unit_id).exists()
    if not may or found.voided_at is not None or why_not(Verb.FACTS, round_.phase):
        return {}
    scheme = pack_of(round_).scheme
    form = form_of(scheme, found.round_unit.group, found.form)
    today = day_of(asker.at)
    on_the_spot = Work.SPOT in works_for(round_, today, found.round_unit)
    if found.held_at is None and form is not None and on_the_spot:
        made["hold"] = ui.Form(
            (*plan_fields(found), *people_fields(form), note_field(found)),
            (ui.Button.primary(gettext("登记已检查"), "do", "hold"),),
            hidden=(("key", new_key()),),
            panel=False,
        )
    if found.held_at is None:
        made["change"] = ui.Form(
            (*plan_fields(found), note_field(found)),
            (ui.Button(gettext("保存安排"), "do", "change"),),
            panel=False,
        )
    runs = asker.may("assessment.run", round_.unit.path)
    if runs or (found.person_id is not None and found.person_id == asker.person_id):
        made["void"] = ui.Form(
            (ui.Field("reason", gettext("为什么作废"), required=True),),
            (ui.Button(gettext("作废"), "do", "void", ui.ButtonKind.DANGER),),
            panel=False,
        )
    return _apart(made)


def _apart(forms: dict[str, ui.Form]) -> dict[str, ui.Form]:
    taken: set[str] = set()
    for name, form in forms.items():
        forms[name] = form.apart(taken)
        taken |= {field.id for field in forms[name].fields}
    return forms


def _page(
    request: HttpRequest,
    round_: "Round",
    found: "Visit",
    forms: dict[str, ui.Form],
    status: int = 200,
) -> HttpResponse:
    scheme = pack_of(round_).scheme
    title, unit = form_title(scheme, found), found.round_unit
    inside = sees_notes(viewer(request), round_, unit)
    found_lacks = lacks(scheme, found) if inside else ()
    context = {
        **frame(request, round_, "spot"),
        "heading": gettext("%(unit)s：%(form)s") % {"unit": unit.name, "form": title},
        "breadcrumb": way(
            title, round_, (unit.name, reverse("spot-unit", args=[round_.key, unit.unit.code]))
        ),
        "badge": visit_badge(scheme, found) if inside else None,
        "lacks": ui.Notice(
            gettext("参加人员与规定不符"), tone=ui.Tone.WARN, items=tuple(found_lacks)
        )
        if found_lacks
        else None,
        "summary": _summary(scheme, found, inside=inside),
        "forms": forms,
    }
    return render(request, "spot/visit.html", context, status=status)


def _summary(scheme: Scheme, found: "Visit", *, inside: bool) -> ui.Summary:
    form = form_of(scheme, found.round_unit.group, found.form)
    when = day_words(found.on) + (f" {found.time:%H:%M}" if found.time is not None else "")
    rows: list[tuple[str, ui.Value]] = [
        (gettext("时间"), when),
        (gettext("地点"), found.place),
        (gettext("检查人员"), found.inspectors),
        (gettext("方式"), _manner(found)),
        (gettext("规定参加的人员"), demanded(form) if form is not None else ""),
        (gettext("参加人员"), people_words(found.people)),
        (gettext("情况"), found.note if inside else ""),
        (gettext("登记"), _held(found)),
        (gettext("作废的理由"), found.void_reason),
    ]
    return ui.Summary.of(*(row for row in rows if row[1]))


def _manner(found: "Visit") -> str:
    seen = gettext("明察（事先通知）") if found.announced else gettext("暗访（事先不通知）")
    kind = gettext("专项检查") if found.special else gettext("经常性检查")
    return f"{seen}，{kind}"


def _held(found: "Visit") -> str:
    if found.held_at is None:
        return ""
    return f"{found.held_by}，{localtime(found.held_at):%Y-%m-%d %H:%M}"
