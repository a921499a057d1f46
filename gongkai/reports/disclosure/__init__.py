"""Papers of proactive disclosure: approval form, bundle list, yearly plan, duties bulletin."""

from gongkai.reports.disclosure.approval import approval_form
from gongkai.reports.disclosure.bundles import bundle_list
from gongkai.reports.disclosure.duties import duties_bulletin
from gongkai.reports.disclosure.plans import plan_document, plan_workbook
from gongkai.reports.disclosure.values import (
    AnsweredFinding,
    ApprovalForm,
    BundlePart,
    BundleSheet,
    DutiesBulletin,
    DutyLine,
    PlannedItem,
    PlanSheet,
    ReviewRecord,
    UnitDuties,
)

__all__ = [
    "AnsweredFinding",
    "ApprovalForm",
    "BundlePart",
    "BundleSheet",
    "DutiesBulletin",
    "DutyLine",
    "PlanSheet",
    "PlannedItem",
    "ReviewRecord",
    "UnitDuties",
    "approval_form",
    "bundle_list",
    "duties_bulletin",
    "plan_document",
    "plan_workbook",
]
