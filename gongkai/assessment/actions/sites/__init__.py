"""Demonstration sites: designated, recorded, evaluated, and mistakes voided."""

from gongkai.assessment.actions.sites.designating import Designation, designate
from gongkai.assessment.actions.sites.evaluating import take_evaluations
from gongkai.assessment.actions.sites.recording import Happened, record
from gongkai.assessment.actions.sites.voiding import void_event, void_site

__all__ = [
    "Designation",
    "Happened",
    "designate",
    "record",
    "take_evaluations",
    "void_event",
    "void_site",
]
