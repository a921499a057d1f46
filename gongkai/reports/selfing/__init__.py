"""The written self-assessment of a unit as an official document."""

from gongkai.reports.selfing.paper import self_paper
from gongkai.reports.selfing.values import SelfLine, SelfPaper, SelfPart

__all__ = ["SelfLine", "SelfPaper", "SelfPart", "self_paper"]
