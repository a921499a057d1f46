"""Facts files: everything wrong is listed with its place and its mend, and nothing is lost."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.assessment.assess import assess
from gongkai.assessment.facts import facts_from_trees, read_facts_files
from gongkai.policy.cursor import Log
from gongkai.policy.problems import ProblemsError
from gongkai.policy.tree import parse_yaml
from gongkai.rules.scheme import Scheme
from tests.assessment.pack_fixture import COMPONENTS, RUBRIC, scheme_of

ITEMS, PARTS = scheme_of(RUBRIC), scheme_of(COMPONENTS)
DECIDED = scheme_of(
    RUBRIC.replace("grades:", "grading: decided\ngrades:")
    .replace(", min: 60", "")
    .replace(", min: 0", "")
)
FORBIDDEN = scheme_of(RUBRIC.replace("scale_parent", "forbid"))
RATIO = scheme_of(RUBRIC.replace("readings:", "readings:\n  map: ratio"))

GOOD = """units:
  - id: u01
    name: 甲局
    items:
      org.plan:
        deduct: [{points: "1", reason: 会议无记录, evidence: 台账-12, by: 张三, on: 2026-11-05}]
      org.grade: good
      work.ratio: {numerator: 19, denominator: 20}
      work.voice: {mean: "4.2", scale: [1, 5], answers: 120}
      extra: {award: [{points: 2, reason: 全国推广}]}
    findings: [sham]
"""


def problems(text: str, scheme: Scheme = ITEMS) -> list[str]:
    log = Log()
    facts_from_trees([parse_yaml(text, "f.yaml")], scheme, log)
    return [str(problem) for problem in log.errors]


def unit(body: str) -> str:
    return f"units:\n  - {{id: u1, {body}}}\n"


def test_a_good_file_is_read_as_it_stands() -> None:
    log = Log()
    facts = facts_from_trees([parse_yaml(GOOD, "f.yaml")], ITEMS, log)
    assert not log.problems
    one = facts.units[0]
    assert one.items["org.plan"].deductions[0].by == "张三"
    assert one.items["work.voice"].mean == Decimal("4.2")
    assert one.items["extra"].awards[0].points == Decimal(2)


BAD = [
    ("units: []", ITEMS, "U-NONE", "没有一个单位"),
    ("units:\n  - {id: ../../evil}", ITEMS, "U-ID", "含有斜线；请改用"),
    (unit('name: "甲\\u202e局"'), ITEMS, "U-TEXT", "U+202E"),
    ("units:\n  - {id: u1}\n  - {id: u1}", ITEMS, "U-DUP", "第一次在 f.yaml:2:10"),
    (unit("items: {org.pln: 3}"), ITEMS, "U-ITEM", "是否想写 org.plan？"),
    (unit("items: {org.plan: 31}"), ITEMS, "U-RANGE", "应在 0 到 30 之间"),
    (unit("items: {org.plan: -1}"), ITEMS, "U-RANGE", "应在 0 到 30 之间"),
    (unit("items: {org.plan: {score: 30.1}}"), ITEMS, "U-RANGE", "应在 0 到 30 之间"),
    (unit("items: {org.plan: .nan}"), ITEMS, "U-VALUE", "工作方案"),
    (unit("items: {org.plan: 1e999}"), ITEMS, "U-VALUE", "工作方案"),
    (unit("items: {work.voice: 8}"), ITEMS, "U-VALUE", "不能只写一个值"),
    (unit("items: {org.plan: {deduct: [{points: 1}]}}"), ITEMS, "K-MISSING", "reason"),
    (unit("items: {org.plan: {deduct: [{reason: 缺}]}}"), ITEMS, "K-MISSING", "points"),
    (unit("items: {org.plan: {deduct: [{points: 0.3, reason: 缺}]}}"), ITEMS, "U-STEP", "0.5"),
    (unit("items: {org.plan: {deduct: [{points: -1, reason: 缺}]}}"), ITEMS, "T-NEGATIVE", "负"),
    (
        unit("items: {org.plan: {score: 3, deduct: [{points: 1, reason: 缺}]}}"),
        ITEMS,
        "U-BOTH",
        "score 与 deduct 只写一种",
    ),
    (unit("items: {org.plan: {level: good}}"), ITEMS, "K-UNKNOWN", "level"),
    (unit("items: {org.grade: god}"), ITEMS, "U-LEVEL", "是否想写 good？"),
    (unit("items: {work.ratio: {numerator: 3, denominator: 2}}"), ITEMS, "U-RATE", "大于分母"),
    (unit("items: {work.ratio: {numerator: 3}}"), ITEMS, "K-MISSING", "denominator"),
    (
        unit("items: {work.ratio: {numerator: 2, denominator: 2, score: 20}}"),
        ITEMS,
        "U-BOTH",
        "已达到满分线",
    ),
    (
        unit("items: {work.voice: {mean: 6, scale: [1, 5], answers: 9}}"),
        ITEMS,
        "U-RANGE",
        "不在量表 1—5 之内",
    ),
    (unit("items: {work.voice: {mean: 3, scale: [5, 1], answers: 9}}"), ITEMS, "U-SCALE", "[1, 5]"),
    (unit("items: {work.voice: {mean: 3, scale: [1, 5]}}"), ITEMS, "K-MISSING", "答卷数"),
    (unit("items: {work.voice: {mean: 0, scale: [-1, 5], answers: 9}}"), RATIO, "U-SCALE", "负数"),
    (
        unit("items: {work.voice: {mean: 3, scale: [1, 5], answers: 9.5}}"),
        ITEMS,
        "T-WHOLE",
        "整数",
    ),
    (unit("items: {extra: {award: [{points: 1}]}}"), ITEMS, "K-MISSING", "reason"),
    (unit("findings: [shamm]"), ITEMS, "U-FINDING", "是否想写 sham？"),
    (unit("findings: sham"), ITEMS, "T-LIST", "列表"),
    (unit("not_applicable: [{item: org.plan, reason: 无}]"), ITEMS, "K-MISSING", "approved_by"),
    (
        unit("not_applicable: [{item: org.pan, reason: 无, approved_by: 办公室}]"),
        ITEMS,
        "U-ITEM",
        "是否想写 org.plan？",
    ),
    (
        unit("not_applicable: [{item: org.plan, reason: 无, approved_by: 办公室}]"),
        FORBIDDEN,
        "U-FORBID",
        "forbid",
    ),
    (
        unit(
            "items: {org.plan: 3}, not_applicable: [{item: org, reason: 无, approved_by: 办公室}]"
        ),
        ITEMS,
        "U-BOTH",
        "又在 items 里给了事实",
    ),
    (
        unit(
            "not_applicable: [{item: org, reason: 无, approved_by: 办},"
            " {item: org.plan, reason: 无, approved_by: 办}]"
        ),
        ITEMS,
        "U-DUP",
        "写了两次不适用",
    ),
    (unit("decided_grade: {grade: pass, reason: 好}"), ITEMS, "U-DECIDED", "按分数定等次"),
    (unit("decided_grade: {grade: pas, reason: 好}"), DECIDED, "U-GRADE", "是否想写 pass？"),
    (unit("decided_grade: {grade: pass}"), DECIDED, "K-MISSING", "reason"),
    (unit("parent: u2"), ITEMS, "U-PARENT", "没有上级单位 u2"),
    ("units:\n  - {id: a, parent: b}\n  - {id: b, parent: a}", ITEMS, "U-CYCLE", "绕成了一圈"),
    (unit("exempt: 也许"), ITEMS, "T-BOOL", "true 或 false"),
    (unit("itmes: {}"), ITEMS, "K-UNKNOWN", "是否想写 items？"),
    ("unit: []", ITEMS, "K-MISSING", "units"),
    ("units: {u1: {}}", ITEMS, "T-LIST", "每行以“- ”开头"),
    ("units: [u1]", ITEMS, "T-MAP", "键: 值"),
    (unit("components: {self: 90}"), ITEMS, "U-COMPONENT", "没有得分构成 self"),
    (unit("components: {slef: 90}"), PARTS, "U-COMPONENT", "是否想写 self？"),
    (unit("components: {self: 100.5}"), PARTS, "U-RANGE", "应在 0 到 100 之间"),
    (unit("components: {self: NaN}"), PARTS, "T-NUMBER", "NaN"),
    (unit("components: {spot: 40}, items: {d.one: 40}"), PARTS, "U-BOTH", "只留一种"),
    (
        unit("components: {peer: 9}") + "ballots: [{rater: x, scores: {u1: 8}}]",
        PARTS,
        "U-BOTH",
        "只留一种",
    ),
    (unit("name: 甲") + "ballots: [{rater: x, scores: {u1: 11}}]", PARTS, "T-NUMBER", "0 到 10"),
    (unit("name: 甲") + "ballots: [{rater: x, scores: {u2: 8}}]", PARTS, "U-UNIT", "是否想写 u1？"),
    (unit("name: 甲") + "ballots: [{rater: x, scores: 8}]", PARTS, "T-MAP", "单位: 分数"),
    (
        unit("name: 甲") + "ballots: [{rater: x, scores: {}}, {rater: x, scores: {}}]",
        PARTS,
        "U-DUP",
        "有两张票",
    ),
    (unit("name: 甲") + "ballots: [{rater: x, scores: {u1: 8}}]", ITEMS, "U-BALLOT", "没有互评"),
    (
        unit("name: 甲") + "tie_decisions: [{grade: god, order: [u1], minutes: 纪要}]",
        PARTS,
        "U-GRADE",
        "是否想写 good？",
    ),
    (
        unit("name: 甲") + "tie_decisions: [{grade: good, order: [u2], minutes: 纪要}]",
        PARTS,
        "U-UNIT",
        "是否想写 u1？",
    ),
    (
        unit("name: 甲") + "tie_decisions: [{grade: good, order: [u1, u1], minutes: 纪要}]",
        PARTS,
        "U-DUP",
        "写了两次",
    ),
    (
        unit("name: 甲") + "tie_decisions: [{grade: good, order: [u1]}]",
        PARTS,
        "K-MISSING",
        "minutes",
    ),
    (
        unit("items: {org.plan: {deduct: [{points: 1, reason: 缺, on: 11月5日}]}}"),
        ITEMS,
        "T-DATE",
        "2026-11-05",
    ),
    (
        unit("items: {org.plan: {deduct: [{points: 1, reason: 缺, on: 2026-11-31}]}}"),
        ITEMS,
        "T-DATE",
        "2026-11-05",
    ),
]


@pytest.mark.parametrize(("text", "scheme", "code", "said"), BAD)
def test_a_mistake_is_named_with_place_and_mend(
    text: str, scheme: Scheme, code: str, said: str
) -> None:
    found = [line for line in problems(text, scheme) if f" {code} " in line]
    assert found, problems(text, scheme)
    assert any(said in line for line in found), found
    assert all(re.match(r"f\.yaml:\d+:\d+ ", line) for line in found)


def test_every_code_about_facts_has_an_example() -> None:
    folder = Path(assess.__code__.co_filename).parent
    text = "".join(p.read_text(encoding="utf-8") for p in folder.glob("facts*.py"))
    codes = set(re.findall(r'"(U-[A-Z]+)"', text)) - {"U-GROUP"}
    assert codes == {code for _, _, code, _ in BAD if code.startswith("U-")}


def test_a_group_without_a_rubric_is_named() -> None:
    text = RUBRIC.replace("rubric:\n", "rubric:\n  groups: [县直单位]\n")
    assert any("U-GROUP" in line for line in problems(unit("group: 乡镇"), scheme_of(text)))


def test_all_mistakes_come_at_once() -> None:
    text = unit("items: {org.pln: 3, org.plan: 99}, findings: [x], parent: nobody")
    codes = {line.split()[1] for line in problems(text)}
    assert codes == {"U-ITEM", "U-RANGE", "U-FINDING", "U-PARENT"}


def test_a_score_is_bounded_by_the_points_that_a_split_gives() -> None:
    text = RUBRIC.replace("points: 30, cite: k#1", "cite: k#1").replace(
        "readings:", "readings:\n  unset_points: equal_split"
    )
    of = scheme_of(text)
    assert any("应在 0 到 30 之间" in line for line in problems(unit("items: {org.plan: 31}"), of))
    assert not problems(unit("items: {org.plan: 30}"), of)


class TestFiles:
    """Facts from files, one or several."""

    def write(self, folder: Path, name: str, text: str) -> Path:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def test_yaml_and_json_say_the_same(self, tmp_path: Path) -> None:
        body = {"units": [{"id": "u1", "items": {"org.plan": 29.50, "org.grade": "good"}}]}
        one = read_facts_files([self.write(tmp_path, "a.json", json.dumps(body))], ITEMS)
        text = "units: [{id: u1, items: {org.plan: 29.5, org.grade: good}}]"
        assert one == read_facts_files([self.write(tmp_path, "a.yaml", text)], ITEMS)

    def test_a_unit_in_two_files_is_named_with_both(self, tmp_path: Path) -> None:
        paths = [self.write(tmp_path, f"{n}.yaml", "units: [{id: u1}]") for n in "ab"]
        with pytest.raises(ProblemsError, match=r"b\.yaml:1:14 U-DUP .*第一次在 .*a\.yaml:1:14"):
            read_facts_files(paths, ITEMS)

    def test_the_problems_of_all_files_come_together(self, tmp_path: Path) -> None:
        paths = [
            self.write(tmp_path, "empty.yaml", ""),
            self.write(tmp_path, "broken.json", "{"),
            self.write(tmp_path, "table.csv", "a,b"),
            self.write(tmp_path, "twice.json", '{"units": [], "units": []}'),
            self.write(tmp_path, "wrong.yaml", unit("findings: [x]")),
            tmp_path / "missing.yaml",
        ]
        with pytest.raises(ProblemsError) as error:
            read_facts_files(paths, ITEMS)
        codes = {problem.code for problem in error.value.problems}
        assert codes == {"Y-EMPTY", "J-SYNTAX", "F-KIND", "Y-DUP", "U-FINDING", "F-MISSING"}

    def test_a_json_place_is_a_path(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, "a.json", '{"units": [{"id": "u", "findings": ["x"]}]}')
        with pytest.raises(ProblemsError, match=r"a\.json:\$\.units\[0\]\.findings\[0\] U-FINDING"):
            read_facts_files([path], ITEMS)
