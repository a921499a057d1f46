"""Where judgements part: units' own scores against others, scorers among themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from gongkai.assessment.current import current, pack_of
from gongkai.assessment.factbook import own_scores
from gongkai.assessment.models import ComponentScore, Round, RoundUnit
from gongkai.assessment.queries.judging.sight import sights
from gongkai.core.access import Viewer
from gongkai.policy.problems import ProblemsError
from gongkai.rules.explain import TraceNode
from gongkai.rules.numbers import HUNDRED, ZERO
from gongkai.rules.scheme import Component, Scheme
from gongkai.rules.scoring.notes import leaf_scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A unit's own score beside another, both in hundredths of their maximum.

    ``part`` is what it is held against; ``beyond`` says that it passes the pack's line (Q20, Q25).
    """

    unit: RoundUnit
    part: str
    own: Decimal
    other: Decimal
    beyond: bool

    @property
    def size(self) -> Decimal:
        """How far the two are apart."""
        return abs(self.own - self.other)


def self_gaps(viewer: Viewer, round_: Round) -> tuple[Gap, ...]:
    """Return how far units' own scores are from those of others, the widest first.

    Only of units whose scores the viewer sees.
    """
    seen = {sight.unit.unit.code: sight for sight in sights(viewer, round_) if sight.scores}
    if not seen:
        return ()
    scheme = pack_of(round_).scheme
    try:
        result = current(round_)
    except ProblemsError:
        return ()
    units = Q(round_unit__in=[sight.unit.pk for sight in seen.values()])
    own_items = dict(own_scores(units, scheme)) if not list(scheme.leaves()) else {}
    found: list[Gap] = []
    for graded in result.units:
        sight = seen.get(graded.score.unit.id)
        if sight is not None and graded.score.trace is not None:
            found += _gaps(scheme, sight.unit, graded.score.trace, own_items)
    return tuple(sorted(found, key=lambda gap: (-gap.size, gap.unit.position)))


def _gaps(
    scheme: Scheme, unit: RoundUnit, trace: TraceNode, own_items: Mapping[int, Decimal]
) -> list[Gap]:
    alert = scheme.readings.self_gap_alert
    leaves = list(scheme.leaves())
    base = trace.children[0] if trace.id == "total" and trace.children else trace
    scores = leaf_scores(scheme, base)
    rates = {leaf.id: scores[leaf.id] * HUNDRED / leaf.max for leaf in leaves if leaf.id in scores}
    own = next((rates[leaf.id] for leaf in leaves if _is_own(leaf) and leaf.id in rates), None)
    others = [
        (leaf.title, rates[leaf.id]) for leaf in leaves if not _is_own(leaf) and leaf.id in rates
    ]
    if not leaves and unit.pk in own_items and trace.value is not None:
        own = own_items[unit.pk] * HUNDRED / scheme.max
        others = [("", trace.value * HUNDRED / scheme.max)]
    if own is None:
        return []
    return [
        Gap(
            unit=unit,
            part=title,
            own=own,
            other=rate,
            beyond=alert is not None and abs(own - rate) > alert,
        )
        for title, rate in others
    ]


def _is_own(leaf: Component) -> bool:
    return leaf.scorer == "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What several scorers gave one unit in one component."""

    unit: RoundUnit
    component: Component
    values: tuple[tuple[str, Decimal], ...]

    @property
    def low(self) -> Decimal:
        """The lowest."""
        return min(value for _, value in self.values)

    @property
    def high(self) -> Decimal:
        """The highest."""
        return max(value for _, value in self.values)

    @property
    def width(self) -> Decimal:
        """How far the two are apart."""
        return self.high - self.low

    @property
    def mean(self) -> Decimal:
        """Their mean, which is what counts."""
        return sum((value for _, value in self.values), ZERO) / len(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """How one scorer judges beside the others of the same units: strict below 0, mild above."""

    name: str
    component: Component
    units: int
    mean: Decimal


def spreads(viewer: Viewer, round_: Round) -> tuple[tuple[Spread, ...], tuple[Leaning, ...]]:
    """Return where several scorers judged the same, widest first, and how each of them leans.

    Only of units whose scores the viewer sees.
    """
    seen = {sight.unit.pk: sight.unit for sight in sights(viewer, round_) if sight.scores}
    leaves = {leaf.id: leaf for leaf in pack_of(round_).scheme.leaves()}
    given: dict[tuple[int, str], list[tuple[str, Decimal]]] = defaultdict(list)
    rows = ComponentScore.objects.filter(
        round_unit__in=list(seen), withdrawn_at=None, submitted_at__isnull=False
    )
    for unit, component, name, value in rows.values_list(
        "round_unit", "component", "name", "value"
    ):
        if component in leaves and value is not None:
            given[unit, component].append((name, value))
    found = [
        Spread(unit=seen[unit], component=leaves[component], values=tuple(values))
        for (unit, component), values in given.items()
        if len(values) > 1
    ]
    found.sort(key=lambda one: (-one.width, one.unit.position, one.component.id))
    return tuple(found), tuple(_leanings(found))


def _leanings(found: Iterable[Spread]) -> list[Leaning]:
    apart: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    components = {}
    for one in found:
        components[one.component.id] = one.component
        for name, value in one.values:
            apart[one.component.id, name].append(value - one.mean)
    return sorted(
        (
            Leaning(
                name=name,
                component=components[component],
                units=len(values),
                mean=sum(values, ZERO) / len(values),
            )
            for (component, name), values in apart.items()
        ),
        key=lambda one: (one.component.id, one.mean, one.name),
    )
