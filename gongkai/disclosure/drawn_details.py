"""The fields of a content type drawn: the same on public pages, in previews and before reviewers.

What is one line stands together in one summary; what is longer has a heading of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.disclosure.details import Column, Detail
from gongkai.policy.disclosure import FieldKind
from gongkai.rules.flows import Flow, drawable
from gongkai.ui import components as ui

_FIGURES = {FieldKind.NUMBER, FieldKind.MONEY}


@dataclass(frozen=True, slots=True)
class Drawn:
    """``short`` belong beside the facts of a document; ``summary`` is all of them where the fields
    are all there is. ``parts`` are the longer ones in their order.
    """

    short: tuple[Detail, ...]
    summary: ui.Summary | None
    parts: tuple[ui.Section, ...]


def drawn(details: Iterable[Detail], *, is_document: bool, level: int = 2) -> Drawn:
    """Return the fields as they are shown; ``level`` is that of the headings."""
    found = tuple(details)
    short = tuple(one for one in found if one.short)
    rows = tuple((one.title, _word(one.kind, one.text)) for one in short)
    return Drawn(
        short if is_document else (),
        ui.Summary.of(*rows) if rows and not is_document else None,
        tuple(ui.Section(one.id, one.title, _drawn(one), level) for one in found if not one.short),
    )


def _drawn(detail: Detail) -> ui.Component:
    match detail.kind:
        case FieldKind.LIST:
            return ui.Entries(detail.entries, numbered=len(detail.entries) > 1)
        case FieldKind.TABLE:
            return _table(detail)
        case FieldKind.FLOW:
            return chart(detail.title, detail.flow)
        case _:
            return ui.Prose(detail.text)


def _table(detail: Detail) -> ui.Table:
    columns = tuple(
        ui.Column(one.id, one.title, numeric=one.kind in _FIGURES, header=number == 0)
        for number, one in enumerate(detail.columns)
    )
    rows = tuple(ui.Row(tuple(map(_cell, detail.columns, row))) for row in detail.rows)
    return ui.Table(detail.title, columns, rows, caption_hidden=True).trimmed()


def _cell(column: Column, text: str) -> ui.Value:
    return _word(column.kind, text) or None


def _word(kind: FieldKind, text: str) -> ui.Value:
    if kind is FieldKind.URL and text.startswith(("https://", "http://", "/")):
        return ui.Link(text, text)
    return text


def chart(title: str, flow: Flow) -> ui.FlowChart:
    """Return a flow chart drawn under a heading; what cannot be drawn yet is left out."""
    whole = drawable(flow)
    return ui.FlowChart(
        title,
        tuple(
            ui.FlowNode(one.id, one.title, ui.FlowKind(one.kind.value), one.who, one.limit)
            for one in whole.nodes
        ),
        tuple(ui.FlowEdge(one.start, one.end, one.label) for one in whole.edges),
        open=True,
        title_hidden=True,
    )
