"""An order taken up by the office that issued it or by the unit it is for."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from gongkai.assessment.models import RectificationOrder
from gongkai.assessment.queries.mending import answers
from gongkai.core.actions import Act, Refused
from gongkai.rules.rounds.rectifications import OrderStep, why_not_order


def office_order(act: Act, order_id: int, step: OrderStep) -> RectificationOrder:
    """Return a locked order the office may take a step with.

    Raises:
        Refused: the order is not that far, or further.
        PermissionDenied: the actor is not of the office that issued it.
    """
    order = act.lock(RectificationOrder, order_id)
    act.require("assessment.run", order.issuer.path)
    refuse_unless_now(order, step)
    return order


def own_order(
    act: Act, order_id: int, step: OrderStep, permission: str = "assessment.self"
) -> RectificationOrder:
    """Return a locked order its unit may take a step with; a draft is not the unit's to see.

    Raises:
        Refused: the order is not that far, or further.
        PermissionDenied: the actor is not of the unit.
    """
    order = act.lock(RectificationOrder, order_id)
    require_answer(act, permission, order)
    if order.issued_at is None:
        raise Refused(gettext("没有这份整改通知。请刷新页面。"))
    refuse_unless_now(order, step)
    return order


def require_answer(act: Act, permission: str, order: RectificationOrder) -> None:
    """Ask for a permission as one of the unit; a role at the issuer is none.

    Raises:
        PermissionDenied: with the reason.
    """
    act.require(permission, order.unit.path)
    if not answers(act.by, permission, order):
        raise PermissionDenied(
            gettext("这要由“%(unit)s”自己的人办。您的角色授在发出通知的单位。")
            % {"unit": order.unit.name}
        )


def refuse_unless_now(order: RectificationOrder, step: OrderStep) -> None:
    """Refuse a step the state of an order does not allow.

    Raises:
        Refused: with the reason.
    """
    reason = why_not_order(step, order.state)
    if reason:
        raise Refused(reason, code="order.state")


def refuse_changed(order: RectificationOrder, version: int) -> None:
    """Refuse what was typed over another state of the order.

    Raises:
        Refused: somebody changed it meanwhile.
    """
    if order.version != version:
        raise Refused(
            gettext("您打开页面之后，别人改过这份整改。请刷新页面，看过再办理。"),
            code="order.changed",
        )


def told_order(act: Act, verb: str, order: RectificationOrder, **data: object) -> None:
    """Note an event about an order."""
    act.event(
        verb,
        order,
        unit_path=order.unit.path,
        title=order.title,
        data={"unit": order.unit.name, "number": order.number, **data},
    )
