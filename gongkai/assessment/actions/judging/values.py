"""Values of items that are not deductions: the level chosen, the rate counted by hand."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.common import told, touch
from gongkai.assessment.actions.counting import take_number
from gongkai.assessment.actions.judging.desk import Desk, reason_given, scorers_desk
from gongkai.assessment.indicators import indicator
from gongkai.assessment.models import Deduction, ItemScore, Origin, Revision
from gongkai.assessment.rubric import Place
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.wording import brief
from gongkai.rules.numbers import ZERO, plain
from gongkai.rules.scheme import ComputedRule, Method, Work

_MOST: Final = Decimal(10) ** 10
_FINEST: Final = Decimal("0.0001")


def set_level(
    round_unit_id: int,
    *,
    item: str,
    level: str,
    reason: str = "",
    version: int = 0,
    revision: Revision | None = None,
    by: Viewer,
) -> ItemScore:
    """Choose the level of an item. Below the best one a reason is required.

    ``version`` is that of the value one saw, 0 for none.

    Raises:
        Refused: no such level, no reason, or somebody set another value in between.
        PermissionDenied: the item is not assigned to this person.
    """
    with acting(by) as act:
        desk = scorers_desk(act, round_unit_id, Work.SCORE, revision=revision)
        place = desk.item(item)
        chosen = next((one for one in place.item.levels if one.id == level), None)
        if place.item.method is not Method.LEVELS or chosen is None:
            raise Refused(gettext("没有选择档次。请选择。"), "level")
        if chosen.points < max(one.points for one in place.item.levels):
            reason_given(reason)
        values = {"level": level, "reason": brief(reason, ItemScore, "reason")}
        return _set(desk, place, values, version, revision, chosen.title)


def set_rate(
    round_unit_id: int,
    *,
    item: str,
    numerator: Decimal,
    denominator: Decimal,
    records: str,
    reason: str = "",
    version: int = 0,
    revision: Revision | None = None,
    by: Viewer,
) -> ItemScore:
    """Enter numerator and denominator of a rate by hand, and where the records are.

    What was computed from records is only replaced with a reason.

    Raises:
        Refused: not a rate, numbers that make none, no records named, deductions that would be
            lost, or somebody set another value in between.
        PermissionDenied: the item is not assigned to this person.
    """
    with acting(by) as act:
        desk = scorers_desk(act, round_unit_id, Work.SCORE, revision=revision)
        place = desk.item(item)
        if place.item.computed is None:
            raise Refused(gettext("这一项不按比率计算。请刷新页面。"), "item")
        _check_rate(numerator, denominator, place.item.computed)
        if not records.strip():
            raise Refused(gettext("没有写记录在哪里。请写明台账或登记簿。"), "records")
        _check_deductions(desk, place, numerator, denominator)
        computed = _present(desk, place)
        if computed is not None and computed.origin == Origin.COMPUTED:
            reason_given(reason)
        values = {
            "numerator": numerator,
            "denominator": denominator,
            "records": brief(records, ItemScore, "records"),
            "reason": brief(reason, ItemScore, "reason"),
        }
        said = f"{plain(numerator)}/{plain(denominator)}"
        return _set(desk, place, values, version, revision, said)


def clear_value(
    round_unit_id: int,
    *,
    item: str,
    reason: str,
    version: int,
    revision: Revision | None = None,
    by: Viewer,
) -> None:
    """Take back a level or rate set by hand; the event keeps what it was.

    Where records say a rate, that stands again.

    Raises:
        Refused: nothing was set by hand, no reason, or the value was changed in between.
        PermissionDenied: the item is not assigned to this person.
    """
    with acting(by) as act:
        desk = scorers_desk(act, round_unit_id, Work.SCORE, revision=revision)
        place = desk.item(item)
        row = _present(desk, place)
        if row is None or row.origin != Origin.SCORER:
            raise Refused(gettext("这一项没有手工填写的值。请刷新页面。"))
        _refuse_overtaken(row, version)
        reason_given(reason)
        if place.item.computed is not None and _deductions(desk, place):
            raise Refused(gettext("这一项还有扣分。请先撤销扣分。"))
        row.delete()
        touch(desk.unit)
        take_number(desk.unit.round, desk.unit, item, by)
        told(act, "score.clear", desk.unit, item=place.item.title, reason=reason.strip())


def _present(desk: Desk, place: Place) -> ItemScore | None:
    return ItemScore.objects.filter(round_unit=desk.unit, item=place.item.id).first()


def _set(
    desk: Desk,
    place: Place,
    values: Mapping[str, object],
    version: int,
    revision: Revision | None,
    said: str,
) -> ItemScore:
    """Write a value over the one its setter saw, as not yet confirmed by a second person."""
    by = desk.act.by
    row = _present(desk, place)
    _refuse_overtaken(row, version)
    if row is None:
        row = ItemScore(round_unit=desk.unit, item=place.item.id, version=0)
    elif all(getattr(row, name) == value for name, value in values.items()):
        desk.act.unchanged()
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.origin, row.revision = Origin.SCORER, revision
    row.at, row.person_id, row.name = by.at, by.person_id, by.name
    row.checked_at = row.checked_by = None
    row.version += 1
    row.save()
    touch(desk.unit)
    told(
        desk.act,
        "score.value",
        desk.unit,
        item=place.item.title,
        item_id=place.item.id,
        value=said,
        reason=row.reason,
    )
    return row


def _refuse_overtaken(row: ItemScore | None, version: int) -> None:
    if (row.version if row is not None else 0) != version:
        raise Refused(
            gettext("这一项刚被别人改过，您的没有保存。请刷新页面，看过再改。"),
            code="score.overtaken",
        )


def _check_rate(numerator: Decimal, denominator: Decimal, rule: ComputedRule) -> None:
    for value, field in ((numerator, "numerator"), (denominator, "denominator")):
        if not value.is_finite() or value < ZERO:
            raise Refused(gettext("要写不小于 0 的数。请改正。"), field)
        if value >= _MOST:
            raise Refused(gettext("这个数太大。请核对。"), field)
        if value != value.quantize(_FINEST):
            raise Refused(gettext("这个数最多四位小数。请改正。"), field)
    known = indicator(rule.indicator)
    if numerator > denominator and (known is None or known.is_share):
        raise Refused(gettext("分子不能大于分母。请核对。"), "numerator")


def _deductions(desk: Desk, place: Place) -> bool:
    return Deduction.objects.filter(
        round_unit=desk.unit, item=place.item.id, withdrawn_at=None
    ).exists()


def _check_deductions(desk: Desk, place: Place, numerator: Decimal, denominator: Decimal) -> None:
    """Refuse a rate that has full points while deductions stand: the rules would not count them."""
    rule = place.item.computed
    if rule is None or numerator < rule.full_at_least * denominator:
        return
    if _deductions(desk, place):
        raise Refused(gettext("这个比率达到满分线，而这一项还有扣分。请先撤销扣分。"), "numerator")
