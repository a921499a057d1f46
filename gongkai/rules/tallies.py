"""Tallies: a rate counted from records, with the records it was counted from.

A tally never stands without its records, so that anybody can count again. Numerator and
denominator are kept apart: whether 19 of 20 reach a line is decided by multiplication, and 0 of 0
says that there was nothing to count (Q6).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Self

_DAY: Final = timedelta(days=1)
_QUARTERS: Final = "一二三四"


class RecordKind(StrEnum):
    """What a record behind a tally is."""

    PUBLISHED = "published"
    DUTY = "duty"
    LEDGER = "ledger"
    ORDER = "order"
    PERIOD = "period"
    GAP = "gap"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _KINDS[self]


_KINDS: Final = {
    RecordKind.PUBLISHED: "公开事项",
    RecordKind.DUTY: "公开任务",
    RecordKind.LEDGER: "工作台账",
    RecordKind.ORDER: "整改通知",
    RecordKind.PERIOD: "期间",
    RecordKind.GAP: "缺号",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record. ``good`` says that it counts for the numerator; None that it is listed only.

    ``key`` finds the record again: the key of a published item, the id of an entry or an order.
    """

    kind: RecordKind
    key: str = ""
    title: str
    on: date | None = None
    good: bool | None
    note: str = ""

    def to_json(self) -> dict[str, object]:
        """Return what is kept; empty entries are left out."""
        body: dict[str, object] = {"kind": self.kind.value, "title": self.title, "good": self.good}
        if self.key:
            body["key"] = self.key
        if self.on is not None:
            body["on"] = self.on.isoformat()
        if self.note:
            body["note"] = self.note
        return body

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Self:
        """Return the record that was kept."""
        on = body.get("on")
        return cls(
            kind=RecordKind(body["kind"]),
            key=body.get("key", ""),
            title=body["title"],
            on=date.fromisoformat(on) if on else None,
            good=body["good"],
            note=body.get("note", ""),
        )


@dataclass(frozen=True, slots=True)
class Span:
    """The days a tally is over, both included: from the first of a year to the day of counting."""

    start: date
    end: date

    @classmethod
    def of_year(cls, year: int, until: date) -> "Span":
        """Return the year up to and including a day; the whole year where the day is past it."""
        return cls(date(year, 1, 1), min(until, date(year, 12, 31)))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end

    @property
    def months(self) -> int:
        """How many months have begun."""
        if self.end < self.start:
            return 0
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def ended_quarters(self) -> Iterator["Quarter"]:
        """Yield the quarters that are over on the last day."""
        for number in range(4):
            start = date(self.start.year, number * 3 + 1, 1)
            following = date(self.start.year + number // 3, (number * 3 + 4 - 1) % 12 + 1, 1)
            if start >= self.start and following - _DAY <= self.end:
                yield Quarter(number + 1, start, following - _DAY)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year, its first and last day."""

    number: int
    start: date
    end: date

    @property
    def title(self) -> str:
        """What it is called: 2026年第一季度."""
        return f"{self.start.year}年第{_QUARTERS[self.number - 1]}季度"


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted, of how many, from which records."""

    numerator: int
    denominator: int
    records: tuple[Record, ...] = ()

    @property
    def hash(self) -> str:
        """SHA-256 over both numbers and every record."""
        body = [self.numerator, self.denominator, [one.to_json() for one in self.records]]
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def share(records: Iterable[Record]) -> Tally:
    """Return how many of the records that count are good."""
    kept = tuple(records)
    counted = [one for one in kept if one.good is not None]
    return Tally(sum(1 for one in counted if one.good), len(counted), kept)


def average(records: Iterable[Record], months: int) -> Tally:
    """Return how many records there are over so many months."""
    kept = tuple(records)
    return Tally(len(kept), months, kept)


def at_least_once(records: Iterable[Record]) -> Tally:
    """Return 1 of 1 where one record is good, else 0 of 1."""
    kept = tuple(records)
    return Tally(int(any(one.good for one in kept)), 1, kept)


def each_quarter(records: Iterable[Record], span: Span) -> Tally:
    """Return in how many of the quarters that are over there was a good record.

    A quarter without one is listed as such. What happened in the quarter under way is listed.
    """
    kept = tuple(records)
    good = [one.on for one in kept if one.good and one.on is not None]
    over = tuple(span.ended_quarters())
    missed = [one for one in over if not any(one.start <= day <= one.end for day in good)]
    empty = tuple(
        Record(kind=RecordKind.PERIOD, title=one.title, on=one.end, good=False, note="没有记录")
        for one in missed
    )
    return Tally(len(over) - len(missed), len(over), kept + empty)


def reaches(numerator: Decimal, denominator: Decimal, line: Decimal) -> bool:
    """Whether a rate reaches a line; nothing to count reaches none."""
    return denominator > 0 and numerator >= line * denominator
