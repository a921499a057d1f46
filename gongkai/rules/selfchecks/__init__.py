"""The self-check of a township (乡镇自查): its check list, and totals that come from their parts.

The list comes from a pack (001-4: 一规范、两到位、三结合、四上墙): points to tick, each with what
it rests on, without scores.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Met(StrEnum):
    """What a township says of one point."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class CheckedPoint:
    """One point of the list, by id, with its title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class CheckedPart:
    """Points under one heading."""

    title: str
    points: tuple[CheckedPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckList:
    """The whole list, as a pack has it; ``cite`` is where the source asks for it."""

    title: str
    parts: tuple[CheckedPart, ...]
    cite: tuple[str, ...] = ()

    @property
    def points(self) -> Iterator[CheckedPoint]:
        """Every point in order."""
        for part in self.parts:
            yield from part.points


@dataclass(frozen=True, slots=True)
class Tick:
    """What was said of a point and what shows it; an empty ``met`` is not answered yet."""

    met: str = ""
    evidence: str = ""


def lacking(asked: CheckList, ticks: Mapping[str, Tick]) -> tuple[tuple[str, str], ...]:
    """Return by point, in the order of the list, what keeps the report from being signed."""
    found = []
    for point in asked.points:
        tick = ticks.get(point.id, Tick())
        if tick.met not in set(Met):
            found.append((point.id, f"“{point.title}”没有选做到没有。"))
        elif tick.met == Met.YES and not tick.evidence.strip():
            found.append((point.id, f"“{point.title}”没有写依据。"))
    return tuple(found)


def total_of(parts: Iterable[int]) -> int:
    """Return a total: it is added up from its parts, never typed."""
    return sum(parts)


def mismatch(stated: int | None, parts: Iterable[int]) -> str:
    """Return in words how a stated total differs from its parts; empty where it does not (Q33)."""
    total = total_of(parts)
    if stated is None or stated == total:
        return ""
    more = stated - total
    words = f"多 {more}" if more > 0 else f"少 {-more}"
    return f"填写的总数 {stated} 与各渠道之和 {total} 不符，{words}。"
