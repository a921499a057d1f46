"""What of a unit's judging one viewer sees: everything, what is assigned, or the own work alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import Round, RoundUnit, Scorer
from gongkai.assessment.queries.rounds import (
    assigned,
    proposed,
    relation,
    scorers_of,
    units_seen,
)
from gongkai.assessment.rubric import judges_rubric
from gongkai.core.access import Viewer
from gongkai.rules.rounds import Phase, Relation, What, sees
from gongkai.rules.scheme import Scheme, Source

_JUDGES: Final = {Relation.SCORER, Relation.BLIND_SCORER}
_DESK: Final = {Relation.OFFICE, Relation.DECIDER, *_JUDGES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a viewer sees of one unit. ``scores`` says everything, whoever gave it.

    ``seats`` is what is assigned to the viewer at the unit, the rows of those who check included.
    """

    unit: RoundUnit
    scheme: Scheme
    relation: Relation
    person: int | None
    scores: bool
    seats: tuple[Scorer, ...]

    @property
    def runs(self) -> bool:
        """Whether the viewer is of the office that runs the round."""
        return self.relation is Relation.OFFICE

    @property
    def blind(self) -> bool:
        """Whether the viewer sees nothing of what others gave."""
        return self.relation is Relation.BLIND_SCORER

    @property
    def rubric_seats(self) -> tuple[Scorer, ...]:
        """The assignments to the items of the rubric."""
        return tuple(row for row in self.seats if judges_rubric(self.scheme, row.component))

    @property
    def components(self) -> tuple[str, ...]:
        """The components the viewer scores by hand."""
        rubric = {row.pk for row in self.rubric_seats}
        return tuple(row.component for row in self.seats if row.pk not in rubric)

    def has_item(self, item: str) -> bool:
        """Whether the viewer judges an item of the rubric."""
        return any(not row.items or item in row.items for row in self.rubric_seats)

    def is_asked(self, item: str) -> bool:
        """Whether the viewer has to judge an item; who checks others may, and need not."""
        return any(
            not row.checks and (not row.items or item in row.items) for row in self.rubric_seats
        )

    def is_asked_component(self, component: str) -> bool:
        """Whether the viewer has to score a component; who checks others may, and need not."""
        return any(not row.checks and row.component == component for row in self.seats)

    def has_topic(self, topic: str) -> bool:
        """Whether the viewer looks at a point of the checklist."""
        return any(not row.items or topic in row.items for row in self.seats)

    def checks_item(self, item: str) -> bool:
        """Whether the viewer confirms what others did to an item."""
        return self.runs or any(
            row.checks and (not row.items or item in row.items) for row in self.rubric_seats
        )

    def checks_component(self, component: str) -> bool:
        """Whether the viewer confirms scores others gave in a component."""
        return self.runs or any(row.checks and row.component == component for row in self.seats)

    def sees_item(self, item: str, person: int | None) -> bool:
        """Whether the viewer sees what a person did to an item."""
        if self.scores:
            return True
        if self.blind:
            return person is not None and person == self.person and self.has_item(item)
        return self.has_item(item)

    def sees_component(self, component: str, person: int | None, *, submitted: bool) -> bool:
        """Whether the viewer sees the score a person gave in a component; a draft is one's own."""
        if person is not None and person == self.person:
            return True
        if not submitted:
            return False
        return self.scores or (not self.blind and self.checks_component(component))


def sights(viewer: Viewer, round_: Round) -> Iterator[Sight]:
    """Yield the units of a round on a viewer's desk, in their order, with what is seen of each.

    One's own unit is never there: what was said of it comes with the bulletin.
    """
    scoring, is_proposed = scorers_of(viewer, round_), proposed(round_)
    if round_.phase is Phase.PREPARING and not viewer.may("assessment.run", round_.unit.path):
        return
    scheme = pack_of(round_).scheme
    for unit in units_seen(viewer, round_).select_related(None).select_related("unit"):
        unit.round = round_
        found = _sight(viewer, unit, scheme, scoring, is_proposed=is_proposed)
        if found is not None:
            yield found


def sight_of(viewer: Viewer, unit: RoundUnit) -> Sight | None:
    """Return what a viewer sees of one unit's judging; ``None`` where it is not on the desk."""
    round_ = unit.round
    if round_.phase is Phase.PREPARING and not viewer.may("assessment.run", round_.unit.path):
        return None
    scoring = scorers_of(viewer, round_)
    scheme = pack_of(round_).scheme
    return _sight(viewer, unit, scheme, scoring, is_proposed=proposed(round_))


def _sight(
    viewer: Viewer,
    unit: RoundUnit,
    scheme: Scheme,
    scoring: Iterable[Scorer],
    *,
    is_proposed: bool,
) -> Sight | None:
    found = relation(viewer, unit, scoring)
    if found not in _DESK:
        return None
    own = bool(viewer.unit_path) and viewer.unit_path.startswith(unit.unit.path)
    if own and found is not Relation.OFFICE:
        return None
    phase, public = unit.round.phase, unit.round.is_public
    return Sight(
        unit=unit,
        scheme=scheme,
        relation=found,
        person=viewer.person_id,
        scores=sees(found, What.SCORES, phase, proposed=is_proposed, is_public=public),
        seats=() if own else tuple(row for row in scoring if assigned(row, unit)),
    )


def on_desk(viewer: Viewer, round_: Round) -> bool:
    """Whether anything of a round is on a viewer's desk."""
    path = round_.unit.path
    if viewer.may("assessment.run", path) or viewer.may("assessment.oversee", path):
        return True
    return bool(scorers_of(viewer, round_))


def has_votes(round_: Round) -> bool:
    """Whether a round knows decisions over several units: a mutual rating, or a quota's edge."""
    scheme = pack_of(round_).scheme
    polled = any(leaf.source is Source.POLL for leaf in scheme.leaves())
    return polled or any(grade.max_share is not None for grade in scheme.grades)


def seen_by(sight: Sight) -> Q:
    """Return the condition on deductions of a unit a viewer sees."""
    if sight.scores:
        return Q()
    condition = Q(pk__in=())
    for row in sight.rubric_seats:
        condition |= Q(item__in=row.items) if row.items else Q(pk__gt=0)
    return condition & Q(person=sight.person) if sight.blind else condition
