"""What happened, what changed, what is attached: timeline, difference, files, banner, details."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from gongkai.ui.components.base import Component, Link, Tone, Value


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: when, what, by whom; ``note`` is what was said with it."""

    at: datetime | date
    title: str
    who: str = ""
    note: Value = ""
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Timeline(Component):
    """What happened to one thing, in the order given. ``label`` names it for screen readers."""

    template: ClassVar[str] = "ui/timeline.html"
    items: tuple[Moment, ...]
    label: str
    empty: str = ""


class DiffKind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A stretch of text and what became of it."""

    kind: DiffKind
    text: str


@dataclass(frozen=True, slots=True)
class Diff(Component):
    """A changed text: what was added is underlined, what was removed struck through, and a screen
    reader hears both said. Line breaks are kept.
    """

    template: ClassVar[str] = "ui/diff.html"
    parts: tuple[DiffPart, ...]

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return any(part.kind is not DiffKind.SAME for part in self.parts)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to download. ``size`` is in bytes; ``note`` says what it is (原件, 附件1)."""

    name: str
    href: str
    size: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class FileList(Component):
    """Files to download, with kind and size, so that nobody opens 50 MB unwarned."""

    template: ClassVar[str] = "ui/file_list.html"
    items: tuple[Attached, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Banner(Component):
    """A band above a document that says what it no longer is: 已失效, 已废止, 已撤下, 已修改.

    ``state`` is the word set off; ``text`` the sentence with date and document; ``links`` lead to
    what takes its place. Printed with the document.
    """

    template: ClassVar[str] = "ui/banner.html"
    state: str
    text: str = ""
    tone: Tone = Tone.WARN
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Details(Component):
    """Something folded away behind a sentence; plain ``<details>``, open on paper."""

    template: ClassVar[str] = "ui/details.html"
    summary: str
    content: Value
    open: bool = False
