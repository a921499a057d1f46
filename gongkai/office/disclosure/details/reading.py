"""What was typed into the fields of a content type, back as values; nothing typed is lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from gongkai.office.disclosure.details import flows, texts
from gongkai.office.disclosure.details import rows as of_rows
from gongkai.office.disclosure.details.flows import TypedFlow
from gongkai.office.disclosure.details.rows import Raw, RowStep, step_in
from gongkai.policy.disclosure import FieldKind, FieldSpec
from gongkai.rules.flows import flow_value, read_flow

PREFIX: Final = "details-"
ENTRY: Final = "text"
"""The one column of a list."""


@dataclass(frozen=True, slots=True)
class TypedRows:
    """Rows as typed, and what was pasted where it could not be read."""

    rows: list[Raw]
    pasted: str = ""


TypedValue = str | TypedRows | TypedFlow


@dataclass(frozen=True, slots=True)
class Typed:
    """Values by field, what is wrong by the name of a control, and what was typed by field."""

    values: dict[str, Any]
    errors: dict[str, str] = field(default_factory=dict)
    shown: dict[str, TypedValue] = field(default_factory=dict)


def columns_of(spec: FieldSpec) -> list[str]:
    """Return the ids of the columns of a table or a list."""
    return [one.id for one in spec.columns] if spec.kind is FieldKind.TABLE else [ENTRY]


def typed_as_stored(spec: FieldSpec, value: object) -> TypedValue:
    """Return a stored value as it is typed."""
    match spec.kind:
        case FieldKind.FLOW:
            return flows.stored(value)
        case FieldKind.LIST:
            lines = value.splitlines() if isinstance(value, str) else value
            entries = lines if isinstance(lines, list | tuple) else ()
            return TypedRows([{ENTRY: str(one)} for one in entries])
        case FieldKind.TABLE:
            rows = value if isinstance(value, list | tuple) else ()
            return TypedRows([_cells(spec, row) for row in rows if isinstance(row, Mapping)])
        case _:
            return texts.as_typed(spec, value)


def _cells(spec: FieldSpec, row: Mapping[str, Any]) -> Raw:
    return {one.id: texts.as_typed(one, row.get(one.id)) for one in spec.columns}


def read(specs: Iterable[FieldSpec], given: Mapping[str, Any], kept: Mapping[str, Any]) -> Typed:
    """Return what a form sent. A field that is typed wrongly stays as it is ``kept``."""
    found = Typed(dict(kept))
    step = step_in(given)
    for spec in specs:
        typed, wrong = _sent(spec, given, step)
        value = None if wrong else _value(spec, typed, wrong)
        found.shown[spec.id] = typed
        if wrong:
            found.errors.update(wrong)
        elif value in (None, "", []):
            found.values.pop(spec.id, None)
        else:
            found.values[spec.id] = value
    return found


def _sent(
    spec: FieldSpec, given: Mapping[str, Any], step: RowStep | None
) -> tuple[TypedValue, dict[str, str]]:
    """Return what was typed into a field, and what of it cannot even be taken apart."""
    name = PREFIX + spec.id
    text = str(given.get(name, ""))
    match spec.kind:
        case FieldKind.FLOW:
            chart = flows.sent(given, name, step)
            return chart or flows.stored(flow_value(read_flow(text))), {}
        case FieldKind.LIST | FieldKind.TABLE:
            return _rows(spec, given, step, text)
        case _:
            return text, {}


def _rows(
    spec: FieldSpec, given: Mapping[str, Any], step: RowStep | None, text: str
) -> tuple[TypedValue, dict[str, str]]:
    """Return the rows of the form and those pasted below them."""
    name, columns = PREFIX + spec.id, columns_of(spec)
    found = of_rows.sent(given, name, columns)
    rows = found.stepped(step, name) if found is not None else []
    try:
        more = of_rows.pasted(text, columns)
    except ValueError as error:
        return TypedRows(of_rows.filled(rows, columns), text), {name: str(error)}
    return TypedRows(of_rows.filled([*rows, *more], columns)), {}


def _value(spec: FieldSpec, typed: TypedValue, wrong: dict[str, str]) -> Any:
    """Return a typed field as it is stored; what is wrong in it is put into ``wrong``."""
    name = PREFIX + spec.id
    match typed:
        case TypedFlow():
            return flows.value_of(typed)
        case TypedRows() if spec.kind is FieldKind.LIST:
            return [row[ENTRY] for row in typed.rows]
        case TypedRows():
            rows = enumerate(typed.rows, start=1)
            return [_row(spec, row, f"{name}-{number}", wrong) for number, row in rows]
        case _:
            return _text(spec, typed, name, wrong)


def _row(spec: FieldSpec, row: Raw, name: str, wrong: dict[str, str]) -> dict[str, Any]:
    cells = (
        (one.id, _text(one, row.get(one.id, ""), f"{name}-{one.id}", wrong)) for one in spec.columns
    )
    return {column: value for column, value in cells if value is not None}


def _text(spec: FieldSpec, text: str, name: str, wrong: dict[str, str]) -> Any:
    try:
        return texts.value_of(spec, text)
    except ValueError as error:
        wrong[name] = str(error)
        return None
