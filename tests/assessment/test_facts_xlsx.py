"""Facts in Excel give the tree that YAML gives, and every message names the cell."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.assessment.facts import facts_from_trees, read_facts_files
from gongkai.assessment.facts_xlsx import facts_template, workbook_tree
from gongkai.policy.cursor import Log
from gongkai.policy.problems import ProblemsError
from gongkai.policy.tree import Branch, Leaf, Node, Row, parse_yaml
from gongkai.policy.workbook.cells import number_text
from tests.assessment.facts_workbook import Rows, book_of, saved, sheets_of
from tests.policy.workbook_files import edit_part
from tests.reports.assessment_fixture import (
    READINGS,
    UNITS,
    node,
    rubric_facts,
    scheme_of,
    weighted_facts,
)

UNIT_HEAD = ["单位编号", "单位名称"]

FACTS: Rows = {
    "单位": [
        ["单位编号", "单位名称", "组别", "免予考核", "免考原因"],
        ["u01", "甲局", "县直单位", None, None],
        ["u02", "乙局", "县直单位", None, None],
        ["u03", "丙局", "乡镇", "是", "新设"],
    ],
    "得分": [["单位编号", "得分构成", "得分"], ["u01", "self", 95], ["u01", "work", 88.5]],
    "考核项": [
        ["单位", "考核项编号", "得分", "分子", "分母", "均值", "量表最低", "量表最高", "答卷数"],
        ["u01", "content.done_ratio", None, 19, 20, None, None, None, None],
        ["u01", "effect.rights", None, None, None, 4.2, 1, 5, 120],
        ["u02", "org.plan", 2.5, None, None, None, None, None, None],
    ],
    "扣分": [
        ["单位编号", "考核项", "扣分", "理由", "依据", "扣分人", "日期"],
        ["u01", "org.attention", 0.5, "会议无记录", "台账-12", "张三", date(2026, 11, 5)],
        ["u01", "org.attention", 1, "无专题研究", None, "张三", "2026年11月6日"],
    ],
    "不适用": [
        ["单位编号", "考核项编号", "理由", "批准机构"],
        ["u02", "procedure.approval", "无审批职能", "领导小组办公室"],
    ],
    "认定事实": [["单位编号", "认定事实", "理由"], ["u02", "sham_or_fraud", "补造台账"]],
    "互评": [["评分人", "单位编号", "分数"], ["评委一", "u01", 92], ["评委一", "u02", 85.5]],
    "同分决定": [["等次", "先后", "会议记录"], ["excellent", "u02、u01", "第 2 次会议纪要"]],
}
SAME_FACTS = """
units:
  - id: u01
    name: 甲局
    group: 县直单位
    components: {self: 95, work: 88.5}
    items:
      content.done_ratio: {numerator: 19, denominator: 20}
      effect.rights: {mean: 4.2, answers: 120, scale: [1, 5]}
      org.attention:
        deduct:
          - {points: 0.5, reason: 会议无记录, evidence: 台账-12, by: 张三, on: 2026-11-05}
          - {points: 1, reason: 无专题研究, by: 张三, on: 2026-11-06}
  - id: u02
    name: 乙局
    group: 县直单位
    items: {org.plan: {score: 2.5}}
    not_applicable: [{item: procedure.approval, reason: 无审批职能, approved_by: 领导小组办公室}]
    findings: [{id: sham_or_fraud, reason: 补造台账}]
  - {id: u03, name: 丙局, group: 乡镇, exempt: true, exempt_reason: 新设}
ballots: [{rater: 评委一, scores: {u01: 92, u02: 85.5}}]
tie_decisions: [{grade: excellent, order: [u02, u01], minutes: 第 2 次会议纪要}]
"""


def bare(tree: Node) -> Any:
    if isinstance(tree, Leaf):
        return tree.text
    if isinstance(tree, Row):
        return [bare(item) for item in tree.items]
    return {key: bare(value) for key, value in tree.entries.items()}


def problems_of(path: Path) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        workbook_tree(path, path.name)
    return [str(problem) for problem in caught.value.problems]


def units_with(*lines: list[Any], head: list[str] | None = None) -> Rows:
    return {"单位": [head or UNIT_HEAD, *lines]}


def leaf_of(tree: Node, *keys: str | int) -> Leaf:
    for key in keys:
        if isinstance(tree, Branch):
            tree = tree.entries[str(key)]
        elif isinstance(tree, Row):
            tree = tree.items[int(key)]
    assert isinstance(tree, Leaf)
    return tree


def test_a_workbook_gives_the_tree_that_the_same_facts_give_in_yaml(tmp_path: Path) -> None:
    tree = workbook_tree(saved(book_of(FACTS), tmp_path))
    assert bare(tree) == bare(parse_yaml(SAME_FACTS, "facts.yaml"))


def test_every_value_knows_its_sheet_and_cell(tmp_path: Path) -> None:
    tree = workbook_tree(saved(book_of(FACTS), tmp_path), "facts.xlsx")
    assert str(leaf_of(tree, "units", 0, "components", "work").place) == "facts.xlsx:得分!C3"
    reason = leaf_of(tree, "units", 0, "items", "org.attention", "deduct", 1, "reason")
    assert str(reason.place) == "facts.xlsx:扣分!D3"


def test_english_headings_and_sheet_names_are_understood(tmp_path: Path) -> None:
    rows: Rows = {
        "units": [["id", "name"], ["u01", "甲局"]],
        "components": [["unit", "component", "score"], ["u01", "self", 95]],
    }
    tree = workbook_tree(saved(book_of(rows), tmp_path))
    assert bare(tree) == {"units": [{"id": "u01", "name": "甲局", "components": {"self": "95"}}]}


def test_messages_of_the_facts_reader_name_the_cell(tmp_path: Path) -> None:
    rows: Rows = {
        "单位": FACTS["单位"][:2],
        "得分": [["单位编号", "得分构成", "得分"], ["u01", "sefl", 95], ["u01", "work", 188.5]],
    }
    path = saved(book_of(rows), tmp_path)
    with pytest.raises(ProblemsError) as caught:
        read_facts_files([path], scheme_of("bowang-jiaoyun"))
    first, second = (str(problem) for problem in caught.value.problems)
    assert first.startswith(f"{path}:得分!B2 U-COMPONENT")
    assert "是否想写 self" in first
    assert second.startswith(f"{path}:得分!C3 U-RANGE")


@given(st.decimals(min_value=0, max_value=10_000, places=4))
def test_numbers_keep_the_digits_that_were_typed(typed: Decimal) -> None:
    text = format(typed.normalize(), "f")
    assert number_text(float(typed)) == text


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        (0.1, "0.1"),
        (88.5, "88.5"),
        (95, "95"),
        (95.0, "95"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
    ],
)
def test_floats_of_excel_read_as_the_number_people_see(stored: float, text: str) -> None:
    assert number_text(stored) == text


def test_a_number_with_a_format_of_zeros_keeps_its_leading_zeros(tmp_path: Path) -> None:
    book = book_of(units_with([7, "甲局"]))
    book["单位"]["A2"].number_format = "000"
    assert leaf_of(workbook_tree(saved(book, tmp_path)), "units", 0, "id").text == "007"


def test_empty_rows_title_rows_and_merged_units_are_tolerated(tmp_path: Path) -> None:
    rows: Rows = {
        "单位": [["示例县考核单位名册"], [], UNIT_HEAD, ["u01", "甲局"], [], ["u02", "乙局"]],
        "扣分": [
            ["单位编号", "考核项编号", "分值", "理由"],
            ["u01", "org.plan", 1, "缺方案"],
            [None, "org.attention", 1, "无记录"],
        ],
    }
    book = book_of(rows)
    book["单位"].merge_cells("A1:B1")
    book["扣分"].merge_cells("A2:A3")
    tree = workbook_tree(saved(book, tmp_path))
    items = bare(tree)["units"][0]["items"]
    assert list(items) == ["org.plan", "org.attention"]


def test_an_empty_default_sheet_and_the_explanation_are_ignored(tmp_path: Path) -> None:
    book = book_of({**units_with(["u01", "甲局"]), "填表说明": [["随便写"]], "Sheet1": []})
    assert len(bare(workbook_tree(saved(book, tmp_path)))["units"]) == 1


MISTAKES = [
    ("扣份", "A1", "x", "扣份!A1 K-SHEET 不认识工作表“扣份”；是否想写 扣分？"),
    ("得分", "C1", "成绩单", "得分!C1 K-COLUMN “得分”没有“成绩单”这一列"),
    ("得分", "D1", "得分", "得分!D1 K-COLUMN “得分”这一列出现两次"),
    ("得分", "F2", "附注", "得分!F2 K-COLUMN 这一格上方没有表头"),
    ("得分", "A2", "u09", "得分!A2 U-UNIT “单位”表里没有 u09"),
    ("得分", "A2", None, "得分!A2 K-MISSING 这一行缺少单位编号"),
    ("得分", "B3", "self", "得分!B3 Y-DUP 同一单位的 self 写了两次"),
    ("得分", "C2", "=1+1", "得分!C2 E-FORMULA 公式没有算出的值"),
    ("得分", "C2", "#DIV/0!", "得分!C2 E-VALUE 单元格是错误值"),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "expected"), MISTAKES)
def test_each_mistake_is_named_with_its_cell_and_its_mend(
    tmp_path: Path, sheet: str, cell: str, value: Any, expected: str
) -> None:
    book = book_of(FACTS)
    target = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
    target[cell] = value
    found = problems_of(saved(book, tmp_path))
    assert any(expected in line for line in found), found


def test_a_percentage_in_a_score_is_refused(tmp_path: Path) -> None:
    book = book_of(FACTS)
    book["得分"]["C2"].number_format = "0%"
    assert "得分!C2 E-PERCENT 单元格是百分比" in problems_of(saved(book, tmp_path))[0]


def test_a_workbook_without_units_is_refused(tmp_path: Path) -> None:
    book = book_of(FACTS)
    book.remove(book["单位"])
    assert any("K-SHEET 缺少“单位”工作表" in line for line in problems_of(saved(book, tmp_path)))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    book = book_of(FACTS)
    book["得分"]["A2"] = "u09"
    book["扣分"]["A2"] = "u08"
    assert len(problems_of(saved(book, tmp_path))) == 2


def test_a_formula_that_excel_has_computed_is_read_by_its_value(tmp_path: Path) -> None:
    path = saved(book_of(FACTS), tmp_path)
    edit_part(path, b"<v>88.5</v>", b"<f>80+8.5</f><v>88.5</v>", "xl/worksheets/sheet2.xml")
    assert leaf_of(workbook_tree(path), "units", 0, "components", "work").text == "88.5"


def _fill(sheet: Worksheet, values: dict[str, Any], row: int) -> None:
    headings = {str(cell.value): cell.column or 1 for cell in sheet[1]}
    for heading, value in values.items():
        sheet.cell(row, headings[heading]).value = value


def test_the_template_offers_lists_and_reads_back_what_was_chosen(tmp_path: Path) -> None:
    scheme = scheme_of("shifandian", READINGS)
    path = tmp_path / "template.xlsx"
    path.write_bytes(facts_template(scheme, UNITS))
    book = load_workbook(path)
    assert book.sheetnames[:4] == ["说明", "考核项一览", "单位", "考核项"]
    assert book["单位"].freeze_panes == "C2"
    lists = {rule.formula1 for rule in book["扣分"].data_validations.dataValidation}
    assert len(lists) == 2
    example = book["扣分"]["A2"]
    assert str(example.value).startswith("（示例")
    assert example.font.color.rgb == "FF8A8F98"
    _fill(book["扣分"], {"单位编号": "u02", "考核项编号": "org.plan｜建设方案全面具体、可操作",
                       "分值": 1, "理由": "缺方案"}, 3)  # fmt: skip
    book.save(path)
    tree = workbook_tree(path)
    facts = facts_from_trees([tree], scheme, Log())
    assert [(unit.id, unit.name) for unit in facts.units] == list(UNITS)
    assert facts.units[1].items["org.plan"].deductions[0].points == 1


def test_the_template_has_a_prepared_row_for_each_thing_a_unit_needs() -> None:
    book = load_workbook(BytesIO(facts_template(scheme_of("bowang-jiaoyun"), UNITS[:2])))
    rows = [[cell.value for cell in row[:3]] for row in book["得分"].iter_rows(min_row=3)]
    assert rows[:4] == [
        ["u01", "示例县教育局", "self｜自查自评"],
        ["u01", "示例县教育局", "third_party｜第三方机构测评"],
        ["u01", "示例县教育局", "work｜政务公开工作考核"],
        ["u02", "示例县公安局", "self｜自查自评"],
    ]
    assert "扣分" not in book.sheetnames


def test_a_county_written_to_excel_has_the_facts_of_its_yaml(tmp_path: Path) -> None:
    scheme = scheme_of("shifandian", READINGS)
    for pack, facts in (("shifandian", rubric_facts(scheme)), ("bowang-jiaoyun", weighted_facts())):
        scheme = scheme_of(pack, READINGS if pack == "shifandian" else None)
        path = saved(book_of(sheets_of(facts)), tmp_path, f"{pack}.xlsx")
        log = Log()
        got = facts_from_trees([workbook_tree(path)], scheme, log)
        wanted = facts_from_trees([node(facts)], scheme, log)
        assert not log.errors
        assert got == wanted
