"""Blocks of words and figures: notices, empty states, summary lists, headline figures."""

from dataclasses import dataclass
from typing import ClassVar, Self

from gongkai.ui.components.base import Component, Link, Tone, Value


@dataclass(frozen=True, slots=True)
class Notice(Component):
    """A banner inside the page. ``urgent`` is announced at once by screen readers."""

    template: ClassVar[str] = "ui/notice.html"
    title: str
    text: str = ""
    tone: Tone = Tone.FAIR
    items: tuple[Value, ...] = ()
    link: Link | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Empty(Component):
    """What is shown in place of an empty list: why it is empty and what to do next."""

    template: ClassVar[str] = "ui/empty.html"
    title: str
    text: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One term with its value; ``action`` is a link such as 修改 or 查看原文."""

    term: str
    value: Value
    note: str = ""
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class Summary(Component):
    """A list of facts about one thing: terms and values."""

    template: ClassVar[str] = "ui/summary.html"
    rows: tuple[SummaryRow, ...]

    @classmethod
    def of(cls, *rows: tuple[str, Value]) -> Self:
        """Build from pairs: ``Summary.of(("规则包", "示范点建设考评"), ("版本", "1.0.0"))``."""
        return cls(tuple(SummaryRow(term, value) for term, value in rows))


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure; ``note`` says what it is compared with."""

    label: str
    value: Value
    unit: str = ""
    note: Value = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Figures(Component):
    """A row of headline figures at the head of a page; three to five of them."""

    template: ClassVar[str] = "ui/figures.html"
    items: tuple[Figure, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Prose(Component):
    """Plain text of several paragraphs, one a line."""

    template: ClassVar[str] = "ui/prose.html"
    text: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Entries(Component):
    """A plain list; ``numbered`` where the order matters."""

    template: ClassVar[str] = "ui/entries.html"
    entries: tuple[Value, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Section(Component):
    """Something under a heading of its own. ``level`` is the heading's, 2 or 3."""

    template: ClassVar[str] = "ui/section.html"
    id: str
    title: str
    content: Value
    level: int = 2
