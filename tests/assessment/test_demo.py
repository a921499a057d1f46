"""The demo county: reasons that fit, a rule of its own, and nothing overwritten."""

import json
from pathlib import Path

from gongkai.assessment.archive import ReadRound, RoundFolders
from gongkai.assessment.assess import assess
from gongkai.assessment.demo import write_demo
from gongkai.assessment.demo.reasons import REASONS
from gongkai.policy.loading import load_pack
from gongkai.rules.scheme import Method


def read(demo: Path, name: str) -> ReadRound:
    rounds = RoundFolders(demo)
    info = rounds.info(name)
    assert info is not None
    return rounds.read(info)


def test_every_item_has_reasons_of_its_own() -> None:
    items = list(load_pack("shifandian").scheme.rubrics[0].items())
    assert set(REASONS) == {item.id for item in items if item.method is Method.DEDUCT}
    everything = [reason for reasons in REASONS.values() for reason in reasons]
    assert len(everything) == len(set(everything))


def test_deductions_give_reasons_of_their_items(demo: Path) -> None:
    body = json.loads((demo / "rounds/2025-shifandian/facts.json").read_text(encoding="utf-8"))
    for unit in body["units"]:
        for item, facts in unit["items"].items():
            if item in REASONS:
                assert {entry["reason"] for entry in facts["deduct"]} <= set(REASONS[item])


def test_the_county_is_graded_under_a_rule_of_its_own_name(demo: Path) -> None:
    scheme = read(demo, "2025-zonghe").pack.scheme
    assert scheme.title == "示例县政务公开综合考核办法（示例）"
    assert "博望" not in "".join(source.title for source in scheme.sources)


def test_the_quota_moves_at_least_two_units(demo: Path) -> None:
    round_ = read(demo, "2025-zonghe")
    quotas = assess(round_.pack.scheme, round_.facts).quotas
    assert sum(len(quota.overflow) for quota in quotas) >= 2


def test_what_stands_there_is_never_written_over(tmp_path: Path) -> None:
    write_demo(tmp_path)
    for path in tmp_path.rglob("*.*"):
        if path.is_file():
            path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
    assert write_demo(tmp_path) == []
    assert {path: path.read_bytes() for path in before} == before
