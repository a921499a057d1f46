"""The life of a demonstration site: named by notice, built, evaluated, and what came of it.

What was recorded stands in the order in which it was recorded; nothing stores where a site stands.
An evaluation demands measures (001-5 §6); each is carried out once, after it. Fraud or sham ends
the status at any time (001-5 §7).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Happening(StrEnum):
    """What happens in the life of a demonstration site (001-1 … 001-5)."""

    DESIGNATE = "designate"
    PLAN = "plan"
    TRAINING = "training"
    VISIT = "visit"
    EXCHANGE = "exchange"
    BULLETIN = "bulletin"
    EVALUATE = "evaluate"
    COMMEND = "commend"
    RECTIFY = "rectify"
    MENDED = "mended"
    REVOKE = "revoke"


DECIDED: Final = frozenset({Happening.COMMEND, Happening.RECTIFY, Happening.REVOKE})
"""What the organ decides because of an evaluation."""
PUBLIC: Final = frozenset({Happening.DESIGNATE, Happening.COMMEND, Happening.REVOKE})
"""What the public is told: named, commended, revoked. All else stays between office and site."""
BY_UNIT: Final = frozenset({Happening.PLAN, Happening.TRAINING})
"""What the site itself may enter; all else is the office's."""
_NAMES: Final = {
    Happening.COMMEND: "通报表彰",
    Happening.RECTIFY: "责令整改",
    Happening.REVOKE: "取消资格",
}


class Standing(StrEnum):
    """Where a site stands."""

    NEW = "new"
    BUILDING = "building"
    OWED = "owed"
    MENDING = "mending"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LABELS[self]


_LABELS: Final = {
    Standing.NEW: "未报方案",
    Standing.BUILDING: "建设中",
    Standing.OWED: "考评结果待处理",
    Standing.MENDING: "整改中",
    Standing.REVOKED: "已取消资格",
}


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened; ``demands`` is what an evaluation demands."""

    what: Happening
    on: date
    demands: frozenset[Happening] = frozenset()


@dataclass(frozen=True, slots=True)
class Life:
    """What happened to one site, in the order of recording; what was voided is not in it."""

    events: tuple[Past, ...] = ()

    @classmethod
    def of(cls, events: Iterable[Past]) -> "Life":
        """Build from events."""
        return cls(tuple(events))

    def last(self, *kinds: Happening) -> Past | None:
        """Return the latest of some kinds."""
        return next((one for one in reversed(self.events) if one.what in kinds), None)

    def _after(self, what: Happening) -> tuple[Past, ...]:
        """Return what was recorded after the latest of a kind."""
        places = [place for place, one in enumerate(self.events) if one.what is what]
        return self.events[places[-1] + 1 :] if places else ()

    @property
    def ended(self) -> bool:
        """Whether the status was revoked."""
        return self.last(Happening.REVOKE) is not None

    @property
    def owed(self) -> tuple[Happening, ...]:
        """What the latest evaluation demands and nobody has carried out yet."""
        latest = self.last(Happening.EVALUATE)
        if latest is None or self.ended:
            return ()
        done = {one.what for one in self._after(Happening.EVALUATE)}
        return tuple(one for one in Happening if one in latest.demands - done)

    @property
    def mending(self) -> bool:
        """Whether an order to rectify is open."""
        latest = self.last(Happening.RECTIFY, Happening.MENDED)
        return latest is not None and latest.what is Happening.RECTIFY and not self.ended

    @property
    def standing(self) -> Standing:
        """Return where the site stands; what waits for somebody comes first."""
        if self.ended:
            return Standing.REVOKED
        if self.owed:
            return Standing.OWED
        if self.mending:
            return Standing.MENDING
        return Standing.BUILDING if self.last(Happening.PLAN) is not None else Standing.NEW


def why_not_next(life: Life, next_: Past, *, sham: bool = False) -> str:
    """Return why something cannot be recorded next, in a person's words; empty where it can.

    ``sham`` says that the status is revoked for sham or fraud, which asks for no evaluation.
    """
    if next_.what is Happening.DESIGNATE:
        return "已经确定为示范点，不用再确定。" if life.events else ""
    if not life.events:
        return "还没有确定为示范点。"
    if life.ended:
        return "示范点资格已经取消，不能再登记。再次确定的，请另发通知重新确定。"
    begun = life.events[0].on
    if next_.on < begun:
        return f"日期早于确定示范点的日期（{begun.isoformat()}）。请改正。"
    return _why_not_decided(life, next_, sham=sham)


def _why_not_decided(life: Life, next_: Past, *, sham: bool) -> str:
    latest = life.last(Happening.EVALUATE)
    if next_.what is Happening.EVALUATE:
        earlier = latest is not None and next_.on < latest.on
        return "早于已经登记的上一次考评，不能再记。" if earlier else ""
    if next_.what is Happening.MENDED:
        order = life.last(Happening.RECTIFY)
        if not life.mending or order is None:
            return "没有未完成的整改。"
        return "完成整改的日期早于责令整改的日期。请改正。" if next_.on < order.on else ""
    if next_.what not in DECIDED:
        return ""
    if next_.what is Happening.REVOKE and sham:
        return ""
    if next_.what not in life.owed:
        return f"最近一次考评没有要求{_NAMES[next_.what]}，或者已经办理。"
    early = latest is not None and next_.on < latest.on
    return "日期早于考评日期。请改正。" if early else ""


def why_not_void(life: Life, place: int) -> str:
    """Return why the event at a place cannot be voided: something recorded later rests on it."""
    what = life.events[place].what
    if what is Happening.DESIGNATE and len(life.events) > 1:
        return "确定之后已有记录。请先作废那些记录。"
    later = {one.what for one in life.events[place + 1 :]}
    if what is Happening.EVALUATE and later & DECIDED:
        return "这次考评之后已有处理决定。请先作废那些决定。"
    if what is Happening.RECTIFY and Happening.MENDED in later:
        return "这次整改已经登记完成。请先作废完成的记录。"
    return ""
