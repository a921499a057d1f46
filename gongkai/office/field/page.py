"""The inspector's pages: the units to check, and one unit with everything to enter there.

They work as plain forms. With ``field.js`` what is entered is kept on the phone first and sent
when there is a network; ``worker.js`` opens the pages where there is none.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.current import pack_of
from gongkai.assessment.days import works_for
from gongkai.assessment.inspection import form_of
from gongkai.assessment.queries.rounds import scorers_of
from gongkai.assessment.queries.spot import findings_seen, to_check, unit_checks, visits_seen
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.field.forms import demand, finding_form, visit_forms
from gongkai.office.field.sending import answer, by_script, take
from gongkai.office.posting import filled
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.spot.words import form_title
from gongkai.rules.rounds import Verb, why_not
from gongkai.rules.scheme import Work
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, RoundUnit, SpotFinding, Visit

_MOST_SHOWN = 20
# Pages a phone keeps to open without a network.
_MOST_KEPT = 30


@requires("assessment.view")
def index(request: HttpRequest, key: str) -> HttpResponse:
    """List the units this person checks; those drawn or planned first."""
    round_ = round_of(request, key)
    asker = viewer(request)
    units = list(to_check(asker, round_))
    if not units:
        raise Http404(gettext("这次考核没有分配给您检查的单位。"))
    checks = {one.unit.pk: one for one in unit_checks(asker, round_)}
    first = [one for one in units if one.pk in checks]
    others = [one for one in units if one.pk not in checks]
    context = {
        **_frame(request, round_),
        "heading": gettext("现场记录"),
        "breadcrumb": breadcrumb(gettext("现场记录"), round_),
        "first": [_card(one, checks[one.pk].visits, asker) for one in first],
        "others": [_card(one, [], asker) for one in others],
        "pages": [
            reverse("field-unit", args=[key, one.unit.code])
            for one in (first or units)[:_MOST_KEPT]
        ],
    }
    return render(request, "field/index.html", context)


def _card(one: "RoundUnit", visits: "list[Visit]", asker: Viewer) -> dict[str, str]:
    today = day_of(asker.at)
    planned = [visit for visit in visits if visit.held_at is None]
    words = ""
    if any(visit.on == today for visit in planned):
        words = gettext("今天有安排")
    elif planned:
        words = gettext("%(on)s 有安排") % {"on": f"{planned[0].on:%m-%d}"}
    href = reverse("field-unit", args=[one.round.key, one.unit.code])
    return {"name": one.name, "href": href, "words": words}


def _frame(request: HttpRequest, round_: "Round") -> dict[str, object]:
    return {
        "key": round_.key,
        "round": round_,
        "person": viewer(request).person_id or 0,
        "secret": _secret(viewer(request)),
        "home": reverse("field", args=[round_.key]),
        "worker": reverse("field-worker", args=[round_.key]),
    }


def _secret(asker: Viewer) -> str:
    """Return the key with which the phone seals what it keeps: always the same for one person.

    After signing out the phone has it no more, and whoever signs in next gets another.
    """
    return salted_hmac(__name__, str(asker.person_id), algorithm="sha256").hexdigest()


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Show what is to be entered at a unit; take it by its buttons or for the script."""
    round_ = round_of(request, key)
    found = to_check(viewer(request), round_).filter(unit__code=code).first()
    if found is None:
        raise Http404(gettext("这个单位没有分配给您检查。"))
    if request.method != "POST":
        return _page(request, round_, found)
    if by_script(request):
        return answer(request, found)
    try:
        notes = take(request, found)
    except Refused as refused:
        return _page(request, round_, found, refused)
    tone = ui.Tone.WARN if notes else ui.Tone.GOOD
    say(request, gettext("已记下，服务器已收到。"), " ".join(notes), tone)
    return HttpResponseRedirect(reverse("field-unit", args=[key, code]))


def _page(
    request: HttpRequest, round_: "Round", found: "RoundUnit", refused: Refused | None = None
) -> HttpResponse:
    asker = viewer(request)
    scheme = pack_of(round_).scheme
    visits = list(visits_seen(asker, round_).filter(round_unit=found, voided_at=None))
    named = [(one, f"{one.on:%m-%d} {form_title(scheme, one)}") for one in visits]
    seats = scorers_of(asker, round_)
    limits = [frozenset(seat.items) for seat in seats]
    items = frozenset().union(*limits) if limits and all(limits) else frozenset()
    made = finding_form(found, named, asker, items)
    taken: set[str] = set()
    finding = _shown(request, "finding", made, refused, taken)
    shown = [
        {
            **_shown(request, "visit", one, refused, taken),
            "title": form.title,
            "demand": demand(scheme, form),
        }
        for form, one in visit_forms(found, visits, asker)
    ]
    context = {
        **_frame(request, round_),
        "heading": found.name,
        "code": found.unit.code,
        "breadcrumb": breadcrumb(
            found.name, round_, (gettext("现场记录"), reverse("field", args=[round_.key]))
        ),
        "closed": _closed(round_, found, asker),
        "visits": shown,
        "finding": finding,
        "kept": _kept(asker, round_, found, visits),
    }
    return render(request, "field/unit.html", context, status=422 if refused else 200)


def _shown(
    request: HttpRequest, do: str, form: ui.Form, refused: Refused | None, taken: set[str]
) -> dict[str, object]:
    """Return a form for its template, with ids no other form of the page has."""
    one = _after(request, do, form, refused).apart(taken)
    taken |= {field.id for field in one.fields}
    return {"form": one, "open": bool(one.errors.items)}


def _after(request: HttpRequest, do: str, form: ui.Form, refused: Refused | None) -> ui.Form:
    """Return a form as it was sent where it was the one refused."""
    hidden = dict(form.hidden)
    post = request.POST
    mine = post.get("do") == do and post.get("form", "") == hidden.get("form", "")
    if refused is None or not mine:
        return form
    fields, general = filled(form.fields, post, refused)
    kept = tuple((name, post.get(name, value)) for name, value in form.hidden)
    return replace(form, fields=fields, general=general, hidden=kept)


def _closed(round_: "Round", found: "RoundUnit", asker: Viewer) -> str:
    reason = why_not(Verb.FACTS, round_.phase)
    if reason:
        return reason
    if Work.SPOT not in works_for(round_, day_of(asker.at), found):
        return gettext("现在不在抽查阶段，记下的内容暂时送不出去。需要延长的，请联系考核办公室。")
    return ""


def _kept(
    asker: Viewer, round_: "Round", found: "RoundUnit", visits: "list[Visit]"
) -> list[dict[str, str]]:
    """Return what the server has of this person at this unit, the latest first."""
    scheme = pack_of(round_).scheme
    lines: list[tuple[object, str, str]] = []
    for one in visits:
        if one.held_at is not None and one.held_by == asker.name:
            form = form_of(scheme, found.group, one.form)
            href = reverse("spot-visit", args=[round_.key, one.pk])
            lines.append((one.held_at, form.title if form is not None else one.form, href))
    mine: list[SpotFinding] = list(
        findings_seen(asker, round_).filter(
            round_unit=found, person=asker.person_id, voided_at=None
        )
    )
    for row in mine:
        href = reverse("spot-finding", args=[round_.key, row.pk])
        lines.append((row.at, row.text, href))
    lines.sort(key=lambda line: str(line[0]), reverse=True)
    return [
        {"at": f"{localtime(at):%m-%d %H:%M}", "text": text, "href": href}  # type: ignore[arg-type]
        for at, text, href in lines[:_MOST_SHOWN]
    ]
