"""The single conditions of the edition workflow; each returns None or the reason with its mend."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gongkai.rules.publishing.chains import AUTHOR
from gongkai.rules.publishing.refusals import Refusal
from gongkai.rules.publishing.reviews import Review
from gongkai.rules.publishing.values import Attribute, EditionState


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFacts:
    """What is known of an edition.

    ``missing`` are titles of required fields left empty, ``blocking`` open findings of the checks
    that forbid publishing. ``replaces`` says that the item already has a live edition.
    ``in_bundle`` editions are released with their bundle. ``review_owed`` marks an edition
    published urgently whose review is not complete yet.
    """

    state: EditionState
    review: Review
    attribute: Attribute | None = None
    attribute_reason: str = ""
    change_note: str = ""
    replaces: bool = False
    missing: tuple[str, ...] = ()
    blocking: tuple[str, ...] = ()
    scheduled_for: datetime | None = None
    in_bundle: bool = False
    review_owed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Who tries a step, with what rights, when, and what was typed.

    ``person`` is None for the system. ``permissions`` and ``steps`` (ids of steps of the chain)
    are those the person holds for this edition, by a post of their own or by delegation;
    ``on_behalf_of`` then names the absent person. ``by_bundle`` marks a release of the bundle,
    ``successor`` that a newer edition goes live in the same instant.
    """

    person: int | None
    at: datetime
    permissions: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    on_behalf_of: int | None = None
    reason: str = ""
    to_step: str = ""
    publish_at: datetime | None = None
    by_bundle: bool = False
    successor: bool = False

    @property
    def people(self) -> frozenset[int]:
        """Who acts, and for whom."""
        hands = (self.person, self.on_behalf_of)
        return frozenset(one for one in hands if one is not None)


Guard = Callable[[EditionFacts, Attempt], Refusal | None]


def fields_filled(facts: EditionFacts, _: Attempt) -> Refusal | None:
    """Every required field has a value."""
    if not facts.missing:
        return None
    return Refusal("edition.missing", f"还没有填写：{'、'.join(facts.missing)}。请补齐。")


def attribute_decided(facts: EditionFacts, _: Attempt) -> Refusal | None:
    """The attribute is decided when the document is drafted; not public needs its reason."""
    if facts.attribute is None:
        return Refusal("edition.attribute", "还没有确定公开属性。请选择。")
    if facts.attribute is not Attribute.PUBLIC and not facts.attribute_reason.strip():
        word = facts.attribute.label
        return Refusal("edition.attribute_reason", f"公开属性为“{word}”，须写明理由。请选择理由。")
    return None


def change_noted(facts: EditionFacts, _: Attempt) -> Refusal | None:
    """What is already public changes only with a note on why."""
    if facts.replaces and not facts.change_note.strip():
        return Refusal(
            "edition.change_note", "修改已公开的信息须写修改说明。请填写改了什么、为什么。"
        )
    return None


def nothing_blocking(facts: EditionFacts, _: Attempt) -> Refusal | None:
    """No check forbids publishing."""
    if not facts.blocking:
        return None
    found = "；".join(facts.blocking)
    return Refusal("edition.blocking", f"检查发现必须处理的问题：{found}。请退回修改后再办理。")


def attribute_public(facts: EditionFacts, _: Attempt) -> Refusal | None:
    """Only what is to be public is ever published."""
    if facts.attribute is Attribute.PUBLIC:
        return None
    word = facts.attribute.label if facts.attribute else "未定"
    return Refusal(
        "edition.not_public", f"公开属性为“{word}”，不能发布。要发布，请先改为主动公开并重新送审。"
    )


def holds_step(facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    """The person holds the step whose turn it is."""
    awaited = facts.review.awaited
    if awaited is None or attempt.person is None:
        return Refusal("review.turn", "现在没有待办的环节。请刷新页面查看进度。")
    if awaited.id in attempt.steps:
        return None
    who = awaited.who.label
    return Refusal("review.post", f"现在由{who}办理“{awaited.title}”。请等待，或请管理员授予角色。")


def review_owed_if_live(facts: EditionFacts, _: Attempt) -> Refusal | None:
    """What is live is reviewed only where it was published before its review was complete."""
    if facts.state is EditionState.LIVE and not facts.review_owed:
        return Refusal("review.closed", "这一版已经发布，审核已经结束。要修改，请新建一版。")
    return None


def step_may_be_signed(facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    """Neither the author nor, unless the chain allows it, anybody who signed before."""
    awaited = facts.review.awaited
    return facts.review.may_sign(awaited.id if awaited else "", attempt.people)


def last_step(facts: EditionFacts, _: Attempt) -> Refusal | None:
    """Nothing is left after this step."""
    left = facts.review.left[1:]
    if not left:
        return None
    return Refusal("review.steps_left", f"后面还有环节“{left[0].title}”。请送下一环节。")


def not_last_step(facts: EditionFacts, _: Attempt) -> Refusal | None:
    """Something is left after this step."""
    if len(facts.review.left) > 1:
        return None
    return Refusal("review.last_step", "这是最后一个环节。请批准或退回。")


def may_return(facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    """Who holds the step whose turn it is; after approval, who may publish."""
    if facts.review.awaited is not None:
        return holds_step(facts, attempt)
    if attempt.person is not None and "disclosure.publish" in attempt.permissions:
        return None
    return Refusal("edition.permission", "没有退回的权限。请由办理发布的人退回。")


def return_target(facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    """Back to the author or to a step that has signed."""
    targets = {AUTHOR: "起草人"} | {step.id: step.title for step in facts.review.return_targets}
    if attempt.to_step in targets:
        return None
    return Refusal("review.target", f"只能退回到：{'、'.join(targets.values())}。请重新选择。")


def reason_given(_: EditionFacts, attempt: Attempt) -> Refusal | None:
    """A reason was written."""
    if attempt.reason.strip():
        return None
    return Refusal("reason", "没有写理由。请写明理由。")


def reason_given_once_reviewed(facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    """What nobody else has seen may be thrown away without a word."""
    return reason_given(facts, attempt) if facts.review.history else None


def is_author(facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    """The person wrote or submitted the edition."""
    if attempt.people & facts.review.authors:
        return None
    return Refusal("edition.author_only", "只有起草或送审的人能撤回。要改，请由办理环节退回。")


def is_not_author(facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    """Somebody other than the author decides, in an emergency too."""
    if attempt.person is not None and not attempt.people & facts.review.authors:
        return None
    return Refusal("review.author", "起草或修改过这一稿的人不能紧急发布。请由他人办理。")


def secrecy_signed(facts: EditionFacts, _: Attempt) -> Refusal | None:
    """No emergency does without the secrecy review (保密法实施条例 §42)."""
    if facts.review.secrecy_signed:
        return None
    return Refusal("review.secrecy", "还没有通过保密审查，紧急发布也不能省略。请先办理保密审查。")


def review_complete(facts: EditionFacts, _: Attempt) -> Refusal | None:
    """Every step is signed on the text as it is now."""
    if facts.review.complete:
        return None
    return Refusal("review.incomplete", "批准之后内容有修改，或审核未完成。请退回重新审核。")


def bundle_allows(facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    """A member of a bundle is released with its bundle only."""
    if not facts.in_bundle or attempt.by_bundle:
        return None
    return Refusal(
        "bundle.member", "这一版在发布组合中，须同时发布。请在发布组合中办理，或先移出组合。"
    )


def time_ahead(_: EditionFacts, attempt: Attempt) -> Refusal | None:
    """The minute of publication lies ahead."""
    if attempt.publish_at is None:
        return Refusal("edition.time", "没有选择发布时间。请选择。")
    if attempt.publish_at <= attempt.at:
        return Refusal("edition.time", "发布时间已过。请选择以后的时间，或直接发布。")
    return None


def time_reached(facts: EditionFacts, attempt: Attempt) -> Refusal | None:
    """What is scheduled waits for its minute."""
    if facts.state is not EditionState.SCHEDULED:
        return None
    if facts.scheduled_for is not None and attempt.at >= facts.scheduled_for:
        return None
    return Refusal("edition.not_due", "未到定时发布的时间。要提前发布，请先取消定时。")


def successor_live(_: EditionFacts, attempt: Attempt) -> Refusal | None:
    """An edition is replaced only by a newer one that goes live in the same instant."""
    if attempt.successor:
        return None
    return Refusal("edition.successor", "没有新版发布，不能替代。要撤下页面，请办理撤下。")
