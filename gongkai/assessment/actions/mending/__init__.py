"""Rectification: ordered from a result or an inspection, received, reported, checked, closed."""

from gongkai.assessment.actions.mending.accounting import propose_accountability, withdraw_proposal
from gongkai.assessment.actions.mending.answering import (
    INCOMPLETE,
    LineText,
    add_line_file,
    fill_lines,
    receive_order,
    remove_line_file,
    sign_order_report,
    submit_order_report,
    take_back_report,
)
from gongkai.assessment.actions.mending.checking import LineCheck, check_order
from gongkai.assessment.actions.mending.drafting import (
    OrderDraft,
    ProblemText,
    draft_order,
    edit_order,
    propose_orders,
)
from gongkai.assessment.actions.mending.issuing import cancel_order, extend_order, issue_order

__all__ = [
    "INCOMPLETE",
    "LineCheck",
    "LineText",
    "OrderDraft",
    "ProblemText",
    "add_line_file",
    "cancel_order",
    "check_order",
    "draft_order",
    "edit_order",
    "extend_order",
    "fill_lines",
    "issue_order",
    "propose_accountability",
    "propose_orders",
    "receive_order",
    "remove_line_file",
    "sign_order_report",
    "submit_order_report",
    "take_back_report",
    "withdraw_proposal",
]
