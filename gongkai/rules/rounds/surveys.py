"""What a survey says: the weighted mean of a question, and groups too small to be told of.

The mean of one question about one unit::

    mean = Σ weight(c) · mean(c) / Σ weight(c)      over the cells c

A cell is one kind of people (a stratum) with at least ``LEAST`` answers, or several of them taken
together because one alone had fewer; its weight is the sum of theirs, its mean the plain mean of
its answers. Kinds nobody of whom answered have no part, so the others' weights stand for them.
Without weights every answer counts alike. An item's mean is the plain mean of its questions'
means, rounded once, half up, to ``DIGITS`` digits.

Everything told of a survey is made from its cells and from the distribution over a whole unit. So
no group below ``LEAST`` is told of, and none can be had by subtracting what is told from what is
told: the smallest part there is, is a cell. While answers still come in, what is told grows by
whole groups too (``told_until``) and has no weights: two looks at weighted means would give away
what few of one kind answered between them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

LEAST: Final = 5
"""The smallest group whose answers are ever told, or counted in a score."""
DIGITS: Final = 6
Weights = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Cell:
    """Kinds of people whose answers are told together."""

    strata: tuple[str, ...]
    weight: Decimal
    answers: int
    mean: Fraction


@dataclass(frozen=True, slots=True)
class Told:
    """What a question says of a unit. ``distribution`` is step → answers, without weights."""

    answers: int
    exact: Fraction
    distribution: Mapping[int, int]
    cells: tuple[Cell, ...]

    @property
    def mean(self) -> Decimal:
        """The weighted mean as it is printed and stored."""
        return rounded(self.exact)


def rounded(value: Fraction) -> Decimal:
    """Return a mean to ``DIGITS`` digits, half up."""
    scaled = value * 10**DIGITS
    # Exact: a quotient of Decimals could be rounded before it is rounded.
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole).scaleb(-DIGITS)


def tell(answers: Iterable[tuple[str, int]], weights: Weights) -> Told | None:
    """Return what answers to one question, each with its stratum, say of one unit.

    ``None`` where they are fewer than ``LEAST``.

    Raises:
        KeyError: an answer of a stratum without a weight.
    """
    values: dict[str, list[int]] = {}
    for stratum, value in answers:
        values.setdefault(stratum if weights else "", []).append(value)
    counts = {stratum: len(given) for stratum, given in values.items()}
    if sum(counts.values()) < LEAST:
        return None
    cells = tuple(
        Cell(
            strata,
            sum((weights[one] for one in strata), Decimal(0)) if weights else Decimal(1),
            sum(counts[one] for one in strata),
            Fraction(sum(sum(values[one]) for one in strata), sum(counts[one] for one in strata)),
        )
        for strata in cells_of(counts)
    )
    whole = sum((Fraction(cell.weight) for cell in cells), Fraction(0))
    exact = sum((Fraction(cell.weight) * cell.mean for cell in cells), Fraction(0)) / whole
    distribution = Counter(value for given in values.values() for value in given)
    return Told(sum(counts.values()), exact, dict(sorted(distribution.items())), cells)


def cells_of(counts: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Return the strata in cells of at least ``LEAST`` answers; one cell if all are too few.

    The small ones are taken together; while they are too few, the smallest other one joins them.
    """
    order = sorted((n, stratum) for stratum, n in counts.items() if n)
    small = [stratum for n, stratum in order if n < LEAST]
    large = [stratum for n, stratum in order if n >= LEAST]
    while small and large and sum(counts[one] for one in small) < LEAST:
        small.append(large.pop(0))
    together = [tuple(sorted(small))] if small else []
    return tuple(sorted([*together, *((one,) for one in large)]))


def mean_of_item(told: Iterable[Told]) -> Decimal:
    """Return the mean of an item from its questions' means; each question counts alike."""
    means = [one.exact for one in told]
    return rounded(sum(means, Fraction(0)) / len(means))


def tell_count(answers: int) -> int | None:
    """Return how many answered, where that may be told; ``None`` stands for a few."""
    return answers if answers >= LEAST or answers == 0 else None


def tell_choices(chosen: Iterable[int]) -> Mapping[int, int] | None:
    """Return how often each option was chosen; ``None`` where too few answered."""
    counts = Counter(chosen)
    return dict(sorted(counts.items())) if sum(counts.values()) >= LEAST else None


def told_until(answers: Mapping[date, int], today: date) -> date | None:
    """Return the day up to which answers may be told while more come in; ``None`` for none yet.

    Days gather into groups of at least ``LEAST`` answers, from the first day on; a group is told
    once its days are over and at least ``LEAST`` more answers stand outside. So between two looks,
    and between any look and the result, lie at least ``LEAST`` answers.
    """
    left = sum(answers.values())
    until, gathered = None, 0
    for day in sorted(answers):
        gathered, left = gathered + answers[day], left - answers[day]
        if day >= today or left < LEAST:
            break
        if gathered >= LEAST:
            until, gathered = day, 0
    return until
