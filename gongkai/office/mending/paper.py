"""An order as its papers print it."""

from datetime import date
from typing import TYPE_CHECKING

from gongkai.assessment.terms import order_due
from gongkai.core.days import day_of
from gongkai.reports.mending import OrderPaper, PaperLine, ProposalPaper
from gongkai.rules.spelling import chinese_date
from gongkai.rules.terms import read_term

if TYPE_CHECKING:
    from gongkai.assessment.models import (
        AccountabilityProposal,
        OrderLine,
        RectificationOrder,
    )


def order_paper(
    order: "RectificationOrder", *, signed_by: str = "", reported_on: date | None = None
) -> OrderPaper:
    """Return what the papers of an order say."""
    due = order_due(order)
    return OrderPaper(
        title=order.title,
        number=order.number,
        unit=order.unit.name,
        issuer=order.issuer.name,
        basis=order.basis,
        term=_term(order),
        lines=tuple(_line(line) for line in order.lines.all()),
        arithmetic=due.lines() if due is not None else (),
        issued_on=day_of(order.issued_at) if order.issued_at is not None else None,
        received_on=day_of(order.received_at) if order.received_at is not None else None,
        received_by=order.received_by,
        report=order.report,
        reported_on=reported_on,
        signed_by=signed_by,
    )


def _term(order: "RectificationOrder") -> str:
    """Return the term in a sentence. A paper is Chinese, whatever language the screen has."""
    due, term = order_due(order), read_term(order.term)
    last = due.on if due is not None else order.due_on
    if last is not None:
        return f"请于{chinese_date(last)}前（含当日）完成整改并报送整改报告"
    if term is None:
        return "整改期限另行书面通知"
    return f"请自签收次日起{str(term).replace(' ', '')}内完成整改并报送整改报告"


def _line(line: "OrderLine") -> PaperLine:
    checked = {True: "通过", False: "退回", None: ""}[line.accepted]
    return PaperLine(
        problem=line.problem,
        clause=line.clause,
        measure=line.measure,
        responsible=line.responsible,
        planned_on=line.planned_on,
        result=line.result,
        done_on=line.done_on,
        files=tuple(one.name for one in line.files.all() if one.removed_at is None),
        checked=checked,
    )


def proposal_paper(proposal: "AccountabilityProposal") -> ProposalPaper:
    """Return what the paper of a proposal says."""
    order = proposal.order
    if order is None:
        raise LookupError("a proposal without an order has no paper")
    due = order_due(order)
    return ProposalPaper(
        number=proposal.number,
        to=proposal.sent_to,
        issuer=order.issuer.name,
        unit=proposal.unit.name,
        order_title=order.title,
        order_number=order.number,
        words=proposal.words,
        cite=proposal.cite,
        facts=proposal.facts,
        arithmetic=due.lines() if due is not None else (),
        open_lines=tuple(_line(one) for one in order.lines.all() if not one.accepted),
        proposed_on=day_of(proposal.proposed_at),
    )
