"""Appeals: filed by a unit, admitted by the office, heard and decided by others."""

from gongkai.assessment.actions.appealing.filing import AppealText, file_appeal, withdraw_appeal
from gongkai.assessment.actions.appealing.hearing import (
    admit_appeal,
    appoint_hearers,
    begin_correction,
    decide_appeal,
    refuse_appeal,
)

__all__ = [
    "AppealText",
    "admit_appeal",
    "appoint_hearers",
    "begin_correction",
    "decide_appeal",
    "file_appeal",
    "refuse_appeal",
    "withdraw_appeal",
]
