"""The fields of a content type as the checks take them: each entry, cell and node in its place."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gongkai.disclosure.checks.draft import DraftField, DraftFlow
from gongkai.disclosure.checks.values import Row
from gongkai.disclosure.details import Detail, details_of
from gongkai.policy.disclosure import FieldKind, FieldSpec


def draft_details(specs: Iterable[FieldSpec], values: Mapping[str, Any]) -> Iterator[DraftField]:
    """Yield what the fields say; a required one that says nothing is there with no value."""
    for spec in specs:
        found = details_of([spec], values)
        if found:
            yield from _said(spec, found[0])
        else:
            yield DraftField(key=spec.id, label=spec.title, required=spec.required, hint=spec.hint)


def draft_flows(specs: Iterable[FieldSpec], values: Mapping[str, Any]) -> Iterator[DraftFlow]:
    """Yield the flow charts that are there."""
    for one in details_of(specs, values):
        if one.kind is FieldKind.FLOW:
            yield DraftFlow(one.id, one.title, one.flow)


def _said(spec: FieldSpec, detail: Detail) -> Iterator[DraftField]:
    match detail.kind:
        case FieldKind.LIST:
            yield from _numbered(detail, detail.entries, "第{}行")
        case FieldKind.TABLE:
            yield from _cells(spec, detail)
        case FieldKind.FLOW:
            nodes = (node.words for node in detail.flow.nodes)
            yield from _numbered(detail, nodes, "环节第{}行")
            yield from _numbered(detail, (e.label for e in detail.flow.edges), "连线第{}行")
        case _:
            yield DraftField(key=detail.id, label=detail.title, value=detail.text)


def _numbered(detail: Detail, texts: Iterable[str], where: str) -> Iterator[DraftField]:
    for number, text in enumerate(texts, start=1):
        label = f"{detail.title}{where.format(number)}"
        yield DraftField(key=detail.id, label=label, value=text, head=detail.title)


def _cells(spec: FieldSpec, detail: Detail) -> Iterator[DraftField]:
    """Yield the cells row by row: what stands in one row is read together."""
    for number, row in enumerate(detail.rows, start=1):
        for column, text in zip(spec.columns, row, strict=True):
            yield DraftField(
                key=f"{detail.id}.{column.id}",
                label=f"{detail.title}第{number}行“{column.title}”",
                value=text,
                required=column.required,
                hint=column.hint,
                head=column.title,
                row=Row(detail.title, number),
            )
