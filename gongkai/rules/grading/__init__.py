"""From totals to grades and ranks: thresholds, decisions, overrides, quotas."""

from gongkai.rules.grading.engine import Graded, grade_units
from gongkai.rules.grading.groups import GroupRank, group_ranks
from gongkai.rules.grading.quota import QuotaEffect

__all__ = ["Graded", "GroupRank", "QuotaEffect", "grade_units", "group_ranks"]
