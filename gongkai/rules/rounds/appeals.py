"""An appeal against scores or a grade: whether there is one, who may hear it, its life.

An appeal is heard by people who neither scored the unit nor approved the result (Q30). Where the
source has no appeal a round may still allow one by its readings, and it is marked as not in the
source (Q24).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from gongkai.rules.scheme import Appeal, Scheme

RESULT: Final = frozenset({"grades", "scores"})
"""What an appeal of this kind is against; one that covers accountability alone is none (Q31)."""

APPEAL_READINGS: Final = ("appeal_within", "appeal_decide")
"""The readings by which a round allows appeals its source does not know (Q24)."""


def appeal_of(scheme: Scheme) -> Appeal | None:
    """Return the appeal against a result: the source's own, or the one the round's readings make.

    A source that knows appeals against accountability alone has none against grades (Q31); there
    too the readings may add one.
    """
    own = scheme.appeal
    if own is not None and RESULT & set(own.covers):
        return own
    within, decide = scheme.readings.appeal_within, scheme.readings.appeal_decide
    if not within:
        return None
    return Appeal(
        covers=("scores", "grades"),
        within=within,
        to=("office",),
        decide_within=decide or "",
        cite=(),
        in_source=False,
    )


class AppealState(StrEnum):
    """Where an appeal stands."""

    FILED = "filed"
    ADMITTED = "admitted"
    TO_CORRECT = "to_correct"
    CORRECTING = "correcting"
    DECIDED = "decided"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in _OPEN


_LABELS: Final = {
    AppealState.FILED: "待受理",
    AppealState.ADMITTED: "复核中",
    AppealState.TO_CORRECT: "已决定，待更正",
    AppealState.CORRECTING: "更正中",
    AppealState.DECIDED: "已决定",
    AppealState.REFUSED: "不予受理",
    AppealState.WITHDRAWN: "已撤回",
}
_OPEN: Final = frozenset(
    {AppealState.FILED, AppealState.ADMITTED, AppealState.TO_CORRECT, AppealState.CORRECTING}
)
CHANGING: Final = frozenset({"partly", "changed"})
"""Outcomes after which the result is corrected."""


class AppealMoments(NamedTuple):
    """What happened to an appeal. ``outcome`` is of the decision, empty before it."""

    admitted_at: datetime | None = None
    decided_at: datetime | None = None
    outcome: str = ""
    withdrawn_at: datetime | None = None
    correcting: bool = False
    corrected: bool = False


def appeal_state(moments: AppealMoments) -> AppealState:
    """Return the state that follows from what happened."""
    if moments.withdrawn_at is not None:
        return AppealState.WITHDRAWN
    if moments.decided_at is None:
        return AppealState.FILED if moments.admitted_at is None else AppealState.ADMITTED
    if moments.outcome == "inadmissible":
        return AppealState.REFUSED
    if moments.outcome not in CHANGING or moments.corrected:
        return AppealState.DECIDED
    return AppealState.CORRECTING if moments.correcting else AppealState.TO_CORRECT


class AppealStep(StrEnum):
    """What may be done with an appeal."""

    ADMIT = "admit"
    REFUSE = "refuse"
    APPOINT = "appoint"
    DECIDE = "decide"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


_ALLOWED: Final[dict[AppealStep, frozenset[AppealState]]] = {
    AppealStep.ADMIT: frozenset({AppealState.FILED}),
    AppealStep.REFUSE: frozenset({AppealState.FILED}),
    AppealStep.APPOINT: frozenset({AppealState.ADMITTED}),
    AppealStep.DECIDE: frozenset({AppealState.ADMITTED}),
    AppealStep.CORRECT: frozenset({AppealState.TO_CORRECT}),
    AppealStep.WITHDRAW: frozenset({AppealState.FILED, AppealState.ADMITTED}),
}
_BECAUSE: Final = {
    AppealState.FILED: "申诉还没有受理。",
    AppealState.ADMITTED: "申诉正在复核，还没有决定。",
    AppealState.TO_CORRECT: "复核已经决定，等待更正得分。",
    AppealState.CORRECTING: "复核已经决定，正在更正得分。",
    AppealState.DECIDED: "复核已经决定，只能查看。",
    AppealState.REFUSED: "这件申诉没有受理，只能查看。",
    AppealState.WITHDRAWN: "这件申诉已经撤回，只能查看。",
}


def why_not_appeal(step: AppealStep, state: AppealState) -> str:
    """Return why a step is closed in a state, in a person's words; empty where it is open."""
    return "" if state in _ALLOWED[step] else _BECAUSE[state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A part somebody had in a result: ``item`` is what was scored, empty for the whole."""

    person: int
    item: str = ""
    approved: bool = False


def why_not_hear(person: int, hands: Iterable[Hand], items: Iterable[str]) -> str:
    """Return why somebody cannot hear an appeal, in words; empty where they can.

    ``hands`` are of the appealing unit. Without ``items`` the appeal is against the whole result.
    """
    own = [hand for hand in hands if hand.person == person]
    if any(hand.approved for hand in own):
        return "参加了结果的审定"
    asked = set(items)
    scored = [hand for hand in own if not asked or not hand.item or hand.item in asked]
    return "给这个单位评过分" if scored else ""
