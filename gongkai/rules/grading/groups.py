"""Ranks within groups: bureaus among bureaus, townships among townships, beside the rank of all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.rules.grading.engine import Graded


@dataclass(frozen=True, slots=True)
class GroupRank:
    """The place of a unit among the ranked units of its group, and how many those are."""

    group: str
    rank: int
    of: int


def group_ranks(units: Iterable[Graded]) -> Mapping[str, GroupRank]:
    """Return the place of each ranked unit within its group, by unit id.

    Equal totals share a place and the next one is skipped, as in the rank of all. Empty where all
    units are of one group: the rank of all says it already.
    """
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for unit in units:
        if unit.rank is not None:
            groups[unit.score.unit.group][unit.score.unit.id] = unit.rank
    if len(groups) < 2:
        return {}
    return {
        unit: GroupRank(group, 1 + sum(other < rank for other in ranks.values()), len(ranks))
        for group, ranks in groups.items()
        for unit, rank in ranks.items()
    }
