"""What a comparison of two editions takes and gives: typed pieces, no markup."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.rules.flows import Flow


class Change(StrEnum):
    """What became of a piece."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        """The words a reader sees, also spoken by a screen reader."""
        return _LABELS[self]


_LABELS = {
    Change.SAME: "未改",
    Change.ADDED: "增加",
    Change.REMOVED: "删去",
    Change.CHANGED: "修改",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that is the same, added or removed (never CHANGED)."""

    change: Change
    text: str


class FieldKind(StrEnum):
    """How a field is compared."""

    PLAIN = "plain"
    TEXT = "text"
    HTML = "html"
    LIST = "list"
    TABLE = "table"
    FLOW = "flow"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValue:
    """A field of an edition as it is shown; a LIST holds one entry a line.

    A TABLE has ``columns`` and ``rows`` with a cell for each, a FLOW its chart; their ``value`` is
    empty.
    """

    id: str
    title: str
    kind: FieldKind
    value: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    flow: Flow = field(default_factory=Flow)


class BlockKind(StrEnum):
    """Kinds of block in a body."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ENTRY = "entry"
    IMAGE = "image"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list entry or image (its text is the alternative text), or a table.

    ``targets`` are the addresses of links and pictures in it, in order. ``rows`` are the cells of
    a table, merged ones filled with empty text so that every row has the same columns.
    """

    kind: BlockKind
    text: str = ""
    targets: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell and its text."""

    change: Change
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row and its cells, one for each column of ``BlockChange.columns``."""

    change: Change
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block of the old edition, of the new one, or of both, and how it differs.

    ``targets`` compares the addresses one by one; ``columns`` and ``rows`` are those of a table.
    """

    kind: BlockKind
    change: Change
    segments: tuple[Segment, ...] = ()
    targets: tuple[Segment, ...] = ()
    columns: tuple[Change, ...] = ()
    rows: tuple[RowChange, ...] = ()


@dataclass(frozen=True, slots=True)
class LineChange:
    """A row of a table, a node or a way of a chart that differs.

    ``place`` says which: 第2行, 环节. A changed one shows what names it and what differs in it.
    """

    change: Change
    place: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field and how it differs.

    ``blocks`` for HTML, ``lines`` for a TABLE and a FLOW, ``segments`` for everything else.
    """

    id: str
    title: str
    kind: FieldKind
    change: Change
    segments: tuple[Segment, ...] = ()
    blocks: tuple[BlockChange, ...] = ()
    lines: tuple[LineChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All fields of both editions, those of the new one first."""

    fields: tuple[FieldChange, ...]

    @property
    def changed(self) -> tuple[FieldChange, ...]:
        """The fields that differ."""
        return tuple(one for one in self.fields if one.change is not Change.SAME)


def change_of(segments: Iterable[Segment]) -> Change:
    """Return what became of a piece with these segments."""
    changes = {one.change for one in segments}
    if len(changes) > 1:
        return Change.CHANGED
    return changes.pop() if changes else Change.SAME


def joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return the segments without empty ones, neighbours of the same kind put together."""
    found: list[Segment] = []
    for segment in segments:
        if not segment.text:
            continue
        if found and found[-1].change is segment.change:
            found[-1] = Segment(segment.change, found[-1].text + segment.text)
        else:
            found.append(segment)
    return tuple(found)
