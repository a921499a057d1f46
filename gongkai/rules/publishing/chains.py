"""Review chains (审核流程) as data, and the law every chain must obey.

A chain says who looks at an edition, in which order, before it may be published. Drafting (经办)
comes before the first step and publishing (发布) after the last; they are no steps of the chain
but stand in its record. What is published must have passed a secrecy review first, item by item
(保密法实施条例 §42), so a chain without one is refused when it is read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

AUTHOR = "author"
"""Stands for the desk of the author where a step id is expected."""

PUBLISHER = "publisher"
"""Stands for the desk of whoever publishes what was approved."""


class Act(StrEnum):
    """What a step does with the edition."""

    PROOFREAD = "proofread"
    SECRECY = "secrecy"
    REVIEW = "review"
    APPROVE = "approve"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _ACT_LABELS[self]


_ACT_LABELS = {
    Act.PROOFREAD: "校对",
    Act.SECRECY: "保密审查",
    Act.REVIEW: "审核",
    Act.APPROVE: "审批",
}


class Reviewer(StrEnum):
    """In which body the person who signs a step holds the post."""

    UNIT = "unit"
    SUPERIOR = "superior"
    OFFICE = "office"
    LEADING_GROUP = "leading_group"
    SECRECY = "secrecy"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _REVIEWER_LABELS[self]


_REVIEWER_LABELS = {
    Reviewer.UNIT: "本单位",
    Reviewer.SUPERIOR: "上级主管单位",
    Reviewer.OFFICE: "政务公开办",
    Reviewer.LEADING_GROUP: "领导小组",
    Reviewer.SECRECY: "保密工作机构",
}


class Condition(StrEnum):
    """The closed list of what makes a conditional step necessary."""

    IMPORTANT = "important"
    NORMATIVE = "normative"
    JOINT = "joint"
    PERSONAL_DATA = "personal_data"
    WARNINGS = "warnings"
    CHANGE = "change"
    NOT_PUBLIC = "not_public"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _CONDITION_LABELS[self]


_CONDITION_LABELS = {
    Condition.IMPORTANT: "重要事项",
    Condition.NORMATIVE: "规范性文件",
    Condition.JOINT: "联合发文",
    Condition.PERSONAL_DATA: "含个人信息",
    Condition.WARNINGS: "保留了检查提示",
    Condition.CHANGE: "修改已公开的信息",
    Condition.NOT_PUBLIC: "不主动公开",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStep:
    """One step (审核环节) of a chain.

    ``permission`` is what the person must hold in the body ``who``. With ``when`` the step is
    needed only while at least one of these conditions holds; empty means always.
    ``working_days`` is how long the step may take, None where the source sets no limit.
    """

    id: str
    title: str
    act: Act
    permission: str
    who: Reviewer = Reviewer.UNIT
    when: frozenset[Condition] = frozenset()
    working_days: int | None = None
    cite: tuple[str, ...] = ()

    @property
    def secrecy(self) -> bool:
        """Whether this is the secrecy review."""
        return self.act is Act.SECRECY

    def needed(self, conditions: frozenset[Condition]) -> bool:
        """Whether the step must be signed under these conditions."""
        return not self.when or not self.when.isdisjoint(conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewChain:
    """A chain: its steps in order.

    ``same_person`` allows one person to sign several steps, for units too small for more; the
    author never signs. ``drafting`` and ``publishing`` are what the chain's source calls the
    desks before and after the steps; they are printed on the approval sheet (审批表).
    """

    id: str
    title: str
    steps: tuple[ReviewStep, ...]
    cite: tuple[str, ...] = ()
    same_person: bool = False
    drafting: str = "经办"
    publishing: str = "发布"

    def step(self, step_id: str) -> ReviewStep:
        """Return a step by id; raises ``LookupError`` where the chain has no such step."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise LookupError(f"审核流程“{self.title}”没有环节 {step_id}")

    def needed(self, conditions: Iterable[Condition]) -> tuple[ReviewStep, ...]:
        """Return the steps that must be signed under these conditions, in order."""
        holding = frozenset(conditions)
        return tuple(step for step in self.steps if step.needed(holding))


def chain_problems(chain: ReviewChain) -> tuple[str, ...]:
    """Return everything that keeps a chain from being used, in plain Chinese."""
    if not chain.steps:
        return (f"审核流程“{chain.title}”没有环节。请至少写保密审查和一个审核环节。",)
    return (*_id_problems(chain), *_term_problems(chain), *_order_problems(chain))


def _id_problems(chain: ReviewChain) -> Iterator[str]:
    seen: set[str] = set()
    for step in chain.steps:
        if step.id in {AUTHOR, PUBLISHER, ""}:
            yield f"环节“{step.title}”的 id 不能是“{step.id}”，这个词另有用途。请换一个 id。"
        if step.id in seen:
            yield f"环节 id {step.id} 重复。请改成不同的 id。"
        seen.add(step.id)


def _term_problems(chain: ReviewChain) -> Iterator[str]:
    for step in chain.steps:
        if step.working_days is not None and step.working_days < 1:
            yield f"环节“{step.title}”的办理时限至少是 1 个工作日。请改正或删去。"


def _order_problems(chain: ReviewChain) -> Iterator[str]:
    """Secrecy review unconditionally first; only proofreading may come before it."""
    reviewed = False
    for step in chain.steps:
        if step.secrecy and not step.when:
            reviewed = True
        if not reviewed and step.act in {Act.REVIEW, Act.APPROVE}:
            yield f"环节“{step.title}”之前没有必经的保密审查。请把保密审查放到它前面。"
    last = next((step for step in reversed(chain.steps) if not step.when), None)
    if last is None or last.act not in {Act.REVIEW, Act.APPROVE}:
        yield f"审核流程“{chain.title}”必经的最后一个环节须是审核或审批。请补上。"
