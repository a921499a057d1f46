"""The part of the form that a field of a content type is typed into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.translation import gettext

from gongkai.office.disclosure.details import flows, texts
from gongkai.office.disclosure.details import rows as of_rows
from gongkai.office.disclosure.details.flows import TypedFlow
from gongkai.office.disclosure.details.reading import PREFIX, TypedRows, TypedValue, columns_of
from gongkai.office.disclosure.details.rows import Raw
from gongkai.policy.disclosure import FieldKind, FieldSpec
from gongkai.ui import components as ui

MOST: Final = 100
"""Rows beyond which a table is typed as lines: nobody edits hundreds of rows field by field."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a form is shown: what is wrong by name, how many rows are asked for by name, and the
    address that draws a flow chart.
    """

    errors: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    drawn_at: Callable[[str], str] = str


def form_part(spec: FieldSpec, typed: TypedValue, shown: Shown) -> ui.Component:
    """Return what a field is typed into: one control, rows, or rows with their drawing."""
    name, label = PREFIX + spec.id, _label(spec)
    match typed:
        case TypedFlow():
            href = shown.drawn_at(spec.id)
            return flows.group(spec, name, label, typed, shown.rows, href)
        case TypedRows() if len(typed.rows) > MOST:
            return _lines(spec, typed, shown)
        case TypedRows():
            return _rows(spec, typed, shown)
        case _:
            made = texts.control(spec, name, label, typed, shown.errors.get(name, ""))
            return replace(
                made,
                hint=spec.hint,
                suffix=gettext("元") if spec.kind is FieldKind.MONEY else "",
            )


def _label(spec: FieldSpec) -> str:
    if not spec.required:
        return spec.title
    return gettext("%(title)s（发布前必填）") % {"title": spec.title}


def _rows(spec: FieldSpec, typed: TypedRows, shown: Shown) -> ui.Rows:
    name = PREFIX + spec.id
    columns = _columns(spec)
    rows = of_rows.with_empty(typed.rows, shown.rows.get(name, 0))
    return ui.Rows(
        name,
        _label(spec),
        tuple(_head(one) for one in columns),
        tuple(
            ui.TypedRow(number, _cells(spec, row, number, shown))
            for number, row in enumerate(rows, start=1)
        ),
        hint=spec.hint,
        paste=_paste(spec, typed.pasted, shown.errors.get(name, "")),
    )


def _columns(spec: FieldSpec) -> tuple[FieldSpec, ...]:
    if spec.kind is FieldKind.TABLE:
        return spec.columns
    (entry,) = columns_of(spec)
    return (FieldSpec(id=entry, title=gettext("内容"), kind=FieldKind.TEXT),)


def _head(column: FieldSpec) -> str:
    if not column.required:
        return column.title
    return gettext("%(title)s（必填）") % {"title": column.title}


def _cells(spec: FieldSpec, row: Raw, number: int, shown: Shown) -> tuple[ui.Field, ...]:
    place = gettext("%(what)s第%(row)s行") % {"what": spec.title, "row": number}
    names = ((one, f"{PREFIX}{spec.id}-{number}-{one.id}") for one in _columns(spec))
    return tuple(
        texts.control(
            one, name, f"{place}“{one.title}”", row.get(one.id, ""), shown.errors.get(name, "")
        )
        for one, name in names
    )


def _paste(spec: FieldSpec, text: str, error: str) -> ui.Field:
    return ui.Field(
        PREFIX + spec.id,
        gettext("粘贴的行"),
        ui.FieldKind.TEXTAREA,
        (text,),
        hint=_paste_hint(spec, gettext("保存后加在上面各行之后。")),
        error=error,
    )


def _paste_hint(spec: FieldSpec, after: str) -> str:
    if spec.kind is FieldKind.LIST:
        return gettext("每行一条。") + after
    names = "、".join(column.title for column in spec.columns)
    words = gettext("每行一条，各列用竖线 | 或制表符分开，可从 Excel 复制：%(names)s")
    return words % {"names": names} + "。" + after


def _lines(spec: FieldSpec, typed: TypedRows, shown: Shown) -> ui.Field:
    """A long table is typed as lines, all of it."""
    name = PREFIX + spec.id
    return ui.Field(
        name,
        _label(spec),
        ui.FieldKind.TEXTAREA,
        (typed.pasted or of_rows.written(typed.rows, columns_of(spec)),),
        hint=" ".join(filter(None, (spec.hint, _paste_hint(spec, "")))),
        error=shown.errors.get(name, "") or _first_of(name, shown),
    )


def _first_of(name: str, shown: Shown) -> str:
    """What is wrong in the first line that has a fault; the field is one, whatever the line."""
    for key, error in shown.errors.items():
        if key.startswith(f"{name}-"):
            row = key.removeprefix(f"{name}-").partition("-")[0]
            return gettext("第 %(row)s 行：%(error)s") % {"row": row, "error": error}
    return ""
