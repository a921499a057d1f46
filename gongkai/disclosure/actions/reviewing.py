"""Review: submitted, signed step by step, returned, taken back. The rules decide; here it is done.

Two people at once, a double click, a page that is out of date: the rows are locked, so the second
sees what the first did and either has nothing to do or is told so in words.
"""

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.disclosure.actions.checking import check_now
from gongkai.disclosure.actions.common import (
    locked_edition,
    may_know,
    record,
    take_step,
    told,
)
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.queries.review import signing
from gongkai.disclosure.telling import tell_awaited, tell_failed, tell_returned
from gongkai.disclosure.workflow import Standing, chain_of, standing
from gongkai.rules.publishing.chains import AUTHOR, PUBLISHER
from gongkai.rules.publishing.editions import Transition
from gongkai.rules.publishing.signatures import Outcome
from gongkai.rules.publishing.values import EditionState


def submit(edition_id: int, *, by: Viewer, version: int | None = None) -> Edition:
    """Send a draft into review. The checks run again on exactly what is sent.

    Sending again the very version one has just sent changes nothing.

    Raises:
        Refused: something is missing or forbids publication, or the draft changed since
            ``version``.
    """
    with acting(by) as act:
        item, edition = locked_edition(act, edition_id)
        act.require("disclosure.write", item.unit.path)
        if version is not None and edition.version != version:
            raise Refused(gettext("这一稿在您打开之后有修改。请刷新页面，看过再送审。"))
        if version is not None and _submitted_already(edition, by):
            act.unchanged()
            return edition
        if edition.state == EditionState.DRAFT:
            check_now(item, edition, act.by.at)
            edition.chain = chain_of(item, edition).id
        stands = take_step(act, item, edition, Transition.SUBMIT)
        edition.submitted_at = by.at
        edition.attribute = item.attribute
        edition.attribute_reason, edition.attribute_note = (
            item.attribute_reason,
            item.attribute_note,
        )
        ground = ("attribute", "attribute_reason", "attribute_note")
        edition.save(update_fields=["state", "chain", "submitted_at", *ground])
        record(act, stands, Outcome.SUBMIT, AUTHOR)
        told(act, "edition.submit", item, edition, chain=edition.chain)
        _tell_next(act, item, edition)
        return edition


def _submitted_already(edition: Edition, by: Viewer) -> bool:
    last = edition.signatures.order_by("pk").last()
    return (
        edition.state == EditionState.IN_REVIEW
        and last is not None
        and last.outcome == Outcome.SUBMIT
        and last.person_id == by.person_id
    )


def sign(edition_id: int, *, step: str, fingerprint: str, opinion: str = "", by: Viewer) -> Edition:
    """Sign a step of the review over the text the reviewer saw.

    Signing again what one has signed changes nothing.

    Raises:
        PermissionDenied: the step is not this person's to sign.
        Refused: another step's turn, the text changed, or one may not sign this edition at all.
    """
    with acting(by) as act:
        item, edition = locked_edition(act, edition_id)
        stands = standing(item, edition)
        may_know(act, stands)
        if _signed_already(stands, step, by):
            act.permit("the same signature again")
            act.unchanged()
            return edition
        _see_the_same(stands, step, fingerprint)
        stands = take_step(act, item, edition, signing(stands))
        record(act, stands, Outcome.SIGN, step, reason=opinion.strip())
        if stands.facts.review_owed and len(stands.review.left) == 1:
            edition.reviewed_after_at = by.at
        edition.save(update_fields=["state", "reviewed_after_at"])
        title = stands.chain.step(step).title
        told(act, "edition.sign", item, edition, step=title, state=edition.state)
        _tell_next(act, item, edition)
        return edition


def _signed_already(stands: Standing, step: str, by: Viewer) -> bool:
    return any(
        entry.void is None
        and entry.signature.outcome is Outcome.SIGN
        and entry.signature.step == step
        and entry.signature.person == by.person_id
        for entry in stands.review.history
    )


def _see_the_same(stands: Standing, step: str, fingerprint: str) -> None:
    """Refuse to sign a text other than the one on the reviewer's screen."""
    awaited = stands.review.awaited
    if awaited is not None and awaited.id != step:
        raise Refused(
            gettext("现在轮到“%(title)s”，不是您页面上的环节。请刷新页面查看进度。")
            % {"title": awaited.title}
        )
    if stands.edition.fingerprint != fingerprint:
        raise Refused(gettext("稿件在您打开之后有修改。请刷新页面，看过修改后的稿件再签批。"))


def return_(edition_id: int, *, to_step: str = AUTHOR, reason: str, by: Viewer) -> Edition:
    """Send an edition back to its author or to a step that has signed, with a reason.

    Raises:
        PermissionDenied: it does not wait for this person.
        Refused: no reason, or no such step to go back to.
    """
    with acting(by) as act:
        item, edition = locked_edition(act, edition_id)
        stands = take_step(act, item, edition, Transition.RETURN, to_step=to_step, reason=reason)
        here = stands.review.awaited.id if stands.review.awaited else PUBLISHER
        record(act, stands, Outcome.RETURN, here, to_step=to_step, reason=reason.strip())
        edition.save(update_fields=["state"])
        target = "" if to_step == AUTHOR else stands.chain.step(to_step).title
        told(act, "edition.return", item, edition, to_step=target, reason=reason.strip())
        tell_returned(act, edition, _returned_to(stands, to_step), reason.strip())
        return edition


def _tell_next(act: Act, item: Item, edition: Edition) -> None:
    stands = standing(item, edition)
    tell_awaited(act, stands, stands.review.awaited)


def _returned_to(stands: Standing, to_step: str) -> set[int]:
    """Return whose desk it lies on now: the writers', or that of who signed the step before."""
    if to_step == AUTHOR:
        return set(stands.review.authors)
    steps = {one.step.id: one.signature for one in stands.review.steps}
    signature = steps.get(to_step)
    return set(signature.people) if signature is not None else set()


def withdraw_submission(edition_id: int, *, by: Viewer) -> Edition:
    """Take a submitted edition back to go on writing; the signatures so far are void.

    Raises:
        Refused: it is not in review, or this person neither wrote nor submitted it.
    """
    with acting(by) as act:
        item, edition = locked_edition(act, edition_id)
        stands = take_step(act, item, edition, Transition.WITHDRAW_SUBMISSION)
        record(act, stands, Outcome.WITHDRAW, AUTHOR)
        edition.save(update_fields=["state"])
        told(act, "edition.withdraw_submission", item, edition)
        return edition


def step_back(act: Act, item: Item, edition: Edition, reason: str) -> None:
    """Put a scheduled edition back to approved, with why its release did not happen."""
    edition.state = EditionState.APPROVED
    edition.release_at = None
    edition.release_failure = reason
    edition.save(update_fields=["state", "release_at", "release_failure"])
    told(act, "edition.release_failed", item, edition, reason=reason)
    tell_failed(act, item, edition, reason)
