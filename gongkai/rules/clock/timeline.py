"""From events to intervals, from intervals to the day an answer is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.rules.clock.events import CLOSERS, TITLES, ClockEvent, ClockRules, EventKind, Receipt
from gongkai.rules.clock.values import Interval, State, Timeline
from gongkai.rules.workdays import Certainty, WorkCalendar

_DAY = timedelta(days=1)
_PAUSES = (EventKind.THIRD_PARTY_ASKED, EventKind.ORGAN_ASKED, EventKind.SUSPENDED)
_RESTARTS = (EventKind.CORRECTION_REQUESTED, EventKind.FEE_NOTICED)
_ENDS = (EventKind.ANSWERED, EventKind.WITHDRAWN)
_CITES = {
    EventKind.CORRECTION_REQUESTED: "correction",
    EventKind.THIRD_PARTY_ASKED: "third_party",
    EventKind.ORGAN_ASKED: "organ",
    EventKind.FEE_NOTICED: "fee",
}


@dataclass(frozen=True, slots=True)
class _Span:
    """Days after ``opened`` up to and including ``closed`` that do not count."""

    kind: EventKind
    opened: date
    closed: date | None
    by_law: bool = False


def timeline(
    receipt: Receipt,
    events: Iterable[ClockEvent],
    rules: ClockRules,
    calendar: WorkCalendar,
    as_of: date,
) -> Timeline:
    """Return the statutory timeline of a request as it stood on ``as_of``.

    The day of receipt does not count. Raises ``OutsideCalendarError`` for days without a calendar.
    """
    known = sorted((event for event in events if event.on <= as_of), key=lambda event: event.on)
    received = receipt.received_on
    if received is None or (received > as_of >= receipt.on):
        return _not_begun(
            State.AWAITING_CONFIRMATION,
            "收到日以双方确认之日为准，尚未确认，期限未开始",
        )
    if received > as_of:
        return _not_begun(State.NOT_RECEIVED, f"{as_of} 早于收到日 {received}，期限未开始")
    return _Clock(received, known, rules, calendar, as_of).result()


def _not_begun(state: State, warning: str) -> Timeline:
    return Timeline(
        received_on=None,
        due_on=None,
        state=state,
        working_days_used=0,
        working_days_left=None,
        intervals=(),
        warnings=(warning,),
        provisional=False,
    )


class _Clock:
    """One computation. Every step keeps the ground it rests on."""

    def __init__(
        self,
        received: date,
        events: list[ClockEvent],
        rules: ClockRules,
        calendar: WorkCalendar,
        as_of: date,
    ) -> None:
        self.received = received
        self.events = events
        self.rules = rules
        self.calendar = calendar
        self.as_of = as_of
        self.spans = [self._span(event) for event in events if event.kind in CLOSERS]
        self.end = next((event for event in events if event.kind in _ENDS), None)
        self.start, self.waiting = self._start()
        self.limit = rules.reply + self._extension()

    def _span(self, event: ClockEvent) -> _Span:
        """Return the interval an event opens; silence closes it after the term of law."""
        closer = CLOSERS[event.kind]
        closed = next((e.on for e in self.events if e.kind is closer and e.on >= event.on), None)
        terms = {
            EventKind.THIRD_PARTY_ASKED: self.rules.third_party,
            EventKind.ORGAN_ASKED: self.rules.organ,
        }
        term = terms.get(event.kind)
        if term is None:
            return _Span(event.kind, event.on, closed)
        lapsed = self.calendar.add(event.on, term).day
        if closed is None or closed > lapsed:
            return _Span(event.kind, event.on, lapsed, by_law=True)
        return _Span(event.kind, event.on, closed)

    def _start(self) -> tuple[date | None, EventKind | None]:
        """Return the day the present clock starts after, or what is waited for."""
        start: date = self.received
        for span in self.spans:
            if span.kind not in _RESTARTS:
                continue
            if span.closed is None:
                return None, span.kind
            start = max(start, span.closed)
        return start, None

    def _extension(self) -> int:
        extended = [e.working_days or 0 for e in self.events if e.kind is EventKind.EXTENDED]
        return min(sum(extended), self.rules.extension)

    def _paused(self, day: date) -> _Span | None:
        """Return the pause that covers a day: after its opening, up to and including its close."""
        for span in self.spans:
            open_end = span.closed is None or day <= span.closed
            if span.kind in _PAUSES and span.opened < day and open_end:
                return span
        return None

    def _due(self) -> date | None:
        deferred = [e.until for e in self.events if e.kind is EventKind.DEFERRED and e.until]
        if deferred:
            return deferred[-1]
        if self.start is None:
            return None
        day, used = self.start, 0
        while used < self.limit:
            day += _DAY
            span = self._paused(day)
            if span is not None and span.closed is None:
                return None
            if span is None and self.calendar.is_working(day):
                used += 1
        return day

    def result(self) -> Timeline:
        last = min(self.end.on, self.as_of) if self.end else self.as_of
        intervals = tuple(self._intervals(last))
        due = self._due()
        used = sum(
            interval.working_days
            for interval in intervals
            if interval.counts and self.start is not None and interval.start > self.start
        )
        return Timeline(
            received_on=self.received,
            due_on=due,
            state=self._state(due),
            working_days_used=used,
            working_days_left=self._left(used, due, last),
            intervals=intervals,
            warnings=tuple(self._warnings(due)),
            provisional=self._is_provisional(due),
        )

    def _left(self, used: int, due: date | None, last: date) -> int | None:
        """Return the working days left; a deferral has replaced the end, so they run to it."""
        if any(event.kind is EventKind.DEFERRED for event in self.events) and due is not None:
            return self.calendar.count(last, due).days
        return None if self.start is None else self.limit - used

    def _is_provisional(self, due: date | None) -> bool:
        if due is None:
            return False
        return self.calendar.count(self.received, due).certainty is not Certainty.OFFICIAL

    def _state(self, due: date | None) -> State:
        if self.end is not None:
            if self.end.kind is EventKind.WITHDRAWN:
                return State.WITHDRAWN
            late = due is not None and self.end.on > due
            return State.ANSWERED_LATE if late else State.ANSWERED
        if self.waiting is EventKind.CORRECTION_REQUESTED:
            return State.AWAITING_CORRECTION
        if self.waiting is EventKind.FEE_NOTICED:
            return State.AWAITING_PAYMENT
        if due is not None and self.as_of > due:
            return State.OVERDUE
        return State.PAUSED if self._paused(self.as_of) else State.RUNNING

    def _intervals(self, last: date) -> Iterator[Interval]:
        """Yield adjoining intervals from the day after receipt to ``last``."""
        day = self.received + _DAY
        while day <= last:
            ground = self._ground(day)
            first = day
            while day + _DAY <= last and self._ground(day + _DAY) == ground:
                day += _DAY
            counts, words, cite = ground
            days = self.calendar.count(first - _DAY, day).days
            yield Interval(
                start=first, end=day, counts=counts, working_days=days, ground=words, cite=cite
            )
            day += _DAY

    def _ground(self, day: date) -> tuple[bool, str, str]:
        """Return whether a day counts, and why."""
        for span in self.spans:
            covers = span.opened < day and (span.closed is None or day <= span.closed)
            if covers:
                words = TITLES[span.kind] + ("，逾期未答复视为结束" if span.by_law else "")
                key = _CITES.get(span.kind, "reply")
                return False, f"{words}，不计入期限", self.rules.cites.get(key, "")
        restart = self._restart_after(day)
        if restart is not None:
            words = f"{TITLES[restart]}后重新起算，此前不计"
            return False, words, self.rules.cites.get(_CITES[restart], "")
        return True, "计入答复期限", self.rules.cites.get("reply", "")

    def _restart_after(self, day: date) -> EventKind | None:
        """Return what voided the days up to ``day``: a correction or a fee notice after it."""
        voiding = [span for span in self.spans if span.kind in _RESTARTS and day <= span.opened]
        return voiding[0].kind if voiding else None

    def _warnings(self, due: date | None) -> Iterator[str]:
        corrections = [e for e in self.events if e.kind is EventKind.CORRECTION_REQUESTED]
        term = self.rules.correction_notice
        if len(corrections) > 1:
            yield f"补正只能一次性告知{self._cited('correction')}，这里有两次"
        if corrections and term is not None:
            latest = self.calendar.add(self.received, term).day
            if corrections[0].on > latest:
                sent = corrections[0].on
                yield f"补正应在收到后 {term} 个工作日内告知，最迟 {latest}，实际 {sent}"
        yield from self._extension_warnings(due)
        for event in self.events:
            if event.on < self.received:
                yield f"{TITLES[event.kind]}（{event.on}）早于收到日 {self.received}"
        if self._is_provisional(due):
            yield f"到期日 {due} 暂按法定节假日推算，国务院公布当年放假安排后须重算"

    def _cited(self, name: str) -> str:
        """Return the article in force on the day of receipt: a revision renumbers them."""
        cite = self.rules.cites.get(name)
        return f"（{cite}）" if cite else ""

    def _extension_warnings(self, due: date | None) -> Iterator[str]:
        extended = [e for e in self.events if e.kind is EventKind.EXTENDED]
        asked = sum(event.working_days or 0 for event in extended)
        if len(extended) > 1:
            yield f"延长答复只能一次{self._cited('extension')}，这里有两次"
        if asked > self.rules.extension:
            most = f"{self.rules.extension} 个工作日{self._cited('extension')}"
            yield f"延长最多 {most}，写了 {asked} 个，按最多计"
        if extended and due is not None:
            before = _Clock(
                self.received,
                [event for event in self.events if event.kind is not EventKind.EXTENDED],
                self.rules,
                self.calendar,
                self.as_of,
            )._due()
            if before is not None and extended[0].on > before:
                yield f"延长答复（{extended[0].on}）应在原期限 {before} 届满前作出"
