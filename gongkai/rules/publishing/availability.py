"""What an address answers: live, withdrawn with a notice, redirected, gone. One table.

Availability says nothing on legal validity: a repealed document stays where it is and carries a
banner (see ``validity``), so repeal is no ground for taking a page away. An address is never
given to anything else.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongkai.rules.publishing.refusals import Refusal
from gongkai.rules.publishing.values import Availability

_UNPUBLISHED, _LIVE = Availability.UNPUBLISHED, Availability.LIVE
_WITHDRAWN, _REDIRECTED, _GONE = Availability.WITHDRAWN, Availability.REDIRECTED, Availability.GONE


class PageStep(StrEnum):
    """The verbs that move a page."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    REDIRECT = "redirect"
    REMOVE = "remove"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LABELS[self]


_LABELS = {
    PageStep.PUBLISH: "发布页面",
    PageStep.WITHDRAW: "撤下页面",
    PageStep.RESTORE: "恢复页面",
    PageStep.REDIRECT: "跳转页面",
    PageStep.REMOVE: "删除页面",
}


class RemovalGround(StrEnum):
    """Why a page is withdrawn or removed: a closed list, none of them about validity."""

    ERROR = "error"
    PERSONAL_DATA = "personal_data"
    SECRECY = "secrecy"
    THIRD_PARTY = "third_party"
    NOT_PUBLIC = "not_public"
    DUPLICATE = "duplicate"
    MERGED = "merged"
    JUDGMENT = "judgment"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _GROUND_LABELS[self]


_GROUND_LABELS = {
    RemovalGround.ERROR: "内容有误",
    RemovalGround.PERSONAL_DATA: "泄露个人信息",
    RemovalGround.SECRECY: "保密审查不通过",
    RemovalGround.THIRD_PARTY: "损害第三方合法权益",
    RemovalGround.NOT_PUBLIC: "公开属性改变",
    RemovalGround.DUPLICATE: "重复发布",
    RemovalGround.MERGED: "并入其他页面",
    RemovalGround.JUDGMENT: "生效裁判或复议决定要求",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """A page: its state, and whether a review was completed since it was taken away."""

    item: int
    availability: Availability
    reviewed_since: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a redirect leads: the item and what its own page answers."""

    item: int
    availability: Availability


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMove:
    """A step as it was asked for. ``notice`` is shown to the public, ``reason`` is recorded."""

    step: PageStep
    ground: RemovalGround | None = None
    notice: str = ""
    reason: str = ""
    target: Target | None = None


PAGE_TABLE: Final[dict[PageStep, tuple[frozenset[Availability], Availability]]] = {
    PageStep.PUBLISH: (frozenset({_UNPUBLISHED, _LIVE}), _LIVE),
    PageStep.WITHDRAW: (frozenset({_LIVE}), _WITHDRAWN),
    PageStep.RESTORE: (frozenset({_WITHDRAWN, _REDIRECTED, _GONE}), _LIVE),
    PageStep.REDIRECT: (frozenset({_LIVE, _WITHDRAWN}), _REDIRECTED),
    PageStep.REMOVE: (frozenset({_LIVE, _WITHDRAWN, _REDIRECTED}), _GONE),
}
"""Each step: the states it starts from and the state it ends in."""

HTTP_STATUS: Final = {
    _UNPUBLISHED: 404,
    _LIVE: 200,
    _WITHDRAWN: 200,
    _REDIRECTED: 301,
    _GONE: 410,
}
"""What the web server answers (RFC 9110)."""


def page_available(step: PageStep, facts: PageFacts) -> Refusal | None:
    """Why a page cannot take a step; None when the button is live."""
    if facts.availability not in PAGE_TABLE[step][0]:
        word = facts.availability.label
        return Refusal("page.state", f"页面现在是“{word}”，不能{step.label}。请刷新页面查看现状。")
    if step is PageStep.RESTORE and facts.availability is _GONE and not facts.reviewed_since:
        return Refusal("page.review", "已删除的页面须重新审核后才能恢复。请新建一版并送审。")
    return None


def check_page(move: PageMove, facts: PageFacts) -> Refusal | None:
    """Why a step is refused as it was asked for; None when it may be taken."""
    refusal = page_available(move.step, facts)
    if refusal or move.step is PageStep.PUBLISH:
        return refusal
    if not move.reason.strip():
        return Refusal("reason", "没有写理由。请写明理由。")
    if move.step in {PageStep.WITHDRAW, PageStep.REMOVE} and move.ground is None:
        return Refusal(
            "page.ground", "没有选择原因。请选择；文件废止、失效的不撤页面，请标注有效性。"
        )
    if move.step is PageStep.WITHDRAW and not move.notice.strip():
        return Refusal("page.notice", "没有写给公众看的说明。请写明为什么撤下、到哪里查询。")
    return _target_fault(move, facts) if move.step is PageStep.REDIRECT else None


def move_page(move: PageMove, facts: PageFacts) -> Availability | Refusal:
    """Return what the page answers after a step, or why the step is refused."""
    return check_page(move, facts) or PAGE_TABLE[move.step][1]


def _target_fault(move: PageMove, facts: PageFacts) -> Refusal | None:
    """A redirect leads to a live page, so it can neither circle nor form a chain when made."""
    if move.target is None:
        return Refusal("page.target", "没有选择跳转到哪里。请选择一个已发布的事项。")
    if move.target.item == facts.item:
        return Refusal("page.target", "页面不能跳转到自己。请选择另一个已发布的事项。")
    if move.target.availability is not _LIVE:
        word = move.target.availability.label
        return Refusal("page.target", f"跳转的目标现在是“{word}”。请选择一个已发布的事项。")
    return None
