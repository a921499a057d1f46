"""A reference in a text, and what is known of the thing it leads to."""

from dataclasses import dataclass
from enum import StrEnum


class TargetState(StrEnum):
    """How the thing stands that a link or a reference leads to."""

    UNKNOWN = "unknown"
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    REPEALED = "repealed"
    GONE = "gone"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    TargetState.UNKNOWN: "查不到",
    TargetState.LIVE: "已发布",
    TargetState.WITHDRAWN: "已撤下",
    TargetState.REPEALED: "已废止",
    TargetState.GONE: "已删除",
}


@dataclass(frozen=True, slots=True)
class Target:
    """The state of a target; ``by`` names what repealed or replaced it, where that is known."""

    state: TargetState
    by: str = ""


LIVE = Target(TargetState.LIVE)
UNKNOWN = Target(TargetState.UNKNOWN)


class ReferenceKind(StrEnum):
    """How a text names another document."""

    NUMBER = "number"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named at ``text[start:end]``.

    ``key`` is what it is looked up by: the number in its official spelling, or the title without
    marks, spaces and 中华人民共和国.
    """

    kind: ReferenceKind
    key: str
    start: int
    end: int
    text: str
