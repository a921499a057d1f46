"""A scheme: everything one rule text says about an assessment, frozen and typed.

The policy reader turns a pack into a :class:`Scheme`; scoring and grading take nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gongkai.rules.numbers import HUNDRED
from gongkai.rules.readings import Need, Readings, StatedReading
from gongkai.rules.scheme.components import Component, PollRule, Source
from gongkai.rules.scheme.procedure import (
    Accountability,
    Appeal,
    ApprovalStep,
    CheckArea,
    CheckPoint,
    Consequence,
    Degree,
    Export,
    Grade,
    Ground,
    MeetingForm,
    Override,
    Responsibility,
    Stage,
    Work,
)
from gongkai.rules.scheme.rubric import (
    Bonus,
    BonusGate,
    ComputedRule,
    Dimension,
    Item,
    Level,
    Method,
    Otherwise,
    Rubric,
    SurveyRule,
    Veto,
)

__all__ = [
    "Accountability",
    "Appeal",
    "ApprovalStep",
    "Bonus",
    "BonusGate",
    "CheckArea",
    "CheckPoint",
    "Component",
    "ComputedRule",
    "Consequence",
    "Degree",
    "Dimension",
    "Export",
    "Grade",
    "Grading",
    "Ground",
    "Item",
    "Level",
    "MeetingForm",
    "Method",
    "Otherwise",
    "Override",
    "PollRule",
    "Responsibility",
    "Rubric",
    "Scheme",
    "Source",
    "SourceDocument",
    "Stage",
    "SurveyRule",
    "Veto",
    "Work",
]


class Grading(StrEnum):
    """Whether grades follow from the total or are decided by people with reasons."""

    THRESHOLDS = "thresholds"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A source document: its title and where the text was read. Never the text itself.

    ``article`` is what the document calls its first level (条, 部分), for citations in words.
    """

    id: str
    title: str
    file: str
    part: str = ""
    article: str = "条"
    sha256: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One assessment scheme at one version; ``hash`` covers everything that decides."""

    id: str
    version: str
    title: str
    hash: str
    period: str
    readings: Readings
    stated: tuple[StatedReading, ...]
    grades: tuple[Grade, ...]
    grading: Grading = Grading.THRESHOLDS
    summary: str = ""
    max: Decimal = HUNDRED
    sources: tuple[SourceDocument, ...] = ()
    rubrics: tuple[Rubric, ...] = ()
    components: tuple[Component, ...] = ()
    bonus: Bonus | None = None
    vetoes: tuple[Veto, ...] = ()
    overrides: tuple[Override, ...] = ()
    checklist: tuple[CheckArea, ...] = ()
    assessed: tuple[str, ...] = ()
    forms: tuple[MeetingForm, ...] = ()
    stages: tuple[Stage, ...] = ()
    approval: tuple[ApprovalStep, ...] = ()
    consequences: tuple[tuple[str, tuple[Consequence, ...]], ...] = ()
    appeal: Appeal | None = None
    accountability: Accountability | None = None
    exports: tuple[Export, ...] = ()
    public: tuple[str, ...] = ()

    def rubric_for(self, group: str) -> Rubric | None:
        """Return the rubric of a group: the one that names it, else the one open to all."""
        for rubric in self.rubrics:
            if group and group in rubric.groups:
                return rubric
        return next((rubric for rubric in self.rubrics if not rubric.groups), None)

    def grade(self, grade_id: str) -> Grade | None:
        """Return a grade by id."""
        return next((grade for grade in self.grades if grade.id == grade_id), None)

    def leaves(self) -> Iterator[Component]:
        """Yield every component that carries a score of its own."""
        for component in self.components:
            yield from component.leaves()

    def findings(self) -> dict[str, str]:
        """Return the findings that decide alone: id to title."""
        known = {veto.id: veto.title for veto in self.vetoes}
        return known | {override.finding: override.title for override in self.overrides}

    def unset(self, *needs: Need) -> tuple[StatedReading, ...]:
        """Return the readings that ``needs`` ask for and nobody has chosen yet."""
        return tuple(
            reading for reading in self.stated if reading.value is None and reading.need in needs
        )
