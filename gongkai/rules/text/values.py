"""What a look at a text finds: kind, exact place, certainty, and what may stand there instead."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of personal data that are looked for."""

    RESIDENT_ID = "resident_id"
    MOBILE = "mobile"
    LANDLINE = "landline"
    BANK_CARD = "bank_card"
    PASSPORT = "passport"
    PLATE = "plate"
    EMAIL = "email"
    ADDRESS = "address"
    NAME = "name"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LABELS[self]


_LABELS = {
    Kind.RESIDENT_ID: "身份证号",
    Kind.MOBILE: "手机号",
    Kind.LANDLINE: "固定电话",
    Kind.BANK_CARD: "银行卡号",
    Kind.PASSPORT: "护照、通行证号",
    Kind.PLATE: "车牌号",
    Kind.EMAIL: "电子邮箱",
    Kind.ADDRESS: "详细住址",
    Kind.NAME: "个人信息旁的姓名",
}


class Certainty(StrEnum):
    """How sure it is that the text is what it looks like."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _CERTAINTY_LABELS[self]


_CERTAINTY_LABELS = {
    Certainty.CERTAIN: "确定",
    Certainty.LIKELY: "很可能",
    Certainty.POSSIBLE: "疑似",
}


@dataclass(frozen=True, slots=True)
class Detected:
    """One piece of personal data at ``text[start:end]``, and the mask prescribed for it.

    ``office`` is true for what a contact line of an office is expected to hold (条例 §12 asks
    for it): it is shown as a note and never masked.
    """

    kind: Kind
    start: int
    end: int
    text: str
    certainty: Certainty
    mask: str
    office: bool = False

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the two spans share a character."""
        return self.start < end and start < self.end


class Claims:
    """Which characters of a text belong to something already."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def any(self, start: int, end: int) -> bool:
        """Whether a character of the span is taken; the span may reach over the ends."""
        return any(self._taken[max(0, start) : max(0, end)])

    def take(self, start: int, end: int) -> bool:
        """Take a span unless a part of it is taken; say whether it was free."""
        if self.any(start, end):
            return False
        self._taken[start:end] = b"\1" * (end - start)
        return True
