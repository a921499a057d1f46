"""All units against all items on one page: what was taken off, what was looked at, what is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.assessment.current import current, pack_of
from gongkai.assessment.models import Round, RoundUnit
from gongkai.assessment.queries.judging.marks import Marks, is_asked, marks_of
from gongkai.assessment.queries.judging.sight import Sight, sights
from gongkai.assessment.rubric import Place, places
from gongkai.core.access import Viewer
from gongkai.policy.problems import ProblemsError
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import ZERO
from gongkai.rules.scheme import Component, Method, Scheme, Source


@dataclass(frozen=True, slots=True)
class Cell:
    """One item of one unit: points taken off (given, where negative), and how it stands.

    ``state`` is ``off``, ``full`` (looked at, nothing off), ``set`` (a value was set), ``none``
    (does not apply), ``survey``, ``left`` (somebody still has to look) or empty: not this
    viewer's.
    """

    state: str
    off: Decimal | None = None


EMPTY = Cell("")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One unit: its cells in the order of the columns, its components, its total where seen."""

    unit: RoundUnit
    cells: tuple[Cell, ...]
    components: tuple[Decimal | None, ...]
    total: Decimal | None
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The units of one group against the items of its rubric and the components scored by hand."""

    groups: tuple[str, ...]
    group: str
    columns: tuple[Place, ...]
    components: tuple[Component, ...]
    rows: tuple[MatrixRow, ...]
    scores: bool


def matrix(viewer: Viewer, round_: Round, group: str | None = None) -> Matrix | None:
    """Return the units on a viewer's desk against the items; ``None`` where there are none.

    ``group`` chooses among groups with rubrics of their own; the first is shown otherwise.
    """
    seen = [sight for sight in sights(viewer, round_) if sight.scores or sight.seats]
    if not seen:
        return None
    scheme = pack_of(round_).scheme
    groups = _groups(scheme, seen)
    chosen = group if group in groups else groups[0]
    kept = [sight for sight in seen if len(groups) == 1 or sight.unit.group == chosen]
    scores = all(sight.scores for sight in kept)
    columns = tuple(
        place
        for place in places(scheme, kept[0].unit.group)
        if scores or any(sight.has_item(place.item.id) for sight in kept)
    )
    marks = marks_of(round_, units=None if scores else [sight.unit.pk for sight in kept])
    components = _components(scheme, kept)
    totals = _totals(round_) if scores else {}
    return Matrix(
        groups=groups,
        group=chosen,
        columns=columns,
        components=components,
        rows=tuple(_row(sight, columns, components, marks, totals) for sight in kept),
        scores=scores,
    )


def _groups(scheme: Scheme, seen: Iterable[Sight]) -> tuple[str, ...]:
    """Return the groups that need tables of their own: those with a rubric of their own."""
    if len(scheme.rubrics) < 2:
        return ("",)
    return tuple(dict.fromkeys(sight.unit.group for sight in seen))


def _components(scheme: Scheme, kept: Iterable[Sight]) -> tuple[Component, ...]:
    rows = list(kept)
    return tuple(
        leaf
        for leaf in scheme.leaves()
        if leaf.source is Source.SCORE
        and leaf.scorer != "unit"
        and any(sight.scores or leaf.id in sight.components for sight in rows)
    )


def _totals(round_: Round) -> Mapping[str, Graded]:
    try:
        return {graded.score.unit.id: graded for graded in current(round_).units}
    except ProblemsError:
        return {}


def _row(
    sight: Sight,
    columns: tuple[Place, ...],
    components: tuple[Component, ...],
    marks: Marks,
    totals: Mapping[str, Graded],
) -> MatrixRow:
    unit = sight.unit
    looked = marks.seen_looks(sight)
    cells = tuple(_cell(sight, place, marks, looked) for place in columns)
    graded = totals.get(unit.unit.code)
    return MatrixRow(
        unit=unit,
        cells=cells,
        components=tuple(_component(sight, leaf, marks) for leaf in components),
        total=graded.score.total if graded is not None else None,
        left=sum(1 for cell in cells if cell.state == "left"),
    )


def _cell(sight: Sight, place: Place, marks: Marks, looked: set[str]) -> Cell:
    item, unit = place.item.id, sight.unit.pk
    if not (sight.scores or sight.has_item(item)):
        return EMPTY
    if not marks.applies(unit, place):
        return Cell("none")
    off = marks.points_off(sight, item)
    if off:
        return Cell("off", off)
    if place.item.method is Method.SURVEY:
        return Cell("set" if (unit, item) in marks.values else "survey")
    if (unit, item) in marks.values:
        return Cell("set" if marks.says_enough(unit, place) else "left")
    if item in looked:
        return Cell("full")
    return Cell("left") if is_asked(place) else EMPTY


def _component(sight: Sight, leaf: Component, marks: Marks) -> Decimal | None:
    """Return the mean of what a viewer sees of a component."""
    values = [
        row.value
        for row in marks.given_to(sight.unit.pk, leaf.id)
        if row.value is not None
        and row.is_submitted
        and sight.sees_component(leaf.id, row.person, submitted=True)
    ]
    return sum(values, ZERO) / len(values) if values else None
