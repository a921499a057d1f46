"""One unit in one round: total, grade, the explanation down to the clause, and last year."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.computed import scoring_indicators
from gongkai.assessment.opened import OpenRound, comparable, previous_of
from gongkai.assessment.owing import rectifying
from gongkai.assessment.queries.indicators import counts_of, indicators_of
from gongkai.assessment.queries.rounds import explained_units, may_see, scorers_of
from gongkai.assessment.results import exported
from gongkai.assessment.wording import EVERY_GRADE, cite_text, measure_text
from gongkai.core.access import Viewer, viewer
from gongkai.office.assessment.badges import grade_badge
from gongkai.office.assessment.comparison import comparison
from gongkai.office.assessment.explanation import explanation, with_losses_only
from gongkai.office.assessment.links import address
from gongkai.office.assessment.said import said_table
from gongkai.office.assessment.source import open_round, shows_problems
from gongkai.office.indicators.unit import numbers_table
from gongkai.office.rounds.finding import breadcrumb, unit_of
from gongkai.office.rounds.tabs import tabs
from gongkai.reports.assessment.sentences import problem_text
from gongkai.rules.grading import Graded, group_ranks
from gongkai.rules.rounds import Phase, What
from gongkai.rules.scheme import Scheme
from gongkai.ui.access import requires
from gongkai.ui.components import (
    Column,
    Notice,
    Row,
    Stack,
    Summary,
    SummaryRow,
    Table,
    Tone,
    Tree,
    Value,
)

if TYPE_CHECKING:
    from gongkai.assessment.models import RoundUnit


@requires("assessment.view")
@shows_problems
def unit_page(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Show why a unit has the score it has."""
    round_, asker = open_round(request, key), viewer(request)
    row = unit_of(request, round_.round, code)
    unit = _find(round_, code)
    if not may_see(asker, row, What.SCORES, scorers_of(asker, round_.round)):
        unit = None
    if unit is None:
        raise Http404(gettext("这次考核里没有这个单位。"))
    scheme = round_.result.scheme
    name = unit.score.unit.name
    lost = request.GET.get("lost") == "1"
    context = {
        "round": round_,
        "tabs": tabs(request, round_.round, "round-results"),
        "unit": unit,
        "name": name,
        "breadcrumb": breadcrumb(
            name, round_.round, (gettext("结果"), reverse("round-results", args=[key]))
        ),
        "summary": _summary(round_, unit),
        "notices": _notices(
            unit, {one.score.unit.id: one.score.unit.name for one in round_.result.units}
        ),
        "tree": _tree(unit, scheme, lost=lost),
        "lost": lost,
        "has_items": bool(scheme.rubrics and unit.score.trace),
        "said": said_table(round_, code),
        "counts": _counts(asker, row, scheme),
        "comparison": _comparison(request, round_, unit),
        "consequences": _consequences(scheme, unit),
        "order": _order(asker, row, unit, scheme),
        "neighbours": _neighbours(round_, unit, explained_units(asker, round_.round)),
    }
    return render(request, "assessment/unit.html", context)


def _counts(asker: Viewer, row: "RoundUnit", scheme: Scheme) -> tuple[Table, ...]:
    """Return what was counted from records: what gives points, then what is shown beside it."""
    counts = counts_of(asker, row)
    scored = scoring_indicators(scheme, row.group)
    own = [one for name, one in counts.items() if name in scored]
    others = [one for name, one in counts.items() if name not in scored]
    tables = (
        numbers_table(gettext("计算指标：计入得分"), row, own, scored, scored=True),
        numbers_table(
            gettext("计算指标：仅供参考，不计入得分"), row, others, indicators_of(scheme)
        ),
    )
    return tuple(table for table in tables if table is not None)


def _tree(unit: Graded, scheme: Scheme, *, lost: bool) -> Tree | None:
    """Return the explanation, whole or with those items alone that lost points."""
    if unit.score.trace is None:
        return None
    tree = explanation(unit.score.trace, scheme, gettext("得分说明"))
    return with_losses_only(tree) if lost else tree


def _comparison(request: HttpRequest, round_: OpenRound, unit: Graded) -> Table | None:
    """Return last year beside this year, where both years have the unit."""
    before = previous_of(viewer(request), round_)
    last = _find(before, unit.score.unit.id) if before else None
    if before is None or last is None or unit.score.trace is None:
        return None
    pairs = comparable(before, round_)
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
    said = gettext("第 %(rank)s 名，共 %(all)s 个单位") % {"rank": unit.rank, "all": ranked}
    place = group_ranks(round_.result.units).get(unit.score.unit.id)
    if place is None:
        return said
    words = gettext("%(group)s第 %(rank)s 名，共 %(all)s 个单位")
    return Stack.of(said, words % {"group": place.group, "rank": place.rank, "all": place.of})


def _notices(unit: Graded, names: Mapping[str, str]) -> tuple[Notice, ...]:
    found = []
    if unit.problems:
        messages = tuple(problem_text(problem, names) for problem in unit.problems)
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


def _order(asker: Viewer, row: "RoundUnit", unit: Graded, scheme: Scheme) -> str:
    """Return the way to an order to rectify, for the office once the result is announced.

    Where the grade orders it, through the round's own; else after an inspection, the unit chosen.
    """
    round_ = row.round
    if round_.announced_at is None or not asker.may("assessment.run", round_.unit.path):
        return ""
    if round_.phase is not Phase.ANNOUNCED:
        return f"{reverse('order-new')}?{urlencode({'unit': row.unit_id})}"
    if rectifying(unit, scheme) is not None:
        return reverse("round-orders", args=[round_.key])
    query = urlencode({"round": round_.key, "unit": row.unit.code})
    return f"{reverse('order-new')}?{query}"


def _neighbours(
    round_: OpenRound, unit: Graded, explained: frozenset[str]
) -> dict[str, tuple[str, str]]:
    """Return the units ranked just before and after, to leaf through."""
    ranked = round_.result.ranked()
    place = ranked.index(unit)
    found = {}
    for key, other in (("previous", place - 1), ("next", place + 1)):
        if 0 <= other < len(ranked):
            facts = ranked[other].score.unit
            href = address("round-result", round_.key, facts.id)
            if href and facts.id in explained:
                found[key] = (href, facts.name)
    return found
