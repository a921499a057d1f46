"""The forms of an order that are open to a person now, holding what was typed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.http import QueryDict
from django.utils.translation import gettext

from gongkai.assessment.mending_grounds import body_of
from gongkai.assessment.queries.mending import answers, runs_order
from gongkai.assessment.terms import order_due, order_overdue
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.mending.line_forms import check_form, fill_form
from gongkai.office.mending.typed import Typed, with_version
from gongkai.rules.rounds.rectifications import OrderStep, why_not_order
from gongkai.rules.spelling import chinese_date
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import RectificationOrder

Build = Callable[["RectificationOrder", Typed], ui.Form]


def forms(
    asker: Viewer,
    order: "RectificationOrder",
    *,
    post: QueryDict | None = None,
    refused: tuple[str, Refused] | None = None,
) -> dict[str, ui.Form]:
    """Return the forms open to a person, by what they do; the refused one holds what was typed."""
    made = {}
    for name, build in _open(asker, order):
        wrong = refused is not None and refused[0] == name
        typed = Typed(post, refused[1]) if wrong and refused is not None else Typed()
        made[name] = build(order, typed)
    return made


def _open(asker: Viewer, order: "RectificationOrder") -> Iterator[tuple[str, Build]]:
    if answers(asker, "assessment.self", order):
        yield from _now(order, _FOR_UNIT)
    if answers(asker, "assessment.sign", order):
        yield from _now(order, _FOR_CHIEF)
    if runs_order(asker, order):
        yield from _now(order, _FOR_OFFICE)
        yield from _grave(asker, order)


def _now(
    order: "RectificationOrder", steps: tuple[tuple[OrderStep, str, Build], ...]
) -> Iterator[tuple[str, Build]]:
    for step, name, build in steps:
        if not why_not_order(step, order.state):
            yield name, build


def _grave(asker: Viewer, order: "RectificationOrder") -> Iterator[tuple[str, Build]]:
    """Yield what is done to an order as a whole: accountability, cancelling."""
    if any(one.withdrawn_at is None for one in order.proposals.all()):
        yield "withdraw", _withdraw
        return
    propose = order_overdue(order, day_of(asker.at))
    if propose and not why_not_order(OrderStep.PROPOSE, order.state):
        yield "propose", _propose
    if not why_not_order(OrderStep.CANCEL, order.state):
        yield "cancel", _cancel


def _simple(
    fields: tuple[ui.Field, ...],
    button: ui.Button,
    typed: Typed,
    *,
    hidden: tuple[tuple[str, str], ...] = (),
    panel: bool = False,
) -> ui.Form:
    marked = tuple(
        replace(
            one,
            values=(typed.value(one.name, one.value),),
            error=typed.error(one.name),
        )
        for one in fields
    )
    general = typed.general({one.name for one in fields})
    return ui.Form(
        marked, (button,), general=general, hidden=hidden, panel=panel, label=button.text
    )


def _receive(order: "RectificationOrder", typed: Typed) -> ui.Form:
    return _simple((), ui.Button.primary(gettext("签收"), "do", "receive"), typed)


def _issue(order: "RectificationOrder", typed: Typed) -> ui.Form:
    number = ui.Field(
        "number",
        gettext("文号（可不填）"),
        hint=gettext("不填的，按本机关的整改序号编，例如 整改〔2026〕1号。"),
        short=True,
    )
    button = ui.Button.primary(gettext("发出整改通知"), "do", "issue")
    return _simple((number,), button, typed, hidden=with_version(order, typed), panel=True)


def _sign(order: "RectificationOrder", typed: Typed) -> ui.Form:
    button = ui.Button.primary(gettext("签发，报送整改报告"), "do", "sign")
    return _simple((), button, typed, hidden=with_version(order, typed))


def _reason(label: str) -> ui.Field:
    return ui.Field("reason", label, required=True)


def _take_back(order: "RectificationOrder", typed: Typed) -> ui.Form:
    field = _reason(gettext("要改什么"))
    return _simple((field,), ui.Button(gettext("退回修改"), "do", "take_back"), typed)


def _extend(order: "RectificationOrder", typed: Typed) -> ui.Form:
    fields = (
        ui.Field(
            "until",
            gettext("新的截止日（含当日）"),
            ui.FieldKind.DATE,
            required=True,
            short=True,
        ),
        _reason(gettext("为什么延期")),
    )
    return _simple(fields, ui.Button(gettext("延期"), "do", "extend"), typed)


def _cancel(order: "RectificationOrder", typed: Typed) -> ui.Form:
    button = ui.Button(gettext("撤销整改通知"), "do", "cancel", ui.ButtonKind.DANGER)
    return _simple((_reason(gettext("为什么撤销")),), button, typed)


def _withdraw(order: "RectificationOrder", typed: Typed) -> ui.Form:
    held = next(one for one in order.proposals.all() if one.withdrawn_at is None)
    button = ui.Button(gettext("撤回问责建议"), "do", "withdraw", ui.ButtonKind.DANGER)
    field = _reason(gettext("为什么撤回"))
    return _simple((field,), button, typed, hidden=(("proposal", str(held.pk)),))


def _propose(order: "RectificationOrder", typed: Typed) -> ui.Form:
    fields = (
        ui.Field("sent_to", gettext("报送哪个机构"), values=(body_of(order),), required=True),
        ui.Field(
            "facts",
            gettext("事实"),
            ui.FieldKind.TEXTAREA,
            (_facts(order),),
            required=True,
        ),
        ui.Field("number", gettext("文号（可不填）"), short=True),
    )
    return _simple(fields, ui.Button(gettext("提出问责建议"), "do", "propose"), typed)


def _facts(order: "RectificationOrder") -> str:
    """Return the facts as they follow from the record, for the office to go on from."""
    due = order_due(order)
    said = []
    if order.received_at is not None:
        said.append(
            gettext("%(unit)s于%(day)s签收。")
            % {"unit": order.unit.name, "day": chinese_date(day_of(order.received_at))}
        )
    if due is not None:
        said.append(gettext("整改期限到%(day)s止，没有报送。") % {"day": chinese_date(due.on)})
    return "".join(said)


_FOR_UNIT: Final = (
    (OrderStep.RECEIVE, "receive", _receive),
    (OrderStep.FILL_IN, "fill", fill_form),
)
_FOR_CHIEF: Final = (
    (OrderStep.SIGN, "sign", _sign),
    (OrderStep.TAKE_BACK, "take_back", _take_back),
)
_FOR_OFFICE: Final = (
    (OrderStep.ISSUE, "issue", _issue),
    (OrderStep.CHECK, "check", check_form),
    (OrderStep.EXTEND, "extend", _extend),
)
