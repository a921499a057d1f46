"""What surrounds the score: grades, stages, approval, consequences, appeal, accountability."""

from dataclasses import dataclass
from decimal import Decimal


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
    """A form of on-the-spot checking, with its participants where the source names them."""

    id: str
    title: str
    cite: tuple[str, ...]
    group: str = ""
    people_min: int | None = None
    people_max: int | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a round: who acts, what comes out, and when."""

    id: str
    title: str
    who: str
    cite: tuple[str, ...]
    makes: str = ""
    when: str = ""
    sample: str = ""


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
    """A point that people look at without a score of its own."""

    id: str
    title: str
    cite: tuple[str, ...]
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckArea:
    """Check points under one heading."""

    id: str
    title: str
    cite: tuple[str, ...]
    points: tuple[CheckPoint, ...]
