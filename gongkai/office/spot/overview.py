"""The first screen of spot checks: each unit that was drawn or visited, form by form."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.current import pack_of
from gongkai.assessment.inspection import forms_for
from gongkai.assessment.queries.spot import UnitChecks, drawn_codes, to_check, unit_checks
from gongkai.core.access import viewer
from gongkai.office.rounds.finding import round_of
from gongkai.office.spot.frame import frame, way
from gongkai.office.spot.words import lacks
from gongkai.rules.scheme import MeetingForm, Scheme
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, Visit

Kinds = dict[str, str]
"""Kinds of forms by what their ids begin with: ``discussion`` for all discussion meetings."""


@requires("assessment.view")
def index(request: HttpRequest, key: str) -> HttpResponse:
    """Show the units that were drawn or visited, what was done there and what was found."""
    asker, round_ = viewer(request), round_of(request, key)
    scheme = pack_of(round_).scheme
    rows = unit_checks(asker, round_)
    mine = to_check(asker, round_)
    context = {
        **frame(request, round_, "spot"),
        "heading": gettext("抽查"),
        "breadcrumb": way(gettext("检查情况"), round_),
        "table": _table(rows, scheme, round_) if rows else None,
        "empty": _empty(request, round_),
        "others": _others(request, round_, {one.unit.pk for one in rows}) if mine else None,
    }
    return render(request, "spot/overview.html", context)


def _empty(request: HttpRequest, round_: "Round") -> ui.Empty:
    if viewer(request).may("assessment.run", round_.unit.path) and not drawn_codes(round_):
        link = ui.Link(gettext("抽取单位"), reverse("spot-draws", args=[round_.key]))
        return ui.Empty(gettext("还没有抽取单位"), gettext("先抽取，再安排检查。"), link)
    return ui.Empty(gettext("还没有安排检查"))


def kinds_of_forms(scheme: Scheme, groups: Iterable[str]) -> Kinds:
    """Return the kinds of forms by which units of these groups are checked, in printed order."""
    found: dict[str, list[str]] = {}
    for group in dict.fromkeys(groups):
        for form in forms_for(scheme, group):
            titles = found.setdefault(_kind(form.id), [])
            titles.extend({form.title} - set(titles))
    return {kind: _common(titles) for kind, titles in found.items()}


def _kind(form_id: str) -> str:
    return form_id.partition(".")[0]


def _common(titles: list[str]) -> str:
    """Return how titles end alike: 乡镇座谈会 and 县直单位座谈会 are 座谈会."""
    ending = titles[0]
    while not all(title.endswith(ending) for title in titles):
        ending = ending[1:]
    return ending if len(ending) > 1 else titles[0]


def _table(rows: tuple[UnitChecks, ...], scheme: Scheme, round_: "Round") -> ui.Table:
    kinds = kinds_of_forms(scheme, (one.unit.group for one in rows))
    return ui.Table(
        caption=gettext("各单位检查情况"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("group", gettext("组别")),
            ui.Column("drawn", gettext("抽取"), nowrap=True),
            *(ui.Column(kind, title) for kind, title in kinds.items()),
            ui.Column("problems", gettext("问题"), numeric=True),
            ui.Column("others", gettext("其他情况"), numeric=True),
        ),
        rows=tuple(_row(one, kinds, scheme, round_) for one in rows),
        caption_hidden=True,
    ).trimmed()


def _row(one: UnitChecks, kinds: Kinds, scheme: Scheme, round_: "Round") -> ui.Row:
    place = reverse("spot-unit", args=[round_.key, one.unit.unit.code])
    own = {_kind(form.id): form for form in forms_for(scheme, one.unit.group)}
    return ui.Row.of(
        ui.Link(one.unit.name, place),
        one.unit.group or None,
        ui.Badge(gettext("抽中"), ui.Tone.FAIR) if one.drawn else None,
        *(_cell(one, own.get(kind), scheme) for kind in kinds),
        one.problems or None,
        one.others or None,
    )


def _cell(one: UnitChecks, form: MeetingForm | None, scheme: Scheme) -> ui.Value:
    if form is None:
        return None
    visits = [visit for visit in one.visits if visit.form == form.id]
    return _state(visits, scheme)


def _state(visits: "list[Visit]", scheme: Scheme) -> ui.Value:
    held = [visit for visit in visits if visit.held_at is not None]
    if held:
        if all(lacks(scheme, visit) for visit in held):
            return ui.Badge(gettext("人员不符"), ui.Tone.WARN)
        return ui.Badge(gettext("已检查"), ui.Tone.GOOD)
    if visits:
        return ui.Badge(f"{visits[0].on:%m-%d}", ui.Tone.FAIR)
    return ui.Badge(gettext("未安排"))


def _others(request: HttpRequest, round_: "Round", shown: set[int]) -> ui.Details | None:
    """Return the units to check that were neither drawn nor visited, for who checks one more."""
    left = [one for one in to_check(viewer(request), round_) if one.pk not in shown]
    if not left:
        return None
    links = (
        ui.Link(one.name, reverse("spot-unit", args=[round_.key, one.unit.code])) for one in left
    )
    return ui.Details(
        gettext("检查其他单位（%(count)s 个）") % {"count": len(left)}, ui.Cluster(tuple(links))
    )
