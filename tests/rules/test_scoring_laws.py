"""Laws that hold for every scheme and every set of facts."""

import random
from dataclasses import replace
from decimal import Decimal, Inexact, localcontext

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gongkai.rules.explain import recompute
from gongkai.rules.facts import Deduction, Facts, ItemFacts, NotApplicableClaim, UnitFacts
from gongkai.rules.grading import Graded
from gongkai.rules.grading.quota import allowed
from gongkai.rules.numbers import ZERO, RoundMode, exact, rounded
from gongkai.rules.readings import (
    DeductFloor,
    NotApplicable,
    QuotaBase,
    QuotaRound,
    Readings,
    RoundAt,
    Rounding,
)
from gongkai.rules.scheme import Dimension, Grading, Item, Method, Rubric, Scheme
from gongkai.rules.scoring import UNSAMPLED, score_units
from tests.rules.strategies import Case, assessed, cases, facts, grades, nodes, schemes

many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)


def told(one: Graded) -> tuple[object, ...]:
    """What a report says of a unit."""
    score = one.score
    return (score.total, score.trace, one.grade, one.rank, one.notes, one.problems)


@many
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_units_and_ballots_never_matters(case: Case, dice: random.Random) -> None:
    units, ballots = list(case.facts.units), list(case.facts.ballots)
    dice.shuffle(units)
    dice.shuffle(ballots)
    graded, quotas = assessed(case.scheme, case.facts)
    again, quotas_again = assessed(case.scheme, Facts(units=tuple(units), ballots=tuple(ballots)))
    assert {name: told(one) for name, one in graded.items()} == {
        name: told(one) for name, one in again.items()
    }
    assert quotas == quotas_again


@many
@given(cases())
def test_no_quota_is_ever_exceeded(case: Case) -> None:
    graded, quotas = assessed(case.scheme, case.facts)
    readings = case.scheme.readings
    overridden = {"secret", "fixed", "soft", "sham"}
    for effect in quotas:
        holders = [
            one
            for one in graded.values()
            if one.grade is not None
            and one.grade.id == effect.grade
            and (
                readings.quota_base is not QuotaBase.PER_GROUP
                or one.score.unit.group == effect.group
            )
            and not {f.id for f in one.score.unit.findings} & overridden
        ]
        assert len(holders) <= effect.allowed
        assert len(effect.granted) <= effect.allowed
        assert not set(effect.granted) & set(effect.overflow)


@many
@given(cases())
def test_totals_lie_between_nothing_and_everything(case: Case) -> None:
    top = case.scheme.max + (case.scheme.bonus.max if case.scheme.bonus else ZERO)
    for score in score_units(case.scheme, case.facts):
        assert score.total is None or ZERO <= score.total <= top


@many
@given(cases())
def test_every_node_recomputes_to_the_same_digits(case: Case) -> None:
    for score in score_units(case.scheme, case.facts):
        for node in nodes(score.trace):
            assert recompute(node) == node.value


@many
@given(cases())
def test_what_is_blocked_has_no_total_and_says_why(case: Case) -> None:
    for score in score_units(case.scheme, case.facts):
        stopped = any(veto.stops for veto in score.vetoes)
        if score.unit.exempt or UNSAMPLED in score.notes or stopped:
            continue
        assert (score.total is None) == bool(score.problems)
        if score.total is not None:
            silent = [
                node
                for node in nodes(score.trace)
                if node.value is None and "not_applicable" not in node.inputs
            ]
            # A component shown beside the others may carry a blocked rubric: it counts nothing.
            shown = {leaf.id for leaf in case.scheme.leaves() if leaf.weight == ZERO}
            beside = [
                inner for node in nodes(score.trace) if node.id in shown for inner in nodes(node)
            ]
            assert all(node in beside for node in silent)


@many
@given(cases())
def test_exempt_units_take_no_part(case: Case) -> None:
    graded, quotas = assessed(case.scheme, case.facts)
    exempt = {unit.id for unit in case.facts.units if unit.exempt}
    for name in exempt:
        one = graded[name]
        assert (one.grade, one.rank, one.score.total, one.problems) == (None, None, None, ())
    for effect in quotas:
        assert not exempt & {*effect.granted, *effect.overflow}
    if case.scheme.readings.quota_base is QuotaBase.ASSESSED_UNITS:
        assert all(effect.base == len(graded) - len(exempt) for effect in quotas)


@many
@given(cases())
def test_ranks_follow_totals(case: Case) -> None:
    graded, _ = assessed(case.scheme, case.facts)
    ranked = [one for one in graded.values() if one.rank is not None]
    assert {one.score.unit.id for one in ranked} == {
        one.score.unit.id for one in graded.values() if one.score.total is not None
    }
    for one in ranked:
        better = sum(1 for o in ranked if (o.score.total or ZERO) > (one.score.total or ZERO))
        assert one.rank == better + 1


@many
@given(cases())
def test_the_callers_decimal_context_changes_nothing(case: Case) -> None:
    plain = assessed(case.scheme, case.facts)
    with localcontext() as context:
        context.prec = 5
        context.traps[Inexact] = True
        assert assessed(case.scheme, case.facts) == plain


def raised(unit: UnitFacts, scheme: Scheme, data: st.DataObject) -> UnitFacts | None:
    """Return the unit with one component or one item improved, or None where nothing can be."""
    choices: list[str] = [*unit.components, *(f"items.{name}" for name in unit.items)]
    if not choices:
        return None
    choice = data.draw(st.sampled_from(sorted(choices)))
    if not choice.startswith("items."):
        top = next(leaf.max for leaf in scheme.leaves() if leaf.id == choice)
        share = data.draw(st.integers(1, 4))
        held = unit.components[choice]
        return replace(
            unit, components={**unit.components, choice: held + (top - held) * share / 4}
        )
    name = choice.removeprefix("items.")
    better = improved(unit.items[name], name, scheme, data)
    return replace(unit, items={**unit.items, name: better})


def improved(held: ItemFacts, name: str, scheme: Scheme, data: st.DataObject) -> ItemFacts:
    known = {item.id: item for item in scheme.rubrics[0].items()}
    if name not in known:
        return held._replace(awards=(*held.awards, *held.awards))
    item = known[name]
    if item.method is Method.LEVELS:
        order = [level.id for level in item.levels]
        return held._replace(
            level=data.draw(st.sampled_from(order[: order.index(held.level or "") + 1]))
        )
    if held.mean is not None:
        return held._replace(mean=data.draw(st.sampled_from([held.mean, Decimal(5)])))
    if held.numerator is not None and held.denominator is not None and data.draw(st.booleans()):
        more = data.draw(st.integers(int(held.numerator), int(held.denominator)))
        return held._replace(numerator=Decimal(more))
    if held.score is not None and item.points is not None:
        return held._replace(score=held.score + (item.points - held.score) / 2)
    # A rate below its line must keep a deduction: taking the last one away blocks, and should.
    less = tuple(entry._replace(points=entry.points / 2) for entry in held.deductions)
    return held._replace(deductions=less)


@many
@given(st.data())
def test_raising_a_score_never_lowers_ones_own_grade(data: st.DataObject) -> None:
    case = data.draw(cases())
    unit = data.draw(st.sampled_from(case.facts.units))
    better = raised(unit, case.scheme, data)
    assume(better is not None)
    units = tuple(better if one is unit else one for one in case.facts.units if better)
    before, _ = assessed(case.scheme, case.facts)
    after, quotas = assessed(case.scheme, replace(case.facts, units=units))
    old, new = before[unit.id], after[unit.id]
    if old.score.total is not None:
        assert new.score.total is not None
        assert new.score.total >= old.score.total
    pending = {name for effect in quotas for name in effect.undecided}
    if old.grade is not None and unit.id not in pending:
        order = [grade.id for grade in case.scheme.grades]
        assert new.grade is not None
        assert order.index(new.grade.id) <= order.index(old.grade.id)


@many
@given(st.data())
def test_a_deduction_never_raises_a_total(data: st.DataObject) -> None:
    case = data.draw(cases(weighted=False))
    deducting = [i.id for i in case.scheme.rubrics[0].items() if i.method is Method.DEDUCT]
    assume(deducting)
    unit, name = data.draw(st.sampled_from(case.facts.units)), data.draw(st.sampled_from(deducting))
    held = unit.items.get(name, ItemFacts())
    assume(held.score is None)
    more = held._replace(deductions=(*held.deductions, Deduction(Decimal("0.5"), "又缺一份")))
    worse = replace(unit, items={**unit.items, name: more})
    old = score_units(case.scheme, Facts(units=(unit,)))[0].total
    new = score_units(case.scheme, Facts(units=(worse,)))[0].total
    assume(old is not None)
    assert new is not None
    assert new <= (old or ZERO)


def flat(readings: Readings, points: list[list[int]]) -> Scheme:
    dimensions = tuple(
        Dimension(
            id=f"d{d}",
            title=f"d{d}",
            points=Decimal(sum(row)),
            cite=(),
            items=tuple(
                Item(id=f"d{d}.i{i}", title="i", points=Decimal(p), method=Method.DEDUCT, cite=())
                for i, p in enumerate(row)
            ),
        )
        for d, row in enumerate(points)
    )
    top = Decimal(sum(map(sum, points)))
    return Scheme(
        id="s",
        version="1",
        title="s",
        hash="",
        period="year",
        readings=readings,
        stated=(),
        grades=grades(top, None, None),
        max=top,
        rubrics=(Rubric(id="r", points=top, dimensions=dimensions),),
    )


SCALING = [NotApplicable.SCALE_PARENT, NotApplicable.SCALE_TOTAL, NotApplicable.SPREAD_EQUALLY]


@many
@given(
    st.sampled_from(SCALING),
    st.lists(st.lists(st.integers(1, 20), min_size=1, max_size=4), min_size=1, max_size=4),
    st.integers(0, 10),
    st.data(),
)
def test_an_equal_rate_in_gives_the_same_rate_out(
    how: NotApplicable, points: list[list[int]], tenth: int, data: st.DataObject
) -> None:
    scheme = flat(Readings(not_applicable=how), points)
    rate = Decimal(tenth) / 10
    every = list(scheme.rubrics[0].items())
    gone = data.draw(st.sets(st.sampled_from([item.id for item in every]), max_size=len(every) - 1))
    unit = UnitFacts(
        id="u",
        name="u",
        items={i.id: ItemFacts(score=(i.points or ZERO) * rate) for i in every if i.id not in gone},
        not_applicable=tuple(
            NotApplicableClaim(item=name, reason="无", approved_by="办公室")
            for name in sorted(gone)
        ),
    )
    total = score_units(scheme, Facts(units=(unit,)))[0].total
    assert total == rounded(scheme.max * rate, 2, RoundMode.HALF_UP)


@many
@given(cases(grading=Grading.DECIDED))
def test_decided_grades_come_from_people_alone(case: Case) -> None:
    scheme = replace(
        case.scheme, grades=tuple(replace(g, max_share=None) for g in case.scheme.grades)
    )
    graded, _ = assessed(scheme, case.facts)
    for one in graded.values():
        unit = one.score.unit
        if unit.exempt or unit.findings or one.score.vetoes:
            continue
        decided = unit.decided_grade
        assert (one.grade.id if one.grade else None) == (decided.grade if decided else None)
        if decided is None:
            assert one.problems or UNSAMPLED in one.notes


@given(
    st.integers(1, 100), st.integers(0, 500), st.sampled_from([QuotaRound.FLOOR, QuotaRound.CEIL])
)
def test_a_floored_share_never_passes_the_share(percent: int, base: int, mode: QuotaRound) -> None:
    share = Decimal(percent) / 100
    places = allowed(share, base, mode)
    if mode is QuotaRound.FLOOR:
        assert places <= share * base < places + 1
    else:
        assert places - 1 < share * base <= places


@many
@given(schemes(weighted=False), st.data())
def test_one_rounding_at_the_total_changes_a_total_by_less_than_a_unit(
    scheme: Scheme, data: st.DataObject
) -> None:
    fine = replace(
        scheme, readings=replace(scheme.readings, round=Rounding(RoundAt.TOTAL, 10)), bonus=None
    )
    coarse = replace(fine, readings=replace(fine.readings, round=Rounding(RoundAt.TOTAL, 2)))
    given_facts = data.draw(facts(fine))
    for exactly, printed in zip(
        score_units(fine, given_facts), score_units(coarse, given_facts), strict=True
    ):
        if exactly.total is not None and printed.total is not None:
            with exact():
                assert abs(exactly.total - printed.total) <= Decimal("0.005")


def test_no_floor_lets_a_dimension_fall_below_nothing() -> None:
    scheme = flat(Readings(deduct_floor=DeductFloor.TOTAL), [[4], [6]])
    deep = ItemFacts(deductions=(Deduction(Decimal(9), "缺"),))
    unit = UnitFacts(id="u", name="u", items={"d0.i0": deep})
    score = score_units(scheme, Facts(units=(unit,)))[0]
    assert score.total == Decimal("1.00")
    assert {n.id: n.value for n in nodes(score.trace)}["d0"] == Decimal(-5)
