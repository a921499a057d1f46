"""Where the approval of a round's result stands."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.assessment.current import mark_of, pack_of
from gongkai.assessment.models import Approval, ApprovalOutcome, Round
from gongkai.assessment.snapshots import present
from gongkai.core.access import Viewer
from gongkai.core.models import Event
from gongkai.rules.rounds.approvals import ApprovalState, Given, state


def approval_state(round_: Round) -> ApprovalState:
    """Return where the approval stands over the facts as they are now.

    Where nothing changed since the last record its snapshot is still that of the present; otherwise
    the round is composed, for a fact may have been put back.
    """
    rows = approvals(round_)
    given = [
        Given(
            step=row.step,
            snapshot=row.snapshot.hash,
            returned=row.outcome == ApprovalOutcome.RETURN,
            person=row.person_id,
        )
        for row in rows
    ]
    now = _present(round_, rows[-1]) if rows else ""
    return state(pack_of(round_).scheme.approval, given, now)


def _present(round_: Round, last: Approval) -> str:
    unchanged = last.mark != "" and last.mark == mark_of(round_)
    return last.snapshot.hash if unchanged else present(round_)


def approvals(round_: Round) -> list[Approval]:
    """Return every record of the approval, oldest first; of its snapshot only what names it.

    Facts and result of thousands of units are megabytes nobody reads here.
    """
    rows = round_.approvals.select_related("snapshot").order_by("id")
    return list(rows.defer("snapshot__facts", "snapshot__result"))


@dataclass(frozen=True, slots=True)
class Milestone:
    """That a result was announced (``told``), under which number, or the round closed; by whom."""

    told: bool
    at: datetime
    name: str
    number: str


def milestones(round_: Round) -> list[Milestone]:
    """Return what followed the approval, from the events, oldest first."""
    rows = Event.objects.filter(
        object_type=Round._meta.label_lower,
        object_id=str(round_.pk),
        verb__in=("round.announce", "round.close"),
    )
    return [
        Milestone(
            told=row.verb == "round.announce",
            at=row.at,
            name=row.actor_name,
            number=str(row.data.get("number", "")),
        )
        for row in rows.order_by("number")
    ]


def takes_part(viewer: Viewer, round_: Round) -> bool:
    """Whether a viewer has a part in making the result final: proposes, decides, or watches."""
    path = round_.unit.path
    return viewer.may("assessment.run", path) or viewer.may("assessment.oversee", path)
