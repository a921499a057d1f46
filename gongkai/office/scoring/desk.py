"""The page of one unit: its items with one of them open, to judge in place and go on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.queries.judging.sheet import Line, Sheet, sheet
from gongkai.assessment.queries.judging.sight import sights
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.posting import filled
from gongkai.office.rounds.finding import unit_of
from gongkai.office.rounds.words import phase_words
from gongkai.office.scoring import deciding as office
from gongkai.office.scoring import forms as make
from gongkai.office.scoring import small_forms as small
from gongkai.office.scoring.acts import act_of
from gongkai.office.scoring.components import given_scores, own_scores
from gongkai.office.scoring.forms import Forms
from gongkai.office.scoring.frame import desk_of, frame, way
from gongkai.office.scoring.looking import AtOnce, look_all, unlook_all
from gongkai.office.scoring.panel import Panel, panel, remarks
from gongkai.office.scoring.words import mark, until_words
from gongkai.rules.numbers import plain
from gongkai.rules.rounds import Phase
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Round

_OFFICE: Final = {
    "establish": office.establish,
    "unfind": office.unfind,
    "grade": office.grade,
    "ungrade": office.ungrade,
}
# After these the next item is opened, where the button asks for it.
_BY_ROW: Final = {"withdraw", "verdict", "take_back", "unfind", "correct"}
_BY_COMPONENT: Final = {"score", "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """An item as a row: how it stands, where it opens; ``panel`` is there for the open one."""

    id: str
    number: str
    title: str
    worth: str
    own: str
    mark: tuple[str, str]
    href: str
    panel: Panel | None
    previous: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A part of the page: heading, how far it is, its rows; all that is left, or done, at once."""

    id: str
    title: str
    worth: str
    progress: str
    complete: bool
    rows: tuple[RowView, ...]
    at_once: tuple[AtOnce, ...]


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def unit_page(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Show a unit with one item open; do one thing and come back to it or go on."""
    round_ = desk_of(request, key)
    found = _sheet(request, round_, code)
    if request.method != "POST":
        return _page(request, found, request.GET.get("item", ""), {})
    do = request.POST.get("do", "")
    try:
        act = _OFFICE.get(do) or act_of(do)
        said = act(request.POST, found, viewer(request))
    except Refused as refused:
        return _again(request, found, do, refused)
    say(request, said)
    return HttpResponseRedirect(_onward(request, round_, code))


def _sheet(request: HttpRequest, round_: "Round", code: str) -> Sheet:
    found = sheet(viewer(request), unit_of(request, round_, code))
    if found is None:
        raise Http404(gettext("这个单位没有分配给您评分。"))
    return found


def address(round_: "Round", code: str, item: str = "") -> str:
    """Return the address of a unit's page, opened at an item where one is named."""
    base = reverse("scoring-unit", args=[round_.key, code])
    return f"{base}?{urlencode({'item': item})}#item-{item}" if item else base


def _onward(request: HttpRequest, round_: "Round", code: str) -> str:
    """Return where to go after something was done: the next item left, or the same again."""
    item = request.POST.get("item", "")
    if "next" not in request.POST:
        return address(round_, code, item)
    found = _sheet(request, round_, code)
    lines = list(found.lines)
    ids = [line.id for line in lines]
    start = ids.index(item) + 1 if item in ids else 0
    after = [*lines[start:], *lines[:start]]
    left = next((line for line in after if line.asked and not line.settled), None)
    if left is None and start < len(lines) and lines[start].place is None:
        left = lines[start]  # points of the checklist are never settled: simply the next one
    return address(round_, code, left.id) if left is not None else address(round_, code)


def _again(request: HttpRequest, found: Sheet, do: str, refused: Refused) -> HttpResponse:
    """Show the page with the refused form as it was filled in."""
    item = request.POST.get("item", "")
    forms = _forms(found, found.line(item))
    name = _name(request, do)
    known = forms.get(name) or _extra(request, found, do)
    if known is None:
        say(request, gettext("没有办理"), refused.message, ui.Tone.BAD)
        return HttpResponseRedirect(address(found.unit.round, found.unit.unit.code, item))
    if refused.code == "score.beyond" or make.BEYOND in request.POST:
        known = make.with_beyond(known)
    fields, general = filled(known.fields, request.POST, refused)
    shown = replace(known, fields=fields, general=general)
    return _page(request, found, item, {**forms, name: shown}, status=422)


def _name(request: HttpRequest, do: str) -> str:
    """Return the name of the form that was sent, among those of the page."""
    if do in _BY_ROW:
        return f"{do}-{request.POST.get('row', '')}"
    if do in _BY_COMPONENT:
        return f"{do}-{request.POST.get('component', '')}"
    return do


def _extra(request: HttpRequest, found: Sheet, do: str) -> ui.Form | None:
    """Return a form that belongs to a row or a component, to show it again."""
    row = request.POST.get("row", "")
    if do == "withdraw":
        rows = (one for line in found.lines for one in line.deductions if str(one.pk) == row)
        return next((small.withdraw_form(one) for one in rows), None)
    if do == "verdict":
        pieces = (one for line in found.lines for one in line.said.pieces if str(one.pk) == row)
        return next((small.verdict_form(one) for one in pieces), None)
    if do == "take_back":
        scores = (one for one in found.scores if str(one.pk) == row)
        return next((small.take_back_form(one) for one in scores), None)
    if do == "correct":
        return next((one.correct for one in given_scores(found) if one.row == row), None)
    if do == "score":
        component = request.POST.get("component", "")
        leaf = next((one for one in found.sight.scheme.leaves() if one.id == component), None)
        return small.score_form(found, component, plain(leaf.max)) if leaf is not None else None
    return _office_form(request, found, do)


def _office_form(request: HttpRequest, found: Sheet, do: str) -> ui.Form | None:
    shown = office.deciding(found, viewer(request), {})
    if shown is None:
        return None
    return {"establish": shown.establish, "grade": shown.grade, "ungrade": shown.ungrade}.get(do)


def _forms(found: Sheet, line: Line | None) -> Forms:
    return dict(make.of_item(found, line)) if line is not None else {}


def _page(
    request: HttpRequest, found: Sheet, asked: str, forms: Forms, status: int = 200
) -> HttpResponse:
    asker, unit = viewer(request), found.unit
    opened = found.line(asked) or (found.first_left if found.scoring else None)
    forms = forms or _forms(found, opened)
    context = {
        **frame(request, unit.round, "scoring"),
        "heading": unit.name,
        "breadcrumb": way(unit.name, unit.round),
        "sheet": found,
        "group": unit.group,
        "exempt": unit.exempt_reason if unit.exempt else "",
        "until": until_words(found.until, day_of(asker.at))
        if found.scoring and found.revision is None
        else "",
        "closed": _closed(found),
        "revising": _revising(found),
        "done": _done(found),
        "parts": tuple(_parts(found, opened, forms)),
        "own_scores": tuple(own_scores(found, forms)),
        "given_scores": given_scores(found),
        "deciding": office.deciding(found, asker, forms),
        "remarks": remarks(found),
        "comment": small.comment_form("") if "comment" in forms or found.sight.runs else None,
        "neighbours": _neighbours(request, found),
        "self": reverse("self", args=[unit.round.key, unit.unit.code]),
    }
    return render(request, "scoring/unit.html", context, status=status)


def _closed(found: Sheet) -> str:
    """Say why nothing can be scored, to whom it is assigned."""
    if found.scoring or not found.sight.seats or found.unit.exempt or found.revision:
        return ""
    if found.unit.round.phase is not Phase.RUNNING:
        phase = phase_words(found.unit.round.phase)
        return gettext("考核%(phase)s，现在只能查看。") % {"phase": phase}
    return gettext("现在不是评分的时间，只能查看。需要补评的，请联系考核办公室延长期限。")


def _revising(found: Sheet) -> ui.Link | None:
    """Return the way to the correction in whose name changes are made now."""
    row = found.revision
    if row is None:
        return None
    return ui.Link(row.reason, reverse("revision", args=[found.unit.round.key, row.pk]))


def _done(found: Sheet) -> str:
    asked = [line for line in found.lines if line.asked]
    if not asked:
        return ""
    done = sum(1 for line in asked if line.settled)
    return gettext("已评 %(done)s / %(all)s 项") % {"done": done, "all": len(asked)}


def _parts(found: Sheet, opened: Line | None, forms: Forms) -> Iterator[PartView]:
    order = [line.id for line in found.lines]
    for part, lines in found.parts:
        asked = [line for line in lines if line.asked]
        done = sum(1 for line in asked if line.settled)
        yield PartView(
            id=part.id,
            title=part.title,
            worth=_worth(part.points),
            progress=f"{done} / {len(asked)}" if asked else "",
            complete=done == len(asked),
            rows=tuple(_row(found, line, order, opened, forms) for line in lines),
            at_once=_at_once(found, part.id, lines) if found.scoring else (),
        )


def _at_once(found: Sheet, part: str, lines: tuple[Line, ...]) -> tuple[AtOnce, ...]:
    if found.revision is not None:
        return ()
    ways = (look_all(found, part, lines), unlook_all(found, part, lines))
    return tuple(one for one in ways if one is not None)


def _worth(points: object) -> str:
    return gettext("%(points)s 分") % {"points": points} if points is not None else ""


def _row(found: Sheet, line: Line, order: list[str], opened: Line | None, forms: Forms) -> RowView:
    place = order.index(line.id)
    unit = found.unit
    is_open = opened is not None and opened.id == line.id

    def at(number: int) -> str:
        inside = 0 <= number < len(order)
        return address(unit.round, unit.unit.code, order[number]) if inside else ""

    return RowView(
        id=line.id,
        number=line.question.number,
        title=line.question.title,
        worth=_worth(plain(line.question.most)) if line.question.scored else "",
        own=_own(found, line),
        mark=mark(line),
        href=address(unit.round, unit.unit.code, line.id),
        panel=panel(found, line, forms) if is_open else None,
        previous=at(place - 1),
        next=at(place + 1),
    )


def _own(found: Sheet, line: Line) -> str:
    """Return what the unit says of the item, in two words."""
    row = line.said.row
    if not found.said.shows_self or row is None:
        return ""
    if row.score is not None:
        return gettext("自评 %(points)s") % {"points": plain(row.score)}
    return str(row.get_state_display()) if row.state else ""


def _neighbours(request: HttpRequest, found: Sheet) -> dict[str, ui.Link]:
    """Return the units before and after, to leaf through."""
    units = [one.unit for one in sights(viewer(request), found.unit.round)]
    place = next(number for number, unit in enumerate(units) if unit.pk == found.unit.pk)
    round_ = found.unit.round
    near = {"previous": place - 1, "next": place + 1}
    return {
        name: ui.Link(units[at].name, address(round_, units[at].unit.code))
        for name, at in near.items()
        if 0 <= at < len(units)
    }
