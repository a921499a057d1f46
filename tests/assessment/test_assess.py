"""From a scheme and facts to the result that the command line prints."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from gongkai.assessment.assess import assess
from gongkai.assessment.facts import facts_from_trees
from gongkai.assessment.results import Assessment
from gongkai.policy.cursor import Log
from gongkai.policy.loading import load_pack
from gongkai.policy.problems import ProblemsError
from gongkai.policy.tree import parse_yaml
from gongkai.rules.facts import Facts, UnitFacts
from gongkai.rules.readings import QuotaBase
from gongkai.rules.scheme import Scheme
from tests.assessment.pack_fixture import COMPONENTS, RUBRIC, scheme_of
from tests.rules.strategies import Case, cases


def result_of(scheme: Scheme, text: str) -> Assessment:
    log = Log()
    facts = facts_from_trees([parse_yaml(text, "f.yaml")], scheme, log)
    assert not log.errors, log.errors
    return assess(scheme, facts)


def test_the_result_has_the_shape_of_the_contract() -> None:
    text = """
units:
  - id: u01
    name: 甲局
    items:
      org.plan: {deduct: [{points: "1.5", reason: 会议无记录, on: 2026-11-05}]}
      org.grade: good
      work.ratio: {numerator: 19, denominator: 20}
      work.voice: {mean: 5, scale: [1, 5], answers: 120}
"""
    told = result_of(scheme_of(RUBRIC), text).to_json()
    assert list(told) == ["pack", "readings", "units", "quota", "errors"]
    units = told["units"]
    assert isinstance(units, list)
    one = units[0]
    keys = ["id", "name", "total", "grade", "grade_title", "rank", "notes", "trace"]
    assert list(one) == keys
    assert (one["total"], one["grade"], one["grade_title"], one["rank"]) == (
        "98.50",
        "pass",
        "合格",
        1,
    )
    node = one["trace"]["children"][0]["children"][0]["children"][0]
    assert list(node) == [
        "id", "title", "method", "value", "max", "inputs", "cite", "reading", "children",
    ]  # fmt: skip
    assert (node["id"], node["value"], node["max"]) == ("org.plan", "28.5", "30")
    assert node["inputs"]["deductions"] == [
        {"points": "1.5", "reason": "会议无记录", "on": "2026-11-05"}
    ]
    assert node["cite"] == ["k#1"]
    assert node["reading"]["deduct_floor"] == "item"


def test_open_readings_are_all_named_before_anything_is_scored() -> None:
    scheme = load_pack("shifandian").scheme
    with pytest.raises(ProblemsError) as error:
        assess(scheme, Facts(units=(UnitFacts(id="u", name="u"),)))
    assert [problem.code for problem in error.value.problems] == ["R-UNSET"]
    assert "min_answers" in str(error.value)


def test_quotas_by_group_add_up_even_where_a_unit_has_no_group() -> None:
    units = "\n".join(
        f"  - {{id: {name}, group: '{group}', components: {{self: 90, spot: {spot}, peer: 9}}}}"
        for name, group, spot in [
            ("a", "县直", 45), ("b", "县直", 44), ("c", "乡镇", 43), ("d", "", 46), ("e", "", 45),
        ]
    )  # fmt: skip
    told = result_of(scheme_of(COMPONENTS), f"units:\n{units}").to_json()["quota"]
    assert isinstance(told, dict)
    good = told["good"]
    assert (good["base"], good["allowed"], good["granted"]) == (5, 2, 2)
    assert sorted(good["overflow"]) == ["b", "c", "e"]
    assert set(good["groups"]) == {"未分组", "县直", "乡镇"}
    assert good["groups"]["乡镇"] == {"base": 1, "allowed": 0, "granted": 0, "overflow": ["c"]}


def test_q16_what_counts_elsewhere_is_the_score_not_the_grade() -> None:
    scheme = load_pack("bowang-jiaoyun").scheme
    text = "units: [{id: u, components: {self: 90, third_party: 90, work: 90}}]"
    told = result_of(scheme, text).to_json()["units"]
    assert isinstance(told, list)
    assert (told[0]["grade"], told[0]["exports"]) == ("qualified", {"target_management": "100"})


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_every_result_can_be_written_as_json_with_exact_decimals(case: Case) -> None:
    result = assess(case.scheme, case.facts)
    told = json.loads(json.dumps(result.to_json(), ensure_ascii=False))
    for unit, graded in zip(told["units"], result.units, strict=True):
        total = graded.score.total
        assert (unit["total"] is None) == (total is None)
        assert total is None or Decimal(unit["total"]) == total


def test_listed_units_make_a_larger_base() -> None:
    scheme = scheme_of(COMPONENTS)
    readings = replace(scheme.readings, quota_base=QuotaBase.LISTED_UNITS)
    text = "units: [{id: a, exempt: true}, {id: b, components: {self: 90, spot: 45, peer: 9}}]"
    result = result_of(replace(scheme, readings=readings), text)
    assert (result.quotas[0].base, result.quotas[0].granted) == (2, ("b",))
