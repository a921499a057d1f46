"""The phase of a round, derived from its moments, and what may be done in each.

Nothing stores a phase: a round that was notified and not yet approved is running. Rules and
weights are frozen from the notice on; after the bulletin nothing is changed, only revised.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple


class Phase(StrEnum):
    """Where a round stands."""

    PREPARING = "preparing"
    RUNNING = "running"
    APPROVED = "approved"
    ANNOUNCED = "announced"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LABELS[self]


_LABELS: Final = {
    Phase.PREPARING: "准备中",
    Phase.RUNNING: "进行中",
    Phase.APPROVED: "已审定",
    Phase.ANNOUNCED: "已通报",
    Phase.CLOSED: "已办结",
    Phase.CANCELLED: "已取消",
}


class Moments(NamedTuple):
    """The moments of a round that happened; ``None`` has not happened."""

    notified_at: datetime | None = None
    approved_at: datetime | None = None
    announced_at: datetime | None = None
    closed_at: datetime | None = None
    cancelled_at: datetime | None = None


def phase_of(moments: Moments) -> Phase:
    """Return the phase that follows from what happened."""
    if moments.cancelled_at is not None:
        return Phase.CANCELLED
    if moments.closed_at is not None:
        return Phase.CLOSED
    if moments.announced_at is not None:
        return Phase.ANNOUNCED
    if moments.approved_at is not None:
        return Phase.APPROVED
    return Phase.RUNNING if moments.notified_at is not None else Phase.PREPARING


class Verb(StrEnum):
    """What may be done with a round as a whole, or with facts in it."""

    SET_UP = "set_up"
    STAFF = "staff"
    NOTIFY = "notify"
    CANCEL = "cancel"
    FACTS = "facts"
    APPROVE = "approve"
    ANNOUNCE = "announce"
    REVISE = "revise"
    FOLLOW_UP = "follow_up"
    CLOSE = "close"


_ALLOWED: Final[dict[Verb, frozenset[Phase]]] = {
    # Pack, units, readings, weights: whoever is told of a round must be able to rely on them.
    Verb.SET_UP: frozenset({Phase.PREPARING}),
    # Scorers, dates of stages, exemptions: life goes on, each change with its event.
    Verb.STAFF: frozenset({Phase.PREPARING, Phase.RUNNING}),
    Verb.NOTIFY: frozenset({Phase.PREPARING}),
    Verb.CANCEL: frozenset({Phase.PREPARING, Phase.RUNNING}),
    Verb.FACTS: frozenset({Phase.RUNNING}),
    Verb.APPROVE: frozenset({Phase.RUNNING}),
    Verb.ANNOUNCE: frozenset({Phase.APPROVED}),
    Verb.REVISE: frozenset({Phase.APPROVED, Phase.ANNOUNCED}),
    Verb.FOLLOW_UP: frozenset({Phase.APPROVED, Phase.ANNOUNCED}),
    Verb.CLOSE: frozenset({Phase.ANNOUNCED}),
}
_BECAUSE: Final = {
    Phase.PREPARING: "考核还没有通知各单位，通知之后才能办理。",
    Phase.RUNNING: "考核正在进行，现在不能办理这一步。",
    Phase.APPROVED: "结果已经审定，不再改动；确有错误的，走更正或复核。",
    Phase.ANNOUNCED: "结果已经通报，不再改动；确有错误的，走更正或复核。",
    Phase.CLOSED: "这次考核已经办结，只能查看。",
    Phase.CANCELLED: "这次考核已经取消，只能查看。",
}
_FROZEN: Final = "考核已经通知各单位，规则、口径和单位名单不能再改。需要改的，请取消后重新发起。"


def why_not(verb: Verb, phase: Phase) -> str:
    """Return why a verb is closed in a phase, in a person's words; empty where it is open."""
    if phase in _ALLOWED[verb]:
        return ""
    if verb in {Verb.SET_UP, Verb.NOTIFY} and phase is Phase.RUNNING:
        return _FROZEN
    return _BECAUSE[phase]
