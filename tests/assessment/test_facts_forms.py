"""Facts workbooks as offices lay them out: wide scores, names for ids, sheets of their own."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.assessment.facts import facts_from_trees, read_facts_files
from gongkai.policy.cursor import Log
from gongkai.policy.problems import ProblemsError
from gongkai.policy.tree import parse_yaml
from gongkai.rules.facts import Facts
from gongkai.rules.scheme import Scheme
from tests.assessment.facts_workbook import Rows, book_of, saved
from tests.reports.assessment_fixture import READINGS, scheme_of

WEIGHTED = scheme_of("bowang-jiaoyun")
RUBRIC = scheme_of("shifandian", READINGS)
UNITS: list[list[Any]] = [["单位编号", "单位名称"], ["u1", "李家村"], ["u2", "王家村"]]


def read(rows: Rows, folder: Path, scheme: Scheme) -> Facts:
    return read_facts_files([saved(book_of(rows), folder)], scheme)


def errors_of(rows: Rows, folder: Path, scheme: Scheme) -> list[str]:
    path = saved(book_of(rows), folder)
    with pytest.raises(ProblemsError) as caught:
        read_facts_files([path], scheme)
    return [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems]


@pytest.mark.parametrize("heads", [
    ["self", "third_party", "work"],
    ["自查自评", "第三方机构测评（分）", "work｜政务公开工作考核"],
])  # fmt: skip
@pytest.mark.parametrize("sheet", ["单位", "components", "得分"])
def test_scores_may_stand_side_by_side(tmp_path: Path, heads: list[str], sheet: str) -> None:
    scores: Rows = {"u1": [[95, 90, 88.5]], "u2": [[90, 80, 70]]}
    if sheet == "单位":
        rows: Rows = {"单位": [[*UNITS[0], *heads]]}
        rows["单位"] += [[*unit, *scores[unit[0]][0]] for unit in UNITS[1:]]
    else:
        lines = [[unit, *own[0]] for unit, own in scores.items()]
        rows = {"单位": UNITS, sheet: [["unit", *heads], *lines]}
    facts = read(rows, tmp_path, WEIGHTED)
    assert facts.units[0].components == {
        "self": Decimal(95), "third_party": Decimal(90), "work": Decimal("88.5"),
    }  # fmt: skip


def test_a_wide_heading_that_names_nothing_is_told_once_at_the_heading(tmp_path: Path) -> None:
    rows: Rows = {"单位": UNITS, "得分": [["单位编号", "自查自平"], ["u1", 9], ["u2", 8]]}
    assert errors_of(rows, tmp_path, WEIGHTED) == [
        "得分!B1 U-COMPONENT 没有得分构成 自查自平；是否想写 自查自评？"
    ]


def test_a_misspelt_column_is_still_a_misspelt_column(tmp_path: Path) -> None:
    rows: Rows = {"单位": [["单位编号", "单位名陈"], ["u1", "甲"]]}
    assert (
        "K-COLUMN “单位”没有“单位名陈”这一列；是否想写 单位名称？"
        in errors_of(rows, tmp_path, WEIGHTED)[0]
    )


def test_computed_and_survey_results_may_have_sheets_of_their_own(tmp_path: Path) -> None:
    rows: Rows = {
        "单位": UNITS,
        "计算": [["unit", "item", "numerator", "denominator", "records"],
               ["u1", "content.done_ratio", 19, 20, "台账"]],
        "surveys": [["unit", "item", "mean", "scale_min", "scale_max", "answers"],
                    ["u1", "effect.rights", 4.2, 1, 5, 120]],
        "扣分": [["单位编号", "考核项编号", "分值", "理由"], ["u2", "org.plan", 1, "缺方案"]],
    }  # fmt: skip
    first, second = read(rows, tmp_path, RUBRIC).units
    assert first.items["content.done_ratio"].records == "台账"
    assert first.items["effect.rights"].scale == (Decimal(1), Decimal(5))
    assert second.items["org.plan"].deductions[0].reason == "缺方案"


def test_deductions_may_stand_on_rows_of_items(tmp_path: Path) -> None:
    head = ["unit", "item", "points", "reason", "evidence", "by", "on"]
    rows: Rows = {
        "单位": UNITS,
        "items": [head, ["u1", "org.plan", 1, "缺方案", "台账", "张三", "2026-11-05"],
                  ["u1", "org.plan", 0.5, "缺附件", None, "李四", None]],
    }  # fmt: skip
    found = read(rows, tmp_path, RUBRIC).units[0].items["org.plan"].deductions
    assert [(entry.points, entry.by) for entry in found] == [
        (Decimal(1), "张三"),
        (Decimal("0.5"), "李四"),
    ]


def test_unique_names_and_titles_stand_for_ids(tmp_path: Path) -> None:
    item = next(item for item in RUBRIC.rubrics[0].items() if item.id == "org.plan")
    finding, told = next(iter(RUBRIC.findings().items()))
    rows: Rows = {
        "单位": [[*UNITS[0], "上级单位"], ["u1", "李家村", None], ["u2", "王家村", "李家村"]],
        "扣分": [["单位编号", "考核项编号", "分值", "理由"], ["李家村", item.title, 1, "缺方案"]],
        "认定事实": [["单位名称", "认定事实", "理由"], ["王家村", told, "核查"]],
    }
    first, second = read(rows, tmp_path, RUBRIC).units
    assert first.items["org.plan"].deductions[0].points == 1
    assert second.parent == "u1"
    assert second.findings[0].id == finding


def test_a_name_that_two_units_have_is_no_id(tmp_path: Path) -> None:
    rows: Rows = {
        "单位": [UNITS[0], ["u1", "李家村"], ["u2", "李家村"]],
        "扣分": [["单位编号", "考核项编号", "分值", "理由"], ["李家村", "org.plan", 1, "缺方案"]],
    }
    assert errors_of(rows, tmp_path, RUBRIC)[0].startswith("扣分!A2 U-UNIT “单位”表里没有 李家村")


def test_titles_are_no_ids_in_yaml() -> None:
    log = Log()
    text = "units:\n  - {id: u1, components: {自查自评: 9}}\n"
    facts_from_trees([parse_yaml(text, "f.yaml")], WEIGHTED, log)
    assert [problem.code for problem in log.errors] == ["U-COMPONENT"]


def test_an_item_written_by_id_and_by_title_is_reported(tmp_path: Path) -> None:
    item = next(item for item in RUBRIC.rubrics[0].items() if item.id == "org.plan")
    head = ["单位编号", "考核项编号", "分值", "理由"]
    both = [["u1", "org.plan", 1, "缺"], ["u1", item.title, 1, "漏"]]
    found = errors_of({"单位": UNITS, "扣分": [head, *both]}, tmp_path, RUBRIC)
    assert "扣分!B3 U-DUP" in found[0]


def test_structure_and_scores_are_told_in_one_run(tmp_path: Path) -> None:
    rows: Rows = {
        "单位": UNITS,
        "得分": [["单位编号", "单位名称", "得分构成", "得分"], ["u1", "王家村", "self", 10],
               ["u9", None, "self", 10], ["u2", None, "work", 188]],
    }  # fmt: skip
    assert [line.split()[:2] for line in errors_of(rows, tmp_path, WEIGHTED)] == [
        ["得分!A3", "U-UNIT"], ["得分!B2", "U-NAME"], ["得分!D4", "U-RANGE"],
    ]  # fmt: skip


def test_what_only_follows_from_a_broken_cell_is_not_told_again(tmp_path: Path) -> None:
    rows: Rows = {
        "单位": UNITS,
        "考核项": [
            ["单位编号", "考核项编号", "分子", "分母"],
            ["u1", "content.done_ratio", "=1+1", 2],
        ],
    }
    found = errors_of(rows, tmp_path, RUBRIC)
    assert [line.split()[:2] for line in found] == [["考核项!C2", "E-FORMULA"]]


def test_the_same_mistake_down_a_column_is_told_once_in_its_title(tmp_path: Path) -> None:
    lines = [[f"u{n}", "org.plan", "一分", "缺"] for n in (1, 2)]
    rows: Rows = {"单位": UNITS, "扣分": [["单位编号", "考核项编号", "分值", "理由"], *lines]}
    assert errors_of(rows, tmp_path, RUBRIC) == [
        "扣分!C2 T-NUMBER “分值”（points）不是数：一分；同样的还有 C3（共 2 处）"
    ]


@pytest.mark.parametrize("unit", ["a/b", "a\\b", "..", ".", "u\u202e1", "u\u200b1", "u" * 101])
def test_ids_that_lead_elsewhere_or_deceive_are_refused_in_every_form(
    tmp_path: Path, unit: str
) -> None:
    found = errors_of({"单位": [UNITS[0], [unit, "甲"]]}, tmp_path, WEIGHTED)
    assert any(line.startswith("单位!A2 U-ID 单位编号“") and "请改用" in line for line in found)
    assert all(line.isprintable() for line in found)


@pytest.mark.parametrize("name", ["甲\u202e局", "甲\u2066局", "甲\u0085局", "甲\u200f局"])
def test_hidden_characters_in_names_are_refused(tmp_path: Path, name: str) -> None:
    (line,) = errors_of({"单位": [UNITS[0], ["u1", name]]}, tmp_path, WEIGHTED)
    assert line.startswith("单位!B2 U-TEXT 文字里有看不见的控制字符（U+")


def test_line_breaks_in_reasons_and_ids_of_words_are_fine(tmp_path: Path) -> None:
    rows: Rows = {
        "单位": [UNITS[0], ["示例镇.一-1", "甲"]],
        "扣分": [["单位编号", "考核项编号", "分值", "理由"], ["甲", "org.plan", 1, "一\n二"]],
    }
    unit = read(rows, tmp_path, RUBRIC).units[0]
    assert unit.items["org.plan"].deductions[0].reason == "一\n二"
