"""A body in HTML taken apart into the blocks a reader sees.

Markup that only sets type (bold, spans, classes) is left out on purpose; the addresses of links
and pictures are kept, for a link that leads elsewhere under the same words is a change.
"""

import re
from html.parser import HTMLParser

from gongkai.rules.comparison.values import Block, BlockKind

_PARAGRAPHS = (
    *("p", "div", "section", "article", "main", "aside", "address", "blockquote", "pre"),
    *("ul", "ol", "dl", "figure", "figcaption"),
)
_BLOCKS = {
    **dict.fromkeys(_PARAGRAPHS, BlockKind.PARAGRAPH),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.ENTRY),
}
_HIDDEN = {"script", "style", "template"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MOST_SPAN = 100
"""Wider spans than any real table has are cut, as browsers do at a thousand."""


def blocks_of(html: str) -> tuple[Block, ...]:
    """Return the blocks of a body in reading order; broken markup is read as far as it goes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return tuple(reader.blocks)


class _Reader(HTMLParser):
    """Collects text until a block ends; tables are collected as a grid."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._kind = BlockKind.PARAGRAPH
        self._text: list[str] = []
        self._targets: list[str] = []
        self._hidden = 0
        self._tables = 0
        self._grid = _Grid()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "table":
            self._open_table()
        elif self._tables:
            self._inside_table(tag, values)
        elif tag in _BLOCKS:
            self._flush()
            self._kind = _BLOCKS[tag]
        elif tag == "img":
            self._flush()
            source = values.get("src", "")
            self.blocks.append(Block(BlockKind.IMAGE, values.get("alt", ""), (source,)))
        self._common(tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "table":
            self._close_table()
        elif tag in _BLOCKS and not self._tables:
            self._flush()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._text.append(data)

    def finish(self) -> None:
        """Take what is left open at the end."""
        while self._tables:
            self._close_table()
        self._flush()

    def _common(self, tag: str, values: dict[str, str]) -> None:
        """What counts inside and outside of tables."""
        if tag == "a" and values.get("href"):
            self._targets.append(values["href"])
        elif tag == "br":
            self._text.append("\n")

    def _open_table(self) -> None:
        """A table within a cell only adds its text to that cell."""
        if not self._tables:
            self._flush()
            self._grid = _Grid()
        self._tables += 1

    def _inside_table(self, tag: str, values: dict[str, str]) -> None:
        if tag == "img":
            self._text.append(values.get("alt", ""))
            self._targets.append(values.get("src", ""))
        if self._tables > 1:
            return
        if tag == "tr":
            self._end_cell()
            self._grid.row()
        elif tag in {"td", "th"}:
            self._end_cell()
            self._grid.cell(_span(values.get("colspan")), _span(values.get("rowspan")))

    def _close_table(self) -> None:
        self._tables = max(0, self._tables - 1)
        if self._tables == 0:
            self._end_cell()
            rows = self._grid.rows()
            if rows:
                table = Block(BlockKind.TABLE, targets=tuple(self._targets), rows=rows)
                self.blocks.append(table)
            self._targets = []

    def _end_cell(self) -> None:
        self._grid.write(_clean("".join(self._text)))
        self._text = []

    def _flush(self) -> None:
        text = _clean("".join(self._text))
        if text or self._targets:
            self.blocks.append(Block(self._kind, text, tuple(self._targets)))
        self._text, self._targets, self._kind = [], [], BlockKind.PARAGRAPH


class _Grid:
    """The cells of a table at their places, spans counted."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], str] = {}
        self._row = -1
        self._here: tuple[int, int] | None = None

    def row(self) -> None:
        """Begin a row."""
        self._row += 1
        self._here = None

    def cell(self, width: int, height: int) -> None:
        """Begin a cell at the next free place; the rest of its span stays empty."""
        self._row = max(self._row, 0)
        column = 0
        while (self._row, column) in self._cells:
            column += 1
        for down in range(height):
            for right in range(width):
                self._cells.setdefault((self._row + down, column + right), "")
        self._here = (self._row, column)

    def write(self, text: str) -> None:
        """Write into the cell that was begun; text between cells joins the cell before it."""
        if self._here is not None and text:
            self._cells[self._here] = _clean(f"{self._cells[self._here]} {text}")

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows, all of the same width; rows begun by a span alone are cut."""
        if not self._cells:
            return ()
        width = max(column for _, column in self._cells) + 1
        return tuple(
            tuple(self._cells.get((row, column), "") for column in range(width))
            for row in range(self._row + 1)
        )


def _span(value: str | None) -> int:
    if value is None or not value.strip().isdecimal():
        return 1
    return min(max(int(value), 1), _MOST_SPAN)


def _clean(text: str) -> str:
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
