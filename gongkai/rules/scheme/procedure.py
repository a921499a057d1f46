"""What surrounds the score: grades, stages, approval, consequences, appeal, accountability."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade, best first. ``min`` is None where a grade is decided by people (Q22, Q29).

    ``max_share`` limits how many units may hold it; the rest fall to ``overflow_to``.
    """

    id: str
    title: str
    cite: tuple[str, ...]
    min: Decimal | None = None
    max_share: Decimal | None = None
    overflow_to: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A finding that beats points: the unit gets ``grade`` whatever its total."""

    id: str
    finding: str
    title: str
    grade: str
    do: tuple[str, ...]
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingForm:
    """A form of on-the-spot checking, with its participants where the source names them.

    ``borrows`` is the form whose numbers and kinds of people this one takes over, because the
    source names none for these units (Q26); whoever is told of a lack is told so.
    """

    id: str
    title: str
    cite: tuple[str, ...]
    group: str = ""
    people_min: int | None = None
    people_max: int | None = None
    categories: tuple[str, ...] = ()
    borrows: str = ""


class Work(StrEnum):
    """What may be done in a stage. Who may do what when follows from the stages of a round."""

    PREPARE = "prepare"
    SELF = "self"
    NESTED = "nested"
    SCORE = "score"
    SPOT = "spot"
    SURVEY = "survey"
    COMPOSE = "compose"
    APPROVE = "approve"
    BULLETIN = "bulletin"
    RECTIFY = "rectify"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _WORK_LABELS[self]


_WORK_LABELS = {
    Work.PREPARE: "制定方案",
    Work.SELF: "自查自评",
    Work.NESTED: "考核下属单位",
    Work.SCORE: "评分",
    Work.SPOT: "抽查",
    Work.SURVEY: "问卷",
    Work.COMPOSE: "合成得分",
    Work.APPROVE: "审定",
    Work.BULLETIN: "通报",
    Work.RECTIFY: "整改",
}

MonthDay = tuple[int, int]
"""A day of the round's year: month and day, the day included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a round: who acts, what is done in it, what comes out, and when.

    ``when`` is the time in words; ``opens`` and ``closes`` are what of it is a day. ``sample_size``
    is None where the source leaves the number open.
    """

    id: str
    title: str
    who: str
    cite: tuple[str, ...]
    does: tuple[Work, ...] = ()
    makes: str = ""
    when: str = ""
    opens: MonthDay | None = None
    closes: MonthDay | None = None
    sample: str = ""
    sample_size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalStep:
    """One step by which a result becomes final."""

    by: str
    act: str
    cite: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What follows from a grade; ``due`` is an ISO 8601 duration, None where the text is silent."""

    do: str
    cite: tuple[str, ...]
    by: str = ""
    who: tuple[str, ...] = ()
    due: str | None = None
    start: str = ""
    report_to: str = ""
    after: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """Review of a decision: what it covers, its terms, and whether the source has it (Q24, Q30)."""

    covers: tuple[str, ...]
    within: str
    to: tuple[str, ...]
    decide_within: str
    cite: tuple[str, ...]
    in_source: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A ground of accountability, for units or for persons."""

    id: str
    title: str
    applies_to: str
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Degree:
    """A degree of accountability, mildest first, with what it does to unit and persons."""

    id: str
    title: str
    unit: tuple[str, ...]
    persons: tuple[str, ...]
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who answers, depending on who approved the act."""

    id: str
    when: str
    main: str
    secondary: str
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accountability:
    """Accountability as data: grounds, degrees, and who answers."""

    grounds: tuple[Ground, ...]
    degrees: tuple[Degree, ...]
    responsibilities: tuple[Responsibility, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """How a result counts in another system: full at ``full_at_least``, else the total (Q16)."""

    id: str
    title: str
    full_at_least: Decimal
    full_value: Decimal
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPoint:
    """A point that people look at without a score of its own.

    ``method`` names the indicator it can be computed by; ``known`` others shown beside it.
    ``categories`` are as for an item.
    """

    id: str
    title: str
    cite: tuple[str, ...]
    method: str = ""
    known: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckArea:
    """Check points under one heading; ``known`` and ``categories`` for an area that lists none."""

    id: str
    title: str
    cite: tuple[str, ...]
    points: tuple[CheckPoint, ...]
    known: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
