"""What happens to a request, and the terms of law that apply to it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReceiptChannel(StrEnum):
    """How a request arrived; the channel decides which day is the day of receipt (§31)."""

    ONLINE = "online"
    FAX = "fax"
    COUNTER = "counter"
    SIGNED_POST = "signed_post"
    ORDINARY_POST = "ordinary_post"


CONFIRMED = frozenset({ReceiptChannel.ONLINE, ReceiptChannel.FAX, ReceiptChannel.ORDINARY_POST})
"""Channels whose day of receipt is the day both sides confirm it."""


class EventKind(StrEnum):
    """Events of a request that move its clock."""

    CORRECTION_REQUESTED = "correction_requested"
    CORRECTED = "corrected"
    THIRD_PARTY_ASKED = "third_party_asked"
    THIRD_PARTY_ANSWERED = "third_party_answered"
    ORGAN_ASKED = "organ_asked"
    ORGAN_ANSWERED = "organ_answered"
    EXTENDED = "extended"
    FEE_NOTICED = "fee_noticed"
    FEE_PAID = "fee_paid"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    DEFERRED = "deferred"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


TITLES = {
    EventKind.CORRECTION_REQUESTED: "告知补正",
    EventKind.CORRECTED: "收到补正",
    EventKind.THIRD_PARTY_ASKED: "征求第三方意见",
    EventKind.THIRD_PARTY_ANSWERED: "第三方答复",
    EventKind.ORGAN_ASKED: "征求其他机关意见",
    EventKind.ORGAN_ANSWERED: "其他机关答复",
    EventKind.EXTENDED: "延长答复",
    EventKind.FEE_NOTICED: "收费通知",
    EventKind.FEE_PAID: "缴费",
    EventKind.SUSPENDED: "期限中止",
    EventKind.RESUMED: "期限恢复",
    EventKind.DEFERRED: "延迟答复",
    EventKind.ANSWERED: "答复",
    EventKind.WITHDRAWN: "撤回申请",
}

CLOSERS = {
    EventKind.CORRECTION_REQUESTED: EventKind.CORRECTED,
    EventKind.THIRD_PARTY_ASKED: EventKind.THIRD_PARTY_ANSWERED,
    EventKind.ORGAN_ASKED: EventKind.ORGAN_ANSWERED,
    EventKind.FEE_NOTICED: EventKind.FEE_PAID,
    EventKind.SUSPENDED: EventKind.RESUMED,
}
"""What opens an interval that does not count → what closes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The arrival of a request: the day it came in and, where needed, the day it was confirmed."""

    channel: ReceiptChannel
    on: date
    confirmed_on: date | None = None

    @property
    def received_on(self) -> date | None:
        """Return the day of receipt under §31, or None while it is still to be confirmed."""
        return self.confirmed_on if self.channel in CONFIRMED else self.on


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEvent:
    """One event. ``working_days`` belongs to an extension, ``until`` to a deferral."""

    on: date
    kind: EventKind
    working_days: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRules:
    """The terms in force on the day of receipt, in working days, with their articles.

    ``third_party`` and ``organ`` are the terms after which silence closes an interval; None where
    the law in force knew no such term.
    """

    reply: int
    extension: int
    correction_notice: int | None
    third_party: int | None
    organ: int | None
    cites: dict[str, str]
