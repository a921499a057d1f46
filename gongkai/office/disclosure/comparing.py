"""What changed between two editions, drawn: field by field, paragraph by paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from gongkai.disclosure.content import Content, content_of
from gongkai.disclosure.details import Detail, details_of
from gongkai.policy import disclosure as policy
from gongkai.rules.comparison import (
    BlockChange,
    BlockKind,
    Change,
    Comparison,
    FieldChange,
    FieldKind,
    FieldValue,
    LineChange,
    Segment,
    compare_editions,
    summary,
)
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition

_KINDS = {
    Change.SAME: ui.DiffKind.SAME,
    Change.ADDED: ui.DiffKind.ADDED,
    Change.REMOVED: ui.DiffKind.REMOVED,
}


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field that differs: its name and the marked pieces, each a paragraph or a table row."""

    title: str
    pieces: tuple[ui.Diff, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison ready for the screen."""

    summary: str
    fields: tuple[ChangedField, ...]


def compared(old: "Edition | None", new: "Edition", kind: policy.ContentType) -> Compared:
    """Return how an edition differs from the live one; with none, everything is new."""
    before = list(_values(content_of(old), kind)) if old is not None else []
    comparison = compare_editions(before, _values(content_of(new), kind))
    return Compared(summary(comparison), tuple(map(_changed, _shown(comparison))))


def _shown(comparison: Comparison) -> Iterator[FieldChange]:
    return iter(comparison.changed)


def _values(said: Content, kind: policy.ContentType) -> Iterator[FieldValue]:
    rows = (
        ("title", gettext("标题"), FieldKind.TEXT, said.title),
        ("document_number", gettext("文号"), FieldKind.PLAIN, said.document_number),
        ("issuer", gettext("制发机关"), FieldKind.PLAIN, said.issuer),
        ("issued_on", gettext("成文日期"), FieldKind.PLAIN, str(said.issued_on or "")),
        ("effective_on", gettext("施行日期"), FieldKind.PLAIN, str(said.effective_on or "")),
        ("expires_on", gettext("有效期至"), FieldKind.PLAIN, str(said.expires_on or "")),
        ("keywords", gettext("主题词"), FieldKind.LIST, "\n".join(said.keywords)),
        ("contact", gettext("联系方式"), FieldKind.PLAIN, said.contact),
        ("summary", gettext("内容概述"), FieldKind.TEXT, said.summary),
        ("body", gettext("正文"), FieldKind.HTML, said.body_html),
    )
    for name, title, how, value in rows:
        yield FieldValue(id=name, title=title, kind=how, value=value)
    yield from map(_value, details_of(kind.fields, said.details))


def _value(detail: Detail) -> FieldValue:
    name, title = f"d-{detail.id}", detail.title
    match detail.kind:
        case policy.FieldKind.LIST:
            rows = tuple((entry,) for entry in detail.entries)
            return FieldValue(
                id=name, title=title, kind=FieldKind.TABLE, columns=(title,), rows=rows
            )
        case policy.FieldKind.TABLE:
            columns = tuple(column.title for column in detail.columns)
            return FieldValue(
                id=name, title=title, kind=FieldKind.TABLE, columns=columns, rows=detail.rows
            )
        case policy.FieldKind.FLOW:
            return FieldValue(id=name, title=title, kind=FieldKind.FLOW, flow=detail.flow)
        case _:
            return FieldValue(id=name, title=title, kind=FieldKind.TEXT, value=detail.text)


def _changed(one: FieldChange) -> ChangedField:
    if one.blocks:
        shown = [block for block in one.blocks if block.change is not Change.SAME]
        return ChangedField(one.title, tuple(piece for b in shown for piece in _block(b)))
    if one.lines:
        return ChangedField(one.title, tuple(map(_line, one.lines)))
    return ChangedField(one.title, (_diff(one.segments),))


def _line(line: LineChange) -> ui.Diff:
    """A row, node or way: which one, then what differs."""
    place = (Segment(Change.SAME, f"{line.place}：" if line.place else ""),)
    return _diff((*place, *line.segments))


def _block(block: BlockChange) -> Iterator[ui.Diff]:
    if block.kind is BlockKind.TABLE:
        for row in block.rows:
            if row.change is not Change.SAME:
                yield _diff(_between(cell.segments for cell in row.cells))
    else:
        yield _diff((*block.segments, *block.targets))


def _between(cells: "Iterator[tuple[Segment, ...]]") -> tuple[Segment, ...]:
    """Join the cells of a row with a bar between them."""
    found: list[Segment] = []
    for number, cell in enumerate(cells):
        found += [Segment(Change.SAME, "　|　")] if number else []
        found += cell
    return tuple(found)


def _diff(segments: tuple[Segment, ...]) -> ui.Diff:
    return ui.Diff(tuple(ui.DiffPart(_KINDS[one.change], one.text) for one in segments))
