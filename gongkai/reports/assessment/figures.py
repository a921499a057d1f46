"""The figures a leader asks for first: how many, how good on average, where points were lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.assessment.results import Assessment
from gongkai.rules.explain import TraceNode
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import ZERO, exact, plain, rounded
from gongkai.rules.readings import RoundAt, Rounding
from gongkai.rules.scheme import Grade, Scheme

# Parts that hold everything else are no parts to compare.
_WHOLE = {"total", "components", "rubric"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeCount:
    """A grade and the units that hold it, best rank first."""

    grade: Grade
    units: tuple[Graded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFigure:
    """How a dimension, component or item did over all units that have it.

    ``rate`` is points reached by points possible, 0 to 1; ``short`` counts units below full marks.
    """

    id: str
    title: str
    method: str
    cite: tuple[str, ...]
    units: int
    reached: Decimal
    possible: Decimal
    short: int

    @property
    def rate(self) -> Decimal:
        """Return points reached by points possible."""
        with exact():
            return self.reached / self.possible if self.possible else ZERO

    @property
    def lost(self) -> Decimal:
        """Return the points lost over all units."""
        return self.possible - self.reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything the headline of a report says."""

    units: int
    scored: int
    exempt: tuple[Graded, ...]
    open: tuple[Graded, ...]
    grades: tuple[GradeCount, ...]
    average: Decimal | None
    highest: Decimal | None
    lowest: Decimal | None
    parts: tuple[PartFigure, ...]
    items: tuple[PartFigure, ...]

    @property
    def best(self) -> PartFigure | None:
        """Return the part that did best, where there are parts that differ."""
        return self.parts[0] if self._differ() else None

    @property
    def worst(self) -> PartFigure | None:
        """Return the part that did worst, where there are parts that differ."""
        return self.parts[-1] if self._differ() else None

    def _differ(self) -> bool:
        return len(self.parts) > 1 and self.parts[0].rate != self.parts[-1].rate


def ordered(assessment: Assessment) -> list[Graded]:
    """Return units best first: by rank, or by grade where people decided and nobody is ranked."""
    units = assessment.ranked()
    if any(unit.rank for unit in units):
        return units
    place = {grade.id: index for index, grade in enumerate(assessment.scheme.grades)}
    last = len(place)
    return sorted(units, key=lambda unit: place[unit.grade.id] if unit.grade else last)


def scored(assessment: Assessment) -> bool:
    """Whether any unit has a total; without one, ranks and totals are left out of tables."""
    return any(unit.score.total is not None for unit in assessment.units)


def figures(assessment: Assessment) -> Figures:
    """Return the figures of an assessment. Units without a total count in no average."""
    ranked = ordered(assessment)
    totals = [unit.score.total for unit in ranked if unit.score.total is not None]
    digits = total_digits(assessment.scheme)
    with exact():
        average = sum(totals, ZERO) / len(totals) if totals else None
    traces = [unit.score.trace for unit in ranked if unit.score.trace and not unit.problems]
    parts = [figure for figure in _figures(map(top_parts, traces)) if figure.possible]
    items = [figure for figure in _figures(map(leaves, traces)) if figure.possible]
    rounding = assessment.scheme.readings.round or Rounding()
    return Figures(
        units=len(ranked),
        scored=len(totals),
        exempt=tuple(unit for unit in ranked if unit.score.unit.exempt),
        open=tuple(unit for unit in ranked if unit.grade is None and not unit.score.unit.exempt),
        grades=tuple(
            GradeCount(grade=grade, units=tuple(u for u in ranked if u.grade is grade))
            for grade in assessment.scheme.grades
        ),
        average=None if average is None else rounded(average, digits, rounding.mode),
        highest=max(totals, default=None),
        lowest=min(totals, default=None),
        parts=tuple(sorted(parts, key=lambda part: -part.rate)),
        items=tuple(sorted(items, key=lambda item: (-item.lost, item.id))),
    )


def _figures(groups: Iterable[Iterable[TraceNode]]) -> list[PartFigure]:
    """Add up the nodes of all units by id, in the order they are first met."""
    nodes: dict[str, list[TraceNode]] = {}
    for group in groups:
        for node in group:
            if node.value is not None and node.max is not None:
                nodes.setdefault(node.id, []).append(node)
    with exact():
        return [
            PartFigure(
                id=key,
                title=found[0].title,
                method=found[0].method,
                cite=found[0].cite,
                units=len(found),
                reached=sum((node.value or ZERO for node in found), ZERO),
                possible=sum((node.max or ZERO for node in found), ZERO),
                short=sum(1 for node in found if (node.value or ZERO) < (node.max or ZERO)),
            )
            for key, found in nodes.items()
        ]


def top_parts(trace: TraceNode) -> tuple[TraceNode, ...]:
    """Return the dimensions or components of a unit: the first level that has names of its own."""
    base = trace.children[0] if trace.children else trace
    return base.children or (base,)


def leaves(trace: TraceNode) -> Iterable[TraceNode]:
    """Yield the items and bare components of a unit; bonus items count no loss."""
    stack = [trace.children[0]] if trace.children else [trace]
    while stack:
        node = stack.pop()
        if node.children:
            stack += reversed(node.children)
        elif node.id not in _WHOLE:
            yield node


def walk(trace: TraceNode, level: int = 0) -> Iterable[tuple[TraceNode, int]]:
    """Yield every node of an explanation in printed order with its level."""
    yield trace, level
    for child in trace.children:
        yield from walk(child, level + 1)


def total_digits(scheme: Scheme) -> int:
    """Return how many decimals a total is printed with."""
    rounding = scheme.readings.round or Rounding()
    return rounding.digits if rounding.at is RoundAt.TOTAL else 2


def score_text(value: Decimal | None, most: int = 2) -> str:
    """Return a part's score as printed: at most ``most`` decimals, none where it is whole."""
    if value is None:
        return "—"
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -most:
        return format(round(value, most), "f")
    return plain(value)


def beside(node: TraceNode) -> Decimal | None:
    """Return the score of a part that is shown beside the others and never counted (Q10, Q25)."""
    given = node.inputs.get("score")
    return given if node.max == ZERO and isinstance(given, Decimal) else None


def percent(rate: Decimal) -> str:
    """Return a rate as people read it: ``83.4%``."""
    return f"{format(round(rate * 100, 1), 'f')}%"


def names_of(assessment: Assessment) -> Mapping[str, str]:
    """Return the name of every unit by id."""
    return {unit.score.unit.id: unit.score.unit.name for unit in assessment.units}


def grade_text(unit: Graded) -> str:
    """Return a unit's grade, or why it has none."""
    if unit.grade is not None:
        return unit.grade.title
    return "免予考核" if unit.score.unit.exempt else "未定等"
