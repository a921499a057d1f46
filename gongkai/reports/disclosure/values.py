"""What the papers of proactive disclosure are written from; the disclosure app fills these in.

Every free text is masked again when it is printed (:mod:`gongkai.rules.text`): a paper leaves the
building, whatever a form let through. Names of officials who sign stay as they are.
"""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.rules.obligations.results import DutyState
from gongkai.rules.publishing.signatures import Outcome
from gongkai.rules.publishing.values import Attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRecord:
    """One step of the review: who decided what, and when.

    ``outcome`` is None for a step nobody has taken yet: its place on the form stays free.
    ``on_behalf_of`` is the absent person; ``void`` says why a record no longer counts.
    """

    step: str
    name: str = ""
    on_behalf_of: str = ""
    outcome: Outcome | None = None
    opinion: str = ""
    at: datetime | None = None
    void: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredFinding:
    """A finding of the checks and who answers for leaving it, with which reason."""

    place: str
    title: str
    reason: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalForm:
    """A 政府信息公开审批表. ``basis`` is the legal reason of the attribute, with its article."""

    title: str
    unit: str
    attribute: Attribute
    basis: str = ""
    basis_note: str = ""
    index_number: str = ""
    document_number: str = ""
    issued_on: date | None = None
    content_type: str = ""
    category: str = ""
    channels: tuple[str, ...] = ()
    release_at: datetime | None = None
    edition: int = 1
    change_note: str = ""
    files: tuple[str, ...] = ()
    drafted_by: str = ""
    findings: tuple[AnsweredFinding, ...] = ()
    secrecy: tuple[ReviewRecord, ...] = ()
    reviews: tuple[ReviewRecord, ...] = ()
    urgent_reason: str = ""
    printed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePart:
    """One member of a release bundle and what it waits for."""

    title: str
    role: str
    unit: str
    state: str
    waits_for: str = ""
    ready: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleSheet:
    """The work list of a release bundle. ``problems`` are sentences: what stops the release."""

    title: str
    unit: str
    parts: tuple[BundlePart, ...]
    release_at: datetime | None = None
    contact: str = ""
    problems: tuple[str, ...] = ()
    printed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """A line of the yearly plan; ``met_on`` once it was published."""

    title: str
    category: str
    basis: str
    section: str
    channel: str
    due_on: date
    met_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet:
    """The yearly disclosure plan of a unit."""

    unit: str
    year: int
    items: tuple[PlannedItem, ...]
    issued_on: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One duty of a unit: ``title`` what must be open, ``rule`` why and how soon, in words."""

    title: str
    rule: str
    due_on: date
    state: DutyState
    met_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDuties:
    """The duties of one unit in the period."""

    unit: str
    duties: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesBulletin:
    """A bulletin on duties met, late and missed. ``period`` is a phrase: 2026年第一季度.

    ``mend_by`` is the day the office sets for what is missing; None asks for nothing.
    """

    period: str
    as_of: date
    units: tuple[UnitDuties, ...]
    issuer: str = ""
    recipients: str = "各有关单位"
    number: str = ""
    issued_on: date | None = None
    mend_by: date | None = None
