"""The values of the printed approval sheet (审批表); ``gongkai.reports`` sets it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from gongkai.core.access import Viewer
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import Edition, Item, Signature
from gongkai.disclosure.queries.review import edition_page
from gongkai.disclosure.workflow import Standing
from gongkai.rules.publishing.chains import AUTHOR, PUBLISHER
from gongkai.rules.publishing.signatures import Outcome
from gongkai.rules.publishing.values import Attribute, EditionState


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRecord:
    """One line of the review: who decided what, when; ``outcome`` is None while it is open.

    ``void`` says why a record no longer counts. ``secrecy`` marks the secrecy review.
    """

    step: str
    secrecy: bool
    name: str = ""
    on_behalf_of: str = ""
    outcome: Outcome | None = None
    opinion: str = ""
    at: datetime | None = None
    void: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFinding:
    """A finding of the checks that was left as it is, and who answers for it with which reason."""

    place: str
    title: str
    reason: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalSheet:
    """What an approval sheet says of an edition. ``basis`` is the legal ground with its article."""

    title: str
    unit: str
    attribute: Attribute
    basis: str
    basis_note: str
    index_number: str
    document_number: str
    issued_on: date | None
    content_type: str
    category: str
    channels: tuple[str, ...]
    release_at: datetime | None
    edition: int
    change_note: str
    files: tuple[str, ...]
    drafted_by: str
    urgent_reason: str
    findings: tuple[SheetFinding, ...] = field(default=())
    records: tuple[SheetRecord, ...] = field(default=())


def approval_sheet(viewer: Viewer, edition_id: int) -> ApprovalSheet | None:
    """Return the approval sheet of an edition; ``None`` where the viewer may not see it."""
    page = edition_page(viewer, edition_id)
    if page is None:
        return None
    stands = page.stands
    item, edition = stands.item, stands.edition
    pack = rulebook.pack()
    node = pack.node(item.category)
    # A draft has what was decided last; what was sent into review keeps what it was sent with.
    ground = item if edition.state == EditionState.DRAFT or not edition.attribute else edition
    return ApprovalSheet(
        title=edition.title,
        unit=item.unit.name,
        attribute=Attribute(ground.attribute),
        basis=_basis(ground),
        basis_note=ground.attribute_note,
        index_number=item.index_number,
        document_number=edition.document_number,
        issued_on=edition.issued_on,
        content_type=pack.content_type(item.content_type).title,
        category=" / ".join(one.title for one in pack.path(node.id)),
        channels=tuple(pack.channel(one).title for one in node.channels),
        release_at=edition.release_at or edition.published_at,
        edition=edition.number,
        change_note=edition.change_note,
        files=tuple(one.name for one in edition.attachments.all() if one.replaced_by_id is None),
        drafted_by=_names(edition),
        urgent_reason=edition.urgent_reason,
        findings=tuple(_answered(stands)),
        records=tuple(_records(stands)),
    )


def _basis(ground: Item | Edition) -> str:
    if not ground.attribute_reason:
        return ""
    reason = rulebook.pack().reason(ground.attribute_reason)
    return f"{reason.title}（{'、'.join(reason.cite)}）"


def _names(edition: Edition) -> str:
    writers = sorted(edition.writers.all(), key=lambda one: (one.pk != edition.author_id, one.pk))
    return "、".join(one.name for one in writers)


def _answered(stands: Standing) -> Iterator[SheetFinding]:
    """Yield the answers given for findings of the text as it is now."""
    found = {one["key"]: one for one in stands.findings.found}
    for answer in stands.edition.acknowledgements.all():
        finding = found.get(answer.finding)
        if finding is not None:
            yield SheetFinding(
                place=finding["place"],
                title=answer.title,
                reason=answer.reason,
                name=answer.name,
                at=answer.at,
            )


def _records(stands: Standing) -> Iterator[SheetRecord]:
    """Yield every record in order, then the steps still open; submissions are no opinions."""
    steps = {step.id: step for step in stands.chain.steps}
    titles = {AUTHOR: stands.chain.drafting, PUBLISHER: stands.chain.publishing}
    rows: list[Signature] = list(stands.edition.signatures.all())
    for row, entry in zip(rows, stands.review.history, strict=True):
        outcome = entry.signature.outcome
        if outcome in {Outcome.SUBMIT, Outcome.WITHDRAW}:
            continue
        step = steps.get(row.step)
        yield SheetRecord(
            step=step.title if step is not None else titles.get(row.step, row.step),
            secrecy=step is not None and step.secrecy,
            name=row.name,
            on_behalf_of=row.principal_name,
            outcome=outcome,
            opinion=row.reason,
            at=row.at,
            void=entry.void.label if entry.void is not None else "",
        )
    for left in stands.review.left:
        yield SheetRecord(step=left.title, secrecy=left.secrecy)
