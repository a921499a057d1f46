"""Papers of rectification and appeals."""

from gongkai.reports.mending.decision import decision_letter
from gongkai.reports.mending.orders import order_lists, order_notice, order_report, proposal
from gongkai.reports.mending.values import (
    DecisionPaper,
    Moved,
    OrderPaper,
    PaperLine,
    ProposalPaper,
)
from gongkai.reports.mending.workbook import lists_workbook

__all__ = [
    "DecisionPaper",
    "Moved",
    "OrderPaper",
    "PaperLine",
    "ProposalPaper",
    "decision_letter",
    "lists_workbook",
    "order_lists",
    "order_notice",
    "order_report",
    "proposal",
]
