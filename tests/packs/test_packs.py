"""Every pack that ships: loads, holds its own cases, covers them, and copies no source."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.assessment.cases import failures, run_cases
from gongkai.assessment.wording import ACTIONS, ACTORS
from gongkai.policy.checking import check_pack
from gongkai.policy.indicator_names import INDICATORS
from gongkai.policy.library import BUILT_IN, Library
from gongkai.policy.loading import is_assessment, load_pack
from gongkai.policy.problems import ProblemsError, Severity
from gongkai.policy.tree import Branch, Leaf, Node, Row, read_tree
from tests.packs.coverage import uncovered_grades, uncovered_readings

LIBRARY = Library()
EVERY = [folder.path.name for folder in LIBRARY.folders()]
ASSESSED = [folder.path.name for folder in LIBRARY.folders() if is_assessment(folder)]
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
# Where one component carries all the weight, nothing is left to carry a missing one.
NO_DIFFERENCE = {"xian-kaohe": {"missing_component=reweight"}}
RUN = 12
LONGEST_TITLE = 30


def test_the_packs_of_the_sources_and_the_variants_are_there() -> None:
    assert set(EVERY) >= {
        "cn",
        "shifandian",
        "bowang-jiaoyun",
        "xian-kaohe",
        "duodao-caizheng",
        "zhibiao",
        "bianti-wangzhan",
        "bianti-shi",
        "bianti-xianqu",
    }


@pytest.mark.parametrize("name", EVERY)
def test_a_pack_has_no_errors(name: str) -> None:
    errors = [str(p) for p in check_pack(name, LIBRARY) if p.severity is Severity.ERROR]
    assert errors == []


@pytest.mark.parametrize("name", ASSESSED)
def test_every_case_of_a_pack_holds(name: str) -> None:
    results = run_cases(name, LIBRARY)
    assert [str(problem) for problem in failures(results)] == []
    names = [result.name for result in results]
    assert len(names) == len(set(names)), "two cases share a name"


@pytest.mark.parametrize("name", ASSESSED)
def test_the_cases_reach_every_grade_at_its_bound_and_just_below(name: str) -> None:
    assert uncovered_grades(load_pack(name).scheme, run_cases(name, LIBRARY)) == set()


@pytest.mark.parametrize("name", ASSESSED)
def test_the_cases_prove_every_value_of_every_stated_reading(name: str) -> None:
    assert uncovered_readings(name, LIBRARY) == NO_DIFFERENCE.get(name, set())


@pytest.mark.parametrize("name", ASSESSED)
def test_every_stated_reading_says_why_and_which_question(name: str) -> None:
    for stated in load_pack(name).scheme.stated:
        if stated.origin == "pack":
            assert stated.why, stated.name
            assert re.fullmatch(r"Q\d+", stated.question), stated.name


@pytest.mark.parametrize("name", ASSESSED)
def test_every_code_a_report_prints_has_words(name: str) -> None:
    scheme = load_pack(name).scheme
    steps = [step for _, entries in scheme.consequences for step in entries]
    actions = {step.do for step in steps} | {do for rule in scheme.overrides for do in rule.do}
    actors = {who for step in steps for who in (*step.who, step.by)}
    actors |= {stage.who for stage in scheme.stages} | {step.by for step in scheme.approval}
    actors |= {item.scorer for rubric in scheme.rubrics for item in rubric.items()}
    actors |= {leaf.scorer for leaf in scheme.leaves()}
    assert {code for code in actions if code.isascii()} <= set(ACTIONS)
    assert {code for code in actors if code and code.isascii()} <= set(ACTORS)


# --- what the sources fix, held independently of the packs -------------------------------------


def test_the_demonstration_sites_have_27_items_that_make_100() -> None:
    (rubric,) = load_pack("shifandian").scheme.rubrics
    points = [[int(item.points or 0) for item in d.items] for d in rubric.dimensions]
    assert points == [
        [4, 4, 3, 3, 3, 3],
        [4, 4, 4, 4],
        [6, 5, 5],
        [2] * 8,
        [4, 6, 3, 3],
        [8, 8],
    ]
    assert [d.points for d in rubric.dimensions] == [Decimal(20), *[Decimal(16)] * 5]
    assert sum(map(sum, points)) == 100
    assert sum(map(len, points)) == 27


def test_the_transport_bureau_has_53_points_in_eight_areas() -> None:
    areas = load_pack("bowang-jiaoyun").scheme.checklist
    assert [len(area.points) for area in areas] == [5, 11, 6, 4, 4, 4, 5, 14]
    clauses = [point.cite[0].partition("#")[2] for area in areas for point in area.points]
    assert len(set(clauses)) == 53
    assert clauses[5:16] == [f"6.1.{n}" for n in range(1, 8)] + [f"6.2.{n}" for n in range(1, 5)]
    support = [f"12.{part}.{n}" for part, last in ((1, 4), (2, 5), (3, 5)) for n in _to(last)]
    assert clauses[39:] == support


def _to(last: int) -> range:
    return range(1, last + 1)


def test_the_county_plan_has_four_kinds_of_units_four_areas_and_its_people() -> None:
    scheme = load_pack("xian-kaohe").scheme
    assert len(scheme.assessed) == len(scheme.checklist) == len(scheme.grades) == 4
    people = {form.group: (form.people_min, form.people_max) for form in scheme.forms if form.group}
    assert people["乡镇政府"] == (10, 15)
    assert {people[g] for g in scheme.assessed[1:]} == {(6, 8)}
    assert len({form.cite for form in scheme.forms}) == 5
    stages = {stage.id: stage.when for stage in scheme.stages}
    assert stages["self"] == "12 月 10 日 24 时前（含当日）"
    assert stages["spot"] == "12 月 11 日至12 月 20 日"
    assert scheme.appeal is None
    assert [part.weight for part in scheme.components] == [0, 100]


def test_fraud_under_the_county_plan_brings_criticism_and_no_grade() -> None:
    scheme = load_pack("xian-kaohe").scheme
    assert scheme.overrides == ()
    always = dict(scheme.consequences)["any"]
    done = {(entry.do, entry.who) for entry in always if entry.after == "sham_or_perfunctory"}
    assert done == {("criticise_severely", ()), ("accountability", ("leaders",))}
    (rectify,) = [c for c in dict(scheme.consequences)["fail"] if c.do == "rectify"]
    assert (rectify.due, rectify.start) == ("P1M", "receipt")


def test_the_finance_bureau_holds_to_account_in_four_degrees() -> None:
    scheme = load_pack("duodao-caizheng").scheme
    data = scheme.accountability
    assert data is not None
    assert [ground.applies_to for ground in data.grounds] == ["unit"] * 6 + ["person"] * 3
    assert [degree.id for degree in data.degrees] == ["minor", "harm", "serious", "crime"]
    assert [r.main for r in data.responsibilities] == ["直接承办人", "主管领导", "主要领导"]
    appeal = scheme.appeal
    assert appeal is not None
    assert appeal.covers == ("accountability",)
    assert (appeal.within, appeal.decide_within) == ("5 个工作日", "20 日")
    assert len(appeal.to) == 2
    assert len(scheme.forms) == 5
    assert [s.name for s in scheme.stated if s.value is None] == ["cycle"]


def test_the_indicator_families_name_known_indicators_and_have_no_points() -> None:
    (rubric,) = load_pack("zhibiao").scheme.rubrics
    assert len(rubric.dimensions) == 4
    assert all(item.points is None for item in rubric.items())
    used = {item.computed.indicator for item in rubric.items() if item.computed}
    assert used <= set(INDICATORS)
    assert len(used) == 5


@pytest.mark.parametrize("name", [n for n in EVERY if n.startswith("bianti-")])
def test_a_variant_says_that_it_is_constructed_and_unverified(name: str) -> None:
    scheme = load_pack(name).scheme
    assert scheme.title.startswith("变体示例")
    assert all("待核对" in source.note for source in scheme.sources)


def test_a_county_lays_thresholds_over_the_plan_and_nothing_that_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "shili-xian"
    folder.mkdir()
    text = """\
pack: {id: shili-xian, extends: xian-kaohe@1.0.0, version: 1.0.0, title: 示例县考核}
readings: {sample_size: 5}
changes:
  grading: thresholds
  grades.excellent.min: 90
  grades.good.min: 80
  grades.qualified.min: 60
  grades.fail.min: 0
"""
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    scheme = load_pack("shili-xian", Library(tmp_path)).scheme
    assert [grade.min for grade in scheme.grades] == [90, 80, 60, 0]
    assert scheme.readings.sample_size == 5
    closed = text + "  grades.excellent.title: 卓越\n"
    (folder / "pack.yaml").write_text(closed, encoding="utf-8")
    with pytest.raises(ProblemsError, match="X-CLOSED"):
        load_pack("shili-xian", Library(tmp_path))


# --- no sentence of a source stands in a pack ---------------------------------------------------


def _leaves(node: Node, key: str = "") -> Iterator[tuple[str, Leaf]]:
    if isinstance(node, Leaf):
        yield key, node
    elif isinstance(node, Row):
        for item in node.items:
            yield from _leaves(item, key)
    else:
        for name, child in node.entries.items():
            yield from _leaves(child, name)


def _titles(node: Node) -> Iterator[Leaf]:
    """Yield the titles of elements; a pack and a source carry the name of their document."""
    if isinstance(node, Row):
        for item in node.items:
            yield from _titles(item)
    if isinstance(node, Branch):
        for key, child in node.entries.items():
            if key == "title" and isinstance(child, Leaf):
                yield child
            elif key not in {"pack", "sources"}:
                yield from _titles(child)


def _document_names(name: str) -> str:
    """Return the titles of the source documents of a pack, one after the other."""
    path = BUILT_IN / name / "sources.yaml"
    if not path.is_file():
        return ""  # A pack may lead to the sources of those it uses alone.
    sources = read_tree(path)
    return " ".join(_bare(leaf.text or "") for leaf in _titles(sources))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("name", EVERY)
def test_titles_are_short(name: str) -> None:
    tree = read_tree(BUILT_IN / name / "pack.yaml")
    long = [str(leaf.place) for leaf in _titles(tree) if len(leaf.text or "") > LONGEST_TITLE]
    assert long == []


@pytest.fixture(scope="module")
def source_runs() -> frozenset[str]:
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip(f"没有来源文本（{SEEDS}），不能核对是否抄录原文")
    runs: set[str] = set()
    for path in files:
        text = _bare(path.read_text(encoding="utf-8"))
        runs |= {text[i : i + RUN] for i in range(len(text) - RUN + 1)}
    return frozenset(runs)


@pytest.mark.parametrize("name", EVERY)
def test_no_run_of_twelve_characters_is_copied_from_a_source(
    name: str, source_runs: frozenset[str]
) -> None:
    names = _document_names(name)
    copied = []
    for path in sorted((BUILT_IN / name).rglob("*.yaml")):
        for key, leaf in _leaves(read_tree(path)):
            if key == "title" and _bare(leaf.text or "") in names:
                continue  # The name of a document, or of its scheme, is what a citation must say.
            text = _bare(leaf.text or "")
            if text.isascii():
                continue  # A key word of the format; a source's page may have the same word.
            if any(text[i : i + RUN] in source_runs for i in range(len(text) - RUN + 1)):
                copied.append(f"{leaf.place} {leaf.text}")
    assert copied == []
