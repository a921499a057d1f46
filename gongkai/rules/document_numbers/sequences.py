"""Gaps in numbering: how much of a series of documents has been published.

An office numbers its documents 1, 2, 3 … within a year, so the highest number seen tells how many
there are at least, and the numbers not seen are documents not published (or not open to the
public). The measure is used in research on government transparency.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gongkai.rules.document_numbers.values import DocumentNumber, SeriesReport

Series = tuple[str, int | None]


def sequence_report(
    numbers: Iterable[DocumentNumber], *, max_ranges: int = 200
) -> tuple[SeriesReport, ...]:
    """Report every series (issuer code and year), ordered by code and year.

    Repeated numbers count once. ``max_ranges`` bounds the listed gaps of one series: one
    mistyped number in the millions must not fill a report.
    """
    series: defaultdict[Series, set[int]] = defaultdict(set)
    for number in numbers:
        series[number.issuer_code, number.year].add(number.sequence)
    return tuple(
        _series_report(key, sorted(series[key]), max_ranges)
        for key in sorted(series, key=lambda key: (key[0], key[1] or 0))
    )


def _series_report(key: Series, seen: list[int], max_ranges: int) -> SeriesReport:
    gaps = list(_gaps(seen))
    return SeriesReport(
        issuer_code=key[0],
        year=key[1],
        observed=len(seen),
        highest=seen[-1],
        missing=tuple(gaps[:max_ranges]),
        range_count=len(gaps),
    )


def _gaps(seen: list[int]) -> Iterator[tuple[int, int]]:
    """Ranges between 1 and the last that are absent from a sorted list of distinct numbers."""
    for before, after in zip([0, *seen], seen, strict=False):
        if after > before + 1:
            yield before + 1, after - 1
