"""A clerk fills the blank rubric workbook in Chinese, and reads mistakes in the sheet's words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from gongkai.assessment import wording
from gongkai.policy.checking import check_workbook
from gongkai.policy.library import Library, PackFolder
from gongkai.policy.loading import load_pack
from gongkai.policy.problems import Severity
from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.policy.workbook import pack_template, pack_tree, workbook_to_yaml
from gongkai.policy.workbook.cells import meant
from gongkai.policy.workbook.layout import Column, Kind
from gongkai.policy.workbook.pack_words import SAID, words_of

HEADER = {"编号": "shifan-kaohe", "名称": "示例县考核办法", "周期": "每年", "等次方式": "按分数"}
ROWS: dict[str, list[list[Any]]] = {
    "来源": [["bf", "示例县考核办法", None, None, None, None, "1..6"]],
    "考核表": [
        ["考核表", "kh", "示例县考核表", 100],
        ["一级指标", "zz", "组织领导", 40, None, None, "bf#1"],
        ["考核项", "zz.ld", "领导重视", 20, "扣分", "考评组", "bf#1"],
        ["考核项", "zz.jg", "机构健全", 10, "deduct｜扣分", "考评组", "bf#1"],
        ["考核项", "zz.zd", "制度完善", 10, "扣分｜deduct", "panel", "bf#1"],
        ["一级指标", "nr", "公开内容", 60, None, None, "bf#2"],
        ["考核项", "nr.js", "公开及时", 20, "计算", None, "bf#2", None, None,
         "disclosure.on_time", 0.95, "按比例"],
        ["考核项", "nr.my", "群众满意", 20, "问卷", None, "bf#2", None, None,
         None, None, None, "群众问卷", None, "线性折算", 30],
        ["考核项", "nr.qm", "内容全面", 20, "分档", "专家", "bf#2"],
    ],
    "档次": [["nr.qm", "a", "好", 20], ["内容全面", "b", "差", 0]],
    "等次": [
        ["yx", "优秀", 90, 0.3, "合格", None, "bf#3"],
        ["hg", "合格", 60, None, None, None, "bf#3"],
        ["bhg", "不合格", None, None, None, None, "bf#3"],
    ],
    "口径": [["等次分界", None, "先舍去小数再比", None, "原文未写明", "bf#3"]],
    "后果": [["不合格", "责令整改", None, "各单位", "一个月", "签收次日", "领导小组办公室",
            None, None, "bf#3"]],
}  # fmt: skip


def filled(folder: Path, change: Callable[[Workbook], Any] | None = None) -> Path:
    """Fill the blank template below its grey examples."""
    path = folder / "rubric.xlsx"
    path.write_bytes(pack_template())
    book = load_workbook(path)
    for row in book["规则包"].iter_rows(min_row=2):
        if row[0].value in HEADER:
            row[1].value = HEADER[str(row[0].value)]
    for sheet, rows in ROWS.items():
        for values in rows:
            book[sheet].append(values)
    if change is not None:
        change(book)
    book.save(path)
    return path


def errors_of(path: Path) -> list[str]:
    found = check_workbook(path)
    return [str(p).removeprefix(f"{path}:") for p in found if p.severity is Severity.ERROR]


def at(tree: Node, *keys: str | int) -> str | None:
    for key in keys:
        if isinstance(tree, Branch):
            tree = tree.entries[str(key)]
        elif isinstance(tree, Row):
            tree = tree.items[int(key)]
    assert isinstance(tree, Leaf)
    return tree.text


def test_a_rubric_filled_in_chinese_becomes_a_sound_pack(tmp_path: Path) -> None:
    path = filled(tmp_path)
    assert errors_of(path) == []
    folder = tmp_path / "shifan-kaohe"
    folder.mkdir()
    (folder / "pack.yaml").write_text(workbook_to_yaml(path), encoding="utf-8")
    scheme = load_pack(str(folder)).scheme
    items = {item.id: item.method for item in scheme.rubrics[0].items()}
    assert items["zz.ld"] == items["zz.jg"] == items["zz.zd"] == "deduct"
    assert (items["nr.js"], items["nr.my"], items["nr.qm"]) == ("computed", "survey", "levels")
    assert [grade.min for grade in scheme.grades] == [90, 60, 0]
    assert scheme.grades[0].overflow_to == "hg"
    assert scheme.readings.boundary == "floor"


def test_words_of_the_procedure_become_codes(tmp_path: Path) -> None:
    root, _ = pack_tree(filled(tmp_path))
    told = [at(root, "consequences", "bhg", 0, key) for key in ("do", "due", "from", "report_to")]
    assert told == ["rectify", "P1M", "receipt", "office"]
    assert at(root, "consequences", "bhg", 0, "who", 0) == "unit"
    assert (at(root, "pack", "period"), at(root, "grading")) == ("year", "thresholds")


def test_the_lowest_line_of_decided_grades_stays_unwritten(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        next(r for r in book["规则包"].iter_rows() if r[0].value == "等次方式")[1].value = "认定"

    root, _ = pack_tree(filled(tmp_path, change))
    assert isinstance(root, Branch)
    grades = root.entries["grades"]
    assert isinstance(grades, Row)
    assert isinstance(grades.items[2], Branch)
    assert "min" not in grades.items[2].entries


def test_three_mistakes_are_told_once_each_in_the_words_of_the_sheet(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["考核表"]
        for row in range(4, 8):
            sheet.cell(row, 7).value = "第十二条"
        sheet["D7"], sheet["E7"] = "十", "扣份"

    method, points, cite = sorted(errors_of(filled(tmp_path, change)), key=lambda s: s[4:6] != "E7")
    assert method.startswith("考核表!E7 T-CHOICE “计分方法”（method）不能是 扣份")
    assert "扣分（deduct）" in method
    assert "sum" not in method
    assert "是否想写 扣分？" in method
    assert points == "考核表!D7 T-NUMBER “分值”（points）不是数：十"
    assert cite.startswith("考核表!G4 C-FORM 出处“第十二条”要写成“来源编号#条款号”，如 bf#12")
    assert cite.endswith("同样的还有 G5、G6、G7（共 4 处）")


def test_mistakes_of_sheets_and_of_content_come_in_one_run(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["规则包"]["A3"] = "版夲"
        book["考核表"]["D4"] = 50

    codes = {line.split()[1] for line in errors_of(filled(tmp_path, change))}
    assert {"K-UNKNOWN", "S-SUM"} <= codes


def test_a_column_that_does_not_belong_to_a_row_is_named_by_its_title(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["考核表"]["E4"] = "扣分"

    assert errors_of(filled(tmp_path, change)) == [
        "考核表!E4 K-UNKNOWN 一级指标“组织领导”这一行不填“计分方法”（method），请清空这一格"
    ]


def test_the_template_offers_words_and_says_which_sheets_are_needed(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(pack_template())
    book = load_workbook(path)
    said = "".join(str(cell.value or "") for cell in book["说明"]["A"])
    assert "4 张表：“规则包”“来源”“考核表”“等次”" in said
    lists = {row[0].value: row for row in book["选项"].iter_cols()}
    assert "panel｜考评组" in [cell.value for cell in lists["actors"]]
    assert "P1M｜一个月" in [cell.value for cell in lists["terms"]]
    areas = {str(rule.sqref) for rule in book["规则包"].data_validations.dataValidation}
    assert len(areas) == 2


@pytest.mark.parametrize("options", sorted(SAID))
def test_every_word_means_one_code_and_no_code_is_another_ones_word(options: str) -> None:
    words = words_of(options)
    assert len(words) == sum(len(said) for said in SAID[options].values())
    assert not words.keys() & SAID[options].keys()
    column = Column(key="x", title="x", kind=Kind.LIST, words=words)
    for word, code in words.items():
        assert meant(word, column) == meant(f"{code}｜{word}", column) == code
        assert meant(f"{word}；不在列表里", column) == f"{code}；不在列表里"


def test_the_words_of_templates_are_those_of_the_reports() -> None:
    for options, shown in (("actors", wording.ACTORS), ("actions", wording.ACTIONS)):
        for code, words in SAID[options].items():
            assert shown[code] in words


@pytest.mark.parametrize(("name", "code"), [("示例镇考核", "ID-FORM"), ("../../evil", "ID-FORM")])
def test_a_pack_id_that_could_lead_elsewhere_is_refused(
    tmp_path: Path, name: str, code: str
) -> None:
    def change(book: Workbook) -> None:
        book["规则包"]["B2"] = name

    (line,) = errors_of(filled(tmp_path, change))
    assert line.startswith(f"规则包!B2 {code} ")
    assert "小写字母" in line


def test_a_pack_of_a_library_under_another_folder_name_gets_a_note(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "pack.yaml").write_text(workbook_to_yaml(filled(tmp_path)), encoding="utf-8")
    library = Library(tmp_path)
    assert library.find("other") == PackFolder(folder, str(folder))
    assert "ID-FOLDER" in {note.code for note in load_pack("other", library).notes}
    assert "ID-FOLDER" not in {note.code for note in load_pack(str(folder)).notes}
