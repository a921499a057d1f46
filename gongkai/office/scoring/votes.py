"""Ties at the edge of a quota and ballots of a mutual rating; for the office."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions import judging
from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.judging.votes import (
    Tie,
    casts,
    open_ties,
    paper_ballot,
    poll_rule,
    ties_decided,
)
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.posting import filled, number
from gongkai.office.scoring.ballot import rule_words, score_fields, typed_scores
from gongkai.office.scoring.frame import frame, office_of, way
from gongkai.office.scoring.small_forms import form
from gongkai.rules.rounds import Phase
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, RoundUnit, TieDecision

Forms = dict[str, ui.Form]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision on a tie with the form that takes it back."""

    words: str
    minutes: str
    withdrawn: bool
    form: ui.Form | None


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, key: str) -> HttpResponse:
    """Show ties and ballots; decide one, enter one."""
    round_ = office_of(request, key)
    forms = dict(_forms(request, round_))
    if request.method == "POST":
        do = request.POST.get("do", "")
        try:
            say(request, _take(request, round_, do))
            return HttpResponseRedirect(reverse("scoring-votes", args=[key]))
        except Refused as refused:
            name = f"untie-{request.POST.get('row', '')}" if do == "untie" else do
            known = forms.get(name)
            if known is None:
                say(request, gettext("没有办理"), refused.message, ui.Tone.BAD)
                return HttpResponseRedirect(reverse("scoring-votes", args=[key]))
            fields, general = filled(known.fields, request.POST, refused)
            forms[name] = replace(known, fields=fields, general=general)
            return _page(request, round_, forms, status=422)
    return _page(request, round_, forms)


def _page(request: HttpRequest, round_: "Round", forms: Forms, status: int = 200) -> HttpResponse:
    asker = viewer(request)
    rule = poll_rule(round_)
    decided = ties_decided(asker, round_)
    context = {
        **frame(request, round_, "scoring-votes"),
        "heading": gettext("互评和先后"),
        "breadcrumb": way(gettext("互评和先后"), round_),
        "quota": any(grade.max_share is not None for grade in pack_of(round_).scheme.grades),
        "ties": [_tie_words(one) for one in open_ties(asker, round_)],
        "decided": [_decided(round_, one, forms) for one in decided],
        "rule": rule_words(rule) if rule is not None else "",
        "casts": _casts(request, round_) if rule is not None else None,
        "forms": forms,
    }
    return render(request, "scoring/votes.html", context, status=status)


def _tie_words(one: Tie) -> str:
    names = "、".join(unit.name for unit in one.units)
    words = gettext("%(names)s总分相同，%(grade)s还剩 %(places)s 个名额。")
    return words % {"names": names, "grade": in_language(one.grade.title), "places": one.places}


def _forms(request: HttpRequest, round_: "Round") -> Iterator[tuple[str, ui.Form]]:
    if round_.phase is not Phase.RUNNING:
        return
    asker = viewer(request)
    for one in open_ties(asker, round_):
        yield f"tie-{one.grade.id}", _tie_form(one.grade.id, one.units)
    for row in ties_decided(asker, round_):
        if row.withdrawn_at is None:
            yield f"untie-{row.pk}", _untie_form(row)
    rows = paper_ballot(asker, round_)
    if rows:
        yield "paper", _paper_form(rows)


def _tie_form(grade: str, units: "tuple[RoundUnit, ...]") -> ui.Form:
    places = tuple(ui.Option(str(at), str(at)) for at in range(1, len(units) + 1))
    blank = ui.Option("", gettext("请选择"))
    return form(
        f"tie-{grade}",
        (
            *(
                ui.Field(
                    f"place-{unit.unit.code}",
                    gettext("%(unit)s排第几") % {"unit": unit.name},
                    ui.FieldKind.SELECT,
                    options=(blank, *places),
                    required=True,
                    short=True,
                )
                for unit in units
            ),
            ui.Field(
                "minutes",
                gettext("会议记录"),
                hint=gettext("哪次会议、哪份纪要，例如：领导小组第 2 次会议纪要。"),
                required=True,
            ),
        ),
        ui.Button(gettext("定先后")),
        label=gettext("定先后"),
        grade=grade,
    )


def _untie_form(row: "TieDecision") -> ui.Form:
    return form(
        "untie",
        (ui.Field("reason", gettext("为什么撤销"), required=True),),
        ui.Button(gettext("撤销"), kind=ui.ButtonKind.DANGER),
        label=gettext("撤销先后决定"),
        row=row.pk,
    )


def _paper_form(rows: "tuple[RoundUnit, ...]") -> ui.Form:
    return form(
        "paper",
        (
            ui.Field(
                "rater",
                gettext("谁的票"),
                hint=gettext("单位的票写单位编号，评委的票写姓名。同一人再录一次，以后录的为准。"),
                required=True,
            ),
            *score_fields(rows, {}),
        ),
        ui.Button(gettext("录入这张票")),
        label=gettext("录入纸质票"),
    )


def _take(request: HttpRequest, round_: "Round", do: str) -> str:
    post, by = request.POST, viewer(request)
    if do.startswith("tie-"):
        order = _order(request, round_, do.removeprefix("tie-"))
        judging.decide_tie(
            round_.pk,
            grade=do.removeprefix("tie-"),
            order=order,
            minutes=post.get("minutes", ""),
            by=by,
        )
        return gettext("先后已定。")
    if do == "untie":
        judging.withdraw_tie(number(post.get("row", "")), reason=post.get("reason", ""), by=by)
        return gettext("已撤销，记录保留。")
    if do == "paper":
        judging.cast_ballot(
            round_.pk,
            rater=post.get("rater", ""),
            scores=typed_scores(post, paper_ballot(by, round_)),
            paper=True,
            by=by,
        )
        return gettext("这张票已录入。")
    raise Refused(gettext("没有这种操作。请刷新页面。"))


def _order(request: HttpRequest, round_: "Round", grade: str) -> list[str]:
    """Return the codes of the tied units in the order of the places chosen for them."""
    ties = {one.grade.id: one for one in open_ties(viewer(request), round_)}
    if grade not in ties:
        raise Refused(gettext("这里已经没有同分的单位。请刷新页面。"))
    places: dict[int, str] = {}
    for unit in ties[grade].units:
        field = f"place-{unit.unit.code}"
        place = number(request.POST.get(field, ""))
        if not place:
            raise Refused(gettext("没有选择名次。请选择。"), field)
        if place in places:
            raise Refused(gettext("两个单位选了同一个名次。请改正。"), field)
        places[place] = unit.unit.code
    return [places[place] for place in sorted(places)]


def _decided(round_: "Round", row: "TieDecision", forms: Forms) -> Decided:
    names = dict(round_.units.values_list("unit__code", "name"))
    grade = pack_of(round_).scheme.grade(row.grade)
    order = " → ".join(names.get(code, code) for code in row.order)
    return Decided(
        words=f"{in_language(grade.title) if grade is not None else row.grade}：{order}",
        minutes=gettext("%(minutes)s（%(name)s）") % {"minutes": row.minutes, "name": row.name},
        withdrawn=row.withdrawn_at is not None,
        form=forms.get(f"untie-{row.pk}"),
    )


def _casts(request: HttpRequest, round_: "Round") -> ui.Table:
    return ui.Table(
        caption=gettext("收到的互评票"),
        columns=(
            ui.Column("rater", gettext("谁的票"), header=True),
            ui.Column("name", gettext("提交、录入的人")),
            ui.Column("units", gettext("评了几个单位"), numeric=True),
            ui.Column("void", gettext("是否有效"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                one.rater,
                one.name,
                one.units,
                ui.Badge(gettext("废票"), ui.Tone.WARN)
                if one.void
                else ui.Badge(gettext("有效"), ui.Tone.GOOD),
            )
            for one in casts(viewer(request), round_)
        ),
        empty=gettext("还没有收到票。"),
        note=gettext("谁给谁打了多少分不显示。"),
    )
