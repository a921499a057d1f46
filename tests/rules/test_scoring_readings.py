"""Every reading that decides a score, under each of its values, with the numbers written out."""

from decimal import Decimal

import pytest

from gongkai.rules.facts import (
    Award,
    Ballot,
    Deduction,
    Facts,
    Finding,
    ItemFacts,
    NotApplicableClaim,
)
from gongkai.rules.readings import (
    DeductFloor,
    Missing,
    NoCases,
    NotApplicable,
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
    Method,
    Otherwise,
    PollRule,
    Source,
    Veto,
)
from gongkai.rules.scoring import UNSAMPLED, UnitScore, score_units
from tests.rules.scheme_fixture import (
    component,
    computed,
    dimension,
    item,
    levels,
    scheme,
    score,
    survey,
    taken,
    unit,
)
from tests.rules.strategies import nodes


def shown(result: UnitScore) -> str | None:
    return None if result.total is None else format(result.total, "f")


def claim(name: str) -> tuple[NotApplicableClaim, ...]:
    return (NotApplicableClaim(item=name, reason="无此职能", approved_by="领导小组"),)


def answers(mean: str, count: int | None = 50) -> ItemFacts:
    return ItemFacts(mean=Decimal(mean), scale=(Decimal(1), Decimal(5)), answers=count)


def rate(numerator: int, denominator: int, *points: str) -> ItemFacts:
    return taken(*points)._replace(numerator=Decimal(numerator), denominator=Decimal(denominator))


@pytest.mark.parametrize(
    ("floor", "total"),
    [(DeductFloor.ITEM, "16.00"), (DeductFloor.DIMENSION, "12.00"), (DeductFloor.TOTAL, "2.00")],
)
def test_q4_deductions_stop_at_item_dimension_or_total(floor: DeductFloor, total: str) -> None:
    of = scheme(
        dimension("a", item("a1", "4"), item("a2", "4")),
        dimension("b", item("b1", "12")),
        readings=Readings(deduct_floor=floor),
    )
    assert shown(score(of, unit(items={"a1": taken("9", "9")}))) == total


def test_deductions_beyond_an_item_are_noted_in_full() -> None:
    result = score(scheme(dimension("a", item("a1", "4"))), unit(items={"a1": taken("3", "2.5")}))
    assert result.notes == ("a1：应扣 5.5 分，扣完该项 4 分为止",)


@pytest.mark.parametrize(
    ("how", "total"),
    [(SurveyMap.LINEAR, "8.00"), (SurveyMap.RATIO, "8.40")],
)
def test_q5_a_mean_becomes_points(how: SurveyMap, total: str) -> None:
    of = scheme(dimension("a", survey("a1")), readings=Readings(map=how))
    assert shown(score(of, unit(items={"a1": answers("4.2")}))) == total


def test_q5_too_few_answers_block_and_say_how_many() -> None:
    of = scheme(dimension("a", survey("a1")), readings=Readings(min_answers=30))
    result = score(of, unit(items={"a1": answers("4.2", 29)}))
    assert result.total is None
    assert [p.message for p in result.problems] == ["a1：答卷 29 份，少于最少 30 份"]
    assert shown(score(of, unit(items={"a1": answers("4.2", 30)}))) == "8.00"


@pytest.mark.parametrize(
    ("how", "total"),
    [(NoCases.FULL, "20.00"), (NoCases.ZERO, "10.00"), (NoCases.NOT_APPLICABLE, "20.00")],
)
def test_q6_a_year_without_requests(how: NoCases, total: str) -> None:
    readings = Readings(no_cases=how, not_applicable=NotApplicable.SCALE_PARENT)
    of = scheme(dimension("a", computed("a1"), item("a2")), readings=readings)
    result = score(of, unit(items={"a1": rate(0, 0)}))
    assert shown(result) == total


@pytest.mark.parametrize(
    ("otherwise", "facts", "total"),
    [
        (Otherwise.DEDUCT, rate(19, 20), "10.00"),
        (Otherwise.DEDUCT, rate(18, 20, "1.5"), "8.50"),
        (Otherwise.ZERO, rate(18, 20), "0.00"),
        (Otherwise.PROPORTIONAL, rate(18, 20), "9.47"),
        (Otherwise.ZERO, rate(95, 100), "10.00"),
    ],
)
def test_q6_a_rate_against_its_line(otherwise: Otherwise, facts: ItemFacts, total: str) -> None:
    of = scheme(dimension("a", computed("a1", otherwise=otherwise)))
    assert shown(score(of, unit(items={"a1": facts}))) == total


@pytest.mark.parametrize("how", Missing)
def test_a_rate_below_its_line_waits_for_the_assessor_under_every_reading(how: Missing) -> None:
    of = scheme(dimension("a", computed("a1"), item("a2")), readings=Readings(missing_item=how))
    result = score(of, unit(items={"a1": rate(18, 20)}))
    assert result.total is None
    assert "须由考评人扣分" in result.problems[0].message


@pytest.mark.parametrize(
    ("how", "total"),
    [
        (NotApplicable.FULL, "17.00"),
        (NotApplicable.SCALE_PARENT, "15.00"),  # 10 × 5/10 → 3 of 5 → 6 of 10, and 9 of 10
        (NotApplicable.SCALE_TOTAL, "16.00"),  # 12 of 15 → 16 of 20
        (NotApplicable.SPREAD_EQUALLY, "15.75"),  # 3 × 7.5/5 + 9 × 12.5/10
    ],
)
def test_q7_an_item_that_a_unit_cannot_have(how: NotApplicable, total: str) -> None:
    of = scheme(
        dimension("a", item("a1", "5"), item("a2", "5")),
        dimension("b", item("b1", "10")),
        readings=Readings(not_applicable=how),
    )
    one = unit(items={"a2": taken("2"), "b1": taken("1")}, not_applicable=claim("a1"))
    assert shown(score(of, one)) == total


def test_q7_portals_without_services_count_four_thirds() -> None:
    of = scheme(
        dimension("one", item("i1", "20")),
        dimension("two", item("i2", "60"), item("services", "20")),
        readings=Readings(not_applicable=NotApplicable.SCALE_PARENT),
    )
    result = score(of, unit(items={"i2": taken("6")}, not_applicable=claim("services")))
    value = {node.id: node.value for node in nodes(result.trace)}
    assert value["two"] == Decimal(54) * 4 / 3
    assert shown(result) == "92.00"


def test_a_whole_dimension_may_not_apply() -> None:
    of = scheme(
        dimension("a", item("a1", "5")),
        dimension("b", item("b1", "15")),
        readings=Readings(not_applicable=NotApplicable.SCALE_PARENT),
    )
    one = unit(items={"b1": taken("3")}, not_applicable=claim("a"))
    assert shown(score(of, one)) == "16.00"


def test_nothing_applicable_blocks() -> None:
    of = scheme(
        dimension("a", item("a1")), readings=Readings(not_applicable=NotApplicable.SCALE_TOTAL)
    )
    result = score(of, unit(not_applicable=claim("a")))
    assert result.total is None
    assert "没有一项适用" in result.problems[0].message


@pytest.mark.parametrize("how", NotApplicable)
def test_items_of_no_points_never_divide_by_nothing(how: NotApplicable) -> None:
    of = scheme(
        dimension("a", item("a1", "0"), item("a2", "5")),
        dimension("b", item("b1", "5")),
        readings=Readings(not_applicable=how),
    )
    result = score(of, unit(items={"b1": taken("1")}, not_applicable=claim("a2")))
    assert result.total is not None
    assert Decimal("7.9") < result.total <= Decimal("9.00")


@pytest.mark.parametrize(
    ("how", "total"),
    [(Missing.BLOCK, None), (Missing.REWEIGHT, "20.00"), (Missing.ZERO, "10.00")],
)
def test_q14_a_missing_survey(how: Missing, total: str | None) -> None:
    of = scheme(dimension("a", survey("a1"), item("a2")), readings=Readings(missing_item=how))
    assert shown(score(of, unit())) == total


def three(**work: object) -> tuple[Component, ...]:
    return (
        component("self", "10", scorer="unit"),
        component("third_party", "50"),
        component("work", "40", **work),
    )


def test_exact_at_sixty() -> None:
    result = score(
        scheme(components=three()),
        unit(scores={"self": "30.5", "third_party": "83.1", "work": "38.5"}),
    )
    assert shown(result) == "60.00"


@pytest.mark.parametrize(
    ("how", "total"),
    [(Missing.BLOCK, None), (Missing.REWEIGHT, "91.67"), (Missing.ZERO, "55.00")],
)
def test_q14_a_missing_component(how: Missing, total: str | None) -> None:
    of = scheme(components=three(), readings=Readings(missing_component=how))
    result = score(of, unit(scores={"self": "100", "third_party": "90"}))
    assert shown(result) == total
    assert [p.part for p in result.problems] == ([] if total else ["work"])


@pytest.mark.parametrize("how", [Missing.REWEIGHT, Missing.BLOCK])
def test_nothing_given_is_no_total_of_nought(how: Missing) -> None:
    parts = (component("a", "50"), component("b", "50"))
    of = scheme(
        components=(*three()[:2], component("work", "40", parts=parts), component("x", "0")),
        readings=Readings(missing_component=how),
    )
    result = score(of, unit(scores={"x": "80"}))
    assert result.total is None
    assert result.problems


def test_a_missing_group_of_parts_is_reweighted_as_a_whole() -> None:
    parts = (component("a", "20"), component("b", "20"))
    of = scheme(
        components=(*three()[:2], component("work", "40", parts=parts)),
        readings=Readings(missing_component=Missing.REWEIGHT),
    )
    assert shown(score(of, unit(scores={"self": "60", "third_party": "90"}))) == "85.00"
    assert shown(score(of, unit(scores={"self": "60", "third_party": "90", "a": "80"}))) == "83.00"


@pytest.mark.parametrize("how", Missing)
def test_a_rubric_that_waits_for_a_survey_is_not_a_missing_component(how: Missing) -> None:
    of = scheme(
        dimension("a", survey("a1", "50"), item("a2", "50")),
        components=three(source=Source.RUBRIC),
        readings=Readings(missing_component=how),
    )
    one = unit(scores={"self": "90", "third_party": "90"}, items={"a2": taken("1")})
    result = score(of, one)
    assert result.total is None
    assert [p.part for p in result.problems] == ["a1"]


@pytest.mark.parametrize(
    ("at", "total"),
    [(RoundAt.TOTAL, "6.67"), (RoundAt.DIMENSION, "6.66"), (RoundAt.ITEM, "6.66")],
)
def test_q2_one_rounding_at_its_place(at: RoundAt, total: str) -> None:
    of = scheme(
        dimension("a", survey("a1", "5")),
        dimension("b", survey("b1", "5")),
        readings=Readings(round=Rounding(at, 2)),
    )
    third = ItemFacts(mean=Decimal(2), scale=(Decimal(0), Decimal(3)), answers=9)
    assert shown(score(of, unit(items={"a1": third, "b1": third}))) == total


def test_a_total_has_the_digits_of_the_pack_wherever_it_rounds() -> None:
    of = scheme(
        dimension("a", item("a1", "7")),
        components=(component("work", "100", source=Source.RUBRIC, max=Decimal(7)),),
        readings=Readings(round=Rounding(RoundAt.ITEM, 1)),
    )
    assert shown(score(of, unit(items={"a1": taken("2")}))) == "71.4"


def test_q19_unset_points_are_split_where_a_person_said_so() -> None:
    of = scheme(
        dimension("a", item("a1", None), item("a2", None), item("a3", "4")),
        points="10",
        readings=Readings(unset_points=UnsetPoints.EQUAL_SPLIT),
    )
    assert shown(score(of, unit(items={"a1": taken("1")}))) == "9.00"


def test_q19_a_dimension_splits_only_what_it_has() -> None:
    first = dimension("a", item("a1", None), item("a2", "4"))
    of = scheme(
        type(first)(**{**{f: getattr(first, f) for f in first.__slots__}, "points": Decimal(6)}),
        dimension("b", item("b1", None)),
        points="10",
        readings=Readings(unset_points=UnsetPoints.EQUAL_SPLIT),
    )
    held = {n.id: n.max for n in nodes(score(of, unit()).trace)}
    assert (held["a1"], held["b1"]) == (Decimal(2), Decimal(4))


def test_q19_fifty_three_equal_parts_make_the_whole() -> None:
    of = scheme(
        dimension("a", *(item(f"a{i}", None) for i in range(53))),
        points="100",
        readings=Readings(unset_points=UnsetPoints.EQUAL_SPLIT),
    )
    result = score(of, unit())
    assert shown(result) == "100.00"
    assert not [n for n in nodes(result.trace) if "scale_from" in n.inputs]


def test_q19_without_a_reading_there_is_no_score() -> None:
    with pytest.raises(ValueError, match="points are unset"):
        score(scheme(dimension("a", item("a1", None)), points="10"), unit())


def test_q20_a_self_score_far_from_the_others_is_noted() -> None:
    of = scheme(components=three(), readings=Readings(self_gap_alert=Decimal(10)))
    result = score(of, unit(scores={"self": "95", "third_party": "84.5", "work": "85"}))
    assert result.notes == ("自评与third_party相差 10.5 分（高），超过 10 分",)


def test_q25_the_gap_is_seen_where_the_other_score_comes_from_a_rubric() -> None:
    of = scheme(
        dimension("a", item("a1", "50")),
        components=(
            component("self", "0", scorer="unit"),
            component("spot", "100", source=Source.RUBRIC, max=Decimal(50)),
        ),
        readings=Readings(self_gap_alert=Decimal(10)),
    )
    result = score(of, unit(scores={"self": "100"}, items={"a1": taken("10")}))
    assert shown(result) == "80.00"
    assert result.notes == ("自评与spot相差 20 分（高），超过 10 分",)


@pytest.mark.parametrize(("reading", "note"), [("not_graded", (UNSAMPLED,)), ("block", ())])
def test_q23_a_unit_that_was_not_sampled(reading: str, note: tuple[str, ...]) -> None:
    of = scheme(
        components=(component("self", "0", scorer="unit"), component("spot", "100")),
        readings=Readings(unsampled=reading),
    )
    result = score(of, unit(scores={"self": "95"}))
    assert (result.total, result.notes) == (None, note)
    assert bool(result.problems) == (not note)


def test_q23_a_polled_unit_was_sampled() -> None:
    rule = PollRule(high_at=None, max_high=None, trim_over=None)
    of = scheme(
        components=(component("poll", "100", source=Source.POLL, poll=rule),),
        readings=Readings(unsampled="not_graded"),
    )
    facts = Facts(units=(unit(),), ballots=(Ballot(rater="x", scores={"u": Decimal(88)}),))
    assert shown(score_units(of, facts)[0]) == "88.00"


BONUS = Bonus(
    max=Decimal(30),
    gate=BonusGate(value=Decimal(80), strict=True),
    items=(item("b1", "20", method=Method.BONUS), item("b2", "20", method=Method.BONUS)),
    cite=("k#9",),
)


@pytest.mark.parametrize(
    ("base", "award", "total"),
    [
        ("80", "5", "80.00"),
        ("80.004", "5", "80.00"),  # the printed base is 80.00: not above 80
        ("80.005", "5", "85.01"),
        ("90", "25", "110.00"),  # one item gives at most its own 20
        ("79.99", "20", "79.99"),
    ],
)
def test_a_bonus_counts_past_its_gate_and_up_to_its_caps(base: str, award: str, total: str) -> None:
    of = scheme(dimension("a", item("a1", "100")), bonus=BONUS)
    given = ItemFacts(awards=(Award(Decimal(award), "创新"),))
    one = unit(items={"a1": ItemFacts(score=Decimal(base)), "b1": given})
    assert shown(score(of, one)) == total


def test_both_caps_of_a_bonus() -> None:
    of = scheme(dimension("a", item("a1", "100")), bonus=BONUS)
    given = ItemFacts(awards=(Award(Decimal(20), "创新"),))
    result = score(of, unit(items={"b1": given, "b2": given}))
    assert shown(result) == "130.00"


def veto(name: str, total: str | None = None, *, stops: bool = True) -> Veto:
    fixed = Decimal(total) if total else None
    return Veto(id=name, title=name, cite=("k#8",), grade="fail", total=fixed, stops=stops)


@pytest.mark.parametrize(
    ("vetoes", "total"),
    [
        ((veto("v", "59"),), "59.00"),
        ((veto("v"),), None),
        ((veto("v", stops=False),), "90.00"),
        ((veto("v", "59"), veto("w", "40")), "40.00"),
        ((veto("v", "59"), veto("w")), None),
        ((veto("v", "58.995"),), "59.00"),
    ],
)
def test_a_veto_stops_fixes_or_only_grades(vetoes: tuple[Veto, ...], total: str | None) -> None:
    of = scheme(dimension("a", item("a1", "100")), vetoes=vetoes)
    found = tuple(Finding(id=one.id) for one in reversed(vetoes))
    result = score(of, unit(items={"a1": taken("10")}, findings=found))
    assert (shown(result), result.problems) == (total, ())


def test_a_veto_that_does_not_stop_hides_no_missing_part() -> None:
    of = scheme(dimension("a", survey("a1", "100")), vetoes=(veto("v", stops=False),))
    result = score(of, unit(findings=(Finding(id="v"),)))
    assert result.total is None
    assert [p.part for p in result.problems] == ["a1"]


@pytest.mark.parametrize(("lost", "fails"), [("9", False), ("9.1", True)])
def test_a_dimension_has_a_line_of_its_own(lost: str, fails: bool) -> None:
    of = scheme(dimension("a", item("a1", "30"), veto_below="21"), dimension("b", item("b1", "70")))
    result = score(of, unit(items={"a1": taken(lost)}))
    assert bool(result.vetoes) == fails
    assert result.total is not None


def test_a_line_shrinks_with_the_points_that_apply() -> None:
    of = scheme(
        dimension("a", item("a1", "20"), item("a2", "10"), veto_below="21"),
        dimension("b", item("b1", "70")),
        readings=Readings(not_applicable=NotApplicable.SCALE_TOTAL),
    )
    assert not score(of, unit(not_applicable=claim("a2"))).vetoes
    below = unit(items={"a1": taken("6.1")}, not_applicable=claim("a2"))
    assert score(of, below).vetoes


BELOW = (
    component("own", "60"),
    component("towns", "40", source=Source.SUBORDINATES, group="乡镇"),
)


def test_the_mean_of_the_units_below() -> None:
    towns = [unit(f"t{i}", {"own": s, "towns": s}, parent="u", group="乡镇") for i, s in
             enumerate(["80", "90"])]  # fmt: skip
    away = unit("t9", parent="u", group="乡镇", exempt=True)
    result = score(scheme(components=BELOW), unit(scores={"own": "100"}), *towns, away)
    assert shown(result) == "94.00"


def test_a_unit_below_without_a_total_blocks_the_one_above() -> None:
    good = unit("t1", {"own": "80", "towns": "80"}, parent="u", group="乡镇")
    bad = unit("t2", {"towns": "80"}, parent="u", group="乡镇")
    result = score(scheme(components=BELOW), unit(scores={"own": "100"}), good, bad)
    assert result.total is None
    assert ("u", "towns：下属单位 t2 没有总分") in [(p.unit, p.message) for p in result.problems]


def test_a_chain_of_three_thousand_units_is_scored() -> None:
    chain = [
        unit(f"u{i}", {"own": "80"}, parent=f"u{i - 1}" if i else "", group="乡镇")
        for i in range(3000)
    ]
    chain[-1] = unit("u2999", {"own": "80", "towns": "80"}, parent="u2998", group="乡镇")
    scores = score_units(scheme(components=BELOW), Facts(units=tuple(chain)))
    assert {shown(one) for one in scores} == {"80.00"}


def test_superiors_in_a_circle_block_and_end() -> None:
    one = unit("u1", {"own": "80"}, parent="u2", group="乡镇")
    two = unit("u2", {"own": "80"}, parent="u1", group="乡镇")
    scores = score_units(scheme(components=BELOW), Facts(units=(one, two)))
    assert [result.total for result in scores] == [None, None]


RULE = PollRule(high_at=Decimal(90), max_high=3, trim_over=5)
POLL = scheme(components=(component("poll", "100", source=Source.POLL, poll=RULE),))


def polled(*ballots: dict[str, str]) -> UnitScore:
    cast = tuple(
        Ballot(rater=f"r{i}", scores={name: Decimal(value) for name, value in given.items()})
        for i, given in enumerate(ballots)
    )
    return score_units(POLL, Facts(units=(unit(),), ballots=cast))[0]


def test_a_ballot_with_four_high_scores_is_void() -> None:
    generous = {"u": "95", "x": "95", "y": "95", "z": "90"}
    assert shown(polled(generous, {"u": "80"})) == "80.00"
    assert shown(polled({**generous, "z": "89.9"}, {"u": "80"})) == "87.50"


def test_more_than_five_raters_drop_the_highest_and_the_lowest() -> None:
    five = [{"u": value} for value in ("10", "80", "80", "80", "89")]
    assert shown(polled(*five)) == "67.80"
    assert shown(polled(*five, {"u": "80"})) == "80.00"


def test_without_a_valid_ballot_there_is_no_score_and_it_says_so() -> None:
    result = polled({"u": "95", "x": "95", "y": "95", "z": "90"})
    assert result.total is None
    assert "没有有效的互评票（作废 1 张）" in result.problems[0].message


def test_nobody_rates_himself() -> None:
    own = (
        Ballot(rater="u", scores={"u": Decimal(100)}),
        Ballot(rater="x", scores={"u": Decimal(70)}),
    )
    assert shown(score_units(POLL, Facts(units=(unit(),), ballots=own))[0]) == "70.00"


def test_levels_give_their_points() -> None:
    of = scheme(dimension("a", levels("a1", "10", "6", "0")))
    assert shown(score(of, unit(items={"a1": ItemFacts(level="l6")}))) == "6.00"


def test_an_exempt_unit_says_why() -> None:
    result = score(scheme(components=three()), unit(exempt=True, exempt_reason="当年新设"))
    assert result.notes == ("免予考核：当年新设",)


def test_every_deduction_stands_in_the_explanation() -> None:
    entry = Deduction(Decimal(1), "会议无记录", "台账-12", "张三")
    result = score(scheme(dimension("a", item("a1"))), unit(items={"a1": ItemFacts((entry,))}))
    assert {n.id: n.inputs for n in nodes(result.trace)}["a1"]["deductions"] == (entry,)
