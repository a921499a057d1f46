"""Rounds of an assessment: phases, stages, and who sees which scores when. Pure decisions."""

from gongkai.rules.rounds.phases import Moments, Phase, Verb, phase_of, why_not
from gongkai.rules.rounds.self_reports import (
    ReportMoments,
    ReportState,
    ReportStep,
    report_state,
    why_not_now,
)
from gongkai.rules.rounds.stages import Extension, StagePlan, StageState, open_until, planned, works
from gongkai.rules.rounds.visibility import Relation, What, sees

__all__ = [
    "Extension",
    "Moments",
    "Phase",
    "Relation",
    "ReportMoments",
    "ReportState",
    "ReportStep",
    "StagePlan",
    "StageState",
    "Verb",
    "What",
    "open_until",
    "phase_of",
    "planned",
    "report_state",
    "sees",
    "why_not",
    "why_not_now",
    "works",
]
