"""What the text of a draft consists of: paragraphs and cells with places, headings, images, links.

Places are named as people count them: 正文第3段, 正文表1第2行第3列, 正文图2.
"""

from dataclasses import dataclass, field

from gongkai.disclosure.checks.draft.tables import OpenTable
from gongkai.disclosure.checks.draft.tokens import Token, TokenKind
from gongkai.disclosure.checks.values import Piece, Row

_BLOCKS = {
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "figure",
    "figcaption", "section", "article", "header", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "hr",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = {"td", "th"}
_SPACES = str.maketrans({"\n": " ", "\r": " ", "\t": " "})
_READ_ATTRIBUTES = ("alt", "title", "href", "src", "aria-label")
_ADDRESSES = {"href", "src"}
_LINK_PREFIXES = ("tel:", "mailto:", "sms:")
BODY = "正文"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body; ``order`` is the piece before which a finding about it stands."""

    level: int
    text: str
    place: str
    order: int


@dataclass(frozen=True, slots=True)
class Image:
    """An image; ``alt`` is None where nothing is written."""

    alt: str | None
    place: str
    order: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: how many rows, and whether any cell is a head."""

    rows: int
    headed: bool
    place: str
    order: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link and its words, those of an image in it included."""

    href: str
    text: str
    place: str
    order: int


@dataclass(frozen=True, slots=True)
class AttributeText:
    """Where the words of an attribute are written back: after ``prefix`` (``tel:``)."""

    token: Token
    name: str
    prefix: str


@dataclass(slots=True)
class Outline:
    """Everything the checks look at, in the order of the text."""

    pieces: list[Piece] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    tables: list[Shape] = field(default_factory=list)
    links: list[Anchor] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    @property
    def characters(self) -> int:
        """How many characters a reader can read, spaces and attributes not counted."""
        shown = (piece for piece in self.pieces if isinstance(piece.source, list))
        return sum(len("".join(piece.text.split())) for piece in shown)


def outline(tokens: list[Token]) -> Outline:
    """Return the outline of a text. Never raises."""
    walk = _Walk()
    for token in tokens:
        walk.take(token)
    walk.end()
    return walk.found


class _Walk:
    def __init__(self) -> None:
        self.found = Outline()
        self.run: list[Token] = []
        self.paragraph = 0
        self.line = 0
        self.tables: list[OpenTable] = []
        self.heading = 0
        self.link: tuple[str, list[str], str, int] | None = None

    def take(self, token: Token) -> None:
        """Read one token."""
        if token.kind is TokenKind.TEXT:
            self.run.append(token)
            if self.link is not None:
                self.link[1].append(token.text)
        elif token.kind is TokenKind.START:
            self.start(token)
        elif token.kind is TokenKind.END:
            self.stop(token.tag)
        elif token.kind is TokenKind.COMMENT:
            place = f"{BODY}（网页注释）"
            self.found.pieces.append(Piece(place=place, text=token.text, writing=False))

    def start(self, token: Token) -> None:
        tag = token.tag
        if tag == "br":
            self.flush(whole=False)
        elif tag in _BLOCKS:
            self.flush()
        if tag == "table":
            number = sum(1 for one in self.found.tables) + len(self.tables) + 1
            self.tables.append(OpenTable(f"{BODY}表{number}", len(self.found.pieces)))
        elif self.tables and tag == "tr":
            self.tables[-1].next_row()
        elif self.tables and tag in _CELLS:
            self.tables[-1].open_cell(token)
        self.heading = _HEADINGS.get(tag, self.heading)
        if tag == "img":
            self.image(token)
        if tag == "a" and token.attribute("href") is not None:
            self.link = (token.attribute("href") or "", [], self.place(), len(self.found.pieces))
        if token.attribute("id"):
            self.found.ids.add(token.attribute("id") or "")
        self.attributes(token)

    def stop(self, tag: str) -> None:
        if tag == "a":
            self.end_link()
        if tag not in _BLOCKS:
            return
        self.flush()
        if tag in _HEADINGS:
            self.heading = 0
        if self.tables and tag in _CELLS:
            self.tables[-1].close_cell()
        elif self.tables and tag == "table":
            self.close_table()

    def end(self) -> None:
        """Close what the text left open."""
        self.end_link()
        self.flush()
        while self.tables:
            self.close_table()

    def close_table(self) -> None:
        table = self.tables.pop()
        table.close_cell()
        self.found.tables.append(Shape(table.row, table.headed, table.place, table.order))

    def end_link(self) -> None:
        if self.link is not None:
            href, words, place, order = self.link
            text = " ".join("".join(words).split())
            self.found.links.append(Anchor(href.strip(), text, place, order))
            self.link = None

    def image(self, token: Token) -> None:
        alt = token.attribute("alt")
        place = f"{BODY}图{len(self.found.images) + 1}"
        self.found.images.append(Image(alt, place, len(self.found.pieces)))
        if self.link is not None:
            self.link[1].append(alt or "")

    def attributes(self, token: Token) -> None:
        """Read what is written in attributes: numbers hide behind tel: and in descriptions."""
        for name, value in token.attributes:
            if name not in _READ_ATTRIBUTES or not value.strip():
                continue
            plain = value
            for prefix in _LINK_PREFIXES:
                plain = plain.removeprefix(prefix)
            place = f"{BODY}图{len(self.found.images)}" if token.tag == "img" else self.place()
            label = "图片说明" if name == "alt" else f"{name} 属性"
            # An address is full of figures: there only what is certain counts.
            address = name in _ADDRESSES and plain == value
            source = AttributeText(token, name, value[: len(value) - len(plain)])
            self.found.pieces.append(
                Piece(
                    place=f"{place} {label}",
                    text=plain,
                    raw=address,
                    writing=False,
                    source=source,
                )
            )

    def place(self) -> str:
        """Return where the next words stand."""
        if self.tables:
            return self.tables[-1].cell_place
        return f"{BODY}第{self.paragraph + 1}段"

    def flush(self, *, whole: bool = True) -> None:
        """End a line, and with ``whole`` the paragraph."""
        if self.link is not None:
            self.link[1].append(" ")  # words of two paragraphs are never one word
        text = "".join(token.text for token in self.run).translate(_SPACES)
        if text.strip():
            self.line += 1
            self.add(text, whole=whole)
        self.run = []
        if whole and self.line:
            self.line = 0
            if not self.tables:
                self.paragraph += 1

    def add(self, text: str, *, whole: bool) -> None:
        table = self.tables[-1] if self.tables else None
        several = f"第{self.line}行" if self.line > 1 or not whole else ""
        place = self.place() + ("" if table else several)
        if self.heading:
            order = len(self.found.pieces)
            self.found.headings.append(Heading(self.heading, text.strip(), place, order))
        self.found.pieces.append(
            Piece(
                place=place,
                text=text,
                label=table.label if table else "",
                row=Row(table.place, table.row) if table else None,
                writing=table is None,
                source=list(self.run),
            )
        )
        if table is not None:
            table.words(text)
