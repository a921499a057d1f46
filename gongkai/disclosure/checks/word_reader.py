"""Everything a Word file holds: paragraphs, nested tables, margins, notes, comments, changes.

Also what its author no longer sees: deleted and hidden text, text boxes, properties, caches.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from gongkai.disclosure.checks.packages import (
    Element,
    Package,
    broken,
    local,
    open_package,
    property_notices,
    raw_pieces,
)
from gongkai.disclosure.checks.tables import cell_label
from gongkai.disclosure.checks.values import Piece, Reading, Row
from gongkai.disclosure.checks.word_structure import structure_notices
from gongkai.disclosure.checks.word_text import (
    READ_TEXT,
    W,
    final_view,
    marks_of,
    original_view,
    stretches,
    text_of,
)

_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag", f"{W}del"}
_NOTES = (("word/footnotes", "脚注"), ("word/endnotes", "尾注"), ("word/comments.xml", "批注"))
_MARGINS = (("word/header", "页眉"), ("word/footer", "页脚"))
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


def read_word(path: Path, name: str) -> Reading:
    """Read a ``.docx``; raises :class:`ProblemsError` where it cannot or must not be opened."""
    package = open_package(path, name)
    try:
        pieces = list(word_pieces(package, package.tree))
    except etree.XMLSyntaxError as error:
        raise broken(name, path) from error
    pieces += raw_pieces(package, READ_TEXT)
    notices = [*structure_notices(package), *property_notices(package)]
    return Reading(tuple(pieces), tuple(notices))


def word_pieces(package: Package, tree: Callable[[str], Element | None]) -> Iterator[Piece]:
    """Yield the paragraphs of all parts; ``tree`` gives the parsed part to read (or change)."""
    return _Reader(package, tree).pieces()


class _Reader:
    """Walks the parts in reading order and names places as people count them."""

    def __init__(self, package: Package, tree: Callable[[str], Element | None]) -> None:
        self.package = package
        self.tree = tree
        self.boxes = 0
        self.box_texts: set[str] = set()

    def pieces(self) -> Iterator[Piece]:
        """Yield every paragraph of every part."""
        body = self.tree(self.package.main)
        if body is not None:
            for child in body:
                yield from self.blocks(child, "")
        for prefix, label in _MARGINS:
            for number, part in enumerate(self.package.named(prefix), start=1):
                root = self.tree(part)
                if root is not None:
                    yield from self.blocks(root, f"{label}{number}")
        for prefix, label in _NOTES:
            for part in self.package.named(prefix):
                yield from self.notes(part, label)

    def notes(self, part: str, label: str) -> Iterator[Piece]:
        """Yield footnotes, endnotes or comments, numbered as the pages show them."""
        root = self.tree(part)
        number = 0
        for note in () if root is None else root:
            if note.get(f"{W}type") in _SEPARATORS:
                continue
            number += 1
            yield from self.blocks(note, f"{label}{number}")

    def blocks(self, parent: Element, place: str) -> Iterator[Piece]:
        """Yield the paragraphs and tables of a body, a margin, a note or a text box."""
        paragraph = table = 0
        for child in _children(parent):
            if child.tag == f"{W}tbl":
                table += 1
                yield from self.table(child, _joined(place, f"表{table}"))
                continue
            shown = text_of(stretches(child)).strip() != ""
            paragraph += shown
            # A note is short: its own number says enough.
            where = place or f"第{max(paragraph, 1)}段"
            yield from self.paragraph(child, where)

    def paragraph(self, element: Element, place: str) -> Iterator[Piece]:
        """Yield a paragraph as it reads, as it read before its changes, and its text boxes."""
        parts = stretches(element)
        final = final_view(parts)
        text = text_of(final)
        if text.strip():
            yield Piece(place=place, text=text, marks=marks_of(final), source=final)
        if any(part.deleted for part in parts):
            before = original_view(parts)
            yield Piece(
                place=place,
                text=text_of(before),
                marks=marks_of(before),
                only_marked=True,
                source=before,
            )
        for box in _own_boxes(element):
            yield from self.box(box, place)

    def box(self, box: Element, place: str) -> Iterator[Piece]:
        """Yield a text box; the copy kept for old programs only where it says something else."""
        text = "\n".join(text_of(stretches(p)) for p in box.iter(f"{W}p"))
        if text in self.box_texts:
            return
        self.box_texts.add(text)
        self.boxes += 1
        yield from self.blocks(box, f"{place}文本框{self.boxes}")

    def table(self, table: Element, place: str) -> Iterator[Piece]:
        """Yield the cells of a table, each with the head of its column and its left neighbour."""
        heads: dict[int, str] = {}
        for number, row in enumerate(_rows(table), start=1):
            column, left = 1, ""
            for cell in _cells(row):
                here = f"{place}第{number}行第{column}列"
                label = cell_label(heads.get(column, ""), left)
                for piece in self.cell(cell, here):
                    yield replace(
                        piece, label=label or piece.label, row=piece.row or Row(place, number)
                    )
                left = _cell_text(cell)
                if number == 1:
                    heads[column] = left
                column += _span(cell)

    def cell(self, cell: Element, place: str) -> Iterator[Piece]:
        """Yield the paragraphs of a cell and the tables inside it."""
        tables = 0
        for child in _children(cell):
            if child.tag == f"{W}tbl":
                tables += 1
                yield from self.table(child, f"{place}内表{tables}")
            else:
                for piece in self.paragraph(child, place):
                    yield replace(piece, writing=False)


def _joined(place: str, inner: str) -> str:
    return f"{place} {inner}" if place else inner


def _children(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and tables, through the wrappers of content controls and changes."""
    for child in parent:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _cell_text(cell: Element) -> str:
    return " ".join(text_of(final_view(stretches(p))) for p in cell.iter(f"{W}p")).strip()


def _span(cell: Element) -> int:
    mark = cell.find(f"{W}tcPr/{W}gridSpan")
    written = mark.get(f"{W}val", "1") if mark is not None else "1"
    return int(written) if written.isdigit() and int(written) > 0 else 1


def _own_boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes anchored in a paragraph, not those inside another text box."""
    for box in paragraph.iter(f"{W}txbxContent"):
        owner = box.getparent()
        while owner is not None and owner is not paragraph and local(owner) != "txbxContent":
            owner = owner.getparent()
        if owner is paragraph:
            yield box
