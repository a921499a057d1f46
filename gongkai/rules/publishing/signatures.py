"""The signature records (签批记录) of a review: append-only facts, and what became of each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What somebody did in a review."""

    SUBMIT = "submit"
    SIGN = "sign"
    RETURN = "return"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _OUTCOME_LABELS[self]


_OUTCOME_LABELS = {
    Outcome.SUBMIT: "送审",
    Outcome.SIGN: "同意",
    Outcome.RETURN: "退回",
    Outcome.WITHDRAW: "撤回送审",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One record. ``step`` is a step of the chain, ``AUTHOR`` or ``PUBLISHER``.

    ``text`` is the fingerprint of the edition as it was seen. ``to_step`` is where a return goes.
    ``on_behalf_of`` names the absent person for whom a delegate acted.
    """

    step: str
    person: int
    outcome: Outcome
    at: datetime
    text: str
    on_behalf_of: int | None = None
    to_step: str = ""
    reason: str = ""

    @property
    def people(self) -> frozenset[int]:
        """Everybody whose hand this is: who acted, and for whom."""
        hands = (self.person, self.on_behalf_of)
        return frozenset(one for one in hands if one is not None)


class Void(StrEnum):
    """Why a record no longer counts, or never did."""

    CHANGED = "changed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    RESUBMITTED = "resubmitted"
    OUT_OF_TURN = "out_of_turn"
    NOT_NEEDED = "not_needed"
    AUTHOR = "author"
    SAME_PERSON = "same_person"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _VOID_LABELS[self]


_VOID_LABELS = {
    Void.CHANGED: "之后内容有修改，签批作废",
    Void.RETURNED: "之后被退回，签批作废",
    Void.WITHDRAWN: "之后撤回送审，签批作废",
    Void.RESUBMITTED: "之后重新送审，签批作废",
    Void.OUT_OF_TURN: "不在该环节的顺序上，不计",
    Void.NOT_NEEDED: "该环节现已不需要，不计",
    Void.AUTHOR: "起草人签批本人稿件，不计",
    Void.SAME_PERSON: "同一人签批两个环节，不计",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in the history and what became of it; ``void`` is None while it counts."""

    signature: Signature
    void: Void | None
