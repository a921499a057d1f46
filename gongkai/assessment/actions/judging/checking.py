"""The second pair of eyes: a deduction, a value or a score confirmed by another person."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from gongkai.assessment.actions.common import refuse_unless, told
from gongkai.assessment.actions.judging.deducting import unit_of
from gongkai.assessment.actions.judging.desk import (
    Desk,
    has_item,
    refuse_own,
    seats_of,
    taken,
)
from gongkai.assessment.models import ComponentScore, Deduction, ItemScore
from gongkai.assessment.rubric import judges_rubric
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.rules.numbers import ZERO, plain
from gongkai.rules.rounds import Verb

Checked = Deduction | ItemScore | ComponentScore


def check_deduction(deduction_id: int, *, by: Viewer) -> Deduction:
    """Confirm somebody else's deduction or award.

    Raises:
        Refused: one's own, withdrawn, or the round is closed.
        PermissionDenied: the person neither checks this item nor runs the round.
    """
    with acting(by) as act:
        desk = _checkers_desk(act, unit_of(deduction_id))
        row = act.lock(Deduction, deduction_id)
        if row.withdrawn_at is not None:
            raise Refused(gettext("这条扣分已经撤销，不用核对。"))
        _require_item(desk, row.item)
        if _confirmed(desk, row, row.person_id):
            told(act, "score.check", desk.unit, item=row.item, points=plain(row.points))
        return row


def check_value(item_score_id: int, *, by: Viewer) -> ItemScore:
    """Confirm a level or rate somebody else set by hand.

    Raises:
        Refused: one's own, or the round is closed.
        PermissionDenied: the person neither checks this item nor runs the round.
    """
    with acting(by) as act:
        found = ItemScore.objects.filter(pk=item_score_id).first()
        if found is None:
            raise Refused(gettext("没有这个值。请刷新页面。"))
        desk = _checkers_desk(act, found.round_unit_id)
        row = act.lock(ItemScore, item_score_id)
        _require_item(desk, row.item)
        if _confirmed(desk, row, row.person_id):
            told(act, "score.check", desk.unit, item=row.item, points="")
        return row


def check_score(score_id: int, *, by: Viewer) -> ComponentScore:
    """Confirm somebody else's submitted score of a component.

    Raises:
        Refused: one's own, not submitted or withdrawn, or the round is closed.
        PermissionDenied: the person neither checks this component nor runs the round.
    """
    with acting(by) as act:
        found = ComponentScore.objects.filter(pk=score_id).first()
        if found is None:
            raise Refused(gettext("没有这个得分。请刷新页面。"))
        desk = _checkers_desk(act, found.round_unit_id)
        row = act.lock(ComponentScore, score_id)
        if row.submitted_at is None or row.withdrawn_at is not None:
            raise Refused(gettext("这个得分没有提交，或者已经撤回，不用核对。"))
        if not desk.everything and all(seat.component != row.component for seat in desk.seats):
            raise PermissionDenied(_not_yours())
        if _confirmed(desk, row, row.person_id):
            told(act, "score.check", desk.unit, item=row.component, points=plain(row.value or ZERO))
        return row


def _not_yours() -> str:
    return gettext("这一项没有安排您核对。需要时请联系考核办公室。")


def _checkers_desk(act: Act, round_unit_id: int) -> Desk:
    """Take a unit onto the desk of who checks: assigned to do so, or the office."""
    unit = taken(act, round_unit_id)
    refuse_unless(Verb.FACTS, unit.round)
    if act.by.may("assessment.run", unit.round.unit.path):
        act.require("assessment.run", unit.round.unit.path)
        return Desk.of(act, unit, (), everything=True)
    act.require("assessment.score")
    refuse_own(act.by, unit)
    seats = tuple(seat for seat in seats_of(act.by, unit) if seat.checks)
    if not seats:
        raise PermissionDenied(_not_yours())
    return Desk.of(act, unit, seats, everything=False)


def _require_item(desk: Desk, item: str) -> None:
    rows = [seat for seat in desk.seats if judges_rubric(desk.scheme, seat.component)]
    if not desk.everything and not has_item(rows, item):
        raise PermissionDenied(_not_yours())


def _confirmed(desk: Desk, row: Checked, maker: int | None) -> bool:
    """Put the checker's name to a row; tell whether anything changed."""
    act = desk.act
    if maker is not None and maker == act.by.person_id:
        raise Refused(gettext("这是您自己记的，要由另一个人核对。"))
    if row.checked_at is not None:
        act.unchanged()
        return False
    row.checked_at, row.checked_by_id = act.by.at, act.by.person_id
    row.save(update_fields=["checked_at", "checked_by"])
    return True
