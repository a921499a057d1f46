"""The fields of a content type on the form, and what was typed into them back as values.

Rows of a table are typed a line each, cells apart by tabs or ``|``, as a spreadsheet copies them.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext

from gongkai.policy.disclosure import FieldKind, FieldSpec
from gongkai.ui import components as ui

PREFIX: Final = "details-"
_CELLS: Final = re.compile(r"\t|\s*\|\s*|｜")


def form_field(spec: FieldSpec, value: object, error: str = "") -> ui.Field:
    """Return the form field of one field of a content type."""
    kinds = {
        FieldKind.LONG_TEXT: ui.FieldKind.TEXTAREA,
        FieldKind.LIST: ui.FieldKind.TEXTAREA,
        FieldKind.TABLE: ui.FieldKind.TEXTAREA,
        FieldKind.FLOW: ui.FieldKind.TEXTAREA,
        FieldKind.DATE: ui.FieldKind.DATE,
        FieldKind.CHOICE: ui.FieldKind.SELECT,
        FieldKind.FLAG: ui.FieldKind.SELECT,
        FieldKind.NUMBER: ui.FieldKind.NUMBER,
        FieldKind.MONEY: ui.FieldKind.NUMBER,
    }
    return ui.Field(
        PREFIX + spec.id,
        spec.title
        if not spec.required
        else gettext("%(title)s（发布前必填）") % {"title": spec.title},
        kinds.get(spec.kind, ui.FieldKind.TEXT),
        (written(spec, value),),
        _options(spec),
        hint=_hint(spec),
        error=error,
        suffix=gettext("元") if spec.kind is FieldKind.MONEY else "",
        short=spec.kind in {FieldKind.DATE, FieldKind.NUMBER, FieldKind.MONEY},
    )


def _options(spec: FieldSpec) -> tuple[ui.Option, ...]:
    none = ui.Option("", gettext("未填"))
    if spec.kind is FieldKind.FLAG:
        return (none, ui.Option("1", gettext("是")), ui.Option("0", gettext("否")))
    if spec.kind is FieldKind.CHOICE:
        return (none, *(ui.Option(one.id, one.title) for one in spec.choices))
    return ()


def _hint(spec: FieldSpec) -> str:
    if spec.kind is FieldKind.TABLE:
        names = "、".join(column.title for column in spec.columns)
        words = gettext("每行一条，各列用竖线 | 或制表符分开，可从 Excel 复制：%(names)s")
        return " ".join(filter(None, (spec.hint, words % {"names": names})))
    if spec.kind is FieldKind.LIST:
        return " ".join(filter(None, (spec.hint, gettext("每行一条。"))))
    return spec.hint


def written(spec: FieldSpec, value: object) -> str:
    """Return a stored value as it is typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if spec.kind is FieldKind.TABLE and isinstance(value, list):
        names = [column.id for column in spec.columns]
        return "\n".join(" | ".join(str(row.get(name, "")) for name in names) for row in value)
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value)


def read(
    specs: tuple[FieldSpec, ...], given: Mapping[str, Any], kept: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what was typed as values, and what is wrong by field; ``kept`` stays as it is else."""
    values, errors = dict(kept), {}
    for spec in specs:
        text = str(given.get(PREFIX + spec.id, "")).strip()
        try:
            value = _value(spec, text)
        except ValueError as error:
            errors[PREFIX + spec.id] = str(error)
            continue
        if value in (None, "", []):
            values.pop(spec.id, None)
        else:
            values[spec.id] = value
    return values, errors


def _value(spec: FieldSpec, text: str) -> Any:
    """Return a typed text as its kind wants it; raises ``ValueError`` with the mend."""
    if not text:
        return None
    match spec.kind:
        case FieldKind.DATE:
            return _day(text)
        case FieldKind.NUMBER | FieldKind.MONEY:
            return _number(text)
        case FieldKind.FLAG:
            return text == "1"
        case FieldKind.CHOICE:
            return _choice(spec, text)
        case FieldKind.LIST:
            return [line.strip() for line in text.splitlines() if line.strip()]
        case FieldKind.TABLE:
            return [
                _row(spec, line, n) for n, line in enumerate(text.splitlines(), 1) if line.strip()
            ]
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
        return format(Decimal(text.replace(",", "").replace("，", "")), "f")
    except InvalidOperation:
        raise ValueError(gettext("这里要填数字。请改正。")) from None


def _choice(spec: FieldSpec, text: str) -> str:
    if all(one.id != text for one in spec.choices):
        raise ValueError(gettext("没有这个选项。请重新选择。"))
    return text


def _row(spec: FieldSpec, line: str, number: int) -> dict[str, str]:
    cells = [cell.strip() for cell in _CELLS.split(line.strip())]
    if len(cells) > len(spec.columns):
        raise ValueError(
            gettext("第 %(row)s 行有 %(found)s 列，应为 %(wanted)s 列。请检查分隔符。")
            % {"row": number, "found": len(cells), "wanted": len(spec.columns)}
        )
    return {column.id: cell for column, cell in zip(spec.columns, cells, strict=False) if cell}
