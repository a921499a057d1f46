"""Orders drafted: from an announced result in one step, or from an inspection; edited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from secrets import token_hex
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.common import locked_round, told_round
from gongkai.assessment.actions.mending.desk import office_order, refuse_changed, told_order
from gongkai.assessment.lost import lost
from gongkai.assessment.models import (
    Deduction,
    DeductionKind,
    MendingSource,
    OrderLine,
    RectificationOrder,
    Round,
    RoundUnit,
    SpotFinding,
)
from gongkai.assessment.owing import owing_of
from gongkai.assessment.queries.sites.evaluations import evaluated_site
from gongkai.assessment.snapshots import assessment_of, official
from gongkai.assessment.wording import cite_text, measure_text
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.models import Unit
from gongkai.core.wording import brief
from gongkai.rules.grading import Graded
from gongkai.rules.rounds import Phase, Verb
from gongkai.rules.rounds.rectifications import OrderStep
from gongkai.rules.scheme import Consequence, Scheme
from gongkai.rules.terms import read_term

_OF_RESULTS: Final = (MendingSource.RESULT, MendingSource.SITE)
_MOST_LINES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemText:
    """One problem as the office words it; ``line`` is the line it stands on, 0 for a new one."""

    problem: str
    item: str = ""
    clause: str = ""
    line: int = 0
    finding: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDraft:
    """What an order says before it is issued: a term in words, or a day that is set."""

    title: str
    basis: str = ""
    term: str = ""
    due_on: date | None = None
    problems: Sequence[ProblemText] = ()


def propose_orders(round_id: int, *, by: Viewer) -> tuple[RectificationOrder, ...]:
    """Draft an order for every unit whose grade has to rectify; who has one is passed over.

    Each loss of points and each problem found becomes a line. Nothing is sent yet.

    Raises:
        Refused: the result is not announced, or nobody has to rectify.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.FOLLOW_UP, "assessment.run")
        snapshot = official(round_)
        if round_.announced_at is None or snapshot is None:
            raise Refused(gettext("结果还没有通报。通报后再发整改通知。"))
        result = assessment_of(snapshot)
        owing = owing_of(result)
        if not owing:
            raise Refused(gettext("按规则包，这次考核没有单位需要整改。"))
        made = tuple(_of_result(act, round_, owing, result.scheme))
        if not made:
            act.unchanged()
            return ()
        names = "、".join(order.unit.name for order in made)
        told_round(act, "order.propose", round_, count=len(made), units=names)
        return made


def _of_result(
    act: Act, round_: Round, owing: list[tuple[Graded, Consequence]], scheme: Scheme
) -> Iterable[RectificationOrder]:
    rows = RoundUnit.objects.filter(round=round_).select_related("unit")
    places = {row.unit.code: row for row in rows}
    held = RectificationOrder.objects.filter(
        round_unit__round=round_, source__in=_OF_RESULTS, cancelled_at=None
    )
    present = set(held.values_list("round_unit", flat=True))
    for unit, why in owing:
        place = places[unit.score.unit.id]
        if place.pk not in present:
            place.round = round_
            yield _drafted(act, place, unit, why, scheme)


def _drafted(
    act: Act, place: RoundUnit, unit: Graded, why: Consequence, scheme: Scheme
) -> RectificationOrder:
    term = why.due or scheme.readings.rectify_due or ""
    cite = "、".join(cite_text(one, scheme) for one in why.cite)
    grade = unit.grade.title if unit.grade is not None else ""
    basis = f"{place.round.title}结果为“{grade}”，{measure_text(why, scheme)}（{cite}）"
    site = evaluated_site(place, scheme)
    order = RectificationOrder.objects.create(
        unit=place.unit,
        issuer=place.round.unit,
        source=MendingSource.SITE if site is not None else MendingSource.RESULT,
        site=site,
        round_unit=place,
        key=token_hex(16),
        title=brief(f"{place.round.title}整改通知", RectificationOrder, "title"),
        basis=basis[:500],
        cite=cite[:200],
        term=term if read_term(term) is not None else "",
        created_at=act.by.at,
        created_by=act.by.name,
    )
    OrderLine.objects.bulk_create(_lines(order, place, unit, scheme))
    return order


def _lines(
    order: RectificationOrder, place: RoundUnit, unit: Graded, scheme: Scheme
) -> Iterable[OrderLine]:
    """Return a line for each loss, and for each problem found that no loss came from."""
    findings = {one.pk: one for one in open_findings(place)}
    taken = Deduction.objects.filter(
        round_unit=place, kind=DeductionKind.DEDUCT, withdrawn_at=None, finding__isnull=False
    )
    origins = {(one.item, one.points, one.reason): one.finding_id for one in taken}
    for one in lost(unit, scheme):
        found = (
            findings.pop(origins.get((one.item, one.points, one.reason)) or 0, None)
            if one.points is not None
            else None
        )
        yield OrderLine(
            order=order,
            problem=one.problem[:500],
            item=one.item,
            clause=one.clause[:200],
            finding=found,
        )
    for finding in findings.values():
        yield OrderLine(order=order, **_of_finding(finding, scheme))


def _of_finding(finding: SpotFinding, scheme: Scheme) -> dict[str, object]:
    return {
        "problem": finding.text[:500],
        "item": finding.item,
        "clause": cite_text(finding.clause, scheme)[:200] if finding.clause else "",
        "finding": finding,
    }


def open_findings(place: RoundUnit) -> Iterable[SpotFinding]:
    """Return the problems found at a unit that stand in no order yet, the earliest first."""
    return (
        SpotFinding.objects.filter(round_unit=place, is_problem=True, voided_at=None)
        .exclude(pk__in=_ordered_findings(place))
        .order_by("seen_at", "pk")
    )


def _ordered_findings(place: RoundUnit) -> list[int]:
    """Return the findings that stand in an order; the lines of cancelled ones are free again."""
    lines = OrderLine.objects.filter(finding__round_unit=place, order__cancelled_at=None)
    return list(lines.values_list("finding", flat=True))


def draft_order(
    issuer_id: int,
    *,
    unit_id: int,
    key: str,
    draft: OrderDraft,
    round_unit_id: int | None = None,
    by: Viewer,
) -> RectificationOrder:
    """Draft an order after an inspection, outside the result of a round (G5).

    With ``round_unit_id`` it follows from findings made in a round. What is sent twice with one
    ``key`` is one order.

    Raises:
        Refused: the unit is not of this organ, the round is over, or see :func:`edit_order`.
        PermissionDenied: the actor is not of the office.
    """
    with acting(by) as act:
        issuer = act.lock(Unit, issuer_id)
        act.require("assessment.run", issuer.path)
        present = RectificationOrder.objects.filter(issuer=issuer, key=key).first()
        if present is not None:
            act.unchanged()
            return present
        unit = Unit.objects.filter(pk=unit_id, path__startswith=issuer.path).first()
        if unit is None or unit == issuer:
            raise Refused(gettext("没有选择单位，或者它不归本机关管。请选择。"), "unit")
        order = RectificationOrder(
            unit=unit,
            issuer=issuer,
            source=MendingSource.INSPECTION,
            round_unit=_place(round_unit_id, unit),
            key=key,
            created_at=by.at,
            created_by=by.name,
        )
        _write(order, draft)
        told_order(act, "order.draft", order, count=order.lines.count())
        return order


def _place(round_unit_id: int | None, unit: Unit) -> RoundUnit | None:
    if round_unit_id is None:
        return None
    place = RoundUnit.objects.select_related("round").filter(pk=round_unit_id, unit=unit).first()
    if place is None:
        raise Refused(gettext("这次考核里没有这个单位。请刷新页面。"), "unit")
    if place.round.phase in {Phase.CLOSED, Phase.CANCELLED, Phase.PREPARING}:
        raise Refused(gettext("这次考核现在不能发整改通知。可以从整改台账另发。"))
    return place


def edit_order(order_id: int, *, draft: OrderDraft, version: int, by: Viewer) -> RectificationOrder:
    """Change a draft: title, basis, term, and its problems, which may be added and left out.

    Raises:
        Refused: it was issued or changed meanwhile, nothing is said, or a term that is none.
    """
    with acting(by) as act:
        order = office_order(act, order_id, OrderStep.EDIT)
        refuse_changed(order, version)
        order.version += 1
        _write(order, draft)
        told_order(act, "order.edit", order, count=order.lines.count())
        return order


def _write(order: RectificationOrder, draft: OrderDraft) -> None:
    order.title = brief(draft.title, RectificationOrder, "title")
    if not order.title:
        raise Refused(gettext("没有写标题。请填写。"), "title")
    order.basis = brief(draft.basis, RectificationOrder, "basis")
    term = draft.term.strip()
    if term and read_term(term) is None:
        raise Refused(gettext("期限要写成“一个月”“20 日”“15 个工作日”的样子。请改正。"), "term")
    order.term, order.due_on = ("" if draft.due_on else term), draft.due_on
    problems = [one for one in draft.problems if one.problem.strip()]
    if not problems:
        raise Refused(gettext("没有写问题。请至少写一条。"), "problems")
    if len(problems) > _MOST_LINES:
        raise Refused(gettext("问题太多，一份最多 200 条。请分成几份。"), "problems")
    order.save()
    _keep_lines(order, problems)


def _keep_lines(order: RectificationOrder, problems: list[ProblemText]) -> None:
    present = {line.pk: line for line in order.lines.all()}
    kept = {one.line for one in problems}
    OrderLine.objects.filter(order=order).exclude(pk__in=kept).delete()
    for one in problems:
        known = present.get(one.line)
        line = known or OrderLine(order=order)
        line.problem = brief(one.problem, OrderLine, "problem", "problems")
        line.clause = brief(one.clause, OrderLine, "clause", "problems")
        if known is None:
            line.item = brief(one.item, OrderLine, "item", "problems")
            line.finding = _finding(order, one.finding)
        line.save()


def _finding(order: RectificationOrder, finding_id: int | None) -> SpotFinding | None:
    if finding_id is None or order.round_unit is None:
        return None
    return next((one for one in open_findings(order.round_unit) if one.pk == finding_id), None)
