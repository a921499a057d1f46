"""Grades, ranks, quotas and ties, with the numbers written out."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.rules.facts import DecidedGrade, Facts, Finding, TieDecision, UnitFacts
from gongkai.rules.grading import Graded, GroupRank, QuotaEffect, grade_units, group_ranks
from gongkai.rules.readings import Boundary, QuotaBase, QuotaRound, Readings
from gongkai.rules.scheme import Grade, Grading, Override, Scheme
from gongkai.rules.scoring import UnitScore, score_units
from tests.rules.scheme_fixture import BOWANG, GRADES, component, scheme, unit

PARTS = (component("third_party", "60"), component("work", "40"), component("shown", "0"))


def of_totals(of: Scheme, **totals: str) -> tuple[dict[str, Graded], QuotaEffect | None]:
    """Grade units that have nothing but a total."""
    units = {name: UnitFacts(id=name, name=name) for name in totals}
    return graded(of, units, {name: Decimal(total) for name, total in totals.items()})


def graded(
    of: Scheme, units: Mapping[str, UnitFacts], totals: Mapping[str, Decimal]
) -> tuple[dict[str, Graded], QuotaEffect | None]:
    scores = tuple(
        UnitScore(one, totals.get(name), None, (), (), ()) for name, one in units.items()
    )
    result, quotas = grade_units(of, Facts(units=tuple(units.values())), scores)
    return {one.score.unit.id: one for one in result}, quotas[0] if quotas else None


def grade_of(one: Graded) -> str | None:
    return one.grade.id if one.grade else None


@pytest.mark.parametrize(
    ("boundary", "total", "grade"),
    [
        (Boundary.LOWER_BOUND, "84.6", "basic"),
        (Boundary.LOWER_BOUND, "85.00", "pass"),
        (Boundary.LOWER_BOUND, "69.5", "fail"),
        (Boundary.ROUND_HALF_UP, "84.6", "pass"),
        (Boundary.ROUND_HALF_UP, "84.50", "pass"),
        (Boundary.ROUND_HALF_UP, "84.49", "basic"),
        (Boundary.ROUND_HALF_UP, "69.5", "basic"),
        (Boundary.FLOOR, "84.99", "basic"),
        (Boundary.FLOOR, "85.01", "pass"),
    ],
)
def test_q1_a_total_between_two_grades(boundary: Boundary, total: str, grade: str) -> None:
    of = scheme(components=PARTS, grades=GRADES, readings=Readings(boundary=boundary))
    result, _ = of_totals(of, u=total)
    assert grade_of(result["u"]) == grade


@pytest.mark.parametrize(
    ("total", "grade"),
    [("90.00", "excellent"), ("89.99", "qualified"), ("60.00", "qualified"), ("59.99", "fail"),
     ("0", "fail"), ("100", "excellent")],
)  # fmt: skip
def test_q9_ninety_and_sixty_belong_to_the_better_grade(total: str, grade: str) -> None:
    of = scheme(components=PARTS, grades=(replace(BOWANG[0], max_share=None), *BOWANG[1:]))
    assert grade_of(of_totals(of, u=total)[0]["u"]) == grade


def bowang(**readings: object) -> Scheme:
    return scheme(components=PARTS, grades=BOWANG, readings=replace(Readings(), **readings))  # type: ignore[arg-type]


def eleven() -> dict[str, str]:
    return {f"u{i:02}": str(98 - i) if i < 8 else "70" for i in range(11)}


@pytest.mark.parametrize(
    ("mode", "granted"), [(QuotaRound.FLOOR, 7), (QuotaRound.HALF_UP, 8), (QuotaRound.CEIL, 8)]
)
def test_q12_seventy_per_cent_of_eleven(mode: QuotaRound, granted: int) -> None:
    result, quota = of_totals(bowang(quota_round=mode), **eleven())
    assert quota is not None
    assert (quota.base, len(quota.granted)) == (11, granted)
    assert sum(1 for one in result.values() if grade_of(one) == "excellent") == granted


def test_q12_one_unit_has_no_place_and_is_told_why() -> None:
    result, quota = of_totals(bowang(), u="95")
    assert quota is not None
    assert quota.allowed == 0
    assert grade_of(result["u"]) == "qualified"
    assert result["u"].notes == (
        "得分达到优秀，但优秀不超过 70%（1 个单位，按比例不足 1 个名额），列合格",
    )


def test_q15_who_is_pushed_out_keeps_rank_score_and_reason() -> None:
    result, quota = of_totals(bowang(), **eleven())
    assert quota is not None
    assert quota.overflow == ("u07",)
    out = result["u07"]
    assert (grade_of(out), out.rank, out.by_score) == ("qualified", 8, BOWANG[0])
    assert out.problems == ()


def pool(exempt: int) -> dict[str, UnitFacts]:
    return {
        f"u{i}": UnitFacts(
            id=f"u{i}", name=f"u{i}", group="县直" if i % 2 else "乡镇", exempt=i >= 10 - exempt
        )
        for i in range(10)
    }


@pytest.mark.parametrize(
    ("base", "bases", "allowed"),
    [
        (QuotaBase.ASSESSED_UNITS, [8], [5]),
        (QuotaBase.LISTED_UNITS, [10], [7]),
        (QuotaBase.PER_GROUP, [4, 4], [2, 2]),
    ],
)
def test_q11_the_base_of_a_share(base: QuotaBase, bases: list[int], allowed: list[int]) -> None:
    units = pool(exempt=2)
    scores = tuple(
        UnitScore(one, None if one.exempt else Decimal(95), None, (), (), ())
        for one in units.values()
    )
    _, quotas = grade_units(bowang(quota_base=base), Facts(units=tuple(units.values())), scores)
    assert [effect.base for effect in quotas] == bases
    assert [effect.allowed for effect in quotas] == allowed


def tied(
    ties: tuple[str, ...], *given: UnitFacts, decisions: tuple[TieDecision, ...] = ()
) -> tuple[dict[str, Graded], QuotaEffect]:
    of = replace(bowang(quota_tie=ties), grades=(half(), *BOWANG[1:]))
    facts = Facts(units=given, tie_decisions=decisions)
    result, quotas = grade_units(of, facts, score_units(of, facts))
    return {one.score.unit.id: one for one in result}, quotas[0]


def half() -> Grade:
    return replace(BOWANG[0], max_share=Decimal("0.5"))


def two(third_party: str, work: str, shown: str | None = None, name: str = "u") -> UnitFacts:
    scores = {"third_party": third_party, "work": work}
    return unit(name, scores | ({"shown": shown} if shown else {}))


A, B = two("94", "91", name="a"), two("92", "94", name="b")  # both 92.80


def test_q13_a_tie_is_broken_by_the_parts_the_pack_names() -> None:
    _, quota = tied(("third_party", "work", "decide"), A, B)
    assert (quota.granted, quota.overflow, quota.undecided) == (("a",), ("b",), ())
    _, quota = tied(("work", "decide"), A, B)
    assert quota.granted == ("b",)


def test_q13_a_part_of_no_weight_may_break_a_tie() -> None:
    _, quota = tied(("shown",), two("94", "91", "60", "a"), two("92", "94", "70", "b"))
    assert quota.granted == ("b",)


def test_q13_a_part_that_one_unit_lacks_breaks_no_tie() -> None:
    _, quota = tied(("shown",), two("94", "91", "60", "a"), B)
    assert quota.undecided == ("a", "b")


def test_q13_without_a_decision_nobody_is_granted_and_both_are_told() -> None:
    result, quota = tied(("decide",), A, B)
    assert (quota.granted, quota.undecided) == ((), ("a", "b"))
    assert [grade_of(one) for one in result.values()] == ["qualified", "qualified"]
    assert all("tie_decisions" in one.problems[0].message for one in result.values())


def decision(*order: str) -> TieDecision:
    return TieDecision(grade="excellent", order=order, minutes="会议纪要〔2026〕3号")


def test_q13_a_minuted_decision_orders_the_tie() -> None:
    result, quota = tied(("decide",), A, B, decisions=(decision("b", "a"),))
    assert (quota.granted, quota.overflow, quota.undecided) == (("b",), ("a",), ())
    assert not any(one.problems for one in result.values())


def test_q13_a_decision_that_leaves_a_unit_out_has_not_weighed_it() -> None:
    _, quota = tied(("decide",), A, B, decisions=(decision("b"),))
    assert quota.undecided == ("a", "b")


def test_q13_a_tie_across_the_edge_keeps_the_place_from_those_behind() -> None:
    first, last = two("95", "95", name="first"), two("90", "90", name="last")
    _, quota = tied(("decide",), first, A, B, last)
    assert (quota.allowed, quota.granted) == (2, ("first",))
    assert set(quota.overflow) == {"a", "b", "last"}
    assert quota.undecided == ("a", "b")


def test_every_group_may_have_its_own_decision() -> None:
    of = replace(
        bowang(quota_base=QuotaBase.PER_GROUP, quota_tie=("decide",)), grades=(half(), *BOWANG[1:])
    )
    units = tuple(
        replace(one, id=f"{group}{one.id}", group=group) for group in "xy" for one in (A, B)
    )
    decisions = (decision("xb", "xa"), decision("ya", "yb"))
    facts = Facts(units=units, tie_decisions=decisions)
    _, quotas = grade_units(of, facts, score_units(of, facts))
    assert [effect.granted for effect in quotas] == [("xb",), ("ya",)]


SHAM = Override(
    id="o", finding="sham", title="弄虚作假", grade="fail", do=("revoke",), cite=("k#7",)
)


def test_q8_fraud_beats_ninety_points_and_the_total_stays_printed() -> None:
    of = replace(bowang(), overrides=(SHAM,))
    facts = Facts(units=(replace(A, findings=(Finding(id="sham"),)), B))
    result, quotas = grade_units(of, facts, score_units(of, facts))
    one = result[0]
    assert (grade_of(one), format(one.score.total or 0, "f"), one.rank) == ("fail", "92.80", 1)
    assert one.cite == ("k#7",)
    assert "弄虚作假" in one.notes[-1]
    assert "a" not in quotas[0].granted + quotas[0].overflow


def test_q22_grades_without_thresholds_are_decided_with_a_reason() -> None:
    of = replace(
        bowang(),
        grading=Grading.DECIDED,
        grades=tuple(replace(g, min=None, max_share=None) for g in BOWANG),
    )
    decided = DecidedGrade(grade="qualified", reason="台账齐全", by="领导小组")
    facts = Facts(units=(replace(A, decided_grade=decided), B))
    first, second = grade_units(of, facts, score_units(of, facts))[0]
    assert (grade_of(first), first.notes) == ("qualified", ("等次由领导小组认定：台账齐全",))
    assert grade_of(second) is None
    assert "decided_grade" in second.problems[0].message


def test_equal_totals_share_a_rank_and_the_next_is_skipped() -> None:
    result, _ = of_totals(bowang(), a="80", b="90", c="80.00", d="70")
    assert {name: one.rank for name, one in result.items()} == {"b": 1, "a": 2, "c": 2, "d": 4}


def test_ranks_within_groups_share_and_skip_as_the_rank_of_all() -> None:
    of = scheme(components=PARTS, grades=GRADES)
    totals = {"局甲": "90", "镇甲": "88", "镇乙": "88", "局乙": "80", "镇丙": "70", "局丙": "60"}
    units = {
        name: UnitFacts(id=name, name=name, group="乡镇" if name[0] == "镇" else "部门")
        for name in totals
    }
    result, _ = graded(of, units, {name: Decimal(total) for name, total in totals.items()})
    places = group_ranks(result.values())
    assert places["镇甲"] == places["镇乙"] == GroupRank("乡镇", 1, 3)
    assert places["镇丙"] == GroupRank("乡镇", 3, 3)
    assert [places[name].rank for name in ("局甲", "局乙", "局丙")] == [1, 2, 3]


def test_one_group_alone_has_no_ranks_of_its_own_and_who_has_no_total_none_either() -> None:
    of = scheme(components=PARTS, grades=GRADES)
    alone, _ = of_totals(of, a="90", b="80")
    assert group_ranks(alone.values()) == {}
    units = {name: UnitFacts(id=name, name=name, group=name) for name in ("甲", "乙", "丙")}
    result, _ = graded(of, units, {"甲": Decimal(90), "乙": Decimal(80)})
    assert set(group_ranks(result.values())) == {"甲", "乙"}
