"""Whether a document is in force on a day (有效性), from dated facts; the page never moves.

The facts are appended: a later repeal does not erase that the document was in force before, so
the same facts answer for any day, past or coming. A repealed or lapsed document stays readable,
carries a banner naming the document that ended it, and is left out of the default search.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)


class Validity(StrEnum):
    """Where a document stands on a day."""

    NONE = "none"
    NOT_YET = "not_yet"
    EFFECTIVE = "effective"
    AMENDED = "amended"
    EXPIRED = "expired"
    REPEALED = "repealed"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LABELS[self]

    @property
    def binding(self) -> bool:
        """Whether the document is in force."""
        return self in {Validity.EFFECTIVE, Validity.AMENDED}

    @property
    def ended(self) -> bool:
        """Whether the document was in force and is no longer."""
        return self in {Validity.EXPIRED, Validity.REPEALED}


_LABELS = {
    Validity.NONE: "不适用",
    Validity.NOT_YET: "尚未生效",
    Validity.EFFECTIVE: "有效",
    Validity.AMENDED: "已修改",
    Validity.EXPIRED: "已失效",
    Validity.REPEALED: "已废止",
}


class ValidityKind(StrEnum):
    """What happened to a document."""

    EFFECTIVE = "effective"
    AMENDED = "amended"
    REPEALED_IN_PART = "repealed_in_part"
    EXPIRES = "expires"
    EXTENDED = "extended"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedDocument:
    """Another document: title, number, and the item here when it is one of ours."""

    title: str
    number: str = ""
    item: int | None = None

    def __str__(self) -> str:
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidityEvent:
    """A dated fact.

    ``on`` is the first day it works, except for EXPIRES: there it is the last day in force.
    EXTENDED is decided ``on`` a day and keeps the document in force through ``until``.
    ``by`` is the document that does it, ``article`` the part it touches.
    """

    kind: ValidityKind
    on: date
    by: CitedDocument | None = None
    article: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidityReading:
    """The state on a day, the event it rests on, and all that had an effect by then.

    ``next_on`` is the next day on which the state or the text changes, None where none is known:
    a page rendered before must be rendered again on it.
    """

    state: Validity
    as_of: date
    because: ValidityEvent | None
    effects: tuple[ValidityEvent, ...]
    next_on: date | None


def read_validity(
    events: Iterable[ValidityEvent], as_of: date, *, applies: bool = True
) -> ValidityReading:
    """Return whether a document is in force on a day and why.

    ``applies`` is False for content types that have no validity. A document without any event
    that has one is in force.
    """
    known = tuple(sorted(events, key=lambda event: event.on)) if applies else ()
    if not applies:
        return ValidityReading(
            state=Validity.NONE, as_of=as_of, because=None, effects=(), next_on=None
        )
    state, because = _state(known, as_of)
    return ValidityReading(
        state=state,
        as_of=as_of,
        because=because,
        effects=tuple(event for event in known if _worked(event, as_of, because)),
        next_on=_next(known, as_of),
    )


def in_default_search(state: Validity) -> bool:
    """Whether a search finds the document without asking for what has ended."""
    return not state.ended


def _state(events: tuple[ValidityEvent, ...], as_of: date) -> tuple[Validity, ValidityEvent | None]:
    end = _end(events, as_of)
    if end is not None:
        repealed = end.kind is ValidityKind.REPEALED
        return (Validity.REPEALED if repealed else Validity.EXPIRED), end
    starts = [event for event in events if event.kind is ValidityKind.EFFECTIVE]
    if starts and starts[0].on > as_of:
        return Validity.NOT_YET, starts[0]
    touching = {ValidityKind.AMENDED, ValidityKind.REPEALED_IN_PART}
    changes = [event for event in events if event.kind in touching and event.on <= as_of]
    if changes:
        return Validity.AMENDED, changes[-1]
    return Validity.EFFECTIVE, starts[0] if starts else None


def _end(events: tuple[ValidityEvent, ...], as_of: date) -> ValidityEvent | None:
    """The event that ended the document by a day; where two did, the earlier, repeal on a tie."""
    ends = [event for event in events if event.kind is ValidityKind.REPEALED and event.on <= as_of]
    expiry = _expiry(events, as_of)
    if expiry is not None and _last_day(expiry) < as_of:
        ends.append(expiry)
    return min(ends, key=_end_order, default=None)


def _end_order(event: ValidityEvent) -> tuple[date, bool]:
    return _ended_on(event), event.kind is not ValidityKind.REPEALED


def _expiry(events: tuple[ValidityEvent, ...], as_of: date) -> ValidityEvent | None:
    """The event that sets the last day in force, as decided by a day.

    An extension decided after the last day does not reach back: in between the document was not
    in force, from the decision on it is again.
    """
    extended = [
        event
        for event in events
        if event.kind is ValidityKind.EXTENDED and event.until and event.on <= as_of
    ]
    if extended:
        return extended[-1]
    return next((event for event in events if event.kind is ValidityKind.EXPIRES), None)


def _last_day(event: ValidityEvent) -> date:
    return event.until or event.on


def _ended_on(event: ValidityEvent) -> date:
    return event.on if event.kind is ValidityKind.REPEALED else _last_day(event) + _DAY


def _worked(event: ValidityEvent, as_of: date, because: ValidityEvent | None) -> bool:
    """A last day in force that was put off in time never had an effect."""
    if event.kind is ValidityKind.EXPIRES:
        return event is because
    return event.on <= as_of


def _first_day(event: ValidityEvent) -> date:
    return event.on + _DAY if event.kind is ValidityKind.EXPIRES else event.on


def _next(events: tuple[ValidityEvent, ...], as_of: date) -> date | None:
    days = {_first_day(event) for event in events}
    days |= {event.until + _DAY for event in events if event.until}
    return min((day for day in days if day > as_of), default=None)
