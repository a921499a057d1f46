"""Mutual rating: ballots that break the rules are void, extreme scores are dropped."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from gongkai.rules.facts import Ballot
from gongkai.rules.numbers import ZERO
from gongkai.rules.scheme import PollRule


class PollScore(NamedTuple):
    """What a poll says of one unit.

    ``mean`` is None without a single valid ballot; ``ballots`` counts the valid ones that name the
    unit, ``void`` the void ones.
    """

    mean: Decimal | None
    ballots: int
    void: int
    trimmed: bool


def is_void(ballot: Ballot, rule: PollRule) -> bool:
    """Whether a ballot gives more high scores than the rule allows."""
    if rule.high_at is None or rule.max_high is None:
        return False
    high = sum(1 for score in ballot.scores.values() if score >= rule.high_at)
    return high > rule.max_high


def tally(ballots: tuple[Ballot, ...], rule: PollRule) -> Mapping[str, PollScore]:
    """Return each unit's poll score. Nobody's ballot counts for the rater's own unit."""
    given: dict[str, list[Decimal]] = {}
    void: dict[str, int] = {}
    for ballot in ballots:
        broken = is_void(ballot, rule)
        for unit, score in ballot.scores.items():
            if unit == ballot.rater:
                continue
            scores = given.setdefault(unit, [])
            if broken:
                void[unit] = void.get(unit, 0) + 1
            else:
                scores.append(score)
    return {unit: _mean(sorted(given[unit]), void.get(unit, 0), rule) for unit in given}


def _mean(scores: list[Decimal], void: int, rule: PollRule) -> PollScore:
    trim = rule.trim_over is not None and len(scores) > rule.trim_over
    kept = scores[1:-1] if trim else scores
    mean = sum(kept, ZERO) / len(kept) if kept else None
    return PollScore(mean, len(scores), void, trim)
