"""Words and badges of rounds."""

from gongkai.rules.rounds import Phase, StageState
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

_PHASE_TONES = {
    Phase.PREPARING: ui.Tone.NEUTRAL,
    Phase.RUNNING: ui.Tone.FAIR,
    Phase.APPROVED: ui.Tone.GOOD,
    Phase.ANNOUNCED: ui.Tone.GOOD,
    Phase.CLOSED: ui.Tone.NEUTRAL,
    Phase.CANCELLED: ui.Tone.BAD,
}
_STEPS = {
    StageState.AHEAD: ui.StepState.TODO,
    StageState.OPEN: ui.StepState.CURRENT,
    StageState.OVER: ui.StepState.DONE,
}


def phase_badge(phase: Phase) -> ui.Badge:
    """Return the badge of a round's phase."""
    return ui.Badge(phase_words(phase), _PHASE_TONES[phase])


def phase_words(phase: Phase) -> str:
    """Return what a phase is called, in the language of the screen."""
    return in_language(phase.label)


def step_state(state: StageState) -> ui.StepState:
    """Return how a stage is drawn in the row of steps."""
    return _STEPS[state]
