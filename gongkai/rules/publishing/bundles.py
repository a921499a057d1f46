"""Release bundles (发布组合): a document, its interpretation and attachments in one minute.

The state of a bundle is derived from its members, so it can never disagree with them. A release
that reached only some of them is a state of its own, with a name and a mend, not a log line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from gongkai.rules.publishing.refusals import Refusal
from gongkai.rules.publishing.values import EditionState


class BundleState(StrEnum):
    """Where a bundle stands."""

    PREPARING = "preparing"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    RELEASED = "released"
    PARTIALLY_RELEASED = "partially_released"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LABELS[self]


_LABELS = {
    BundleState.PREPARING: "准备中",
    BundleState.APPROVED: "全部已批准",
    BundleState.SCHEDULED: "定时发布",
    BundleState.RELEASED: "已同时发布",
    BundleState.PARTIALLY_RELEASED: "部分已发布",
    BundleState.FAILED: "发布失败",
}

_OUT: Final = frozenset({EditionState.LIVE, EditionState.SUPERSEDED})
_READY: Final = frozenset({EditionState.APPROVED, EditionState.SCHEDULED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An edition in a bundle. ``role`` is a content type or kind of interpretation of the pack."""

    edition: int
    title: str
    role: str
    state: EditionState
    publish_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFacts:
    """A bundle: members, and whether a release was tried and failed.

    ``required`` are the roles that must be filled, each with its title.
    """

    members: tuple[Member, ...]
    required: Mapping[str, str] = field(default_factory=dict)
    failed: bool = False

    @property
    def counted(self) -> tuple[Member, ...]:
        """The members that have not been discarded."""
        return tuple(one for one in self.members if one.state is not EditionState.DISCARDED)


def bundle_state(facts: BundleFacts) -> BundleState:
    """Return the state that follows from the members."""
    members = facts.counted
    out = [one for one in members if one.state in _OUT]
    if out:
        whole = len(out) == len(members)
        return BundleState.RELEASED if whole else BundleState.PARTIALLY_RELEASED
    if facts.failed:
        return BundleState.FAILED
    if not members or not all(one.state in _READY for one in members):
        return BundleState.PREPARING
    if _minutes(members) and all(one.state is EditionState.SCHEDULED for one in members):
        return BundleState.SCHEDULED
    return BundleState.APPROVED


def check_schedule(facts: BundleFacts, at: datetime, now: datetime) -> Refusal | None:
    """Why a bundle cannot be set to a minute; None when it can."""
    refusal = _not_ready(facts)
    if refusal or at > now:
        return refusal
    return Refusal("bundle.time", "发布时间已过。请选择以后的时间，或直接发布。")


def check_release(facts: BundleFacts, now: datetime) -> Refusal | None:
    """Why a bundle cannot be released now; None when it can.

    A partly released bundle may be released again: that is its mend, and it only publishes what
    is still missing.
    """
    refusal = _not_ready(facts)
    if refusal:
        return refusal
    if bundle_state(facts) is BundleState.RELEASED:
        return Refusal("bundle.released", "组合已经同时发布。要修改，请为其中的事项新建一版。")
    times = [one.publish_at for one in facts.counted if one.publish_at and one.state in _READY]
    if any(time > now for time in times):
        return Refusal("bundle.not_due", "未到定时发布的时间。要提前发布，请先取消定时。")
    return None


def to_release(facts: BundleFacts) -> tuple[Member, ...]:
    """Return the members a release still has to publish, in order."""
    return tuple(one for one in facts.counted if one.state in _READY)


def _not_ready(facts: BundleFacts) -> Refusal | None:
    members = facts.counted
    if not members:
        return Refusal("bundle.empty", "组合里没有事项。请先加入文件和解读。")
    roles = {one.role for one in members}
    lacking = [title for role, title in facts.required.items() if role not in roles]
    if lacking:
        return Refusal("bundle.lacking", f"组合里缺：{'、'.join(lacking)}。请补上后再发布。")
    waiting = [one.title for one in members if one.state not in _READY | _OUT]
    if waiting:
        return Refusal("bundle.waiting", f"还没有批准：{'、'.join(waiting)}。请等全部批准。")
    if _minutes(members) is None:
        return Refusal("bundle.minutes", "各成员定时的分钟不一致。请统一发布时间。")
    return None


def _minutes(members: Iterable[Member]) -> frozenset[datetime] | None:
    """The minute the scheduled members share; empty without one, None where they differ."""
    minutes = frozenset(
        one.publish_at.replace(second=0, microsecond=0)
        for one in members
        if one.state is EditionState.SCHEDULED and one.publish_at
    )
    return minutes if len(minutes) <= 1 else None
