"""From facts to totals: one pass per unit, every number explained."""

from gongkai.rules.scoring.engine import UNSAMPLED, UnitScore, score_units
from gongkai.rules.scoring.notes import ScoreProblem

__all__ = ["UNSAMPLED", "ScoreProblem", "UnitScore", "score_units"]
