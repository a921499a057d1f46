"""One unit in one round: total, grade, the explanation down to the clause, and last year."""

from collections.abc import Iterator, Mapping

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
from gongkai.rules.explain import TraceNode
from gongkai.rules.grading import Graded
from gongkai.rules.scheme import Consequence, Scheme
from gongkai.ui.access import requires
from gongkai.ui.components import (
    Breadcrumb,
    Change,
    Column,
    Notice,
    Phone,
    Row,
    Summary,
    SummaryRow,
    Table,
    Tone,
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
    trace = unit.score.trace
    context = {
        "round": round_.info,
        "unit": unit,
        "name": name,
        "breadcrumb": Breadcrumb.to(
            name,
            (gettext("首页"), "/"),
            (round_.info.title, reverse("scoreboard", args=[round_id])),
        ),
        "summary": _summary(round_, unit),
        "notices": _notices(unit),
        "tree": explanation(trace, scheme, gettext("得分说明")) if trace else None,
        "comparison": _comparison(round_, unit),
        "consequences": _consequences(scheme, unit),
        "neighbours": _neighbours(round_, unit),
    }
    return render(request, "assessment/unit.html", context)


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
            Column("due", gettext("期限")),
            Column("cite", gettext("依据")),
        ),
        rows=tuple(_consequence(entry, scheme) for entry in follow),
        caption_hidden=True,
    )


def _consequence(entry: Consequence, scheme: Scheme) -> Row:
    action = ACTIONS.get(entry.do, entry.do)
    by = ACTORS.get(entry.by, entry.by)
    due = duration(entry.due) if entry.do == "rectify" else None
    return Row.of(
        f"{by}{action}" if by else action,
        due,
        "、".join(cite_text(cite, scheme) for cite in entry.cite),
    )


def _comparison(round_: OpenRound, unit: Graded) -> Table | None:
    """Return last year beside this year, item by item, with what cannot be compared."""
    before = previous_round(round_)
    last = _find(before, unit.score.unit.id) if before else None
    if before is None or last is None or unit.score.trace is None:
        return None
    pairs = rounds().comparable(before, round_)
    return Table(
        caption=gettext("与 %(year)s 年比较") % {"year": before.info.year},
        columns=(
            Column("item", gettext("项目"), header=True),
            Column("before", str(before.info.year), numeric=True),
            Column("after", str(round_.info.year), numeric=True),
            Column("change", gettext("变化")),
        ),
        rows=tuple(_compared(unit.score.trace, values_by_id(last.score.trace), pairs)),
        caption_hidden=True,
        phone=Phone.SCROLL,
    )


def _compared(
    trace: TraceNode,
    old: Mapping[str, TraceNode],
    pairs: Mapping[str, tuple[str, bool]],
) -> Iterator[Row]:
    stack = [(trace, 0)]
    while stack:
        node, depth = stack.pop()
        stack += [(child, depth + 1) for child in reversed(node.children)]
        if node.id not in pairs:
            continue
        origin, comparable = pairs[node.id]
        previous = old.get(origin)
        if previous is None or not _worth_showing(node, previous, comparable):
            continue
        why = "" if comparable else gettext("办法有变，不可比")
        old_value, value = shown(previous.value), shown(node.value)
        change = Change(old_value, value) if comparable else Change(None, None, reason=why)
        yield Row.of(node.title, old_value, value, change, emphasis=bool(node.children))


def _worth_showing(node: TraceNode, previous: TraceNode, comparable: bool) -> bool:
    """Show every dimension and component, but only those items that moved or cannot be compared."""
    is_item = not node.children and node.method != "weighted"
    return not is_item or not comparable or node.value != previous.value


def _neighbours(round_: OpenRound, unit: Graded) -> dict[str, tuple[str, str]]:
    """Return the units ranked just before and after, to leaf through."""
    ranked = round_.result.ranked()
    place = ranked.index(unit)
    found = {}
    for key, other in (("previous", place - 1), ("next", place + 1)):
        if 0 <= other < len(ranked):
            facts = ranked[other].score.unit
            found[key] = (reverse("unit", args=[round_.info.id, facts.id]), facts.name)
    return found
