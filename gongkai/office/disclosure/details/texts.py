"""Fields and cells of words alone: what is typed becomes a value, a value what is typed."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext

from gongkai.policy.disclosure import FieldKind, FieldSpec
from gongkai.ui import components as ui

_CONTROLS = {
    FieldKind.LONG_TEXT: ui.FieldKind.TEXTAREA,
    FieldKind.DATE: ui.FieldKind.DATE,
    FieldKind.CHOICE: ui.FieldKind.SELECT,
    FieldKind.FLAG: ui.FieldKind.SELECT,
    FieldKind.NUMBER: ui.FieldKind.NUMBER,
    FieldKind.MONEY: ui.FieldKind.NUMBER,
}
_SHORT = {FieldKind.DATE, FieldKind.NUMBER, FieldKind.MONEY}


def control(spec: FieldSpec, name: str, label: str, text: str, error: str = "") -> ui.Field:
    """Return the control of a field or cell that holds a text."""
    return ui.Field(
        name,
        label,
        _CONTROLS.get(spec.kind, ui.FieldKind.TEXT),
        (text,),
        _options(spec, text),
        error=error,
        short=spec.kind in _SHORT,
    )


def _options(spec: FieldSpec, text: str) -> tuple[ui.Option, ...]:
    none = ui.Option("", gettext("未填"))
    if spec.kind is FieldKind.FLAG:
        return (none, ui.Option("1", gettext("是")), ui.Option("0", gettext("否")))
    if spec.kind is FieldKind.CHOICE:
        known = tuple(ui.Option(one.id, one.title) for one in spec.choices)
        # What an older form let through stays until somebody chooses.
        other = () if not text or any(o.value == text for o in known) else (ui.Option(text, text),)
        return (none, *known, *other)
    return ()


def as_typed(spec: FieldSpec, value: object) -> str:
    """Return a stored value as it is typed; what is no text at all as nothing."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if not isinstance(value, str | int | float | Decimal):
        return ""
    text = str(value)
    if spec.kind is FieldKind.CHOICE:
        return next((one.id for one in spec.choices if one.title == text), text)
    if spec.kind is FieldKind.FLAG:
        return {"是": "1", "否": "0"}.get(text, text)
    return text


def value_of(spec: FieldSpec, text: str) -> Any:
    """Return what was typed as its kind wants it; None for nothing.

    Raises:
        ValueError: it is none of its kind; the message says the mend.
    """
    text = text.strip()
    if not text:
        return None
    match spec.kind:
        case FieldKind.DATE:
            return _day(text)
        case FieldKind.NUMBER | FieldKind.MONEY:
            return _number(text)
        case FieldKind.FLAG:
            return as_typed(spec, text) == "1"
        case FieldKind.CHOICE:
            return _choice(spec, as_typed(spec, text))
        case FieldKind.URL if not text.startswith(("https://", "http://", "/")):
            raise ValueError(gettext("网址要以 https:// 开头。请补全。"))
        case _:
            return text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(gettext("日期要写成 2026-03-02。请改正。")) from None


def _number(text: str) -> str:
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(gettext("这里要填数字。请改正。"))
    return format(number, "f")


def _choice(spec: FieldSpec, text: str) -> str:
    if all(one.id != text for one in spec.choices):
        raise ValueError(gettext("没有这个选项。请重新选择。"))
    return text
