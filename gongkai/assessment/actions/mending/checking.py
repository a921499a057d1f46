"""The office checks a report line by line: accepted whole it is closed, else it goes back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from gongkai.assessment.actions.mending.desk import office_order, refuse_changed, told_order
from gongkai.assessment.mending_telling import tell_closed, tell_returned
from gongkai.assessment.models import OrderLine, OrderMove, OrderMoveKind, RectificationOrder
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.wording import brief
from gongkai.rules.rounds.rectifications import OrderStep


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCheck:
    """What was found of one line; refused it needs a note."""

    accepted: bool
    note: str = ""


def check_order(
    order_id: int, *, checks: Mapping[int, LineCheck], version: int, by: Viewer
) -> RectificationOrder:
    """Check lines. While one is unchecked nothing else happens; then it is closed or returned.

    Raises:
        Refused: changed meanwhile, a refused line without a note, or nothing was checked.
    """
    with acting(by) as act:
        order = office_order(act, order_id, OrderStep.CHECK)
        refuse_changed(order, version)
        lines = list(order.lines.all())
        checked = [line for line in lines if line.pk in checks]
        if not checked:
            raise Refused(gettext("没有选任何一条的核查结果。请逐条选择。"))
        for line in checked:
            _check(line, checks[line.pk], by)
        order.version += 1
        told_order(act, "order.check", order, count=len(checked))
        refused = [line for line in lines if line.accepted is False]
        if any(line.accepted is None for line in lines):
            order.save(update_fields=["version"])
        elif refused:
            _return(act, order, refused)
        else:
            _close(act, order)
        return order


def _check(line: OrderLine, check: LineCheck, by: Viewer) -> None:
    note = brief(check.note, OrderLine, "check_note", f"note-{line.pk}")
    if not check.accepted and not note:
        raise Refused(gettext("退回的没有写理由。请写明要怎样改。"), f"note-{line.pk}")
    line.accepted, line.check_note = check.accepted, note
    line.checked_at, line.checked_by = by.at, by.name
    line.version += 1
    line.save()


def _return(act: Act, order: RectificationOrder, refused: list[OrderLine]) -> None:
    by = act.by
    numbers = {pk: n for n, pk in enumerate(order.lines.values_list("pk", flat=True), start=1)}
    reason = "；".join(f"第 {numbers[line.pk]} 条：{line.check_note}" for line in refused)[:300]
    order.returned_at, order.return_reason = by.at, reason
    order.submitted_at = order.reported_at = None
    order.save()
    OrderMove.objects.create(
        order=order, kind=OrderMoveKind.RETURN, reason=reason, at=by.at, name=by.name
    )
    told_order(act, "order.return", order, reason=reason)
    tell_returned(act, order, reason)


def _close(act: Act, order: RectificationOrder) -> None:
    order.closed_at, order.closed_by = act.by.at, act.by.name
    order.save()
    told_order(act, "order.close", order)
    tell_closed(act, order)
