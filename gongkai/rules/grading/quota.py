"""Quotas: at most a share of units may hold a grade; who stays, and why.

Never exceeded: where equal units meet at the edge and no rule or minuted decision orders them, none
of them is granted, since any choice by the machine would be a guess.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import groupby

from gongkai.rules.facts import TieDecision
from gongkai.rules.readings import QuotaRound

_MODES = {
    QuotaRound.FLOOR: ROUND_FLOOR,
    QuotaRound.HALF_UP: ROUND_HALF_UP,
    QuotaRound.CEIL: ROUND_CEILING,
}
SortKey = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaEffect:
    """What a quota did: its base, how many it allows, who was granted, who overflowed and why."""

    grade: str
    base: int
    allowed: int
    granted: tuple[str, ...]
    overflow: tuple[str, ...]
    undecided: tuple[str, ...] = ()
    group: str = ""


def allowed(share: Decimal, base: int, mode: QuotaRound) -> int:
    """Return how many of ``base`` units a share allows; 70 % of 11 is 7 under ``floor`` (Q12)."""
    return int((share * base).quantize(Decimal(1), rounding=_MODES[mode]))


def select(
    candidates: Sequence[str],
    places: int,
    key: Callable[[str], SortKey],
    decision: TieDecision | None,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return (granted, overflow, undecided) for ``places`` places.

    ``key`` orders units, greater first: the total, then the tie-break scores of the pack. Units
    still equal are ordered by a minuted decision if one names them all: one that leaves a unit out
    has not weighed it. Otherwise they are undecided, and undecided units overflow.
    """
    granted: list[str] = []
    overflow: list[str] = []
    undecided: list[str] = []
    order = {unit: place for place, unit in enumerate(decision.order)} if decision else {}
    ranked = sorted(candidates, key=lambda unit: (_descending(key(unit)), unit))
    for _, tied in groupby(ranked, key=key):
        group = list(tied)
        left = places - len(granted)
        if len(group) <= left:
            granted += group
        elif left <= 0:
            overflow += group
        elif all(unit in order for unit in group):
            group.sort(key=order.__getitem__)
            granted += group[:left]
            overflow += group[left:]
        else:
            overflow += group
            undecided += group
            # Nobody behind an undecided tie may take the open place.
            places = len(granted)
    return tuple(granted), tuple(overflow), tuple(undecided)


def _descending(key: SortKey) -> SortKey:
    return tuple(-part for part in key)


def by_group(units: Sequence[str], group: Mapping[str, str]) -> Mapping[str, list[str]]:
    """Return units by their group, groups in order of name."""
    result: dict[str, list[str]] = {}
    for unit in sorted(units, key=lambda unit: (group[unit], unit)):
        result.setdefault(group[unit], []).append(unit)
    return result
