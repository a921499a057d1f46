"""From rows to the facts that ``rules.publishing`` decides on, for actions and screens alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gongkai.core.access import Viewer
from gongkai.core.actions import Act
from gongkai.core.models import Unit
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import (
    Acknowledgement,
    Bundle,
    BundleMember,
    CheckResult,
    Edition,
    Item,
    Signature,
)
from gongkai.policy.disclosure import CommonField, ContentType
from gongkai.rules.publishing import reviews, signatures
from gongkai.rules.publishing.bundles import BundleFacts, Member
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
from gongkai.rules.text import Grade

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


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks say of the present text; ``checked`` is false where they have not run."""

    checked: bool
    found: tuple[dict[str, Any], ...] = ()
    answered: frozenset[str] = frozenset()

    @property
    def blocking(self) -> tuple[str, ...]:
        """What forbids publication, in words with its place."""
        return tuple(_named(one) for one in self.found if one["grade"] == Grade.BLOCK)

    @property
    def unanswered(self) -> tuple[dict[str, Any], ...]:
        """The warnings nobody has answered for yet."""
        warnings = (one for one in self.found if one["grade"] == Grade.WARN)
        return tuple(one for one in warnings if one["key"] not in self.answered)

    @property
    def kept(self) -> bool:
        """Whether warnings were left as they are, with a reason."""
        return any(one["key"] in self.answered for one in self.found)

    @property
    def personal(self) -> bool:
        """Whether the text holds personal data."""
        return any(str(one["code"]).startswith("personal.") for one in self.found)


def _named(finding: dict[str, Any]) -> str:
    return f"{finding['place']}：{finding['title']}"


def findings_of(edition: Edition) -> Findings:
    """Return what the checks found in the text as it is now."""
    result = CheckResult.objects.filter(edition=edition, fingerprint=edition.fingerprint).first()
    if result is None:
        return Findings(checked=False)
    answered = Acknowledgement.objects.filter(edition=edition).values_list("finding", flat=True)
    return Findings(True, tuple(result.findings), frozenset(answered))


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
    """All that is known of an edition in its workflow. ``facts`` is what the rules decide on."""

    item: Item
    edition: Edition
    chain: ReviewChain
    findings: Findings
    facts: EditionFacts

    @property
    def review(self) -> reviews.Review:
        """Where the review stands."""
        return self.facts.review

    def attempt(
        self, viewer: Viewer, transition: Transition | None = None, **typed: Any
    ) -> Attempt:
        """Return an attempt of a viewer at a transition; ``typed`` is what was typed."""
        used = self._permission(transition)
        path = self._path(used) if used else self.item.unit.path
        grant = viewer.grant_for(used[0], path) if used and not viewer.is_system else None
        return Attempt(
            person=viewer.person_id,
            at=viewer.at,
            permissions=held(viewer, self.item.unit),
            steps=frozenset(
                step.id for step in self.chain.steps if holds_step(viewer, step, self.item.unit)
            ),
            on_behalf_of=grant.principal_id if grant else None,
            **typed,
        )

    def ask(self, act: Act, transition: Transition) -> None:
        """Ask the permission a transition rests on; notes in whose place a delegate acts."""
        used = self._permission(transition)
        if used is None:
            raise ValueError(f"{transition} rests on no permission")
        act.require(used[0], self._path(used))

    def principal(self, viewer: Viewer, step: str) -> tuple[int | None, str]:
        """Return in whose place a viewer acts at a step or desk: id and name, or nothing."""
        desks = {AUTHOR: "disclosure.write", PUBLISHER: "disclosure.publish"}
        if step in desks:
            grant = viewer.grant_for(desks[step], self.item.unit.path)
        else:
            at = self.chain.step(step)
            grant = viewer.grant_for(at.permission, rulebook.place_of(at.who, self.item.unit))
        return (grant.principal_id, grant.on_behalf_of) if grant is not None else (None, "")

    def _permission(self, transition: Transition | None) -> tuple[str, ReviewStep | None] | None:
        """Return the permission a transition rests on, and the step it belongs to."""
        awaited = self.review.awaited
        if transition in _BY_STEP and awaited is not None:
            return awaited.permission, awaited
        if transition is Transition.RETURN:
            return "disclosure.publish", None
        name = _PERMISSIONS.get(transition) if transition else None
        return (name, None) if name else None

    def _path(self, used: tuple[str, ReviewStep | None]) -> str:
        step = used[1]
        return rulebook.place_of(step.who, self.item.unit) if step else self.item.unit.path


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


def holds_step(viewer: Viewer, step: ReviewStep, unit: Unit) -> bool:
    """Whether a person holds the post that signs a step for a unit."""
    return not viewer.is_system and viewer.may(step.permission, rulebook.place_of(step.who, unit))


def standing(item: Item, edition: Edition) -> Standing:
    """Return where an edition stands in its workflow."""
    findings = findings_of(edition)
    chain = chain_of(item, edition)
    review = review_of(
        chain,
        edition,
        edition.signatures.order_by("id"),
        edition.writers.values_list("pk", flat=True),
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
    return Standing(item, edition, chain, findings, facts)


def missing_of(item: Item, edition: Edition, findings: Findings) -> tuple[str, ...]:
    """Return the titles of what must be filled or answered before submission."""
    kind = rulebook.pack().content_type(item.content_type)
    missing = ["标题"] if not edition.title else []
    missing += [field.label for field in CommonField if _lacks(field, kind, edition)]
    missing += [field.title for field in kind.required if not edition.details.get(field.id)]
    if edition.import_report is not None and edition.import_accepted_at is None:
        missing.append("导入报告的确认")
    missing += [f"“{_named(one)}”的处理说明" for one in findings.unanswered]
    return tuple(missing)


def _lacks(field: CommonField, kind: ContentType, edition: Edition) -> bool:
    if field not in kind.common:
        return False
    if field is CommonField.ATTACHMENTS:
        return not edition.attachments.exists()
    return not getattr(edition, _COLUMNS[field])


def bundle_facts(bundle: Bundle) -> BundleFacts:
    """Return what the rules of bundles decide on; what a bundle must hold its documents say."""
    members = list(
        bundle.members.select_related("edition", "edition__item").order_by("position", "id")
    )
    return BundleFacts(
        members=tuple(_member(one) for one in members),
        required=_required(members),
        failed=bool(bundle.failure),
    )


def _member(member: BundleMember) -> Member:
    edition = member.edition
    return Member(
        edition=edition.pk,
        title=str(edition),
        role=edition.item.content_type,
        state=EditionState(edition.state),
        publish_at=edition.release_at,
    )


def _required(members: Iterable[BundleMember]) -> dict[str, str]:
    """Return the content types that must go out together with the documents, with titles."""
    pack = rulebook.pack()
    kinds = {one.edition.item.content_type for one in members}
    rules = (rule for kind in kinds for rule in pack.releases_of(kind) if rule.together)
    wanted = {rule.interpretation for rule in rules}
    return {one: pack.content_type(one).title for one in sorted(wanted)}
