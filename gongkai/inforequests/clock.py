"""The clock of a request read from a file of events, under the law in force on the day of receipt.

The file and the JSON result are contracts that stay stable (`gongkai clock`).
"""

from datetime import date
from pathlib import Path

from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.national import NationalPack
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.tree import read_tree
from gongkai.rules.clock import (
    ClockEvent,
    ClockRules,
    EventKind,
    Receipt,
    ReceiptChannel,
    Timeline,
    timeline,
)
from gongkai.rules.workdays import CalendarError

_PARAMETERS = {
    "reply": "request.reply",
    "extension": "request.extension",
    "correction": "request.correction_notice",
    "third_party": "request.third_party",
    "organ": "request.co_maker",
    "fee": "fee.payment",
}


def clock_from_file(path: Path, law: NationalPack) -> Timeline:
    """Return the timeline of the request in ``path``.

    Raises :class:`ProblemsError` with everything that is wrong in the file.
    """
    log = Log()
    root = Cursor(read_tree(path), log, "事件文件")
    receipt = _receipt(root)
    events = [_event(cursor) for cursor in root.children("events", "事件")]
    as_of = root.day("as_of")
    if as_of is None and not root.has("as_of") and not any(_ends(event) for event in events):
        log.error(root.place, "K-MISSING", "事件文件缺少“as_of”（算到哪一天）")
    root.done()
    known = [event for event in events if event is not None]
    if as_of is None:
        # What has ended needs no other day to be looked at from.
        as_of = next((event.on for event in known if _ends(event)), None)
    if log.errors or receipt is None or as_of is None:
        raise ProblemsError(log.problems)
    try:
        return timeline(receipt, known, clock_rules(law, receipt.on), law.calendar, as_of)
    except CalendarError as error:
        raise ProblemsError([Problem(Place(str(path)), "W-CALENDAR", str(error))]) from error


def _ends(event: ClockEvent | None) -> bool:
    return event is not None and event.kind in {EventKind.ANSWERED, EventKind.WITHDRAWN}


def clock_rules(law: NationalPack, on: date) -> ClockRules:
    """Return the terms of law in force on a day.

    Raises :class:`ProblemsError` for a day before any law gave a term.
    """
    values: dict[str, int | None] = {}
    cites: dict[str, str] = {}
    for name, parameter_id in _PARAMETERS.items():
        held = law.parameter(parameter_id).at(on)
        values[name] = held.value if held is not None and isinstance(held.value, int) else None
        cites[name] = held.cite[0] if held is not None else ""
    if values["reply"] is None:
        message = f"{on} 时还没有依申请公开的期限规定（条例 2008年5月1日起施行）"
        raise ProblemsError([Problem(Place(f"packs/{law.id}"), "W-LAW", message)])
    return ClockRules(
        reply=values["reply"],
        extension=values["extension"] or 0,
        correction_notice=values["correction"],
        third_party=values["third_party"],
        organ=values["organ"],
        cites=cites,
    )


def _receipt(root: Cursor) -> Receipt | None:
    cursor = root.child("received", "收到", required=True)
    if cursor is None:
        return None
    channel = cursor.choice("channel", ReceiptChannel, ReceiptChannel.COUNTER)
    if not cursor.has("channel"):
        cursor.log.error(cursor.place, "K-MISSING", "收到缺少“channel”（收到方式）")
    on, confirmed = cursor.day("on"), cursor.day("confirmed_on")
    if on is None and not cursor.has("on"):
        cursor.log.error(cursor.place, "K-MISSING", "收到缺少“on”（日期）")
    if on is not None and confirmed is not None and confirmed < on:
        cursor.error("confirmed_on", "E-ORDER", f"确认日 {confirmed} 早于收到日 {on}")
    cursor.done()
    return None if on is None else Receipt(channel=channel, on=on, confirmed_on=confirmed)


def _event(cursor: Cursor) -> ClockEvent | None:
    kind = cursor.choice("kind", EventKind, EventKind.ANSWERED)
    if not cursor.has("kind"):
        cursor.log.error(cursor.place, "K-MISSING", "事件缺少“kind”（种类）")
    on, until, days = cursor.day("on"), cursor.day("until"), cursor.whole("working_days")
    if on is None and not cursor.has("on"):
        cursor.log.error(cursor.place, "K-MISSING", "事件缺少“on”（日期）")
    if kind is EventKind.EXTENDED and days is None and not cursor.has("working_days"):
        cursor.log.error(cursor.place, "K-MISSING", "延长答复缺少“working_days”（工作日数）")
    if kind is EventKind.DEFERRED and until is None and not cursor.has("until"):
        cursor.log.error(cursor.place, "K-MISSING", "延迟答复缺少“until”（延迟到哪一天）")
    cursor.done()
    return None if on is None else ClockEvent(on=on, kind=kind, working_days=days, until=until)


def timeline_json(found: Timeline) -> dict[str, object]:
    """Return a timeline as the command line prints it."""
    return {
        "received_on": _day(found.received_on),
        "due_on": _day(found.due_on),
        "state": found.state.value,
        "working_days_used": found.working_days_used,
        "working_days_left": found.working_days_left,
        "intervals": [
            {
                "from": interval.start.isoformat(),
                "to": interval.end.isoformat(),
                "counts": interval.counts,
                "working_days": interval.working_days,
                "ground": interval.ground,
                "cite": interval.cite,
            }
            for interval in found.intervals
        ],
        "warnings": list(found.warnings),
        "provisional": found.provisional,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
