"""Accountability proposed for an overdue order, to the body that decides; withdrawn."""

from django.utils.translation import gettext

from gongkai.assessment.actions.mending.desk import office_order, told_order
from gongkai.assessment.mending_grounds import ground_of
from gongkai.assessment.models import AccountabilityProposal, RectificationOrder
from gongkai.assessment.terms import order_overdue
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.wording import brief
from gongkai.rules.rounds.rectifications import OrderStep


def propose_accountability(
    order_id: int, *, facts: str, sent_to: str, number: str = "", by: Viewer
) -> AccountabilityProposal:
    """Propose to hold a unit to account for an order it let lapse. It is no decision.

    The words of the ground are the pack's, with their clause.

    Raises:
        Refused: it is not overdue, nothing is said of the facts, or nobody to send it to.
    """
    with acting(by) as act:
        order = act.lock(RectificationOrder, order_id)
        act.require("assessment.run", order.issuer.path)
        present = order.proposals.filter(withdrawn_at=None).first()
        if present is not None:
            act.unchanged()
            return present
        order = office_order(act, order_id, OrderStep.PROPOSE)
        if not order_overdue(order, day_of(by.at)):
            raise Refused(gettext("还没有逾期，不能提出问责建议。"))
        words, cite = ground_of(order)
        made = AccountabilityProposal(
            order=order,
            unit=order.unit,
            number=brief(number, AccountabilityProposal, "number"),
            words=words,
            cite=cite,
            facts=facts.strip(),
            sent_to=brief(sent_to, AccountabilityProposal, "sent_to"),
            proposed_at=by.at,
            proposed_by=by.name,
        )
        if not made.facts:
            raise Refused(gettext("没有写事实。请写明逾期的经过。"), "facts")
        if not made.sent_to:
            raise Refused(gettext("没有写报送哪个机构。请填写。"), "sent_to")
        made.save()
        told_order(act, "order.propose_accountability", order, to=made.sent_to)
        return made


def withdraw_proposal(proposal_id: int, *, reason: str, by: Viewer) -> AccountabilityProposal:
    """Withdraw a proposal with the reason; it stays to be read.

    Raises:
        Refused: no reason.
    """
    with acting(by) as act:
        row = act.lock(AccountabilityProposal, proposal_id)
        order = row.order
        issuer = order.issuer.path if order is not None else row.unit.path
        act.require("assessment.run", issuer)
        if row.withdrawn_at is not None:
            act.unchanged()
            return row
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么撤回。"), "reason")
        row.withdrawn_at = by.at
        row.withdraw_reason = brief(reason, AccountabilityProposal, "withdraw_reason", "reason")
        row.save(update_fields=["withdrawn_at", "withdraw_reason"])
        if order is not None:
            told_order(act, "order.withdraw_accountability", order, reason=row.withdraw_reason)
        return row
