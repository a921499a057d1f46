"""From rows to the facts that ``rules.publishing`` decides on, for actions and screens alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gongkai.core.access import Viewer
from gongkai.core.actions import Act
from gongkai.core.models import Unit
from gongkai.disclosure import rulebook
from gongkai.disclosure.details import details_of
from gongkai.disclosure.findings import Findings, findings_of, named
from gongkai.disclosure.models import (
    Edition,
    Item,
    Signature,
)
from gongkai.policy.disclosure import CommonField, ContentType
from gongkai.rules.publishing import reviews, signatures
from gongkai.rules.publishing.chains import (
    AUTHOR,
    PUBLISHER,
    Condition,
    ReviewChain,
    ReviewStep,
)
from gongkai.rules.publishing.editions import Transition
from gongkai.rules.publishing.guards import Attempt, EditionFacts
from gongkai.rules.publishing.values import Attribute, EditionState

# More findings to answer for than this are told as a number.
_FEW_FINDINGS = 2
_WORKFLOW = ("disclosure.write", "disclosure.publish", "disclosure.urgent")
# The fields of a content type's ``common`` by the column they stand in.
_COLUMNS = {
    CommonField.SUMMARY: "summary",
    CommonField.BODY: "text",
    CommonField.DOCUMENT_NUMBER: "document_number",
    CommonField.ISSUING_ORGAN: "issuer",
    CommonField.ISSUED_ON: "issued_on",
    CommonField.EFFECTIVE_ON: "effective_on",
    CommonField.EXPIRES_ON: "expires_on",
    CommonField.KEYWORDS: "keywords",
    CommonField.CONTACT: "contact",
}


def chain_of(item: Item, edition: Edition) -> ReviewChain:
    """Return the chain an edition goes through: the one it was submitted under, or the pack's."""
    pack = rulebook.pack()
    return (
        pack.chain(edition.chain)
        if edition.chain
        else pack.chain_of(item.category, item.content_type)
    )


def conditions_of(item: Item, edition: Edition, findings: Findings) -> frozenset[Condition]:
    """Return what holds for an edition of the closed list of conditions."""
    holding = {
        Condition.IMPORTANT: edition.is_important,
        Condition.NORMATIVE: item.content_type == Condition.NORMATIVE.value,
        Condition.JOINT: len(edition.issuer.replace("，", "、").split("、")) > 1,
        Condition.PERSONAL_DATA: findings.personal,
        Condition.WARNINGS: findings.kept,
        Condition.CHANGE: edition.base_id is not None,
        Condition.NOT_PUBLIC: item.attribute != Attribute.PUBLIC,
    }
    return frozenset(condition for condition, holds in holding.items() if holds)


def review_of(
    chain: ReviewChain,
    edition: Edition,
    records: Iterable[Signature],
    writers: Iterable[int],
    conditions: Iterable[Condition],
) -> reviews.Review:
    """Return where the review of an edition stands."""
    return reviews.review(
        chain,
        [_signature(record) for record in records],
        text=edition.fingerprint,
        conditions=conditions,
        authors=writers,
    )


def _signature(record: Signature) -> signatures.Signature:
    return signatures.Signature(
        step=record.step,
        person=record.person_id,
        outcome=signatures.Outcome(record.outcome),
        at=record.at,
        text=record.fingerprint,
        on_behalf_of=record.principal_id,
        to_step=record.to_step,
        reason=record.reason,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """All that is known of an edition in its workflow. ``facts`` is what the rules decide on.

    ``governments`` are the paths of the governments there are: where offices and leading groups
    hold their posts.
    """

    item: Item
    edition: Edition
    chain: ReviewChain
    findings: Findings
    facts: EditionFacts
    governments: frozenset[str]

    @property
    def review(self) -> reviews.Review:
        """Where the review stands."""
        return self.facts.review

    def attempt(
        self, viewer: Viewer, transition: Transition | None = None, **typed: Any
    ) -> Attempt:
        """Return an attempt of a viewer at a transition; ``typed`` is what was typed."""
        used = self._permission(transition)
        grant = viewer.grant_for(*used) if used and not viewer.is_system else None
        return Attempt(
            person=viewer.person_id,
            at=viewer.at,
            permissions=held(viewer, self.item.unit),
            steps=frozenset(step.id for step in self.chain.steps if self.holds(viewer, step)),
            on_behalf_of=grant.principal_id if grant else None,
            **typed,
        )

    def holds(self, viewer: Viewer, step: ReviewStep) -> bool:
        """Whether a person holds the post that signs a step; the system holds none."""
        return not viewer.is_system and viewer.may(step.permission, self.place_of(step))

    def place_of(self, step: ReviewStep) -> str:
        """Return the path of the unit in which the reviewer of a step holds the post."""
        return rulebook.place_of(step.who, self.item.unit, self.governments)

    def ask(self, act: Act, transition: Transition) -> None:
        """Ask the permission a transition rests on; notes in whose place a delegate acts."""
        used = self._permission(transition)
        if used is None:
            raise ValueError(f"{transition} rests on no permission")
        act.require(*used)

    def principal(self, viewer: Viewer, step: str) -> tuple[int | None, str]:
        """Return in whose place a viewer acts at a step or desk: id and name, or nothing."""
        desks = {AUTHOR: "disclosure.write", PUBLISHER: "disclosure.publish"}
        if step in desks:
            grant = viewer.grant_for(desks[step], self.item.unit.path)
        else:
            at = self.chain.step(step)
            grant = viewer.grant_for(at.permission, self.place_of(at))
        return (grant.principal_id, grant.on_behalf_of) if grant is not None else (None, "")

    def _permission(self, transition: Transition | None) -> tuple[str, str] | None:
        """Return the permission a transition rests on, and the path of the unit it is held at."""
        awaited = self.review.awaited
        if transition in _BY_STEP and awaited is not None:
            return awaited.permission, self.place_of(awaited)
        if transition is Transition.RETURN:
            return "disclosure.publish", self.item.unit.path
        name = _PERMISSIONS.get(transition) if transition else None
        return (name, self.item.unit.path) if name else None


_BY_STEP = frozenset(
    {Transition.SIGN, Transition.APPROVE, Transition.RETURN, Transition.REVIEW_AFTER}
)
_PERMISSIONS = {
    Transition.SUBMIT: "disclosure.write",
    Transition.WITHDRAW_SUBMISSION: "disclosure.write",
    Transition.DISCARD: "disclosure.write",
    Transition.SCHEDULE: "disclosure.publish",
    Transition.UNSCHEDULE: "disclosure.publish",
    Transition.PUBLISH: "disclosure.publish",
    Transition.PUBLISH_URGENT: "disclosure.urgent",
}


def held(viewer: Viewer, unit: Unit) -> frozenset[str]:
    """Return the permissions of the workflow a person holds at a unit; the system holds none.

    What the system may do alone, releasing what a person has scheduled, the rules allow by name.
    """
    if viewer.is_system:
        return frozenset()
    return frozenset(name for name in _WORKFLOW if viewer.may(name, unit.path))


def gathered(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Read with editions all that :func:`standing` asks for, in a fixed number of queries."""
    return editions.select_related(
        "item", "item__unit", "bundle_membership", "waiting_import"
    ).prefetch_related("signatures", "writers", "check_results", "acknowledgements", "attachments")


def standing(item: Item, edition: Edition, governments: frozenset[str] | None = None) -> Standing:
    """Return where an edition stands in its workflow.

    For many editions, read them by :func:`gathered` and give ``rulebook.governments()``.
    """
    findings = findings_of(edition)
    chain = chain_of(item, edition)
    review = review_of(
        chain,
        edition,
        edition.signatures.all(),
        [writer.pk for writer in edition.writers.all()],
        conditions_of(item, edition, findings),
    )
    facts = EditionFacts(
        state=EditionState(edition.state),
        review=review,
        attribute=Attribute(item.attribute),
        attribute_reason=item.attribute_reason or item.attribute_note,
        change_note=edition.change_note,
        replaces=edition.base_id is not None,
        missing=missing_of(item, edition, findings),
        blocking=findings.blocking,
        scheduled_for=edition.release_at,
        in_bundle=hasattr(edition, "bundle_membership"),
        review_owed=bool(edition.urgent_reason) and edition.reviewed_after_at is None,
    )
    known = rulebook.governments() if governments is None else governments
    return Standing(item, edition, chain, findings, facts, known)


def missing_of(item: Item, edition: Edition, findings: Findings) -> tuple[str, ...]:
    """Return the titles of what must be filled or answered before submission."""
    kind = rulebook.pack().content_type(item.content_type)
    missing = ["标题"] if not edition.title else []
    missing += [field.label for field in CommonField if _lacks(field, kind, edition)]
    said = {one.id for one in details_of(kind.required, edition.details)}
    missing += [field.title for field in kind.required if field.id not in said]
    if edition.import_report is not None and edition.import_accepted_at is None:
        missing.append("导入报告的确认")
    if edition.state == EditionState.DRAFT and hasattr(edition, "waiting_import"):
        missing.append("导入的文件（还没有导入）")
    missing += _unanswered(findings)
    return tuple(missing)


def _unanswered(findings: Findings) -> list[str]:
    """Name the findings nobody answered for; many are a number, for the list has each of them."""
    open_ones = findings.unanswered
    if len(open_ones) > _FEW_FINDINGS:
        return [f"{len(open_ones)} 处检查提示的处理说明（逐条见检查结果）"]
    quoted = (named(one).replace("“", "‘").replace("”", "’") for one in open_ones)
    return [f"“{one}”的处理说明" for one in quoted]


def _lacks(field: CommonField, kind: ContentType, edition: Edition) -> bool:
    if field not in kind.common:
        return False
    if field is CommonField.ATTACHMENTS:
        return not edition.attachments.all()
    return not getattr(edition, _COLUMNS[field])
