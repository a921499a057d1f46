"""Weighted components: who contributes how much to a total."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gongkai.rules.numbers import HUNDRED


class Source(StrEnum):
    """Where the score of a component comes from."""

    SCORE = "score"
    RUBRIC = "rubric"
    SUBORDINATES = "subordinates"
    POLL = "poll"
    PARTS = "parts"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRule:
    """Rules of a mutual rating.

    A ballot that gives more than ``max_high`` scores of at least ``high_at`` is void; with more
    than ``trim_over`` raters the highest and the lowest score are dropped.
    """

    high_at: Decimal | None
    max_high: int | None
    trim_over: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part of a weighted total.

    ``weight`` is in points of the total: the weights of all leaves add up to 100. A component of
    weight 0 is shown beside the others and never counted. ``absorbs`` names other methods of the
    source that this component stands for (Q10).
    """

    id: str
    title: str
    weight: Decimal
    cite: tuple[str, ...]
    scorer: str = ""
    source: Source = Source.SCORE
    max: Decimal = HUNDRED
    absorbs: tuple[str, ...] = ()
    parts: tuple["Component", ...] = ()
    group: str = ""
    poll: PollRule | None = None

    def leaves(self) -> Iterator["Component"]:
        """Yield the components that carry a score of their own."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()
