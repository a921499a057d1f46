"""Computed indicators (计算指标): rates the platform counts from its own records."""

from gongkai.assessment.indicators.counting import count_all
from gongkai.assessment.indicators.registry import REGISTER, indicator
from gongkai.assessment.indicators.values import Indicator, Scope

__all__ = ["REGISTER", "Indicator", "Scope", "count_all", "indicator"]
