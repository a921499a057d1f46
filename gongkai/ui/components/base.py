"""What every component shares: the template it is drawn with, and the small values put in cells.

A component is a frozen dataclass. Screens build it, ``{% ui … %}`` draws it; nothing else knows
its markup, so a change of look or of accessibility is made once for the whole product.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Self


class Tone(StrEnum):
    """What a badge, notice or bar says besides its words. Colour is never the only signal."""

    NEUTRAL = "neutral"
    GOOD = "good"
    FAIR = "fair"
    WARN = "warn"
    BAD = "bad"


class Component:
    """Base of everything ``{% ui thing %}`` can draw. ``template`` gets the component as ``it``."""

    __slots__ = ()
    template: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Link(Component):
    """A link. ``current`` marks the page itself; ``note`` is a muted word after it."""

    template: ClassVar[str] = "ui/link.html"
    text: str
    href: str
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Badge(Component):
    """A short status such as a grade. ``text`` must carry the meaning without the colour."""

    template: ClassVar[str] = "ui/badge.html"
    text: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Meter(Component):
    """A score out of its full marks, as figures and a bar.

    ``value`` is ``None`` where nothing could be measured; the bar is then left out.
    ``label`` names the bar where the surrounding text does not.
    """

    template: ClassVar[str] = "ui/meter.html"
    value: Decimal | None
    max: Decimal
    tone: Tone = Tone.NEUTRAL
    label: str = ""

    @property
    def percent(self) -> str:
        """Length of the bar in percent of its track, kept within 0 and 100."""
        if self.value is None or self.max <= 0:
            return "0"
        share = min(max(self.value / self.max, Decimal(0)), Decimal(1))
        return f"{share * 100:.2f}"


class Better(StrEnum):
    """Which direction of a change is welcome."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Change(Component):
    """The difference between two values, said by arrow, figure and word.

    Where the two are not comparable (an item changed between versions of the rules), leave
    ``before`` or ``after`` ``None`` and say why in ``reason``.
    """

    template: ClassVar[str] = "ui/change.html"
    before: Decimal | None
    after: Decimal | None
    better: Better = Better.HIGHER
    reason: str = ""

    @property
    def difference(self) -> Decimal | None:
        """``after - before`` in the finer precision of the two, or ``None``."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def size(self) -> Decimal:
        """The difference without its sign; 0 where there is none to state."""
        return abs(self.difference or Decimal(0))

    @property
    def direction(self) -> str:
        """One of ``up``, ``down``, ``same``, ``none``."""
        if self.difference is None:
            return "none"
        if self.difference == 0:
            return "same"
        return "up" if self.difference > 0 else "down"

    @property
    def tone(self) -> Tone:
        """Welcome, unwelcome or neutral, by ``better``."""
        if self.better is Better.NEITHER or self.direction in {"none", "same"}:
            return Tone.NEUTRAL
        welcome = (self.direction == "up") is (self.better is Better.HIGHER)
        return Tone.GOOD if welcome else Tone.BAD


@dataclass(frozen=True, slots=True)
class Stack(Component):
    """Several values in one place, each on its own line; the second and later ones are muted."""

    template: ClassVar[str] = "ui/stack.html"
    parts: "tuple[Value, ...]"

    @classmethod
    def of(cls, *parts: "Value") -> Self:
        """Build from positional values: ``Stack.of(Link(…), "示例县直属单位")``."""
        return cls(parts)


@dataclass(frozen=True, slots=True)
class Indent(Component):
    """A value set in by its level, 0 to 3: a part under its whole. Keeps its edge when it wraps."""

    template: ClassVar[str] = "ui/indent.html"
    value: "Value"
    level: int

    @property
    def step(self) -> int:
        """The level, no deeper than the styles go."""
        return min(max(self.level, 0), 3)


@dataclass(frozen=True, slots=True)
class Cluster(Component):
    """Several values side by side, wrapping where there is no room: badges, short links."""

    template: ClassVar[str] = "ui/cluster.html"
    parts: "tuple[Value, ...]"

    @classmethod
    def of(cls, *parts: "Value") -> Self:
        """Build from positional values: ``Cluster.of(Badge("优秀 15"), Badge("合格 7"))``."""
        return cls(parts)


Value = str | int | Decimal | date | None | Component
"""What a table cell or a summary row may hold. ``None`` is drawn as a dash."""


Query = Mapping[str, object]
"""Query parameters; a ``QueryDict`` or a plain dictionary of strings or lists of strings."""
