"""The workflow of an edition: one table of transitions, and one answer to "why not?".

The same check disables a button with its reason, refuses an API call and words the log. It is
split in two because a reason or a time is typed only after the button is pressed: ``available``
asks what the edition and the person allow, ``check`` also looks at what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongkai.rules.publishing import guards as g
from gongkai.rules.publishing.chains import AUTHOR
from gongkai.rules.publishing.guards import Attempt, EditionFacts, Guard
from gongkai.rules.publishing.refusals import Refusal
from gongkai.rules.publishing.reviews import Review
from gongkai.rules.publishing.values import EditionState

_DRAFT, _IN_REVIEW = EditionState.DRAFT, EditionState.IN_REVIEW
_APPROVED, _SCHEDULED = EditionState.APPROVED, EditionState.SCHEDULED
_LIVE = EditionState.LIVE


class Transition(StrEnum):
    """The verbs of the workflow."""

    SUBMIT = "submit"
    SIGN = "sign"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW_SUBMISSION = "withdraw_submission"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    PUBLISH = "publish"
    PUBLISH_URGENT = "publish_urgent"
    REVIEW_AFTER = "review_after"
    SUPERSEDE = "supersede"
    DISCARD = "discard"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LABELS[self]


_LABELS = {
    Transition.SUBMIT: "送审",
    Transition.SIGN: "同意并送下一环节",
    Transition.APPROVE: "批准",
    Transition.RETURN: "退回",
    Transition.WITHDRAW_SUBMISSION: "撤回送审",
    Transition.SCHEDULE: "定时发布",
    Transition.UNSCHEDULE: "取消定时",
    Transition.PUBLISH: "发布",
    Transition.PUBLISH_URGENT: "紧急发布",
    Transition.REVIEW_AFTER: "完成补审",
    Transition.SUPERSEDE: "由新版替代",
    Transition.DISCARD: "作废",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table.

    ``permission`` is empty where a step of the chain, authorship or the system decides instead.
    ``guards`` look at edition and person, ``inputs`` at what was typed; the first refusal counts.
    """

    sources: frozenset[EditionState]
    target: Callable[[EditionFacts, Attempt], EditionState]
    permission: str = ""
    guards: tuple[Guard, ...] = ()
    inputs: tuple[Guard, ...] = ()


def _to(state: EditionState) -> Callable[[EditionFacts, Attempt], EditionState]:
    return lambda facts, attempt: state


def _stays(facts: EditionFacts, _: Attempt) -> EditionState:
    return facts.state


def _returned(facts: EditionFacts, attempt: Attempt) -> EditionState:
    """What is live stays live; whether its page stays is a question of availability."""
    if facts.state is _LIVE:
        return _LIVE
    return _DRAFT if attempt.to_step == AUTHOR else _IN_REVIEW


_READY: Final = (g.fields_filled, g.attribute_decided, g.change_noted, g.nothing_blocking)
_SIGNING: Final = (g.holds_step, g.review_owed_if_live, g.step_may_be_signed, g.nothing_blocking)
_RELEASING: Final = (g.attribute_public, g.review_complete, g.nothing_blocking, g.bundle_allows)

TABLE: Final[dict[Transition, Rule]] = {
    Transition.SUBMIT: Rule(
        sources=frozenset({_DRAFT}),
        target=_to(_IN_REVIEW),
        permission="disclosure.write",
        guards=_READY,
    ),
    Transition.SIGN: Rule(
        sources=frozenset({_IN_REVIEW, _LIVE}),
        target=_stays,
        guards=(*_SIGNING, g.not_last_step),
    ),
    Transition.APPROVE: Rule(
        sources=frozenset({_IN_REVIEW}),
        target=_to(_APPROVED),
        guards=(*_SIGNING, g.last_step),
    ),
    Transition.RETURN: Rule(
        sources=frozenset({_IN_REVIEW, _APPROVED, _LIVE}),
        target=_returned,
        guards=(g.review_owed_if_live, g.may_return),
        inputs=(g.return_target, g.reason_given),
    ),
    Transition.WITHDRAW_SUBMISSION: Rule(
        sources=frozenset({_IN_REVIEW}),
        target=_to(_DRAFT),
        permission="disclosure.write",
        guards=(g.is_author,),
    ),
    Transition.SCHEDULE: Rule(
        sources=frozenset({_APPROVED}),
        target=_to(_SCHEDULED),
        permission="disclosure.publish",
        guards=_RELEASING,
        inputs=(g.time_ahead,),
    ),
    Transition.UNSCHEDULE: Rule(
        sources=frozenset({_SCHEDULED}),
        target=_to(_APPROVED),
        permission="disclosure.publish",
        guards=(g.bundle_allows,),
    ),
    Transition.PUBLISH: Rule(
        sources=frozenset({_APPROVED, _SCHEDULED}),
        target=_to(_LIVE),
        permission="disclosure.publish",
        guards=(*_RELEASING, g.time_reached),
    ),
    Transition.PUBLISH_URGENT: Rule(
        sources=frozenset({_IN_REVIEW}),
        target=_to(_LIVE),
        permission="disclosure.urgent",
        guards=(g.is_not_author, g.attribute_public, g.secrecy_signed, g.nothing_blocking),
        inputs=(g.reason_given,),
    ),
    Transition.REVIEW_AFTER: Rule(
        sources=frozenset({_LIVE}),
        target=_to(_LIVE),
        guards=(*_SIGNING, g.last_step),
    ),
    Transition.SUPERSEDE: Rule(
        sources=frozenset({_LIVE}),
        target=_to(EditionState.SUPERSEDED),
        guards=(g.successor_live,),
    ),
    Transition.DISCARD: Rule(
        sources=frozenset({_DRAFT, _APPROVED}),
        target=_to(EditionState.DISCARDED),
        permission="disclosure.write",
        inputs=(g.reason_given_once_reviewed,),
    ),
}


def available(transition: Transition, facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    """Why this person cannot take this step with this edition; None when the button is live."""
    rule = TABLE[transition]
    if facts.state not in rule.sources:
        return Refusal(
            "edition.state",
            f"这一版现在是“{facts.state.label}”，不能{transition.label}。请刷新页面查看现状。",
        )
    if not _permitted(rule, facts, attempt):
        return Refusal(
            "edition.permission",
            f"没有{transition.label}的权限。请由有权限的人办理，或请管理员授予角色。",
        )
    return _first(rule.guards, facts, attempt)


def check(transition: Transition, facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    """Why the step is refused as it was asked for; None when it may be taken."""
    refusal = available(transition, facts, attempt)
    return refusal or _first(TABLE[transition].inputs, facts, attempt)


def advance(
    transition: Transition, facts: EditionFacts, attempt: Attempt
) -> EditionState | Refusal:
    """Return the state after a step, or why it is refused."""
    refusal = check(transition, facts, attempt)
    return refusal or TABLE[transition].target(facts, attempt)


def settle(state: EditionState, review: Review) -> EditionState:
    """Return the state that fits a review after the text or the conditions changed.

    A text changed after approval goes back into review; a review whose last open step is no
    longer needed is complete.
    """
    if state is _IN_REVIEW and review.complete:
        return _APPROVED
    if state in {_IN_REVIEW, _APPROVED, _SCHEDULED} and not review.complete:
        return _IN_REVIEW if review.awaited else _DRAFT
    return state


def offers(facts: EditionFacts, attempt: Attempt) -> dict[Transition, Refusal | None]:
    """Return every transition possible in the present state, with the reason it is disabled."""
    return {
        transition: available(transition, facts, attempt)
        for transition, rule in TABLE.items()
        if facts.state in rule.sources
    }


def _permitted(rule: Rule, facts: EditionFacts, attempt: Attempt) -> bool:
    """The system acts alone only to publish what a person has scheduled."""
    if not rule.permission or rule.permission in attempt.permissions:
        return True
    return (
        attempt.person is None and facts.state is _SCHEDULED and rule is TABLE[Transition.PUBLISH]
    )


def _first(guards: tuple[Guard, ...], facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    return next((found for guard in guards if (found := guard(facts, attempt))), None)
