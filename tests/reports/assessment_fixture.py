"""Invented facts of a county for the report tests: eleven bureaus, eight townships, seeded."""

import random
from decimal import Decimal
from typing import Any

from gongkai.assessment.assess import assess
from gongkai.assessment.facts import facts_from_trees
from gongkai.assessment.results import Assessment
from gongkai.policy.cursor import Log
from gongkai.policy.loading import load_pack
from gongkai.policy.problems import Place
from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.rules.scheme import Method, Scheme

BUREAUS = (
    "教育局", "公安局", "民政局", "财政局", "交通运输局", "农业农村局", "卫生健康局",
    "自然资源局", "市场监督管理局", "应急管理局", "行政审批局",
)  # fmt: skip
TOWNSHIPS = ("城关镇", "东河镇", "西山镇", "南坪镇", "北塘镇", "青石乡", "白沙乡", "红枫乡")
REASONS = (
    "全年无专题研究记录", "方案照搬上级，没有本单位任务", "目录三项内容缺失",
    "两件公文超过二十个工作日才公开", "指南联系电话打不通", "投诉一件未回复",
)  # fmt: skip
UNITS = tuple(
    (f"u{index:02}", f"示例县{name}" if index <= len(BUREAUS) else name)
    for index, name in enumerate((*BUREAUS, *TOWNSHIPS), start=1)
)
READINGS = {"min_answers": "30"}


_PLACE = Place("facts.yaml", 1, 1)


def node(value: Any, place: Place = _PLACE) -> Node:
    """Return plain Python data as a tree."""
    if isinstance(value, dict):
        entries = {str(key): node(part, place) for key, part in value.items()}
        return Branch(place, entries, dict.fromkeys(entries, place))
    if isinstance(value, list):
        return Row(place, [node(part, place) for part in value])
    return Leaf(place, None if value is None else str(value))


def weighted_facts(seed: int = 7) -> dict[str, Any]:
    """Return facts for a pack of weighted components, with all that can happen to a unit."""
    rng = random.Random(seed)
    units = []
    for index, (unit, name) in enumerate(UNITS):
        base = 940 - index * 18 + rng.randint(-30, 30)
        scores = {
            "self": Decimal(min(1000, base + rng.randint(10, 60))) / 10,
            "third_party": Decimal(base + rng.randint(-20, 30)) / 10,
            "work": Decimal(base + rng.randint(0, 40)) / 10,
        }
        entry: dict[str, Any] = {
            "id": unit,
            "name": name,
            "group": "县直单位" if index < len(BUREAUS) else "乡镇",
            "components": {key: str(value) for key, value in scores.items()},
        }
        units.append(entry)
    del units[16]["components"]["third_party"]
    units[18] |= {"exempt": "true", "exempt_reason": "本年机构改革新设"}
    del units[18]["components"]
    return {"units": units}


def crowded_facts() -> dict[str, Any]:
    """Return facts in which more units reach the best grade than its share allows."""
    units = [
        {"id": unit, "name": name, "components": dict.fromkeys(("self", "third_party", "work"),
         str(Decimal(970 - index * 4) / 10))}
        for index, (unit, name) in enumerate(UNITS)
    ]  # fmt: skip
    return {"units": units}


def rubric_facts(scheme: Scheme, seed: int = 11) -> dict[str, Any]:
    """Return facts for a rubric: deductions, rates, questionnaires, claims and a finding."""
    rng = random.Random(seed)
    units: list[dict[str, Any]] = []
    for index, (unit, name) in enumerate(UNITS):
        items: dict[str, Any] = {}
        rubric = scheme.rubrics[0]
        for item in rubric.items():
            made = _item(item.method, item.points or Decimal(4), index, rng)
            if made:
                items[item.id] = made
        units.append({"id": unit, "name": name, "items": items})
    units[3]["not_applicable"] = [
        {"item": "procedure.approval", "reason": "无行政审批职能", "approved_by": "领导小组办公室"}
    ]
    units[3]["items"].pop("procedure.approval", None)
    units[6]["findings"] = [
        {"id": "sham_or_fraud", "reason": "会议记录系事后补造", "evidence": "核查笔录第 4 号",
         "by": "李四", "on": "2026-11-12"}
    ]  # fmt: skip
    units[9]["items"]["effect.rights"]["answers"] = "12"
    units[18] |= {"exempt": "true", "exempt_reason": "本年机构改革新设"}
    return {"units": units}


def _item(method: Method, points: Decimal, index: int, rng: random.Random) -> dict[str, Any]:
    if method is Method.SURVEY:
        mean = Decimal(rng.randint(380, 490) - index * 4) / 100
        return {"mean": str(mean), "scale": ["1", "5"], "answers": str(rng.randint(60, 240))}
    if method is Method.COMPUTED:
        total = rng.randint(8, 60)
        done = total - (rng.randint(0, 3) if index % 4 == 0 else 0)
        made: dict[str, Any] = {"numerator": str(done), "denominator": str(total)}
        if done * 100 < total * 95:
            made["deduct"] = [_deduction(Decimal(1), rng)]
        return made
    if rng.random() < 0.62 - index * 0.02:
        return {}
    return {"deduct": [_deduction(Decimal(rng.randint(1, int(points))) / 2, rng)]}


def _deduction(points: Decimal, rng: random.Random) -> dict[str, str]:
    return {
        "points": str(points),
        "reason": rng.choice(REASONS),
        "evidence": f"台账-{rng.randint(1, 60)}",
        "by": rng.choice(("张三", "李四", "王五")),
        "on": f"2026-11-{rng.randint(2, 20):02}",
    }


def assessed(
    pack: str, facts: dict[str, Any], readings: dict[str, str] | None = None
) -> Assessment:
    """Assess facts under a pack."""
    scheme = scheme_of(pack, readings)
    log = Log()
    found = facts_from_trees([node(facts)], scheme, log)
    assert not log.errors, log.errors
    return assess(scheme, found)


def scheme_of(pack: str, readings: dict[str, str] | None = None) -> Scheme:
    """Load a pack with local readings."""
    return load_pack(pack, readings=node(readings) if readings else None).scheme


def rubric_assessment() -> Assessment:
    """Return the county under the demonstration-site pack."""
    scheme = scheme_of("shifandian", READINGS)
    return assessed("shifandian", rubric_facts(scheme), READINGS)


def rectified_assessment() -> Assessment:
    """Return the county under the demonstration-site pack with a term for rectification."""
    readings = READINGS | {"rectify_due": "P1M"}
    return assessed("shifandian", rubric_facts(scheme_of("shifandian", readings)), readings)


def lonely_assessment() -> Assessment:
    """Return one single unit: of a share of 70 % of it nothing is left."""
    parts = dict.fromkeys(("self", "third_party", "work"), "95")
    return assessed(
        "bowang-jiaoyun", {"units": [{"id": "u1", "name": UNITS[0][1], "components": parts}]}
    )


def weighted_assessment() -> Assessment:
    """Return the county under the weighted pack."""
    return assessed("bowang-jiaoyun", weighted_facts())


def crowded_assessment() -> Assessment:
    """Return the county with more units at the best grade than its share allows."""
    return assessed("bowang-jiaoyun", crowded_facts())


def decided_assessment() -> Assessment:
    """Return four sections whose grades people decided, and one still without a grade."""
    decided = (
        ("k1", "监督科", "fail", "不交资料"),
        ("k2", "预算科", "good", "认真有成效"),
        ("k3", "办公室", "excellent", "公开及时，群众满意"),
    )
    units: list[dict[str, Any]] = [
        {
            "id": unit,
            "name": name,
            "decided_grade": {"grade": grade, "reason": why, "by": "领导小组"},
        }
        for unit, name, grade, why in decided
    ]
    return assessed("duodao-caizheng", {"units": [*units, {"id": "k4", "name": "采购科"}]})


def vetoed_assessment() -> Assessment:
    """Return websites under a pack with veto, gated bonus and parts that do not apply."""
    no_service = {"item": "service", "reason": "没有办事服务", "approved_by": "县政务公开办"}
    stale = [{"points": "2", "reason": "=HYPERLINK(1)", "evidence": "+快照"}]
    units: list[dict[str, Any]] = [
        {"id": "w1", "name": "县门户", "items": {"release.news": {"deduct": stale}}},
        {"id": "w2", "name": "<b>教育局</b>网站", "findings": ["redline"]},
        {"id": "w3", "name": "民政局网站", "not_applicable": [no_service]},
    ]
    return assessed("bianti-wangzhan", {"units": units})
