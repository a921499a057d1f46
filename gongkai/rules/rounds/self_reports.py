"""The self-assessment report of a unit: filled in, submitted, signed, perhaps returned.

Only moments are stored; the state follows from them. A report that was returned is filled in again
until it is submitted anew.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple


class ReportState(StrEnum):
    """Where a report stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LABELS[self]

    @property
    def is_writable(self) -> bool:
        """Whether the unit may still fill it in."""
        return self in {ReportState.OPEN, ReportState.RETURNED}


_LABELS: Final = {
    ReportState.OPEN: "填写中",
    ReportState.SUBMITTED: "待签发",
    ReportState.SIGNED: "已报送",
    ReportState.RETURNED: "退回补充",
}


class ReportMoments(NamedTuple):
    """The moments of a report that hold; a return takes back submission and signature."""

    submitted_at: datetime | None = None
    signed_at: datetime | None = None
    returned_at: datetime | None = None


def report_state(moments: ReportMoments) -> ReportState:
    """Return the state that follows from what happened."""
    if moments.signed_at is not None:
        return ReportState.SIGNED
    if moments.submitted_at is not None:
        return ReportState.SUBMITTED
    return ReportState.OPEN if moments.returned_at is None else ReportState.RETURNED


class ReportStep(StrEnum):
    """What may be done with a report. The chief returns what is not signed, the office anything."""

    FILL_IN = "fill_in"
    SUBMIT = "submit"
    SIGN = "sign"
    RETURN_UNSIGNED = "return_unsigned"
    RETURN = "return"


_WRITABLE: Final = frozenset({ReportState.OPEN, ReportState.RETURNED})
_ALLOWED: Final[dict[ReportStep, frozenset[ReportState]]] = {
    ReportStep.FILL_IN: _WRITABLE,
    ReportStep.SUBMIT: _WRITABLE,
    ReportStep.SIGN: frozenset({ReportState.SUBMITTED}),
    ReportStep.RETURN_UNSIGNED: frozenset({ReportState.SUBMITTED}),
    ReportStep.RETURN: frozenset({ReportState.SUBMITTED, ReportState.SIGNED}),
}
_BECAUSE: Final = {
    ReportState.OPEN: "自评报告还没有提交。请先填完并提交。",
    ReportState.SUBMITTED: "自评报告已提交，等负责人签发。要改的，请负责人退回。",
    ReportState.SIGNED: "自评报告已报送。要改的，请考核办公室退回。",
    ReportState.RETURNED: "自评报告已退回补充，还没有重新提交。",
}


def why_not_now(step: ReportStep, state: ReportState) -> str:
    """Return why a step is closed in a state, in a person's words; empty where it is open."""
    return "" if state in _ALLOWED[step] else _BECAUSE[state]
