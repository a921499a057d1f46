"""The value of a document number and the account of a series of them."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """One document number; ``year`` is None in series that count through (令).

    The series a number belongs to is (``issuer_code``, ``year``).
    """

    issuer_code: str
    year: int | None
    sequence: int

    @property
    def canonical(self) -> str:
        """The official spelling, e.g. ``国发〔2023〕5号`` or ``省政府令第5号``."""
        if self.year is None:
            return f"{self.issuer_code}第{self.sequence}号"
        return f"{self.issuer_code}〔{self.year}〕{self.sequence}号"

    def __str__(self) -> str:
        return self.canonical


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """What is seen of one series: k distinct numbers, the highest m, and what is missing.

    ``missing`` lists the absent numbers from 1 to m as (first, last) ranges, the lowest
    first and at most as many as asked for; ``missing_count`` and ``range_count`` are complete.
    """

    issuer_code: str
    year: int | None
    observed: int
    highest: int
    missing: tuple[tuple[int, int], ...]
    range_count: int

    @property
    def missing_count(self) -> int:
        """How many numbers from 1 to the highest were not seen."""
        return self.highest - self.observed

    @property
    def estimate(self) -> Fraction:
        """How many documents the series probably has: m + m/k − 1, exact.

        The unbiased estimate of a largest serial number from a sample (German tanks): the
        unseen numbers above m are as many, on average, as the gaps below it are wide.
        """
        return self.highest + Fraction(self.highest, self.observed) - 1

    @property
    def rate(self) -> Fraction:
        """Share of the series that is published, k / estimate, exact, in (0, 1]."""
        return self.observed / self.estimate
