"""Indicators from what was published: items a month, numbers, interpretation, review."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.indicators.values import Scope, Tallies
from gongkai.disclosure.queries.counting import (
    Counted,
    published_between,
    with_interpretation,
)
from gongkai.rules.document_numbers import DocumentNumber, parse, sequence_report
from gongkai.rules.tallies import Record, RecordKind, Tally, average, share

_SIGNERS: Final = 3
_GAPS: Final = 20
Document = tuple[Counted, date | None]


def count_published(scope: Scope, at: datetime) -> Mapping[str, Tallies]:
    """Return the tallies that rest on public items, in three queries."""
    del at
    items = published_between(scope.roots, scope.span.start, scope.span.end)
    rows = scope.by_place((one.unit_path, one) for one in items)
    documents = scope.by_place((one.unit_path, (one, on)) for one, on in with_interpretation(items))
    months = scope.span.months
    year = scope.span.start.year
    return {
        "disclosure.per_month": dict(
            scope.each(rows, lambda found: average(map(_listed, found), months))
        ),
        "disclosure.number_completeness": dict(
            scope.each(rows, lambda found: _numbers(found, year))
        ),
        "review.three_level": dict(scope.each(rows, lambda found: share(_reviewed(found)))),
        "interpretation.with_document": dict(
            scope.each(documents, lambda found: share(map(_interpreted, found)))
        ),
    }


def _listed(one: Counted, *, good: bool | None = True, note: str = "") -> Record:
    return Record(
        kind=RecordKind.PUBLISHED, key=one.key, title=one.title, on=one.on, good=good, note=note
    )


def _reviewed(rows: list[Counted]) -> Iterator[Record]:
    """Yield what went through the review of this platform, and whether three people signed."""
    for one in rows:
        if one.chain:
            note = gettext("%(count)s 人签署") % {"count": one.signers}
            yield _listed(one, good=one.signers >= _SIGNERS, note=note)


def _interpreted(found: Document) -> Record:
    document, on = found
    if on is None:
        return _listed(document, good=False, note=gettext("没有解读"))
    late = (on - document.on).days
    if late > 0:
        note = gettext("解读晚 %(days)s 天") % {"days": late}
        return _listed(document, good=False, note=note)
    return _listed(document, good=True)


def _numbers(rows: list[Counted], year: int) -> Tally:
    """Count the numbers seen of each series against the highest of them."""
    records: list[Record] = []
    seen: set[DocumentNumber] = set()
    for one in rows:
        number = parse(one.document_number) if one.document_number else None
        if number is not None and number.year == year and number not in seen:
            seen.add(number)
            records.append(_listed(one, note=number.canonical))
    expected = 0
    for series in sequence_report(seen, max_ranges=_GAPS):
        expected += series.highest
        for first, last in series.missing:
            span = str(first) if first == last else f"{first}—{last}"
            title = f"{series.issuer_code}〔{series.year}〕{span}号"
            records.append(Record(kind=RecordKind.GAP, title=title, good=False))
    return Tally(len(seen), expected, tuple(records))
