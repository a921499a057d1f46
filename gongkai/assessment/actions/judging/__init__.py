"""What those who judge do: points off and on, values, component scores, findings, decisions.

Each asks who is assigned what, whether its stage is open, and that nobody judges the own unit. With
``revision`` the office corrects an approved result instead.
"""

from gongkai.assessment.actions.judging.checking import check_deduction, check_score, check_value
from gongkai.assessment.actions.judging.deducting import award, deduct, withdraw_deduction
from gongkai.assessment.actions.judging.establishing import (
    decide_claim,
    decide_grade,
    establish_finding,
    withdraw_finding,
    withdraw_grade,
)
from gongkai.assessment.actions.judging.looking import look, unlook
from gongkai.assessment.actions.judging.remarking import comment, judge_evidence, withdraw_comment
from gongkai.assessment.actions.judging.scoring import (
    MOST_WORDS,
    Given,
    correct_score,
    save_score,
    submit_score,
    withdraw_score,
)
from gongkai.assessment.actions.judging.values import clear_value, set_level, set_rate
from gongkai.assessment.actions.judging.voting import cast_ballot, decide_tie, withdraw_tie

__all__ = [
    "MOST_WORDS",
    "Given",
    "award",
    "cast_ballot",
    "check_deduction",
    "check_score",
    "check_value",
    "clear_value",
    "comment",
    "correct_score",
    "decide_claim",
    "decide_grade",
    "decide_tie",
    "deduct",
    "establish_finding",
    "judge_evidence",
    "look",
    "save_score",
    "set_level",
    "set_rate",
    "submit_score",
    "unlook",
    "withdraw_comment",
    "withdraw_deduction",
    "withdraw_finding",
    "withdraw_grade",
    "withdraw_score",
    "withdraw_tie",
]
