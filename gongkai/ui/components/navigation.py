"""Ways through the product: breadcrumb, tabs, pages of a list, steps of a procedure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Self

from gongkai.ui.components.base import Component, Link, Query
from gongkai.ui.components.query import link_with


@dataclass(frozen=True, slots=True)
class Breadcrumb(Component):
    """The way from the home page to this one; the last link is the page itself."""

    template: ClassVar[str] = "ui/breadcrumb.html"
    links: tuple[Link, ...]
    current: str

    @classmethod
    def to(cls, current: str, *links: tuple[str, str]) -> Self:
        """Build from ``(text, href)`` pairs: ``Breadcrumb.to("甲局", ("首页", "/"))``."""
        return cls(tuple(Link(text, href) for text, href in links), current)


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the same thing, at an address of its own."""

    text: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Tabs(Component):
    """Links between views of the same thing. They are links, so they work without scripts."""

    template: ClassVar[str] = "ui/tabs.html"
    label: str
    items: tuple[Tab, ...]


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link of a pagination; ``number`` is ``None`` for the gap between far pages."""

    number: int | None
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pagination(Component):
    """Pages of a list. ``total`` is the number of things, ``page`` and ``pages`` begin at 1."""

    template: ClassVar[str] = "ui/pagination.html"
    page: int
    pages: int
    total: int
    query: Query = field(default_factory=dict)

    def href(self, page: int) -> str:
        """Return the address of a page with the other parameters kept."""
        return link_with(self.query, page=str(page) if page > 1 else "")

    @property
    def previous(self) -> str:
        """Address of the page before, empty on the first."""
        return self.href(self.page - 1) if self.page > 1 else ""

    @property
    def next(self) -> str:
        """Address of the page after, empty on the last."""
        return self.href(self.page + 1) if self.page < self.pages else ""

    @property
    def links(self) -> Iterator[PageLink]:
        """First, last, and the neighbours of the present page, with gaps between."""
        near = {1, self.pages, self.page - 1, self.page, self.page + 1}
        before = 0
        for number in sorted(n for n in near if 1 <= n <= self.pages):
            if number - before > 1:
                yield PageLink(None)
            yield PageLink(number, self.href(number), number == self.page)
            before = number


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    CURRENT = "current"
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure; ``note`` is its date or what is waited for."""

    title: str
    state: StepState = StepState.TODO
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Steps(Component):
    """The steps of a procedure in order. State is said in words, not by colour alone."""

    template: ClassVar[str] = "ui/steps.html"
    label: str
    items: tuple[Step, ...]
