"""What a self-assessment report is made of. Texts are as typed; points as printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfLine:
    """One item: its number and title, what it is worth, what the unit says and shows."""

    number: str
    title: str
    worth: str
    said: str
    reason: str
    evidence: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfPart:
    """A dimension of the rubric or an area of the checklist, with its sums as printed."""

    title: str
    worth: str
    said: str
    lines: Sequence[SelfLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfPaper:
    """The report of one unit. ``total`` and ``most`` are empty where nothing is scored.

    ``signed_on`` is empty in a draft: the date is then a marked gap.
    """

    unit: str
    recipients: str
    round: str
    scheme: str
    notice: str
    total: str
    most: str
    done: str
    problems: str
    plans: str
    parts: Sequence[SelfPart]
    signed_on: date | None = None
    signed_by: str = ""
