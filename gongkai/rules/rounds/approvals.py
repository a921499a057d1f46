"""How a result becomes final: steps in order, each over the same snapshot of facts.

A step counts only while the facts still make the snapshot it was given for. A return sends the
result back to the first step. Whoever proposed a result does not decide on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gongkai.rules.scheme.procedure import ApprovalStep

BULLETIN: Final = "bulletin"
# Where a source says nothing of how its result becomes final.
USUAL: Final = (
    ApprovalStep(by="office", act="propose"),
    ApprovalStep(by="leading_group", act="decide"),
    ApprovalStep(by="leading_group", act=BULLETIN),
)
_ACTS: Final = {"propose": "提出意见", "decide": "审定", "agree": "同意", "bulletin": "通报"}


@dataclass(frozen=True, slots=True)
class Given:
    """One record of the approval: at which step, over which snapshot, returned or not, by whom."""

    step: int
    snapshot: str
    returned: bool
    person: int | None


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """Where the approval stands.

    ``awaited`` is the number of the step whose turn it is, None when all before the bulletin are
    given. ``lapsed`` says that facts changed after the last one. ``standing`` are the records that
    count.
    """

    steps: tuple[ApprovalStep, ...]
    awaited: int | None
    standing: tuple[Given, ...]
    lapsed: bool

    @property
    def complete(self) -> bool:
        """Whether every step before the bulletin is given over the present facts."""
        return self.awaited is None


def deciding(steps: Iterable[ApprovalStep]) -> tuple[ApprovalStep, ...]:
    """Return the steps before the bulletin, the usual ones where the source names none."""
    named = tuple(steps) or USUAL
    found = tuple(step for step in named if step.act != BULLETIN)
    return found or tuple(step for step in USUAL if step.act != BULLETIN)


def state(steps: Iterable[ApprovalStep], given: Iterable[Given], present: str) -> ApprovalState:
    """Return where an approval stands over the ``present`` snapshot."""
    wanted = deciding(steps)
    standing: list[Given] = []
    for record in given:
        if record.returned or record.step == 0:
            standing = []
        if not record.returned and record.step == len(standing):
            standing.append(record)
    lapsed = any(record.snapshot != present for record in standing)
    counting = [] if lapsed else standing[: len(wanted)]
    awaited = len(counting) if len(counting) < len(wanted) else None
    return ApprovalState(wanted, awaited, tuple(counting), lapsed)


def step_title(step: ApprovalStep) -> str:
    """Return what is done at a step, in words."""
    return _ACTS.get(step.act, step.act)


def refused(now: ApprovalState, step: int, person: int | None) -> str:
    """Return why somebody cannot give a step now; empty where they can."""
    if now.awaited is None:
        return "结果已经审定。"
    if step != now.awaited:
        return f"现在轮到“{step_title(now.steps[now.awaited])}”。请刷新页面。"
    if step > 0 and any(record.person == person for record in now.standing):
        return "提出意见的人不能自己审定。请由另一位有权限的人办理。"
    return ""
