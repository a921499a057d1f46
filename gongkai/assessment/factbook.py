"""The facts of a stored round: what is in its tables, in the form the engine takes.

A round's facts can be read whole or for some units only, so that one deduction costs the scoring
of one unit.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.db.models import Q, QuerySet

from gongkai.assessment.models import (
    ComponentScore,
    DecidedGrade,
    Deduction,
    DeductionKind,
    EstablishedFinding,
    ItemLook,
    ItemScore,
    NotApplicable,
    PollBallot,
    Round,
    RoundUnit,
    SelfItem,
    SelfReport,
    TieDecision,
)
from gongkai.rules.facts import (
    Award,
    Ballot,
    Facts,
    Finding,
    ItemFacts,
    NotApplicableClaim,
    UnitFacts,
)
from gongkai.rules.facts import DecidedGrade as DecidedFact
from gongkai.rules.facts import Deduction as DeductionFact
from gongkai.rules.facts import TieDecision as TieFact
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Method, Scheme, Source
from gongkai.rules.scoring.own import OwnPlan

# The mean of several scorers, where it does not come out even.
_MEAN: Final = Decimal("0.0001")
Deductions = tuple[DeductionFact, ...]
Awards = tuple[Award, ...]


def facts_of(round_: Round, scheme: Scheme) -> Facts:
    """Return everything established in a round, as of now."""
    units = tuple(unit_facts(RoundUnit.objects.filter(round=round_), scheme))
    return Facts(units=units, ballots=ballots(round_), tie_decisions=ties(round_))


def ballots(round_: Round) -> tuple[Ballot, ...]:
    """Return the ballots of a mutual rating."""
    return tuple(
        Ballot(
            rater=row.rater,
            scores={unit: Decimal(str(score)) for unit, score in row.scores.items()},
        )
        for row in PollBallot.objects.filter(round=round_)
    )


def ties(round_: Round) -> tuple[TieFact, ...]:
    """Return the minuted decisions on ties that stand."""
    rows = TieDecision.objects.filter(round=round_, withdrawn_at=None)
    return tuple(
        TieFact(grade=row.grade, order=tuple(row.order), minutes=row.minutes) for row in rows
    )


def unit_facts(units: QuerySet[RoundUnit], scheme: Scheme) -> Iterator[UnitFacts]:
    """Yield the facts of these units, in their order, with nine queries however many they are."""
    rows = list(units.select_related("unit", "parent__unit"))
    tables = _Tables.of([row.pk for row in rows], scheme)
    for row in rows:
        yield tables.unit(row)


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of some units, by unit."""

    scheme: Scheme
    components: Mapping[int, Mapping[str, Decimal]]
    items: Mapping[int, Mapping[str, ItemFacts]]
    not_applicable: Mapping[int, tuple[NotApplicableClaim, ...]]
    findings: Mapping[int, tuple[Finding, ...]]
    decided: Mapping[int, DecidedFact]

    @classmethod
    def of(cls, units: list[int], scheme: Scheme) -> "_Tables":
        where = Q(round_unit__in=units)
        return cls(
            scheme=scheme,
            components=_components(where, scheme),
            items=_items(where, _looked_at(where, scheme)),
            not_applicable=_grouped(
                (row.round_unit_id, _claim(row))
                for row in NotApplicable.objects.filter(where, approved=True)
            ),
            findings=_grouped(
                (row.round_unit_id, _finding(row))
                for row in EstablishedFinding.objects.filter(where, withdrawn_at=None)
            ),
            decided={
                row.round_unit_id: DecidedFact(grade=row.grade, reason=row.reason, by=row.name)
                for row in DecidedGrade.objects.filter(where)
            },
        )

    def unit(self, row: RoundUnit) -> UnitFacts:
        claims = self.not_applicable.get(row.pk, ())
        return UnitFacts(
            id=row.unit.code,
            name=row.name,
            group=row.group,
            parent=row.parent.unit.code if row.parent is not None else "",
            components=self.components.get(row.pk, {}),
            items=_applicable(self.items.get(row.pk, {}), claims, self.scheme, row.group),
            not_applicable=claims,
            findings=self.findings.get(row.pk, ()),
            decided_grade=self.decided.get(row.pk),
            exempt=row.exempt,
            exempt_reason=row.exempt_reason,
        )


def _applicable(
    items: Mapping[str, ItemFacts],
    claims: Iterable[NotApplicableClaim],
    scheme: Scheme,
    group: str,
) -> Mapping[str, ItemFacts]:
    """Leave out what was counted for items that do not apply; a facts file says one or the other.

    Nothing people gave is lost: a claim is not approved while a deduction stands.
    """
    claimed = {claim.item for claim in claims}
    rubric = scheme.rubric_for(group) if claimed else None
    if rubric is None:
        return items
    gone = {
        item.id
        for dimension in rubric.dimensions
        for item in dimension.items
        if claimed & {item.id, dimension.id}
    }
    return {item: facts for item, facts in items.items() if item not in gone}


def _grouped(pairs: Iterable[tuple[int, object]]) -> Mapping[int, tuple]:  # type: ignore[type-arg]
    found: dict[int, list[object]] = defaultdict(list)
    for unit, fact in pairs:
        found[unit].append(fact)
    return {unit: tuple(facts) for unit, facts in found.items()}


def _claim(row: NotApplicable) -> NotApplicableClaim:
    return NotApplicableClaim(item=row.item, reason=row.reason, approved_by=row.decided_by)


def _finding(row: EstablishedFinding) -> Finding:
    return Finding(id=row.finding, reason=row.reason, evidence=row.evidence, by=row.name, on=row.on)


def _components(where: Q, scheme: Scheme) -> Mapping[int, Mapping[str, Decimal]]:
    """Return the components of units: the mean of their scorers, and what units gave themselves."""
    scores: dict[tuple[int, str], list[Decimal]] = defaultdict(list)
    for row in ComponentScore.objects.filter(
        where, withdrawn_at=None, submitted_at__isnull=False
    ).order_by("id"):
        if row.value is not None:
            scores[row.round_unit_id, row.component].append(row.value)
    own = [leaf.id for leaf in scheme.leaves() if leaf.scorer == "unit"]
    for unit, value in own_scores(where, scheme) if own else ():
        for leaf in own:
            scores.setdefault((unit, leaf), [value])
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for (unit, component), values in scores.items():
        found[unit][component] = mean(values)
    return found


def mean(values: list[Decimal]) -> Decimal:
    """Return the mean of what several scorers gave, to four digits, half up."""
    total = sum(values, Decimal(0))
    if len(values) == 1:
        return written(total)
    return written((total / len(values)).quantize(_MEAN, ROUND_HALF_UP))


def written(value: Decimal) -> Decimal:
    """Return a number without the zeros its column fills it up with, as a person writes it.

    What is computed from tables and from a facts file must be the same to the last digit.
    """
    return Decimal(plain(value))


def own_scores(where: Q, scheme: Scheme) -> Iterator[tuple[int, Decimal]]:
    """Yield what units gave themselves, once the report is signed.

    One typed score, else the sum of the items as their rubric adds them up: with inapplicable
    items it is scaled as the scores of others are.
    """
    given: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for unit, item, score in SelfItem.objects.filter(where, score__isnull=False).values_list(
        "round_unit", "item", "score"
    ):
        if score is not None:
            given[unit][item] = score
    claims = _grouped(
        (row.round_unit_id, _claim(row))
        for row in NotApplicable.objects.filter(where, approved=True)
    )
    plans: dict[str, OwnPlan | None] = {}
    reports = SelfReport.objects.filter(where, signed_at__isnull=False)
    for report in reports.select_related("round_unit"):
        unit, group = report.round_unit_id, report.round_unit.group
        if report.score is not None:
            yield unit, report.score
        elif unit in given:
            if group not in plans:
                rubric = scheme.rubric_for(group)
                plans[group] = OwnPlan(rubric, scheme.readings) if rubric is not None else None
            plan = plans[group]
            total = plan.total(given[unit], claims.get(unit, ())) if plan is not None else None
            if total is not None:
                yield unit, total


def _looked_at(where: Q, scheme: Scheme) -> Iterable[tuple[int, str]]:
    """Return unit and item of what was looked at without a deduction, where that is a fact.

    A rubric beside other components counts once somebody looked at it; a rubric alone always.
    """
    if not any(leaf.source is Source.RUBRIC for leaf in scheme.leaves()):
        return ()
    by_deduction = {
        item.id
        for rubric in scheme.rubrics
        for item in rubric.items()
        if item.method is Method.DEDUCT
    }
    return ItemLook.objects.filter(where, item__in=by_deduction).values_list("round_unit", "item")


def _items(where: Q, looked_at: Iterable[tuple[int, str]]) -> Mapping[int, Mapping[str, ItemFacts]]:
    """Return item facts by unit and item: values, then deductions and awards that stand."""
    taken: dict[tuple[int, str], tuple[Deductions, Awards]] = {}
    for row in Deduction.objects.filter(where, withdrawn_at=None).order_by("on", "id"):
        deductions, awards = taken.get((row.round_unit_id, row.item), ((), ()))
        if row.kind == DeductionKind.AWARD:
            award = Award(written(row.points), row.reason, row.evidence, row.name, row.on)
            awards = (*awards, award)
        else:
            points = written(row.points)
            fact = DeductionFact(points, row.reason, row.evidence, row.name, row.on)
            deductions = (*deductions, fact)
        taken[row.round_unit_id, row.item] = deductions, awards
    found: dict[int, dict[str, ItemFacts]] = defaultdict(dict)
    for score in ItemScore.objects.filter(where):
        deductions, awards = taken.pop((score.round_unit_id, score.item), ((), ()))
        found[score.round_unit_id][score.item] = _item(score, deductions, awards)
    for (unit, item), (deductions, awards) in taken.items():
        found[unit][item] = ItemFacts(deductions=deductions, awards=awards)
    for unit, item in looked_at:
        found[unit].setdefault(item, ItemFacts())
    return found


def _given(value: Decimal | None) -> Decimal | None:
    return None if value is None else written(value)


def _item(row: ItemScore, deductions: Deductions, awards: Awards) -> ItemFacts:
    scale = None
    if row.scale_low is not None and row.scale_high is not None:
        scale = (written(row.scale_low), written(row.scale_high))
    return ItemFacts(
        deductions=deductions,
        awards=awards,
        score=_given(row.score),
        level=row.level or None,
        numerator=_given(row.numerator),
        denominator=_given(row.denominator),
        mean=_given(row.mean),
        scale=scale,
        answers=row.answers,
        records=row.records,
    )
