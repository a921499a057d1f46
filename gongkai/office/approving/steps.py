"""The way of a result drawn as a row of steps: approval, bulletin, receipts, end."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from gongkai.assessment.current import pack_of
from gongkai.core.days import day_of, day_words
from gongkai.office.approving.forms import step_words
from gongkai.rules.rounds.approvals import ApprovalState, deciding
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Round


def steps(round_: "Round", now: ApprovalState | None) -> ui.Steps:
    """Return the steps; ``now`` is where the approval stands, None once it is given."""
    wanted = now.steps if now is not None else deciding(pack_of(round_).scheme.approval)
    given = len(wanted) if now is None or now.awaited is None else now.awaited
    waiting = round_.notified_at is not None
    made = [
        ui.Step(step_words(step), _state(place < given, place == given and waiting))
        for place, step in enumerate(wanted)
    ]
    approved, told = round_.approved_at is not None, round_.announced_at is not None
    made.append(ui.Step(gettext("通报"), _state(told, approved), _day(round_.announced_at)))
    closed = round_.closed_at is not None
    made.append(ui.Step(gettext("签收、整改、办结"), _state(closed, told), _day(round_.closed_at)))
    return ui.Steps(gettext("审定和通报"), tuple(made))


def _state(done: bool, current: bool) -> ui.StepState:
    if done:
        return ui.StepState.DONE
    return ui.StepState.CURRENT if current else ui.StepState.TODO


def _day(at: datetime | None) -> str:
    return day_words(day_of(at)) if at is not None else ""
