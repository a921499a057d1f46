"""How a stage stands in a round of each phase, whatever its days say."""

from datetime import date

import pytest

from gongkai.rules.rounds import Phase, StagePlan, StageState
from gongkai.rules.rounds.stages import shown
from gongkai.rules.scheme import Work

DAY = date(2026, 11, 16)
SCORING = StagePlan(id="s", title="评分", does=(Work.SCORE,), ends_on=date(2026, 11, 30))
MENDING = StagePlan(id="m", title="整改", does=(Work.RECTIFY,))


@pytest.mark.parametrize(
    ("plan", "phase", "state"),
    [
        (SCORING, Phase.PREPARING, StageState.AHEAD),
        (SCORING, Phase.RUNNING, StageState.OPEN),
        (SCORING, Phase.APPROVED, StageState.OVER),
        (SCORING, Phase.CLOSED, StageState.OVER),
        (MENDING, Phase.PREPARING, StageState.AHEAD),
        (MENDING, Phase.ANNOUNCED, StageState.OPEN),
    ],
)
def test_the_phase_comes_before_the_days(plan: StagePlan, phase: Phase, state: StageState) -> None:
    assert shown(plan, DAY, phase) is state
