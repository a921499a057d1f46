"""What changed between two editions, drawn: field by field, paragraph by paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from gongkai.disclosure.content import Content, content_of
from gongkai.office.disclosure.details import written
from gongkai.policy.disclosure import ContentType
from gongkai.rules.comparison import (
    BlockChange,
    BlockKind,
    Change,
    Comparison,
    FieldChange,
    FieldKind,
    FieldValue,
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


def compared(old: "Edition | None", new: "Edition", kind: ContentType) -> Compared:
    """Return how an edition differs from the live one; with none, everything is new."""
    before = list(_values(content_of(old), kind)) if old is not None else []
    comparison = compare_editions(before, _values(content_of(new), kind))
    return Compared(summary(comparison), tuple(map(_changed, _shown(comparison))))


def _shown(comparison: Comparison) -> Iterator[FieldChange]:
    return iter(comparison.changed)


def _values(said: Content, kind: ContentType) -> Iterator[FieldValue]:
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
    for spec in kind.fields:
        text = written(spec, said.details.get(spec.id))
        yield FieldValue(id=f"d-{spec.id}", title=spec.title, kind=FieldKind.TEXT, value=text)


def _changed(one: FieldChange) -> ChangedField:
    if one.blocks:
        shown = [block for block in one.blocks if block.change is not Change.SAME]
        return ChangedField(one.title, tuple(piece for b in shown for piece in _block(b)))
    return ChangedField(one.title, (_diff(one.segments),))


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
