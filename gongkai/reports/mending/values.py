"""What the papers of rectification and appeals are made of."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One problem with what the unit says of it; ``files`` are names."""

    problem: str
    clause: str = ""
    measure: str = ""
    responsible: str = ""
    planned_on: date | None = None
    result: str = ""
    done_on: date | None = None
    files: tuple[str, ...] = ()
    checked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaper:
    """An order as it is printed. ``term`` says until when in words, ``arithmetic`` how."""

    title: str
    number: str
    unit: str
    issuer: str
    basis: str
    term: str
    lines: tuple[PaperLine, ...]
    arithmetic: tuple[str, ...] = ()
    issued_on: date | None = None
    received_on: date | None = None
    received_by: str = ""
    report: str = ""
    reported_on: date | None = None
    signed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPaper:
    """A proposal of accountability as it is sent to the body that decides."""

    number: str
    to: str
    issuer: str
    unit: str
    order_title: str
    order_number: str
    words: str
    cite: str
    facts: str
    arithmetic: tuple[str, ...]
    open_lines: tuple[PaperLine, ...]
    proposed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A unit a correction moves: total, grade and rank before and after, in words."""

    unit: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPaper:
    """The decision on an appeal, for the unit that appealed."""

    number: str
    round: str
    unit: str
    issuer: str
    covers: str
    text: str
    filed_on: date
    outcome: str
    reason: str
    basis: str
    hearers: tuple[str, ...]
    decided_on: date
    moved: tuple[Moved, ...] = ()
    corrected: bool = False
