"""The text of an edition (HTML) as a flat run of tokens that can be changed and written back.

Flat on purpose: a parser that builds a tree gives up at some depth and drops the words below it;
here every character of the source is in some token.
"""

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from html.parser import HTMLParser


class TokenKind(StrEnum):
    """What a token is."""

    START = "start"
    END = "end"
    TEXT = "text"
    COMMENT = "comment"
    OTHER = "other"


@dataclass(slots=True)
class Token:
    """A piece of the source. ``text`` is unescaped for texts, and the raw markup for the rest."""

    kind: TokenKind
    text: str
    tag: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    changed: bool = False

    def attribute(self, name: str) -> str | None:
        """Return the value of an attribute, or None where it is not written."""
        return next((value for key, value in self.attributes if key == name), None)

    def replace_attribute(self, name: str, value: str) -> None:
        """Write another value; the tag is then written anew."""
        self.attributes = tuple(
            (key, value if key == name else old) for key, old in self.attributes
        )
        self.changed = True


class _Tokens(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Token] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        written = tuple((name, value or "") for name, value in attrs)
        self.found.append(Token(TokenKind.START, raw, tag, written))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(Token(TokenKind.END, f"</{tag}>", tag))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.found.append(Token(TokenKind.TEXT, data))

    def handle_comment(self, data: str) -> None:
        self.found.append(Token(TokenKind.COMMENT, data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(Token(TokenKind.OTHER, f"<!{decl}>"))

    def handle_pi(self, data: str) -> None:
        self.found.append(Token(TokenKind.OTHER, f"<?{data}>"))

    def unknown_decl(self, data: str) -> None:
        self.found.append(Token(TokenKind.OTHER, f"<![{data}]>"))


def tokens_of(html: str) -> list[Token]:
    """Return the tokens of a text. Never raises, whatever the markup."""
    parser = _Tokens()
    parser.feed(html)
    parser.close()
    return parser.found


def html_of(tokens: list[Token]) -> str:
    """Write the tokens back: what was not changed reads as before."""
    return "".join(map(_written, tokens))


def _written(token: Token) -> str:
    if token.kind is TokenKind.TEXT:
        return escape(token.text, quote=False)
    if token.kind is TokenKind.COMMENT:
        return f"<!--{token.text}-->"
    if token.kind is TokenKind.START and token.changed:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in token.attributes)
        return f"<{token.tag}{attributes}>"
    return token.text
