"""Whom an order concerns, told in the transaction of what happened to it."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models import RectificationOrder
from gongkai.core.actions import Act
from gongkai.core.notices import NoticeKind, notice_kind, tell, tell_others
from gongkai.disclosure.telling import holders

_SAMPLE: Final = {"标题": "2026 年度考核整改通知", "单位": "示例县财政局"}
ISSUED: Final = notice_kind(
    "assessment.order_issued",
    _("收到整改通知"),
    title="请签收：${标题}",
    text="${文号}。签收次日起计算整改期限。",
    sample={**_SAMPLE, "文号": "整改〔2026〕1号"},
)
RECEIVED: Final = notice_kind(
    "assessment.order_received",
    _("整改通知已签收"),
    title="${单位}已签收“${标题}”",
    text="整改期限已经开始计算。",
    sample=_SAMPLE,
    by_mail=False,
)
TO_SIGN: Final = notice_kind(
    "assessment.order_to_sign",
    _("整改报告等待签发"),
    title="“${标题}”的整改报告等您签发",
    text="${单位}的整改报告已填完，请审阅后签发。",
    sample=_SAMPLE,
    by_mail=False,
)
REPORTED: Final = notice_kind(
    "assessment.order_reported",
    _("整改报告报来"),
    title="${单位}报来整改报告",
    text="“${标题}”的整改情况已报送，请逐条核查。",
    sample=_SAMPLE,
    by_mail=False,
)
RETURNED: Final = notice_kind(
    "assessment.order_returned",
    _("整改被退回"),
    title="“${标题}”被退回",
    text="${理由}",
    sample={**_SAMPLE, "理由": "第 2 条：没有照片"},
)
CLOSED: Final = notice_kind(
    "assessment.order_closed",
    _("整改办结"),
    title="“${标题}”已办结",
    text="全部问题核查通过。",
    sample=_SAMPLE,
    by_mail=False,
)
EXTENDED: Final = notice_kind(
    "assessment.order_extended",
    _("整改延期"),
    title="“${标题}”延期到${日期}",
    text="理由：${理由}",
    sample={**_SAMPLE, "日期": "2026-12-31", "理由": "设备未到货"},
    by_mail=False,
)
CANCELLED: Final = notice_kind(
    "assessment.order_cancelled",
    _("整改通知撤销"),
    title="“${标题}”已撤销",
    text="理由：${理由}",
    sample={**_SAMPLE, "理由": "重复发出"},
)
DUE_SOON: Final = notice_kind(
    "assessment.order_due_soon",
    _("整改快到期"),
    title="“${标题}”${日期}到期",
    text="${单位}还没有报送整改情况。",
    sample={**_SAMPLE, "日期": "2026-12-31"},
)
OVERDUE: Final = notice_kind(
    "assessment.order_overdue",
    _("整改逾期"),
    title="“${标题}”已逾期",
    text="${单位}没有在${日期}前报送整改情况。",
    sample={**_SAMPLE, "日期": "2026-12-31"},
)


def order_address(order: RectificationOrder) -> str:
    """Return the address of an order in the office (ADR 9)."""
    return f"/office/rectifications/{order.pk}/"


def office_of(act: Act, order: RectificationOrder) -> set[int]:
    """Return the people of the office that issued an order."""
    return holders(act, "assessment.run", order.issuer.path)


def unit_of(act: Act, order: RectificationOrder) -> set[int]:
    """Return the people who answer an order for its unit."""
    return holders(act, "assessment.self", order.unit.path)


def tell_issued(act: Act, order: RectificationOrder) -> None:
    """Tell the unit that there is an order to sign for."""
    _tell(act, order, ISSUED, unit_of(act, order), {"文号": order.number})


def tell_received(act: Act, order: RectificationOrder) -> None:
    """Tell the office that the clock runs."""
    _tell(act, order, RECEIVED, office_of(act, order))


def tell_to_sign(act: Act, order: RectificationOrder) -> None:
    """Tell those who sign for the unit."""
    _tell(act, order, TO_SIGN, holders(act, "assessment.sign", order.unit.path))


def tell_reported(act: Act, order: RectificationOrder) -> None:
    """Tell the office that there is something to check."""
    _tell(act, order, REPORTED, office_of(act, order))


def tell_returned(act: Act, order: RectificationOrder, reason: str) -> None:
    """Tell the unit what was refused, and why."""
    _tell(act, order, RETURNED, unit_of(act, order), {"理由": reason})


def tell_closed(act: Act, order: RectificationOrder) -> None:
    """Tell the unit that it is done."""
    _tell(act, order, CLOSED, unit_of(act, order))


def tell_extended(act: Act, order: RectificationOrder, until: date, reason: str) -> None:
    """Tell the unit of the new day."""
    more = {"日期": until.isoformat(), "理由": reason}
    _tell(act, order, EXTENDED, unit_of(act, order), more)


def tell_cancelled(act: Act, order: RectificationOrder) -> None:
    """Tell the unit that nothing is to be done any more."""
    _tell(act, order, CANCELLED, unit_of(act, order), {"理由": order.cancel_reason})


def tell_due(act: Act, order: RectificationOrder, due: date, *, overdue: bool) -> int:
    """Remind both sides before a term ends, or tell them that it has; once for each last day."""
    kind = OVERDUE if overdue else DUE_SOON
    return tell(
        act,
        unit_of(act, order) | office_of(act, order),
        kind,
        key=f"{kind.name}:{order.pk}:{due.isoformat()}",
        context={"标题": order.title, "单位": order.unit.name, "日期": due.isoformat()},
        href=order_address(order),
        unit=order.unit,
    )


def _tell(
    act: Act,
    order: RectificationOrder,
    kind: NoticeKind,
    people: set[int],
    more: Mapping[str, str] | None = None,
) -> None:
    context = {"标题": order.title, "单位": order.unit.name, **(more or {})}
    href = order_address(order)
    tell_others(act, people, kind, order, context=context, href=href, unit=order.unit)
