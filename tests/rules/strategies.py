"""Random valid schemes and facts: every method, every reading, nested components, bonus, veto.

"Valid" is what the validator of packs lets pass: points that survive the rounding, weights that
make 100, quotas that move units one grade down.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import (
    Award,
    Ballot,
    DecidedGrade,
    Deduction,
    Facts,
    Finding,
    ItemFacts,
    NotApplicableClaim,
    UnitFacts,
)
from gongkai.rules.grading import Graded, QuotaEffect, grade_units
from gongkai.rules.numbers import ZERO, RoundMode
from gongkai.rules.readings import (
    Boundary,
    DeductFloor,
    Missing,
    NoCases,
    NotApplicable,
    QuotaBase,
    QuotaRound,
    Readings,
    RoundAt,
    Rounding,
    SurveyMap,
    UnsetPoints,
)
from gongkai.rules.scheme import (
    Bonus,
    BonusGate,
    Component,
    ComputedRule,
    Dimension,
    Grade,
    Grading,
    Item,
    Level,
    Method,
    Otherwise,
    Override,
    PollRule,
    Rubric,
    Scheme,
    Source,
    SurveyRule,
    Veto,
)
from gongkai.rules.scoring import score_units

HUNDRED = Decimal(100)
GROUPS = ("县直", "乡镇")
_T = TypeVar("_T")
Draw = Callable[[st.SearchStrategy[_T]], _T]


@dataclass(frozen=True, slots=True)
class Case:
    scheme: Scheme
    facts: Facts


def tenths(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.integers(low, high).map(lambda number: Decimal(number) / 10)


@st.composite
def readings(draw: st.DrawFn, *, at: RoundAt | None = None) -> Readings:
    where = at or draw(st.sampled_from(RoundAt))
    applicable = [how for how in NotApplicable if how is not NotApplicable.SPREAD_EQUALLY]
    if where is RoundAt.TOTAL:
        applicable = list(NotApplicable)
    not_applicable = draw(st.sampled_from(applicable))
    cases = [NoCases.FULL, NoCases.ZERO]
    if not_applicable is not NotApplicable.FORBID:
        cases.append(NoCases.NOT_APPLICABLE)
    return Readings(
        boundary=draw(st.sampled_from(Boundary)),
        round=Rounding(where, draw(st.integers(1, 3)), draw(st.sampled_from(RoundMode))),
        deduct_floor=draw(st.sampled_from(DeductFloor)),
        map=draw(st.sampled_from(SurveyMap)),
        min_answers=draw(st.sampled_from([None, 30])),
        no_cases=draw(st.sampled_from(cases)),
        not_applicable=not_applicable,
        missing_component=draw(st.sampled_from(Missing)),
        missing_item=draw(st.sampled_from(Missing)),
        unset_points=UnsetPoints.EQUAL_SPLIT,
        quota_base=draw(st.sampled_from(QuotaBase)),
        quota_round=draw(st.sampled_from([QuotaRound.FLOOR, QuotaRound.HALF_UP, QuotaRound.CEIL])),
        quota_tie=draw(st.sampled_from([("decide",), ("c0", "c1", "decide"), ("d0",)])),
        self_gap_alert=draw(st.sampled_from([None, Decimal(10)])),
        unsampled=draw(st.sampled_from([None, "not_graded", "block"])),
    )


@st.composite
def item(draw: st.DrawFn, name: str, *, unset: bool = False) -> Item:
    points = draw(tenths(0, 100))
    method = draw(
        st.sampled_from(
            [Method.DEDUCT, Method.DEDUCT, Method.LEVELS, Method.SURVEY, Method.COMPUTED]
        )
    )
    levels: tuple[Level, ...] = ()
    if method is Method.LEVELS:
        steps = [points, points / 2, ZERO]
        levels = tuple(Level(id=f"l{i}", title=f"档{i}", points=p) for i, p in enumerate(steps))
    survey = SurveyRule(
        survey="s", questions=(), map=draw(st.sampled_from([None, *SurveyMap])), min_answers=None
    )
    computed = ComputedRule(
        indicator="requests.done_ratio",
        full_at_least=draw(st.sampled_from([Decimal("0.95"), Decimal(1)])),
        otherwise=draw(st.sampled_from(Otherwise)),
    )
    return Item(
        id=name,
        title=name,
        points=None if unset and method is not Method.LEVELS and draw(st.booleans()) else points,
        method=method,
        cite=("k#1",),
        levels=levels,
        survey=survey if method is Method.SURVEY else None,
        computed=computed if method is Method.COMPUTED else None,
    )


@st.composite
def rubric(draw: st.DrawFn, *, unset: bool) -> Rubric:
    dimensions = []
    for d in range(draw(st.integers(1, 3))):
        names = [f"d{d}.i{i}" for i in range(draw(st.integers(1, 4)))]
        items = tuple(draw(item(name, unset=unset)) for name in names)
        given_points = sum((i.points or ZERO for i in items), ZERO)
        whole = all(i.points is not None for i in items)
        low = st.sampled_from([None, given_points / 2]) if whole else st.none()
        dimensions.append(
            Dimension(
                id=f"d{d}",
                title=f"d{d}",
                points=given_points if whole else None,
                items=items,
                cite=("k#2",),
                veto_below=draw(low),
            )
        )
    total = sum((i.points or ZERO for d in dimensions for i in d.items), ZERO)
    if any(i.points is None for d in dimensions for i in d.items):
        total += draw(st.integers(1, 20))
    return Rubric(id="r", points=total, dimensions=tuple(dimensions))


@st.composite
def components(draw: st.DrawFn, top: Decimal, *, nested: bool = True) -> tuple[Component, ...]:
    """Two or three components that make 100, the second perhaps of parts."""
    first = draw(st.integers(1, 60))
    second = draw(st.integers(1, 99 - first))
    weights = [Decimal(first), Decimal(second), Decimal(100 - first - second)]
    if draw(st.booleans()):
        weights.append(ZERO)
    made = [
        draw(_leaf(f"c{i}", weight, top, scorer="unit" if i == 0 else "office"))
        for i, weight in enumerate(weights)
    ]
    if nested and draw(st.booleans()):
        half = weights[1] / 2
        parts = tuple(draw(_leaf(f"c1{x}", half, top)) for x in "ab")
        made[1] = replace(made[1], source=Source.PARTS, parts=parts, poll=None, group="")
    return tuple(made)


@st.composite
def _leaf(
    draw: st.DrawFn, name: str, weight: Decimal, top: Decimal, scorer: str = "office"
) -> Component:
    sources = [Source.SCORE, Source.SCORE, Source.POLL, Source.SUBORDINATES]
    if top > ZERO:
        sources.append(Source.RUBRIC)
    source = draw(st.sampled_from(sources))
    rule = PollRule(high_at=Decimal(90), max_high=2, trim_over=draw(st.sampled_from([None, 2, 5])))
    return Component(
        id=name,
        title=name,
        weight=weight,
        cite=("k#3",),
        scorer=scorer,
        source=source,
        max=top if source is Source.RUBRIC else HUNDRED,
        group=GROUPS[1] if source is Source.SUBORDINATES else "",
        poll=rule if source is Source.POLL else None,
    )


def grades(top: Decimal, share: Decimal | None, second: Decimal | None) -> tuple[Grade, ...]:
    """Four grades at 90, 75 and 60 per cent of the top, with quotas on the best two."""
    return (
        Grade(
            id="excellent",
            title="优秀",
            cite=("k#4",),
            min=top * 9 / 10,
            max_share=share,
            overflow_to="good" if share else "",
        ),
        Grade(
            id="good",
            title="良好",
            cite=("k#4",),
            min=top * 3 / 4,
            max_share=second,
            overflow_to="pass" if second else "",
        ),
        Grade(id="pass", title="合格", cite=("k#4",), min=top * 3 / 5),
        Grade(id="fail", title="不合格", cite=("k#4",), min=ZERO),
    )


VETOES = (
    Veto(id="secret", title="失密", cite=("k#5",), grade="fail"),
    Veto(id="fixed", title="迟报", cite=("k#5",), grade="fail", total=Decimal(1)),
    Veto(id="soft", title="未整改", cite=("k#5",), grade="pass", stops=False),
)
OVERRIDE = Override(
    id="sham", finding="sham", title="弄虚作假", grade="fail", do=("revoke",), cite=("k#6",)
)


@st.composite
def bonus(draw: st.DrawFn, top: Decimal) -> Bonus:
    gate = BonusGate(value=top / 2, strict=draw(st.booleans()))
    items = tuple(
        Item(id=f"b{i}", title=f"b{i}", points=Decimal(3), method=Method.BONUS, cite=("k#7",))
        for i in range(2)
    )
    chosen = draw(st.sampled_from([None, gate]))
    return Bonus(max=Decimal(5), gate=chosen, items=items, cite=("k#7",))


@st.composite
def schemes(
    draw: st.DrawFn, *, weighted: bool | None = None, grading: Grading = Grading.THRESHOLDS
) -> Scheme:
    chosen = draw(readings())
    fine = chosen.round is not None and chosen.round.at is RoundAt.TOTAL
    table = draw(rubric(unset=fine and draw(st.booleans())))
    if table.points == ZERO:
        table = replace(table, dimensions=(_one_item(),), points=Decimal(4))
    parts = weighted if weighted is not None else draw(st.booleans())
    top = HUNDRED if parts else table.points
    shares = st.sampled_from([None, Decimal("0.3"), Decimal("0.7"), Decimal(1)])
    return Scheme(
        id="s",
        version="1.0.0",
        title="示例办法",
        hash="",
        period="year",
        readings=chosen,
        stated=(),
        grades=grades(top, draw(shares), draw(shares)),
        grading=grading,
        max=top,
        rubrics=(table,),
        components=draw(components(table.points)) if parts else (),
        bonus=draw(st.none() | bonus(top)),
        vetoes=VETOES,
        overrides=(OVERRIDE,),
    )


def _one_item() -> Dimension:
    only = Item(id="d0.i0", title="i", points=Decimal(4), method=Method.DEDUCT, cite=())
    return Dimension(id="d0", title="d0", points=Decimal(4), items=(only,), cite=())


@st.composite
def item_facts(draw: st.DrawFn, of: Item) -> ItemFacts:
    points = of.points or ZERO
    deduction = tenths(0, 60).map(lambda p: Deduction(p, "缺记录", "台账"))
    deductions = draw(st.lists(deduction, max_size=3).map(tuple))
    score = draw(st.none() | st.integers(0, 4).map(lambda quarter: points * quarter / 4))
    taken = ItemFacts(score=score) if score is not None else ItemFacts(deductions=deductions)
    if of.method is Method.LEVELS:
        return ItemFacts(level=draw(st.sampled_from([level.id for level in of.levels])))
    if of.method is Method.SURVEY:
        mean = draw(tenths(10, 50))
        scale = (Decimal(1), Decimal(5))
        return ItemFacts(mean=mean, scale=scale, answers=draw(st.integers(0, 100)))
    if of.method is Method.COMPUTED:
        whole = draw(st.integers(0, 40))
        part = Decimal(draw(st.integers(0, whole)))
        return taken._replace(numerator=part, denominator=Decimal(whole))
    return taken


@st.composite
def unit(draw: st.DrawFn, scheme: Scheme, index: int) -> UnitFacts:
    items: dict[str, ItemFacts] = {}
    for known in scheme.rubrics[0].items():
        if draw(st.integers(0, 3)):
            items[known.id] = draw(item_facts(known))
    for extra in scheme.bonus.items if scheme.bonus else ():
        awards = draw(
            st.lists(tenths(0, 40).map(lambda p: Award(p, "创新")), max_size=2).map(tuple)
        )
        items[extra.id] = ItemFacts(awards=awards)
    claimed: tuple[NotApplicableClaim, ...] = ()
    if scheme.readings.not_applicable is not NotApplicable.FORBID:
        claimed = tuple(draw(st.lists(_claim(scheme), max_size=2)))
    given_scores = {
        leaf.id: draw(tenths(0, 10 * int(leaf.max)))
        for leaf in scheme.leaves()
        if draw(st.integers(0, 4))
    }
    findings = draw(st.sampled_from(["", "", "", "", "secret", "fixed", "soft", "sham"]))
    return UnitFacts(
        id=f"u{index}",
        name=f"单位{index}",
        group=draw(st.sampled_from(("", *GROUPS))),
        parent=f"u{draw(st.integers(0, index - 1))}" if index and draw(st.booleans()) else "",
        components=given_scores if scheme.components else {},
        items=items if draw(st.integers(0, 5)) else {},
        not_applicable=claimed,
        findings=(Finding(id=findings),) if findings else (),
        decided_grade=_decided(draw, scheme),
        exempt=draw(st.integers(0, 7)) == 0,
    )


def _decided(draw: st.DrawFn, scheme: Scheme) -> DecidedGrade | None:
    if scheme.grading is not Grading.DECIDED or draw(st.booleans()):
        return None
    grade = draw(st.sampled_from([grade.id for grade in scheme.grades]))
    return DecidedGrade(grade=grade, reason="工作扎实", by="领导小组")


def _claim(scheme: Scheme) -> st.SearchStrategy[NotApplicableClaim]:
    names = [known.id for known in scheme.rubrics[0].items()]
    names += [dimension.id for dimension in scheme.rubrics[0].dimensions]
    return st.sampled_from(names).map(
        lambda name: NotApplicableClaim(item=name, reason="无此职能", approved_by="领导小组")
    )


@st.composite
def facts(draw: st.DrawFn, scheme: Scheme) -> Facts:
    units = tuple(draw(unit(scheme, index)) for index in range(draw(st.integers(1, 6))))
    names = [one.id for one in units]
    scores = st.dictionaries(st.sampled_from(names), tenths(600, 1000), max_size=len(names))
    ballots = draw(st.lists(scores, max_size=4))
    return Facts(
        units=units,
        ballots=tuple(Ballot(rater=f"u{i}", scores=given) for i, given in enumerate(ballots)),
    )


@st.composite
def cases(
    draw: st.DrawFn, *, weighted: bool | None = None, grading: Grading = Grading.THRESHOLDS
) -> Case:
    scheme = draw(schemes(weighted=weighted, grading=grading))
    return Case(scheme, draw(facts(scheme)))


def assessed(scheme: Scheme, given: Facts) -> tuple[dict[str, Graded], tuple[QuotaEffect, ...]]:
    """Return graded units by id, and the quotas."""
    graded, quotas = grade_units(scheme, given, score_units(scheme, given))
    return {one.score.unit.id: one for one in graded}, quotas


def nodes(node: TraceNode | None) -> list[TraceNode]:
    """Return a node with everything below it."""
    if node is None:
        return []
    return [node, *(inner for child in node.children for inner in nodes(child))]
