"""A rubric written in Excel is the pack that it would be in YAML, and is judged the same way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gongkai.policy.cursor import Log
from gongkai.policy.library import Library, PackFolder
from gongkai.policy.loading import Pack, build, content_hash, is_assessment, load_pack
from gongkai.policy.overlay import resolved
from gongkai.policy.problems import Place, ProblemsError
from gongkai.policy.tree import Branch, Leaf, Node, Row, parse_yaml, read_tree
from gongkai.policy.workbook import (
    pack_template,
    pack_tree,
    pack_workbook,
    tree_to_yaml,
    workbook_to_yaml,
)
from gongkai.policy.workbook.cells import join_list, split_list

LIBRARY = Library()
# The national base has no rubric: it is no pack that an office writes.
PACKS = [folder.path.name for folder in LIBRARY.folders() if is_assessment(folder)]


def trees_of(pack: str) -> tuple[Node, Node | None]:
    log = Log()
    root, sources, _ = resolved(LIBRARY.find(pack), LIBRARY, log)
    assert not log.errors
    return root, sources


def exported(pack: str, folder: Path) -> Path:
    path = folder / f"{pack}.xlsx"
    path.write_bytes(pack_template(load_pack(pack)))
    return path


def built(path: Path) -> Pack:
    """Build a pack from a workbook the way any caller does."""
    root, sources = pack_tree(path, path.name)
    log = Log()
    pack = build(root, sources, (), log, folder=PackFolder(path.parent, path.name))
    if log.errors:
        raise ProblemsError(log.errors)
    return pack


def changed(path: Path, change: Callable[[Workbook], Any]) -> list[str]:
    book = load_workbook(path)
    change(book)
    book.save(path)
    with pytest.raises(ProblemsError) as caught:
        built(path)
    return [str(problem) for problem in caught.value.problems]


def cell_of(book: Workbook, sheet: str, marker: str, heading: str) -> Any:
    """Return the cell under ``heading`` in the row that holds ``marker``."""
    rows = list(book[sheet].iter_rows())
    column = next(i for i, cell in enumerate(rows[0]) if cell.value == heading)
    return next(row[column] for row in rows if any(cell.value == marker for cell in row))


@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_comes_back_from_excel_with_the_same_content(pack: str, tmp_path: Path) -> None:
    root, sources = trees_of(pack)
    back, back_sources = pack_tree(exported(pack, tmp_path))
    assert content_hash(back) == content_hash(root)
    assert sources is None or back_sources is not None
    if sources is not None and back_sources is not None:
        assert content_hash(back_sources) == content_hash(sources)


@pytest.mark.parametrize("pack", ["shifandian", "bowang-jiaoyun"])
def test_a_pack_read_from_excel_is_the_same_scheme(pack: str, tmp_path: Path) -> None:
    assert built(exported(pack, tmp_path)).scheme == load_pack(pack).scheme


@pytest.mark.parametrize("pack", ["shifandian", "bianti-xianqu"])
def test_the_yaml_of_a_workbook_loads_as_a_pack_of_its_own(pack: str, tmp_path: Path) -> None:
    text = workbook_to_yaml(exported(pack, tmp_path))
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    loaded, original = load_pack(str(folder)).scheme, load_pack(pack).scheme
    assert loaded.rubrics == original.rubrics
    assert loaded.components == original.components
    assert loaded.stated == original.stated
    assert loaded.sources == original.sources
    assert "{" not in text


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u0085\u2028\u2029\ufeff"),
    max_size=30,
)
leaves = st.one_of(st.none(), texts).map(lambda text: Leaf(Place("t"), text))
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: Row(Place("t"), items)),
        st.dictionaries(texts.filter(bool), inner, max_size=4).map(
            lambda entries: Branch(Place("t"), entries, dict.fromkeys(entries, Place("t")))
        ),
    ),
    max_leaves=12,
)


@given(trees)
def test_written_yaml_reads_back_as_the_same_tree(tree: Node) -> None:
    assert content_hash(parse_yaml(tree_to_yaml(tree), "t")) == content_hash(tree)


parts = st.lists(
    st.text(st.sampled_from("公开；;1a 、"), min_size=1).map(str.strip).filter(bool), max_size=5
)


@given(parts)
def test_a_list_in_a_cell_reads_back_as_the_same_list(given_parts: list[str]) -> None:
    assert split_list(join_list(given_parts)) == given_parts


JUDGED = [
    ("考核表", "org", "分值", 21, "考核表!D3 S-SUM"),
    ("考核表", "org.plan", "出处", "kp#9.9", "C-CITE 来源 kp 没有条款 9.9"),
    ("考核表", "org.plan", "编号", "org.attention", "ID-DUP 编号 org.attention 重复，第一次在"),
    ("等次", "basic", "下限", 85, "等次!C3 G-OVERLAP"),
    ("口径", "boundary", "取值", "lower_bond", "是否想写 lower_bound？"),
    ("考核表", "org.plan", "计分方法", "dedukt", "是否想写 deduct？"),
]


@pytest.mark.parametrize(("sheet", "row", "heading", "value", "expected"), JUDGED)
def test_the_validator_of_packs_names_the_cell(
    tmp_path: Path, sheet: str, row: str, heading: str, value: Any, expected: str
) -> None:
    def change(book: Workbook) -> None:
        cell_of(book, sheet, row, heading).value = value

    found = changed(exported("shifandian", tmp_path), change)
    assert any(expected in line for line in found), found


SHEET_MISTAKES = [
    ("规则包", "A3", "版夲", "规则包!A3 K-UNKNOWN “规则包”表没有“版夲”这一项；是否想写 版本？"),
    ("考核表", "A4", "考核像", "考核表!A4 T-LEVEL 层级不能是“考核像”"),
    ("考核表", "A3", "考核项", "考核表!A3 T-LEVEL 考核项前面要先有一级指标"),
    ("阶断", "A1", "编号", "阶断!A1 K-SHEET 不认识工作表“阶断”；是否想写 阶段？"),
    ("等次", "C2", "=80+5", "等次!C2 E-FORMULA"),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "expected"), SHEET_MISTAKES)
def test_mistakes_of_the_sheets_themselves_are_named_too(
    tmp_path: Path, sheet: str, cell: str, value: str, expected: str
) -> None:
    def change(book: Workbook) -> None:
        target = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
        target[cell] = value

    found = changed(exported("shifandian", tmp_path), change)
    assert any(expected in line for line in found), found


def test_weights_that_do_not_make_a_hundred_are_named(tmp_path: Path) -> None:
    found = changed(
        exported("bowang-jiaoyun", tmp_path),
        lambda b: setattr(cell_of(b, "得分构成", "work", "权重"), "value", 30),
    )
    assert any("得分构成!A1 W-SUM 得分构成权重合计 90，应为 100" in line for line in found)


def test_a_choice_left_open_stays_open(tmp_path: Path) -> None:
    path = exported("shifandian", tmp_path)
    assert cell_of(load_workbook(path), "口径", "min_answers", "取值").value == "待定"
    assert built(path).scheme.readings.min_answers is None


def test_a_drop_down_entry_is_read_without_its_explanation(tmp_path: Path) -> None:
    path = exported("shifandian", tmp_path)
    book = load_workbook(path)
    cell_of(book, "口径", "boundary", "取值").value = "floor｜先舍去小数再比"
    cell_of(book, "考核表", "org.plan", "计分方法").value = "deduct｜扣分"
    book.save(path)
    assert built(path).scheme.readings.boundary == "floor"


def test_the_empty_template_explains_itself_and_reads_as_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(pack_template())
    book = load_workbook(path)
    assert book.sheetnames[:5] == ["说明", "规则包", "来源", "口径", "考核表"]
    assert book["选项"].sheet_state == "hidden"
    assert str(book["考核表"]["A2"].value).startswith("（示例")
    assert book["考核表"].data_validations.dataValidation
    root, sources = pack_tree(path)
    assert isinstance(root, Branch)
    assert set(root.entries) == {"pack", "grading"}
    assert sources is None


def test_numbers_stand_in_the_cells_as_numbers(tmp_path: Path) -> None:
    book = load_workbook(exported("shifandian", tmp_path))
    assert cell_of(book, "考核表", "org.plan", "分值").value == 3
    assert cell_of(book, "考核表", "content.done_ratio", "满分线").value == 0.95


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    root, sources = trees_of("shifandian")
    assert isinstance(root, Branch)
    header = root.entries["pack"]
    assert isinstance(header, Branch)
    header.entries["summary"] = Leaf(root.place, '=HYPERLINK("x")')
    path = tmp_path / "formula.xlsx"
    path.write_bytes(pack_workbook(root, sources))
    cell = cell_of(load_workbook(path), "规则包", "说明", "内容")
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x")')
    back, _ = pack_tree(path)
    assert content_hash(back) == content_hash(root)


def test_a_pack_that_no_sheet_can_hold_is_refused() -> None:
    folder = LIBRARY.find("cn")
    with pytest.raises(ProblemsError, match="没有对应的工作表"):
        pack_workbook(read_tree(folder.main), None)
