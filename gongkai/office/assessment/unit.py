"""One unit in one round: total, grade, the explanation down to the clause, and last year."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.results import exported
from gongkai.assessment.rounds import OpenRound
from gongkai.assessment.wording import EVERY_GRADE, cite_text, measure_text
from gongkai.office.assessment.badges import grade_badge
from gongkai.office.assessment.comparison import comparison
from gongkai.office.assessment.explanation import explanation, with_losses_only
from gongkai.office.assessment.links import address
from gongkai.office.assessment.source import (
    open_round,
    previous_round,
    rounds,
    shows_problems,
)
from gongkai.rules.grading import Graded
from gongkai.rules.scheme import Scheme
from gongkai.ui.access import requires
from gongkai.ui.components import (
    Breadcrumb,
    Column,
    Notice,
    Row,
    Summary,
    SummaryRow,
    Table,
    Tone,
    Tree,
    Value,
)


@requires("assessment.view")
@shows_problems
def unit_page(request: HttpRequest, round_id: str, unit_id: str) -> HttpResponse:
    """Show why a unit has the score it has."""
    round_ = open_round(round_id)
    unit = _find(round_, unit_id)
    if unit is None:
        raise Http404(gettext("这次考核里没有这个单位。"))
    scheme = round_.result.scheme
    name = unit.score.unit.name
    lost = request.GET.get("lost") == "1"
    context = {
        "round": round_.info,
        "unit": unit,
        "name": name,
        "breadcrumb": Breadcrumb.to(
            name,
            (gettext("考核"), reverse("home")),
            (round_.info.title, reverse("scoreboard", args=[round_id])),
        ),
        "summary": _summary(round_, unit),
        "notices": _notices(unit),
        "tree": _tree(unit, scheme, lost=lost),
        "lost": lost,
        "has_items": bool(scheme.rubrics and unit.score.trace),
        "comparison": _comparison(round_, unit),
        "consequences": _consequences(scheme, unit),
        "neighbours": _neighbours(round_, unit),
    }
    return render(request, "assessment/unit.html", context)


def _tree(unit: Graded, scheme: Scheme, *, lost: bool) -> Tree | None:
    """Return the explanation, whole or with those items alone that lost points."""
    if unit.score.trace is None:
        return None
    tree = explanation(unit.score.trace, scheme, gettext("得分说明"))
    return with_losses_only(tree) if lost else tree


def _comparison(round_: OpenRound, unit: Graded) -> Table | None:
    """Return last year beside this year, where both years have the unit."""
    before = previous_round(round_)
    last = _find(before, unit.score.unit.id) if before else None
    if before is None or last is None or unit.score.trace is None:
        return None
    pairs = rounds().comparable(before, round_)
    return comparison(before, round_, pairs, (last.score.trace, unit.score.trace))


def _find(round_: OpenRound, unit_id: str) -> Graded | None:
    return next((u for u in round_.result.units if u.score.unit.id == unit_id), None)


def _summary(round_: OpenRound, unit: Graded) -> Summary:
    scheme = round_.result.scheme
    rows = [
        SummaryRow(gettext("总分"), unit.score.total),
        SummaryRow(gettext("等次"), grade_badge(scheme, unit), note=_cites(unit, scheme)),
        SummaryRow(gettext("名次"), _rank(round_, unit)),
        SummaryRow(gettext("组别"), unit.score.unit.group or None),
    ]
    for rule in scheme.exports:
        value = exported(unit, scheme)[rule.id]
        rows.append(SummaryRow(rule.title, value, note=cite_text(rule.cite[0], scheme)))
    return Summary(tuple(rows))


def _cites(unit: Graded, scheme: Scheme) -> str:
    return "、".join(cite_text(cite, scheme) for cite in unit.cite)


def _rank(round_: OpenRound, unit: Graded) -> Value:
    if unit.rank is None:
        return None
    ranked = sum(1 for other in round_.result.units if other.rank is not None)
    return gettext("第 %(rank)s 名，共 %(all)s 个单位") % {"rank": unit.rank, "all": ranked}


def _notices(unit: Graded) -> tuple[Notice, ...]:
    found = []
    if unit.problems:
        messages = tuple(problem.message for problem in unit.problems)
        found.append(Notice(gettext("还不能出总分或等次"), tone=Tone.WARN, items=messages))
    if unit.notes:
        found.append(Notice(gettext("说明"), items=unit.notes))
    return tuple(found)


def _consequences(scheme: Scheme, unit: Graded) -> Table | None:
    """Return what follows from the grade under the pack."""
    listed = dict(scheme.consequences)
    follow = listed.get(unit.grade.id, ()) + listed.get(EVERY_GRADE, ()) if unit.grade else ()
    if not follow:
        return None
    return Table(
        caption=gettext("结果运用"),
        columns=(
            Column("do", gettext("措施"), header=True),
            Column("cite", gettext("依据")),
        ),
        rows=tuple(
            Row.of(
                measure_text(entry, scheme),
                "、".join(cite_text(cite, scheme) for cite in entry.cite),
            )
            for entry in follow
        ),
        caption_hidden=True,
    )


def _neighbours(round_: OpenRound, unit: Graded) -> dict[str, tuple[str, str]]:
    """Return the units ranked just before and after, to leaf through."""
    ranked = round_.result.ranked()
    place = ranked.index(unit)
    found = {}
    for key, other in (("previous", place - 1), ("next", place + 1)):
        if 0 <= other < len(ranked):
            facts = ranked[other].score.unit
            href = address("unit", round_.info.id, facts.id)
            if href:
                found[key] = (href, facts.name)
    return found
