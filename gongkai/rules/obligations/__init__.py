"""Obligations: what a unit must open, by when, and whether it did.

Timing rules (``values``) and facts (``facts``) go in; duties (``results``) come out.
"""

from gongkai.rules.obligations.duties import Holdings, duties, plan_duties
from gongkai.rules.obligations.explaining import explain_duty
from gongkai.rules.obligations.facts import (
    Assignment,
    Exemption,
    Formation,
    Holding,
    Matter,
    PlanLine,
    Publication,
    StageFact,
)
from gongkai.rules.obligations.problems import rule_problems
from gongkai.rules.obligations.reckoning import Reckoning
from gongkai.rules.obligations.results import Cause, Due, Duty, DutyState, Ground
from gongkai.rules.obligations.summary import UnitSummary, summarise
from gongkai.rules.obligations.values import (
    DayUnit,
    Fresh,
    Period,
    Periodic,
    Stage,
    Staged,
    StageStart,
    Term,
    Timing,
    TimingRule,
    Within,
    Yearly,
)

__all__ = [
    "Assignment",
    "Cause",
    "DayUnit",
    "Due",
    "Duty",
    "DutyState",
    "Exemption",
    "Formation",
    "Fresh",
    "Ground",
    "Holding",
    "Holdings",
    "Matter",
    "Period",
    "Periodic",
    "PlanLine",
    "Publication",
    "Reckoning",
    "Stage",
    "StageFact",
    "StageStart",
    "Staged",
    "Term",
    "Timing",
    "TimingRule",
    "UnitSummary",
    "Within",
    "Yearly",
    "duties",
    "explain_duty",
    "plan_duties",
    "rule_problems",
    "summarise",
]
