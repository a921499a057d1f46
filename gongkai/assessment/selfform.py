"""What a unit is asked in its self-assessment, and what of an answer is still missing.

The form follows from the pinned pack: the items of the unit's rubric with their points, or the
points of the checklist, which have no score of their own. Nothing here touches the database.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Final

from gongkai.assessment.rubric import Place, indicators_of, places, topics
from gongkai.rules.numbers import ZERO
from gongkai.rules.readings import NotApplicable
from gongkai.rules.scheme import Item, Method, Scheme

_HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One item of the form. ``points`` is None for a point of the checklist: it has a state.

    ``indicators`` say something of it: the one it is computed by, and those shown beside it. Items
    of the catalogue's ``categories`` may be its evidence.
    """

    id: str
    number: str
    title: str
    cite: tuple[str, ...]
    points: Decimal | None = None
    item: Item | None = None
    required: bool = True
    indicators: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether the unit gives itself points."""
        return self.points is not None

    @property
    def most(self) -> Decimal:
        """The most points that can be typed: two digits, rounded down where a split leaves more."""
        return (self.points or ZERO).quantize(_HUNDREDTH, ROUND_DOWN)

    @property
    def by_survey(self) -> bool:
        """Whether the item is counted from a questionnaire in the end."""
        return self.item is not None and self.item.method is Method.SURVEY

    @property
    def by_record(self) -> bool:
        """Whether the item is counted from records in the end."""
        return self.item is not None and self.item.method is Method.COMPUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Questions under one heading: a dimension of the rubric, or an area of the checklist."""

    id: str
    title: str
    questions: tuple[Question, ...]
    points: Decimal | None = None
    may_be_inapplicable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfForm:
    """The whole form of a unit. ``total_most`` is there where one score is typed for everything."""

    parts: tuple[Part, ...]
    total_most: Decimal | None = None

    @property
    def questions(self) -> Iterator[Question]:
        """Every question in printed order."""
        for part in self.parts:
            yield from part.questions

    @property
    def scored(self) -> bool:
        """Whether the form asks for points, and not for states."""
        return any(question.scored for question in self.questions)

    @property
    def points(self) -> Decimal:
        """The points of the rubric, those beyond it left out."""
        return sum((one.points or ZERO for one in self.questions if one.required), ZERO)

    def question(self, item: str) -> Question | None:
        """Return a question by the id of its item."""
        return next((one for one in self.questions if one.id == item), None)

    def under(self, item: str) -> tuple[str, ...]:
        """Return the items a claim is about: one item, or all of a part."""
        for part in self.parts:
            if part.id == item:
                return tuple(one.id for one in part.questions)
        return (item,)


def self_form(scheme: Scheme, group: str) -> SelfForm:
    """Return the form of a unit of a group."""
    parts = tuple(_rubric_parts(scheme, group)) or tuple(_checklist_parts(scheme))
    own = next((leaf for leaf in scheme.leaves() if leaf.scorer == "unit"), None)
    scored = any(part.points is not None for part in parts)
    return SelfForm(parts=parts, total_most=own.max if own is not None and not scored else None)


def _rubric_parts(scheme: Scheme, group: str) -> Iterator[Part]:
    by_dimension: dict[str, list[Place]] = {}
    found = tuple(places(scheme, group))
    for place in found:
        key = place.dimension.id if place.dimension is not None else ""
        by_dimension.setdefault(key, []).append(place)
    claims = scheme.readings.not_applicable not in {None, NotApplicable.FORBID}
    for number, (key, inside) in enumerate(by_dimension.items(), start=1):
        dimension = inside[0].dimension
        yield Part(
            id=key or "bonus",
            title=dimension.title if dimension is not None else "加分项",
            points=sum((place.points for place in inside), ZERO),
            questions=tuple(
                _of_rubric(place, f"{number}.{count}") for count, place in enumerate(inside, 1)
            ),
            may_be_inapplicable=claims and dimension is not None,
        )


def _of_rubric(place: Place, number: str) -> Question:
    return Question(
        id=place.item.id,
        number=number,
        title=place.item.title,
        cite=place.item.cite,
        points=place.points,
        item=place.item,
        required=not place.is_bonus,
        indicators=indicators_of(place.item),
        categories=place.item.categories,
    )


def _checklist_parts(scheme: Scheme) -> Iterator[Part]:
    """Yield the areas a unit answers for.

    An area under the clause of a grade says when that grade is deserved: those who decide tick it.
    """
    graded = {cite for grade in scheme.grades for cite in grade.cite}
    judged = {area.title for area in scheme.checklist if graded.issuperset(area.cite)}
    by_area: dict[str, list[Question]] = {}
    for topic in topics(scheme):
        if topic.area not in judged:
            by_area.setdefault(topic.area, []).append(
                Question(
                    id=topic.id,
                    number="",
                    title=topic.title,
                    cite=topic.cite,
                    indicators=topic.indicators,
                    categories=topic.categories,
                )
            )
    ids = {area.title: area.id for area in scheme.checklist}
    for number, (area, questions) in enumerate(by_area.items(), start=1):
        numbered = tuple(
            replace(one, number=f"{number}.{count}") for count, one in enumerate(questions, start=1)
        )
        yield Part(id=ids[area], title=area, questions=numbered)


class Lack(StrEnum):
    """What an answer lacks."""

    SCORE = "score"
    STATE = "state"
    REASON = "reason"
    BASIS = "basis"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LACKS[self]


_LACKS: Final = {
    Lack.SCORE: "没有打分",
    Lack.STATE: "没有选择落实情况",
    Lack.REASON: "没有写原因",
    Lack.BASIS: "没有佐证，也没有说明",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a unit has said of one question. ``evidence`` counts the pieces that stand."""

    score: Decimal | None = None
    state: str = ""
    reason: str = ""
    evidence: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said at all."""
        return self.score is None and not self.state and not self.reason


BLANK: Final = Answer()


def lack(question: Question, answer: Answer) -> Lack | None:
    """Return what an answer lacks, the first thing first; ``None`` where it is complete.

    Points given away need the reason; points claimed need evidence or a word, except where a
    questionnaire or records speak in the end.
    """
    if question.scored:
        return _lack_of_score(question, answer)
    if not answer.state:
        return Lack.STATE
    if answer.state != "done":
        return None if answer.reason.strip() else Lack.REASON
    return None if answer.reason.strip() or answer.evidence else Lack.BASIS


def _lack_of_score(question: Question, answer: Answer) -> Lack | None:
    if answer.score is None:
        blank = not answer.reason.strip() and not answer.evidence
        return Lack.SCORE if question.required or not blank else None
    if question.by_survey or question.by_record:
        return None
    full = answer.score >= question.most
    if answer.reason.strip() or (full and answer.evidence):
        return None
    if not question.required:
        return None if answer.evidence or not answer.score else Lack.BASIS
    return Lack.BASIS if full else Lack.REASON


def lacking(
    form: SelfForm, answers: Mapping[str, Answer], claimed: Collection[str] = ()
) -> Iterator[tuple[Question, Lack]]:
    """Yield every question that is not answered yet, in printed order, with what it lacks.

    ``claimed`` are items the unit says it cannot have: nobody asks further.
    """
    for question in form.questions:
        if question.id in claimed:
            continue
        found = lack(question, answers.get(question.id, BLANK))
        if found is not None:
            yield question, found


def total(form: SelfForm, answers: Mapping[str, Answer], *, bonus: bool = False) -> Decimal:
    """Return what a unit gave itself, item by item; ``bonus`` asks for what is beyond it."""
    given: Iterable[Decimal | None] = (
        answers.get(one.id, BLANK).score for one in form.questions if one.required is not bonus
    )
    return sum((score for score in given if score is not None), ZERO)
