"""Points taken off an item, and points given beyond the rubric: each with reason and basis."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext

from gongkai.assessment.actions.common import told, touch
from gongkai.assessment.actions.counting import take_number
from gongkai.assessment.actions.judging.desk import (
    Desk,
    office_desk,
    reason_given,
    scorers_desk,
)
from gongkai.assessment.models import (
    Deduction,
    DeductionKind,
    ItemScore,
    Revision,
    SpotFinding,
)
from gongkai.assessment.rubric import Place
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.wording import brief
from gongkai.rules.numbers import ZERO, plain
from gongkai.rules.readings import DeductFloor
from gongkai.rules.scheme import Work

_CENT: Final = Decimal("0.01")
# Above this a deduction is a slip of the finger under any rubric of a hundred points.
_MOST: Final = Decimal(1000)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a person says of one deduction or award."""

    kind: DeductionKind
    points: Decimal
    reason: str
    evidence: str
    on: date | None
    revision: Revision | None
    finding: SpotFinding | None = None


def deduct(
    round_unit_id: int,
    *,
    item: str,
    points: Decimal,
    reason: str,
    evidence: str = "",
    finding: SpotFinding | None = None,
    beyond: bool = False,
    on: date | None = None,
    revision: Revision | None = None,
    by: Viewer,
) -> Deduction:
    """Take points off an item. The basis is said in ``evidence``, or is a finding of a visit.

    More than the item's points is refused unless ``beyond`` says that it is meant.

    Raises:
        Refused: no reason or basis, points off the step or beyond the item, the item is scored
            otherwise, or the same deduction stands already.
        PermissionDenied: the item is not assigned to this person.
    """
    works = (Work.SCORE, Work.SPOT) if finding is not None else (Work.SCORE,)
    with acting(by) as act:
        desk = scorers_desk(act, round_unit_id, *works, revision=revision)
        place = desk.item(item)
        _check_deductible(desk, place)
        _check_step(desk, points)
        _check_finding(desk, finding)
        reason_given(reason)
        if finding is None and not evidence.strip():
            raise Refused(gettext("没有写依据。请写明看了什么材料、去了哪里。"), "evidence")
        _check_beyond(desk, place, points, beyond=beyond)
        kind = DeductionKind.DEDUCT
        said = _Said(kind, points, reason, evidence, on, revision, finding)
        return _noted(desk, place, said, "score.deduct")


def award(
    round_unit_id: int,
    *,
    item: str,
    points: Decimal,
    reason: str,
    evidence: str = "",
    on: date | None = None,
    revision: Revision | None = None,
    by: Viewer,
) -> Deduction:
    """Give points on a bonus item, with reason and basis; never more than the item has.

    Raises:
        Refused: not a bonus item, no reason or basis, or too many points.
        PermissionDenied: the item is not assigned to this person.
    """
    with acting(by) as act:
        desk = scorers_desk(act, round_unit_id, Work.SCORE, revision=revision)
        place = desk.item(item)
        if not place.is_bonus:
            raise Refused(gettext("这一项不是加分项。请刷新页面。"), "item")
        _check_number(points)
        reason_given(reason)
        if not evidence.strip():
            raise Refused(gettext("没有写依据。请写明凭什么材料加分。"), "evidence")
        given = _sum(_standing(desk, place, DeductionKind.AWARD))
        if given + points > place.points:
            raise Refused(
                gettext("这一项最多加 %(most)s 分，已加 %(given)s 分。请改少。")
                % {"most": plain(place.points), "given": plain(given)},
                "points",
            )
        said = _Said(DeductionKind.AWARD, points, reason, evidence, on, revision)
        return _noted(desk, place, said, "score.award")


def withdraw_deduction(
    deduction_id: int, *, reason: str, revision: Revision | None = None, by: Viewer
) -> Deduction:
    """Take a deduction or award back, with the reason; it stays to be read.

    Who made it may, while scoring is open; the office may until the result is approved. A number
    counted from records that waited for this is taken over at once.

    Raises:
        Refused: no reason, or the round is closed.
        PermissionDenied: it is somebody else's.
    """
    with acting(by) as act:
        unit_id = unit_of(deduction_id)
        own = Deduction.objects.filter(pk=deduction_id, person=by.person_id).exists()
        if own and revision is None and by.person_id is not None:
            desk = scorers_desk(act, unit_id, Work.SCORE, Work.SPOT)
        else:
            desk = office_desk(act, unit_id, revision=revision)
        row = act.lock(Deduction, deduction_id)
        if row.withdrawn_at is not None:
            act.unchanged()
            return row
        reason_given(reason)
        row.withdrawn_at, row.withdrawn_by = by.at, by.name
        row.withdraw_reason = brief(reason, Deduction, "withdraw_reason", "reason")
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
        touch(desk.unit)
        take_number(desk.unit.round, desk.unit, row.item, by)
        told(
            act,
            "score.withdraw",
            desk.unit,
            item=row.item,
            points=plain(row.points),
            reason=row.withdraw_reason,
            deduction=row.pk,
        )
        return row


def unit_of(deduction_id: int) -> int:
    """Return the unit of a deduction, so that the unit is locked first, as everywhere.

    Raises:
        Refused: there is no such deduction.
    """
    found = Deduction.objects.filter(pk=deduction_id).values_list("round_unit", flat=True).first()
    if found is None:
        raise Refused(gettext("没有这条扣分。请刷新页面。"))
    return found


def _check_deductible(desk: Desk, place: Place) -> None:
    """Refuse a deduction the rules would not count."""
    if not place.deducts:
        raise Refused(gettext("这一项不用扣分的办法评。请刷新页面。"), "item")
    row = ItemScore.objects.filter(round_unit=desk.unit, item=place.item.id).first()
    if row is not None and row.score is not None:
        raise Refused(gettext("这一项已直接给分，不能再扣分。"), "points")
    rule = place.item.computed
    if rule is None:
        return
    if row is None or row.numerator is None or row.denominator is None:
        raise Refused(gettext("这一项按记录计算，还没有计算结果。请先填写分子和分母。"), "points")
    if row.numerator >= rule.full_at_least * row.denominator:
        raise Refused(gettext("这一项已达到满分线，按办法得满分，不能扣分。"), "points")


def _check_number(points: Decimal) -> None:
    if not points.is_finite() or not ZERO < points <= _MOST:
        raise Refused(gettext("分数要大于 0。请改正。"), "points")
    if points != points.quantize(_CENT):
        raise Refused(gettext("分数最多两位小数。请改正。"), "points")


def _check_step(desk: Desk, points: Decimal) -> None:
    _check_number(points)
    if desk.step and points % desk.step:
        raise Refused(
            gettext("本办法每处扣分是 %(step)s 分的整数倍。请改正。") % {"step": plain(desk.step)},
            "points",
        )


def _check_finding(desk: Desk, finding: SpotFinding | None) -> None:
    if finding is None:
        return
    if finding.round_unit_id != desk.unit.pk or finding.voided_at is not None:
        raise Refused(gettext("这条检查发现不属于这个单位，或者已作废。请重选。"), "finding")


def _standing(desk: Desk, place: Place, kind: DeductionKind) -> QuerySet[Deduction]:
    """Return what counts against the item's points; a blind scorer is told nothing of others."""
    rows = Deduction.objects.filter(
        round_unit=desk.unit, item=place.item.id, kind=kind, withdrawn_at=None
    )
    return rows.filter(Q(person=desk.act.by.person_id)) if desk.blind else rows


def _sum(rows: QuerySet[Deduction]) -> Decimal:
    total: Decimal | None = rows.aggregate(total=Sum("points"))["total"]
    return total or ZERO


def _check_beyond(desk: Desk, place: Place, points: Decimal, *, beyond: bool) -> None:
    taken = _sum(_standing(desk, place, DeductionKind.DEDUCT))
    if beyond or taken + points <= place.points:
        return
    words = gettext("这一项共 %(all)s 分，已扣 %(taken)s 分，再扣 %(points)s 分就超过了。")
    if desk.scheme.readings.deduct_floor is DeductFloor.ITEM:
        effect = gettext("超过的部分按“扣完该项为止”不起作用。")
    else:
        effect = gettext("超过的部分会扣到其他项的分。")
    mend = gettext("确实要扣的，请勾选“扣分超过该项分值”。")
    said = {"all": plain(place.points), "taken": plain(taken), "points": plain(points)}
    raise Refused(words % said + effect + mend, "points", code="score.beyond")


def _noted(desk: Desk, place: Place, said: _Said, verb: str) -> Deduction:
    row = _row(desk, place, said)
    _refuse_twice(desk, place, row)
    row.save()
    touch(desk.unit)
    told(
        desk.act,
        verb,
        desk.unit,
        item=place.item.title,
        item_id=place.item.id,
        points=plain(row.points),
        reason=row.reason,
        evidence=row.evidence,
        deduction=row.pk,
    )
    return row


def _row(desk: Desk, place: Place, said: _Said) -> Deduction:
    by = desk.act.by
    today = day_of(by.at)
    if said.on is not None and said.on > today:
        raise Refused(gettext("日期还没有到。请改正。"), "on")
    return Deduction(
        round_unit=desk.unit,
        item=place.item.id,
        kind=said.kind,
        points=said.points,
        reason=brief(said.reason, Deduction, "reason"),
        evidence=brief(said.evidence, Deduction, "evidence"),
        on=said.on or today,
        at=by.at,
        person_id=by.person_id,
        name=by.name,
        finding=said.finding,
        revision=said.revision,
    )


def _refuse_twice(desk: Desk, place: Place, row: Deduction) -> None:
    """Refuse the very same deduction by the same person: a button pressed twice."""
    same = _standing(desk, place, DeductionKind(row.kind)).filter(
        points=row.points,
        reason=row.reason,
        evidence=row.evidence,
        on=row.on,
        person=row.person_id,
        finding=row.finding_id,
    )
    if same.exists():
        raise Refused(
            gettext("这一条刚才已经记下了。另有一处的，请在理由里写明是哪一处。"),
            "reason",
            code="score.twice",
        )
