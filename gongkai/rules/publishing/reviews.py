"""Where a review stands, derived from its signature records (签批记录).

The records are append-only: nothing is ever struck out. What a record is worth today is computed.
A record stands only for the text it was given to, so it carries the fingerprint of that text, and
any later change of the text voids it. A record that should not have been possible (the author
signing, a step out of turn) is shown and counts for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gongkai.rules.publishing.chains import (
    AUTHOR,
    PUBLISHER,
    Condition,
    ReviewChain,
    ReviewStep,
)
from gongkai.rules.publishing.refusals import Refusal
from gongkai.rules.publishing.signatures import Entry, Outcome, Signature, Void


class Phase(StrEnum):
    """Where a review stands."""

    NOT_SUBMITTED = "not_submitted"
    RETURNED = "returned"
    AWAITING = "awaiting"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class StepProgress:
    """A step of the chain: whether it is needed now, and the signature that stands for it."""

    step: ReviewStep
    needed: bool
    signature: Signature | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The state of a review; ``awaited`` is the step whose turn it is, ``since`` when.

    ``returned`` is the record that sent the edition back to its author, while it is there.
    """

    chain: ReviewChain
    phase: Phase
    steps: tuple[StepProgress, ...]
    history: tuple[Entry, ...]
    authors: frozenset[int]
    awaited: ReviewStep | None = None
    since: datetime | None = None
    returned: Signature | None = None

    @property
    def complete(self) -> bool:
        """Whether every needed step is signed on the present text."""
        return self.phase is Phase.COMPLETE

    @property
    def secrecy_signed(self) -> bool:
        """Whether every needed secrecy review is signed on the present text."""
        reviews = [one for one in self.steps if one.needed and one.step.secrecy]
        return bool(reviews) and all(one.signature is not None for one in reviews)

    @property
    def left(self) -> tuple[ReviewStep, ...]:
        """The needed steps not signed yet, in order."""
        return tuple(one.step for one in self.steps if one.needed and one.signature is None)

    @property
    def return_targets(self) -> tuple[ReviewStep, ...]:
        """The steps the edition can be sent back to, besides its author."""
        return tuple(one.step for one in self.steps if one.needed and one.signature is not None)

    def may_sign(self, step: str, people: frozenset[int]) -> Refusal | None:
        """Why these people (who acts, and for whom) may not sign a step; None when they may."""
        if self.awaited is None or self.awaited.id != step:
            turn = f"现在轮到“{self.awaited.title}”" if self.awaited else "现在没有待办的环节"
            return Refusal("review.turn", f"{turn}，这个环节不能签批。请刷新页面查看进度。")
        if people & self.authors:
            return Refusal("review.author", "起草或修改过这一稿的人不能签批。请由他人办理。")
        before = frozenset[int]().union(
            *(one.signature.people for one in self.steps if one.signature)
        )
        if people & before and not self.chain.same_person:
            return Refusal("review.same_person", "同一人不能签批两个环节。请由他人办理。")
        return None


def review(
    chain: ReviewChain,
    signatures: Iterable[Signature],
    *,
    text: str,
    conditions: Iterable[Condition] = (),
    authors: Iterable[int] = (),
) -> Review:
    """Return where the review of a text stands.

    Args:
        chain: the chain the edition goes through.
        signatures: all records in the order in which they were stored.
        text: fingerprint of the edition as it is now.
        conditions: what holds for the edition now; decides which steps are needed.
        authors: everybody who wrote or changed the present text; who submits is one of them.
    """
    walk = _Walk(chain, frozenset(conditions), frozenset(authors))
    for signature in signatures:
        walk.take(signature)
    walk.see(text)
    return walk.result()


class _Walk:
    """One pass over the records, first to last."""

    def __init__(
        self, chain: ReviewChain, conditions: frozenset[Condition], authors: frozenset[int]
    ) -> None:
        self.chain = chain
        self.needed = chain.needed(conditions)
        self.authors = authors
        self.signatures: list[Signature] = []
        self.voids: list[Void | None] = []
        self.standing: dict[str, int] = {}
        self.text = ""
        self.submitted = False
        self.returned: Signature | None = None
        self.since: datetime | None = None

    def take(self, signature: Signature) -> None:
        """Take the next record."""
        self.see(signature.text)
        self.signatures.append(signature)
        self.voids.append(None)
        match signature.outcome:
            case Outcome.SUBMIT:
                self._restart(Void.RESUBMITTED, submitted=True)
                self.authors |= signature.people
            case Outcome.WITHDRAW:
                self._restart(Void.WITHDRAWN, submitted=False)
            case Outcome.RETURN:
                self._return(signature)
            case Outcome.SIGN:
                self._sign(signature)
        if self.voids[-1] is None:
            self.since = signature.at

    def see(self, text: str) -> None:
        """Notice the text as it now is; a change voids what was signed before."""
        if text != self.text:
            self._void(self.standing, Void.CHANGED)
            self.text = text

    def _restart(self, why: Void, *, submitted: bool) -> None:
        self._void(self.standing, why)
        self.submitted = submitted
        self.returned = None

    def _sign(self, signature: Signature) -> None:
        fault = self._fault(signature)
        if fault is None:
            self.standing[signature.step] = len(self.signatures) - 1
        self.voids[-1] = fault

    def _fault(self, signature: Signature) -> Void | None:
        """Why a signature counts for nothing; the mirror of ``Review.may_sign``."""
        awaited = self._awaited()
        if signature.step not in {step.id for step in self.needed}:
            return Void.NOT_NEEDED
        if awaited is None or awaited.id != signature.step:
            return Void.OUT_OF_TURN
        if signature.people & self.authors:
            return Void.AUTHOR
        before = [self.signatures[index].people for index in self.standing.values()]
        if signature.people & frozenset[int]().union(*before) and not self.chain.same_person:
            return Void.SAME_PERSON
        return None

    def _return(self, signature: Signature) -> None:
        awaited = self._awaited()
        here = awaited.id if awaited else PUBLISHER
        if not self.submitted or signature.step != here:
            self.voids[-1] = Void.OUT_OF_TURN
        elif signature.to_step == AUTHOR:
            self._restart(Void.RETURNED, submitted=False)
            self.returned = signature
        elif signature.to_step in self.standing:
            order = [step.id for step in self.needed]
            self._void(order[order.index(signature.to_step) :], Void.RETURNED)
        else:
            self.voids[-1] = Void.OUT_OF_TURN

    def _void(self, steps: Iterable[str], why: Void) -> None:
        for step in tuple(steps):
            index = self.standing.pop(step, None)
            if index is not None:
                self.voids[index] = why

    def _awaited(self) -> ReviewStep | None:
        """The first needed step that is not signed; None before submission and when complete."""
        if not self.submitted:
            return None
        return next((step for step in self.needed if step.id not in self.standing), None)

    def _phase(self) -> Phase:
        if not self.submitted:
            return Phase.RETURNED if self.returned else Phase.NOT_SUBMITTED
        return Phase.AWAITING if self._awaited() else Phase.COMPLETE

    def result(self) -> Review:
        """Return the state after the last record."""
        signed = {step: self.signatures[index] for step, index in self.standing.items()}
        phase = self._phase()
        return Review(
            chain=self.chain,
            phase=phase,
            steps=tuple(
                StepProgress(step, step in self.needed, signed.get(step.id))
                for step in self.chain.steps
            ),
            history=tuple(map(Entry, self.signatures, self.voids)),
            authors=self.authors,
            awaited=self._awaited(),
            since=self.since if phase is Phase.AWAITING else None,
            returned=self.returned,
        )
