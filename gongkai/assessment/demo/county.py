"""Writing the demo county's files: three local packs, four rounds, every fact by a seeded draw."""

import json
import random
from decimal import Decimal
from pathlib import Path

from gongkai.assessment.demo.people import (
    ASSESSORS,
    BUREAUS,
    ENTERPRISES,
    TOWNSHIPS,
    UNITS,
    DemoUnit,
)
from gongkai.assessment.demo.reasons import REASONS
from gongkai.policy.loading import load_pack
from gongkai.rules.scheme import Item, Method, Scheme

SEED = 20260101
# Points a year by which the county gets better: in the second year more units reach 90 than the
# quota allows, so its effect can be seen.
_PROGRESS = 10
YEARS = (2024, 2025)

_PACK = """\
# 示例县的实施细则：只改上级考评办法开放的地方。
pack:
  id: shixian-shifandian-{year}
  version: {year}.1.0
  title: 示例县政务公开示范点考评细则（{year} 年）
  extends: shifandian@1.0.0
readings:
  min_answers: {{value: 30, why: 县政务公开办确定每个单位至少回收 30 份答卷}}
  rectify_due: {{value: P1M, why: 县政务公开办确定一个月}}
"""

_CHANGES_2025 = """\
# 2025 年起网站分值调低一分，其他形式调高一分。
changes:
  items.form.website.points: 5
  items.form.other.points: 4
"""

_CHANGE_LIST = """\
releases:
  - version: 2025.1.0
    date: 2025-01-02
    note: 示例县调整公开形式的分值
    changes:
      - {kind: changed, old: form.website, new: form.website, note: 分值由 6 分改为 5 分}
      - {kind: changed, old: form.other, new: form.other, note: 分值由 3 分改为 4 分}
"""

_WEIGHTED = "shixian-zonghe"
_WEIGHTED_PACK = f"""\
# 示例县的综合考核办法：权重、等次和名额同上级规则包，名称和考核对象是本县的。
pack:
  id: {_WEIGHTED}
  version: 1.0.0
  title: 示例县政务公开综合考核办法（示例）
  extends: bowang-jiaoyun@1.0.0
  assessed: [{BUREAUS}, {TOWNSHIPS}, {ENTERPRISES}]
readings:
  notice_days: {{value: 10, why: 县政务公开办确定提前十天通知}}
"""
# The county's rule is a fiction with the article numbers of the base, so its citations hold.
_WEIGHTED_SOURCES = """\
bw:
  title: 示例县政务公开综合考核办法（示例）
  note: 虚构的示例；条款号同上级规则包 bowang-jiaoyun
  anchors: ["1..4", "5", "5.1..5", "6", "6.1", "6.1.1..7", "6.2", "6.2.1..4", "7", "7.1..6", "8",
            "8.1..4", "9", "9.1..4", "10", "10.1..4", "11", "11.1..5", "12", "12.1", "12.1.1..4",
            "12.2", "12.2.1..5", "12.3", "12.3.1..5", "13", "14", "15", "16", "16.1..3", "16.4",
            "16.4.1", "16.4.2", "16.5", "16.6", "18", "19", "20"]
"""


def write_demo(data: Path) -> list[str]:
    """Write the county under ``data`` and return the ids of its rounds. Never overwrites a round.

    Raises :class:`OSError` where the folder cannot be written.
    """
    written = []
    _write_files(
        data / "packs" / _WEIGHTED,
        {"pack.yaml": _WEIGHTED_PACK, "sources.yaml": _WEIGHTED_SOURCES},
    )
    for year in YEARS:
        _write_pack(data, year)
    for year in YEARS:
        chance = random.Random(f"{SEED}-{year}")  # noqa: S311 - a demo, not a secret
        drift = {unit.id: chance.gauss(0, 2) for unit in UNITS}
        for name, make in (("shifandian", _sites), ("zonghe", _weighted)):
            round_id = f"{year}-{name}"
            folder = data / "rounds" / round_id
            if (folder / "round.json").exists():
                continue
            folder.mkdir(parents=True, exist_ok=True)
            about, units = make(data, year, chance, drift)
            _write(folder / "facts.json", {"units": units})
            _write(folder / "round.json", about)
            written.append(round_id)
    return written


def _write(path: Path, body: object) -> None:
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_pack(data: Path, year: int) -> None:
    files = {"pack.yaml": _PACK.format(year=year)}
    if year == YEARS[-1]:
        files["pack.yaml"] += _CHANGES_2025
        files["CHANGES.yaml"] = _CHANGE_LIST
    _write_files(data / "packs" / f"shixian-shifandian-{year}", files)


def _write_files(folder: Path, files: dict[str, str]) -> None:
    """Write a pack, unless one stands there: somebody may have worked on it."""
    if (folder / "pack.yaml").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def _about(year: int, name: str, title: str, pack: str) -> dict[str, object]:
    previous = f"{year - 1}-{name}" if year > YEARS[0] else ""
    return {"title": title, "year": year, "pack": pack, "previous": previous}


def _weighted(
    data: Path, year: int, chance: random.Random, drift: dict[str, float]
) -> tuple[dict[str, object], list[dict[str, object]]]:
    """Return the weighted assessment: self-scores run high, the third party is strict."""
    units = []
    for unit in UNITS:
        level = 44 + unit.level / 2 + (drift[unit.id] + _PROGRESS * (year - YEARS[0])) / 2
        scores = {
            "self": _score(chance.gauss(96.5, 1.2)),
            "third_party": _score(chance.gauss(level - 1, 1.5)),
            "work": _score(chance.gauss(level + 1, 1.5)),
        }
        units.append(_unit(unit) | {"components": scores})
    title = f"示例县 {year} 年度政务公开综合考核"
    return _about(year, "zonghe", title, f"packs/{_WEIGHTED}"), units


def _score(value: float) -> str:
    return str(Decimal(round(min(max(value, 0), 100) * 2)) / 2)


def _unit(unit: DemoUnit) -> dict[str, object]:
    return {"id": unit.id, "name": unit.name, "group": unit.group}


def _sites(
    data: Path, year: int, chance: random.Random, drift: dict[str, float]
) -> tuple[dict[str, object], list[dict[str, object]]]:
    """Return the demonstration-site evaluation: deductions with reasons, a rate, a survey."""
    pack = data / "packs" / f"shixian-shifandian-{year}"
    scheme = load_pack(str(pack)).scheme
    units = []
    for unit in UNITS:
        care = (unit.level + drift[unit.id]) / 100
        items = _items(scheme, year, care, chance)
        entry = _unit(unit) | {"items": items}
        if unit.group == ENTERPRISES and unit.id != "qi-yiyuan":
            # What a unit cannot have has no facts either.
            items.pop("procedure.approval", None)
            entry["not_applicable"] = [
                {
                    "item": "procedure.approval",
                    "reason": "没有行政审批职能",
                    "approved_by": "县政务公开领导小组办公室",
                }
            ]
        if unit.id == "xiang-baiyun" and year == 2025:
            entry["findings"] = [
                {
                    "id": "sham_or_fraud",
                    "reason": "补造两份会议记录应付检查",
                    "evidence": "检查笔录 2025-11-18",
                    "by": "张三",
                    "on": "2025-11-18",
                }
            ]
        units.append(entry)
    title = f"示例县 {year} 年度政务公开示范点考评"
    about = _about(year, "shifandian", title, f"packs/shixian-shifandian-{year}")
    return about, units


def _items(
    scheme: Scheme, year: int, care: float, chance: random.Random
) -> dict[str, dict[str, object]]:
    items: dict[str, dict[str, object]] = {}
    for dimension in scheme.rubrics[0].dimensions:
        for item in dimension.items:
            facts = _facts(item, year, care, chance)
            if facts:
                items[item.id] = facts
    return items


def _facts(item: Item, year: int, care: float, chance: random.Random) -> dict[str, object]:
    if item.method is Method.SURVEY:
        mean = min(max(chance.gauss(1 + 4 * care, 0.15), 1), 5)
        return {"mean": f"{mean:.2f}", "scale": [1, 5], "answers": chance.randint(42, 180)}
    if item.method is Method.COMPUTED:
        return _requests(item, care, chance)
    faults = sum(chance.random() > care for _ in range(3))
    chosen = chance.sample(REASONS[item.id], faults)
    entries = [_deduction(item, reason, year, chance) for reason in chosen]
    return {"deduct": entries} if entries else {}


def _deduction(item: Item, reason: str, year: int, chance: random.Random) -> dict[str, object]:
    most = 3 if (item.points or 0) >= 4 else 2
    return {
        "points": str(Decimal(chance.randint(1, most)) / 2),
        "reason": reason,
        "evidence": f"{chance.choice(item.evidence)}，台账第 {chance.randint(1, 60)} 号",
        "by": chance.choice(ASSESSORS),
        "on": f"{year}-11-{chance.randint(3, 28):02}",
    }


def _requests(item: Item, care: float, chance: random.Random) -> dict[str, object]:
    received = chance.randint(0, 40)
    done = sum(chance.random() < 0.9 + care / 10 for _ in range(received))
    facts: dict[str, object] = {
        "numerator": done,
        "denominator": received,
        "records": f"依申请公开登记台账，收到 {received} 件，办结 {done} 件",
    }
    if received and Decimal(done) < Decimal("0.95") * received:
        facts["deduct"] = [
            {
                "points": "1",
                "reason": f"办结率低于 95%（{done}/{received}）",
                "evidence": "依申请公开登记台账",
                "by": chance.choice(ASSESSORS),
            }
        ]
    return facts
