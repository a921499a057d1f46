"""The disclosure packs that ship: they load, hold their examples, and fit the platform."""

from pathlib import Path

import pytest

from gongkai.core.models.units import UnitKind as CoreUnitKind
from gongkai.core.permissions import permission
from gongkai.disclosure.standards.words import channels
from gongkai.policy.disclosure import Duty, FieldKind, UnitKind, load_disclosure
from gongkai.policy.disclosure.cases import run_disclosure_cases
from gongkai.policy.library import BUILT_IN, Library
from gongkai.policy.loading import is_disclosure, load_pack
from gongkai.policy.national import load_national
from gongkai.rules.publishing.chains import chain_problems
from gongkai.rules.publishing.values import Attribute

PACKS = [folder.path.name for folder in Library().folders() if is_disclosure(folder)]
COUNTY = "xian-gongkai"


def test_the_packs_of_the_sources_are_there() -> None:
    assert set(PACKS) == {
        "gongkai-jichu", "gongkai-ticai", "fading-gongkai", "wu-gongkai", "caizheng-gongkai",
        "jianyan-gongkai", "shifandian-gongkai", "dangwu-cunwu", "xian-gongkai", "xian-gongkai-yan",
    }  # fmt: skip


@pytest.mark.parametrize("name", PACKS)
def test_every_worked_example_holds(name: str) -> None:
    problems, count = run_disclosure_cases(name)
    assert [str(problem) for problem in problems] == []
    assert count > 0


def test_an_example_that_is_wrong_fails(tmp_path: Path) -> None:
    tests = tmp_path / "xian" / "tests"
    tests.mkdir(parents=True)
    head = "pack: {id: xian, kind: disclosure, version: 1.0.0, title: 县}\n"
    text = f"{head}uses: [xian-gongkai@1.0.0]\n"
    (tests.parent / "pack.yaml").write_text(text, encoding="utf-8")
    cases = """
- {name: wrong day, timing: formation, on: 2026-01-01, gives: 2026-01-28}
- {name: right day, timing: formation, on: 2026-01-01, gives: 2026-01-29}
- {name: no question, gives: x}
- {name: unknown, category: nothing, ask: title, gives: x}
"""
    (tests / "a.yaml").write_text(cases, encoding="utf-8")
    problems, count = run_disclosure_cases("xian", Library(tmp_path))
    assert count == 4
    assert [(p.place.line, p.code) for p in problems] == [
        (2, "T-FAIL"), (4, "K-MISSING"), (5, "T-FAIL"),
    ]  # fmt: skip


def test_the_sources_numbers_of_things_are_kept() -> None:
    pack = load_disclosure(COUNTY)

    def leaves(name: str) -> int:
        return sum(1 for node in pack.node(name).walk() if node.leaf)

    assert (leaves("finance.out"), leaves("finance.in")) == (12, 4)
    assert (leaves("ciq.out"), leaves("ciq.in")) == (15, 6)
    assert sum(1 for node in pack.catalogue("site").walk()) == 10
    assert len(pack.catalogue("five").nodes) == 5
    assert {node.category for node in pack.catalogue("statutory").walk()} == {
        category.id for category in load_national().categories
    }


def test_every_channel_content_type_rule_and_chain_is_used_or_offered() -> None:
    pack = load_disclosure(COUNTY)
    nodes = [node for catalogue in pack.catalogues for node in catalogue.walk() if node.leaf]
    used_types = {name for node in nodes for name in node.content_types}
    unused = {entry.id for entry in pack.content_types} - used_types
    assert unused == {"news"}, "news is filed under what it is about"
    used_rules = {name for node in nodes for name in node.timing}
    used_rules.add(pack.defaults.reassessment)
    assert {rule.id for rule in pack.timing} - used_rules == {"column_news", "column_policy"}
    chains = {pack.defaults.chain, *dict(pack.defaults.chains).values()}
    assert {chain.id for chain in pack.chains} == chains | {node.chain for node in nodes} - {""}


def test_every_leaf_that_is_a_duty_has_a_rule_a_channel_and_a_content_type() -> None:
    for catalogue in load_disclosure(COUNTY).catalogues:
        if catalogue.duty is Duty.NONE:
            continue
        for node in catalogue.walk():
            if node.leaf:
                assert node.timing, node.id
                assert node.channels, node.id
                assert node.content_types, node.id


def test_what_is_internal_never_goes_to_a_public_channel() -> None:
    pack = load_disclosure(COUNTY)
    inside = [
        node
        for catalogue in pack.catalogues
        for node in catalogue.walk()
        if node.leaf and node.attribute is Attribute.INTERNAL
    ]
    assert len(inside) == 10
    assert {name for node in inside for name in node.channels} == {"meeting", "intranet"}


@pytest.mark.parametrize("chain", load_disclosure(COUNTY).chains, ids=lambda chain: chain.id)
def test_every_chain_obeys_the_law_and_names_real_permissions(chain) -> None:  # type: ignore[no-untyped-def]
    assert chain_problems(chain) == ()
    assert chain.steps[0].secrecy
    for step in chain.steps:
        assert permission(step.permission).name == step.permission


def test_kinds_of_units_are_those_of_the_platform() -> None:
    assert {kind.value for kind in UnitKind} == set(CoreUnitKind.values)


def test_a_service_guide_has_the_elements_an_inspection_looks_for() -> None:
    guide = load_disclosure(COUNTY).content_type("service_guide")
    titles = {spec.title for spec in guide.required}
    assert titles >= {
        "事项名称", "设定依据", "申请条件", "办理材料",
        "办理地点", "办理时间", "联系电话", "办理流程",
    }  # fmt: skip


def test_interpretation_forms_are_those_of_the_content_type() -> None:
    pack = load_disclosure(COUNTY)
    form = pack.content_type("interpretation").field("form")
    assert form.kind is FieldKind.CHOICE
    assert {choice.id for choice in form.choices} == {entry.id for entry in pack.forms}


def test_every_channel_a_standard_catalogue_names_is_a_channel() -> None:
    known = {channel.id for channel in load_disclosure("gongkai-jichu").channels}
    named = channels(
        "政府网站、政府公报、两微一端、发布会/听证会、广播电视、纸质媒体、公开查阅点、政务服务中心、"
        "便民服务站、入户/现场、社区/企事业单位/村公示栏（电子屏）、精准推送、其他"
    )
    assert named.unknown == ()
    assert len(named.ids) == 14
    assert set(named.ids) <= known


def test_every_number_a_pack_chose_itself_says_so() -> None:
    pack = load_disclosure(COUNTY)
    for rule in ("promptly", "three_steps", "column_news"):
        assert "本规则包的取值" in pack.remark("timing", rule)


def test_what_was_not_held_against_the_text_is_marked() -> None:
    sources = {source.id: source for source in load_disclosure(COUNTY).sources}
    for name in ("jc61", "bz54", "wz19", "sx118", "ysf", "cwf"):
        assert "待与原文核对" in sources[name].note


def test_a_pack_read_once_is_kept() -> None:
    assert load_disclosure(COUNTY) is load_disclosure(COUNTY)


def test_packs_stand_where_the_library_looks() -> None:
    for name in PACKS:
        assert load_disclosure(name).folder.path == BUILT_IN / name


def test_categories_that_assessments_name_are_in_the_catalogue_of_the_county() -> None:
    known = load_disclosure(COUNTY)
    named: dict[str, set[str]] = {}
    for folder in Library().folders():
        if is_disclosure(folder) or folder.path.name == "cn":
            continue
        scheme = load_pack(folder.path.name).scheme
        found = named.setdefault(scheme.id, set())
        for rubric in scheme.rubrics:
            found.update(name for item in rubric.items() for name in item.categories)
        for area in scheme.checklist:
            found.update(area.categories)
            found.update(name for point in area.points for name in point.categories)
    assert named["shifandian"]
    assert named["xian-kaohe"]
    for pack, categories in named.items():
        assert [one for one in sorted(categories) if not known.has_node(one)] == [], pack
