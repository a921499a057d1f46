"""Rows about items: deductions taken over, corrected, withdrawn; levels and rates set."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions import judging
from gongkai.assessment.models import Deduction, ItemScore
from gongkai.assessment.queries.judging.sight import Sight
from gongkai.assessment.rubric import Place, place_of
from gongkai.assessment.scoring_sheet.cells import decimal_in, unit_in, yes_in
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.importing import Row
from gongkai.core.importing.applying import Do
from gongkai.rules.numbers import ZERO
from gongkai.rules.scheme import Method

_CORRECTED: Final = "上传评分表更正"
_EMPTIED: Final = "上传评分表撤销"
_MOST: Final = Decimal(1000)
_CENT: Final = Decimal("0.01")


def _place(row: Row, sight: Sight) -> Place:
    found = place_of(sight.scheme, sight.unit.group, row.text("item"))
    if found is None or not sight.has_item(found.item.id):
        raise Refused(gettext("没有这个考核项，或者没有分配给您。"), "item")
    return found


def deduction(seen: Mapping[str, Sight]) -> Do:
    """Return what does a row of deductions."""

    def do(row: Row, by: Viewer) -> tuple[bool, bool]:
        sight = unit_in(row, seen)
        place, points = _place(row, sight), decimal_in(row, "points")
        yes_in(row, "beyond")
        if row.text("id"):
            return _again(row, sight, place, points, by)
        if points is None:
            return _without_points(row, sight, place, by)
        if _standing(row, sight, place, by, points) is not None:
            return False, False
        _take(row, sight, place, points, by)
        return True, False

    return do


def _again(
    row: Row, sight: Sight, place: Place, points: Decimal | None, by: Viewer
) -> tuple[bool, bool]:
    """Hold a row that has its number against what stands: the same, corrected, or emptied."""
    number = row.text("id")
    known = int(number) if number.isascii() and number.isdigit() and len(number) < 12 else 0
    own = Deduction.objects.filter(
        pk=known, round_unit=sight.unit, item=place.item.id, person=by.person_id
    ).first()
    if own is None:
        raise Refused(gettext("没有这个编号的扣分，或者不是您记的。请重新下载评分表。"), "id")
    if own.withdrawn_at is not None:
        # Corrected by the same book before, or withdrawn on the screen.
        if points is None or _standing(row, sight, place, by, points) is not None:
            return False, False
        raise Refused(gettext("这条扣分已经撤销。请重新下载评分表。"), "id")
    if points is None:
        judging.withdraw_deduction(own.pk, reason=_EMPTIED, by=by)
        return False, True
    said = (points, row.text("reason"), row.text("evidence"))
    if (own.points, own.reason, own.evidence) == said:
        return False, False
    judging.withdraw_deduction(own.pk, reason=_CORRECTED, by=by)
    _take(row, sight, place, points, by)
    return False, True


def _without_points(row: Row, sight: Sight, place: Place, by: Viewer) -> tuple[bool, bool]:
    for key in ("reason", "evidence"):
        if row.text(key):
            raise Refused(gettext("写了理由或依据，没有写扣分。请补上，或者删去。"), "points")
    if not yes_in(row, "seen"):
        return False, False
    return judging.look(sight.unit.pk, items=[place.item.id], by=by) > 0, False


def _standing(
    row: Row, sight: Sight, place: Place, by: Viewer, points: Decimal
) -> Deduction | None:
    """Return the same deduction by the same person, whenever it was made."""
    if not points.is_finite() or not ZERO < points <= _MOST or points != points.quantize(_CENT):
        return None  # no such deduction was ever taken; the action says what is wrong
    return Deduction.objects.filter(
        round_unit=sight.unit,
        item=place.item.id,
        person=by.person_id,
        points=points,
        reason=row.text("reason"),
        evidence=row.text("evidence"),
        withdrawn_at=None,
    ).first()


def _take(row: Row, sight: Sight, place: Place, points: Decimal, by: Viewer) -> None:
    if yes_in(row, "seen"):
        raise Refused(gettext("写了扣分，又写了“看过不扣分”，只留一种。"), "seen")
    said = {
        "item": place.item.id,
        "points": points,
        "reason": row.text("reason"),
        "evidence": row.text("evidence"),
        "by": by,
    }
    if place.is_bonus:
        judging.award(sight.unit.pk, **said)  # type: ignore[arg-type]
    else:
        beyond = yes_in(row, "beyond")
        judging.deduct(sight.unit.pk, beyond=beyond, **said)  # type: ignore[arg-type]


def value(seen: Mapping[str, Sight]) -> Do:
    """Return what does a row of levels and rates."""

    def do(row: Row, by: Viewer) -> tuple[bool, bool]:
        sight = unit_in(row, seen)
        place = _place(row, sight)
        before = ItemScore.objects.filter(round_unit=sight.unit, item=place.item.id).first()
        version = before.version if before is not None else 0
        if place.item.method is Method.LEVELS:
            made = _level(row, sight, place, version, by)
        else:
            made = _rate(row, sight, place, version, by)
        return before is None, made.version != version and before is not None

    return do


def _level(row: Row, sight: Sight, place: Place, version: int, by: Viewer) -> ItemScore:
    text = row.text("level")
    found = next((one for one in place.item.levels if text in {one.id, one.title}), None)
    if found is None:
        names = "、".join(one.title for one in place.item.levels)
        raise Refused(gettext("没有这个档次。可以写：%(names)s。") % {"names": names}, "level")
    return judging.set_level(
        sight.unit.pk,
        item=place.item.id,
        level=found.id,
        reason=row.text("reason"),
        version=version,
        by=by,
    )


def _rate(row: Row, sight: Sight, place: Place, version: int, by: Viewer) -> ItemScore:
    numerator, denominator = decimal_in(row, "numerator"), decimal_in(row, "denominator")
    if numerator is None or denominator is None:
        key = "numerator" if numerator is None else "denominator"
        raise Refused(gettext("分子和分母都要写。请补上。"), key)
    return judging.set_rate(
        sight.unit.pk,
        item=place.item.id,
        numerator=numerator,
        denominator=denominator,
        records=row.text("records"),
        reason=row.text("reason"),
        version=version,
        by=by,
    )
