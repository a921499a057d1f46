"""One unit on the desk: everything side by side, item by item, as far as its viewer may see."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from gongkai.assessment.computed import Taking, takings
from gongkai.assessment.current import current
from gongkai.assessment.days import extensions_of, plans_of, works_for
from gongkai.assessment.models import (
    ComponentScore,
    DecidedGrade,
    Deduction,
    EstablishedFinding,
    IndicatorCount,
    ItemComment,
    ItemLook,
    ItemScore,
    Revision,
    RoundUnit,
    SpotFinding,
)
from gongkai.assessment.queries.indicators import counts_of
from gongkai.assessment.queries.judging.marks import Marks, is_asked, marks_of
from gongkai.assessment.queries.judging.sight import Sight, seen_by, sight_of
from gongkai.assessment.queries.revisions import under_way
from gongkai.assessment.queries.selfing import ItemView, SelfView, self_view
from gongkai.assessment.queries.spot import findings_seen
from gongkai.assessment.rubric import Place, places
from gongkai.assessment.selfform import Part, Question
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.policy.problems import ProblemsError
from gongkai.rules.explain import TraceNode
from gongkai.rules.grading import Graded
from gongkai.rules.rounds import Phase, Relation, open_until
from gongkai.rules.scheme import Work

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item of the unit. ``said`` is what the unit says of itself, with its evidence.

    ``place`` is empty for a point of the checklist, which has no points. ``node`` explains what
    the item is worth now. ``notes`` are what scorers of components noted on the point. ``counts``
    are indicators that say something of it, ``held`` the number that waits because deductions
    stand, told to who sees such a deduction. ``mine`` says that the viewer may judge it, ``duty``
    that it is theirs to judge.
    """

    question: Question
    place: Place | None
    said: ItemView
    applies: bool
    mine: bool
    duty: bool
    settled: bool
    deductions: tuple[Deduction, ...] = ()
    value: ItemScore | None = None
    looks: tuple[ItemLook, ...] = ()
    comments: tuple[ItemComment, ...] = ()
    findings: tuple[SpotFinding, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    counts: tuple[IndicatorCount, ...] = ()
    held: Taking | None = None
    node: TraceNode | None = None

    @property
    def id(self) -> str:
        """The item."""
        return self.question.id

    @property
    def standing(self) -> tuple[Deduction, ...]:
        """What counts; the rest was withdrawn."""
        return tuple(row for row in self.deductions if row.withdrawn_at is None)

    @property
    def asked(self) -> bool:
        """Whether the viewer has to say something of it."""
        return self.duty and self.applies and self.place is not None and is_asked(self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A unit as it lies on one viewer's desk. ``open`` is what may be done with it today.

    ``said`` is its self-assessment, as far as the viewer sees it. ``revision`` is the correction of
    the approved result the viewer writes into: then everything may be changed in its name.
    """

    sight: Sight
    parts: tuple[tuple[Part, tuple[Line, ...]], ...]
    scores: tuple[ComponentScore, ...]
    findings: tuple[EstablishedFinding, ...]
    grade: DecidedGrade | None
    comments: tuple[ItemComment, ...]
    graded: Graded | None
    open: frozenset[Work]
    until: date | None
    said: SelfView
    revision: Revision | None = None

    @property
    def unit(self) -> RoundUnit:
        """The unit."""
        return self.sight.unit

    @property
    def lines(self) -> Iterator[Line]:
        """Every item in printed order."""
        for _, lines in self.parts:
            yield from lines

    def line(self, item: str) -> Line | None:
        """Return one item."""
        return next((line for line in self.lines if line.id == item), None)

    @property
    def scoring(self) -> bool:
        """Whether the viewer may score now."""
        seated = Work.SCORE in self.open and bool(self.sight.seats)
        return (seated or self.revision is not None) and not self.unit.exempt

    @property
    def changing(self) -> bool:
        """Whether facts may change at all: the round runs, or a correction is under way."""
        return self.unit.round.phase is Phase.RUNNING or self.revision is not None

    @property
    def first_left(self) -> Line | None:
        """The first item that still waits for the viewer."""
        return next((line for line in self.lines if line.asked and not line.settled), None)

    def own_score(self, component: str) -> ComponentScore | None:
        """Return the viewer's own standing score in a component."""
        return next(
            (
                row
                for row in self.scores
                if row.component == component
                and row.person_id == self.sight.person
                and row.withdrawn_at is None
            ),
            None,
        )


def sheet(viewer: Viewer, unit: RoundUnit) -> Sheet | None:
    """Return a unit as it lies on a viewer's desk; ``None`` where it does not."""
    sight = sight_of(viewer, unit)
    said = self_view(viewer, unit, with_known=False) if sight is not None else None
    if sight is None or said is None:
        return None
    revision = under_way(viewer, unit.round)
    marks = marks_of(unit.round, units=[unit.pk], people=[viewer.person_id or 0])
    scores = _scores(sight)
    graded = _graded(unit) if _knows_worth(sight) else None
    running = unit.round.phase is Phase.RUNNING
    today = day_of(viewer.at)
    comments = _comments(sight)
    lines = _lines(
        viewer, sight, said.items, marks, scores, comments, revising=revision is not None
    )
    return Sheet(
        sight=sight,
        parts=tuple(_parts(said.form.parts, lines)),
        scores=scores,
        findings=tuple(EstablishedFinding.objects.filter(round_unit=unit)) if sight.scores else (),
        grade=DecidedGrade.objects.filter(round_unit=unit).first() if sight.scores else None,
        comments=tuple(comments.get("", ())),
        graded=graded if sight.scores else None,
        open=works_for(unit.round, today, unit) if running else frozenset(),
        until=open_until(Work.SCORE, plans_of(unit.round), extensions_of(unit)),
        said=said,
        revision=revision,
    )


def _knows_worth(sight: Sight) -> bool:
    """Whether the worth of an item tells the viewer no more than they see already."""
    return sight.scores or sight.relation is Relation.SCORER


def _graded(unit: RoundUnit) -> Graded | None:
    try:
        found = current(unit.round).units
    except ProblemsError:
        return None  # readings are still open: nothing is worth anything yet
    return next((one for one in found if one.score.unit.id == unit.unit.code), None)


def _nodes(graded: Graded | None) -> Mapping[str, TraceNode]:
    found: dict[str, TraceNode] = {}
    stack = [graded.score.trace] if graded is not None and graded.score.trace else []
    while stack:
        node = stack.pop()
        found[node.id] = node
        stack += node.children
    return found


def _grouped(rows: Iterable[Row], item: str = "item") -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(getattr(row, item))].append(row)
    return found


def _scores(sight: Sight) -> tuple[ComponentScore, ...]:
    rows = ComponentScore.objects.filter(round_unit=sight.unit).select_related("checked_by")
    return tuple(
        row
        for row in rows
        if sight.sees_component(
            row.component, row.person_id, submitted=row.submitted_at is not None
        )
    )


def _comments(sight: Sight) -> Mapping[str, list[ItemComment]]:
    """Return what those who judge said; a blind scorer reads only the own words."""
    rows = ItemComment.objects.filter(round_unit=sight.unit, withdrawn_at=None)
    if sight.blind:
        rows = rows.filter(person=sight.person)
    elif sight.relation is Relation.DECIDER and not sight.scores:
        rows = rows.none()
    return _grouped(rows)


def _parts(
    parts: tuple[Part, ...], lines: Mapping[str, Line]
) -> Iterator[tuple[Part, tuple[Line, ...]]]:
    for part in parts:
        inside = tuple(lines[one.id] for one in part.questions if one.id in lines)
        if inside:
            yield replace(part, questions=tuple(line.question for line in inside)), inside


def _lines(
    viewer: Viewer,
    sight: Sight,
    said: Mapping[str, ItemView],
    marks: Marks,
    scores: tuple[ComponentScore, ...],
    comments: Mapping[str, list[ItemComment]],
    *,
    revising: bool,
) -> Mapping[str, Line]:
    unit = sight.unit
    known = {place.item.id: place for place in places(sight.scheme, unit.group)}
    taken = _grouped(
        Deduction.objects.filter(seen_by(sight), round_unit=unit).select_related(
            "checked_by", "finding"
        )
    )
    values = {row.item: row for row in ItemScore.objects.filter(round_unit=unit)}
    looks = _grouped(_looks(sight))
    found = _grouped(findings_seen(viewer, unit.round).filter(round_unit=unit, voided_at=None))
    nodes = _nodes(_graded(unit)) if _knows_worth(sight) else {}
    counts = counts_of(viewer, unit)
    held = {one.item: one for one in takings(unit.round, unit=unit.pk) if one.is_held}
    lines = {}
    for item, view in said.items():
        place = known.get(item)
        mine = sight.has_item(item) if place is not None else sight.has_topic(item)
        value = values.get(item)
        if value is not None and not sight.sees_item(item, value.person_id):
            # What records say is no score of another person's.
            value = value if value.person_id is None and sight.has_item(item) else None
        lines[item] = Line(
            question=view.question,
            place=place,
            said=view,
            applies=place is None or marks.applies(unit.pk, place),
            mine=mine or (revising and place is not None),
            duty=sight.is_asked(item),
            settled=place is not None and marks.is_settled(sight, place),
            deductions=tuple(taken.get(item, ())),
            value=value,
            looks=tuple(looks.get(item, ())),
            comments=tuple(comments.get(item, ())),
            findings=tuple(found.get(item, ())),
            notes=_notes(scores, item),
            counts=tuple(counts[name] for name in view.question.indicators if name in counts),
            held=held.get(item) if item in taken else None,
            node=nodes.get(item) if sight.scores or mine else None,
        )
    return lines


def _looks(sight: Sight) -> Iterable[ItemLook]:
    rows = ItemLook.objects.filter(round_unit=sight.unit)
    return rows if sight.scores else rows.filter(person=sight.person)


def _notes(scores: tuple[ComponentScore, ...], item: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (row.name, row.notes[item])
        for row in scores
        if row.withdrawn_at is None and item in row.notes
    )
