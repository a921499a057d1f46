"""A masked copy keeps the format and loses the numbers, or it is not written at all."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from gongkai.disclosure.checks import check_file, masked_copy
from gongkai.policy.check_words import load_check_words
from gongkai.policy.problems import ProblemsError
from tests.disclosure.checks.office_files import (
    add_part,
    add_xml,
    everything_inside,
    full_book,
    full_word,
    resident,
    run,
    saying,
    word,
)
from tests.rules.text.people import texts

RULES = load_check_words()


def masked(path: Path) -> Path:
    target = path.with_name(f"脱敏{path.suffix}")
    target.write_bytes(masked_copy(path, RULES))
    return target


def refusal(path: Path) -> str:
    with pytest.raises(ProblemsError) as caught:
        masked_copy(path, RULES)
    return str(caught.value)


def test_no_number_is_left_anywhere_in_a_masked_word_file(tmp_path: Path) -> None:
    copy = masked(full_word(tmp_path))
    inside = everything_inside(copy)
    assert [n for n in range(20) if resident(n) in inside] == []
    assert "王五" not in inside
    assert not [f for f in check_file(copy, RULES).findings if f.code.startswith("personal.")]


def test_a_number_over_several_runs_keeps_the_format_of_each(tmp_path: Path) -> None:
    document = Document(str(masked(full_word(tmp_path))))
    runs = document.paragraphs[2].runs
    assert [(one.text, one.bold) for one in runs] == [
        ("电话", None),
        ("138", False),
        ("****", True),
        ("5601", False),
    ]


def test_a_mask_of_another_length_stands_in_the_first_run(tmp_path: Path) -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph("电话138-")
        paragraph.add_run("1234-").italic = True
        paragraph.add_run("5678，")
        paragraph.add_run("谢谢")

    document = Document(str(masked(word(tmp_path, build))))
    assert document.paragraphs[0].text == "电话138****5678，谢谢"
    assert [one.italic for one in document.paragraphs[0].runs] == [None, True, None, None]


def test_a_number_that_only_the_deleted_text_completes_is_masked(tmp_path: Path) -> None:
    def build(document: WordDocument) -> None:
        by = 'w:id="9" w:author="a" w:date="2026-01-05T00:00:00Z"'
        deleted = f"<w:del {by}>{run('1234', tag='delText')}</w:del>"
        add_xml(document, f"{run('电话138')}{deleted}{run('5678')}")

    inside = everything_inside(masked(word(tmp_path, build)))
    assert "1234<" not in inside


def test_the_two_copies_of_a_text_box_are_both_masked(tmp_path: Path) -> None:
    copy = masked(full_word(tmp_path))
    with zipfile.ZipFile(copy) as archive:
        assert archive.read("word/document.xml").decode().count("35*************114") == 2


def test_what_cannot_be_masked_refuses_the_copy(tmp_path: Path) -> None:
    path = full_word(tmp_path)
    add_part(path, {"customXml/item9.xml": f"<a>{resident(15)}</a>".encode()})
    said = refusal(path)
    assert "自定义数据（item9.xml） M-LEFT 身份证号不能自动脱敏" in said
    assert resident(15) not in said


def test_a_secrecy_mark_refuses_the_copy(tmp_path: Path) -> None:
    path = word(tmp_path, saying("机密★10年"))
    assert "国家秘密标志" in refusal(path)


def clean_book(folder: Path) -> Path:
    """The full workbook without the one thing no mask reaches: the defined name."""
    path = full_book(folder)
    book = load_workbook(path)
    del book.defined_names["核对"]
    book.save(path)
    return path


def test_no_number_and_no_name_is_left_anywhere_in_a_masked_workbook(tmp_path: Path) -> None:
    copy = masked(clean_book(tmp_path))
    inside = everything_inside(copy)
    numbers = [*map(resident, range(20)), "13812345601", "138 1234 5602", "13812345603"]
    assert [number for number in numbers if number in inside] == []
    assert [name for name in ("张三", "李四", "王五", "赵六") if name in inside] == []


def test_a_masked_workbook_opens_with_its_sheets_and_hidden_rows(tmp_path: Path) -> None:
    book = load_workbook(masked(clean_book(tmp_path)))
    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [
        ("公示", "visible"),
        ("名单", "hidden"),
        ("底稿", "veryHidden"),
    ]
    assert [cell.value for cell in book["公示"][2]] == ["张*", "35*************012", "138****5601"]
    assert book["公示"].row_dimensions[3].hidden
    assert [cell.value for cell in book["公示"][1]] == ["姓名", "身份证号", "手机"]


def test_a_name_in_a_workbook_refuses_the_copy(tmp_path: Path) -> None:
    assert "定义的名称 M-LEFT" in refusal(full_book(tmp_path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_masked_csv_keeps_encoding_separator_and_everything_else(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "a.csv"
    rows = f'姓名;证号;备注\r\n张三;{resident(1)};"甲;乙"\r\n丙;;国发〔2023〕5号\r\n'
    path.write_bytes(rows.encode(encoding))
    copy = masked_copy(path, RULES).decode(encoding)
    assert copy == rows.replace("张三", "张*").replace(resident(1), "35*************012")


def test_a_kind_without_a_masker_is_refused_with_what_can_be_masked(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF")
    assert "不能生成脱敏副本；可用 .txt" in refusal(path)


@settings(max_examples=25, deadline=None)
@given(texts, texts)
def test_a_masked_word_file_is_written_clean_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, first: str, second: str
) -> None:
    folder = tmp_path_factory.mktemp("word")

    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph()
        for text in (first, second):
            paragraph.add_run(text)
        document.add_table(rows=1, cols=2).cell(0, 1).text = second

    path = word(folder, build)
    try:
        data = masked_copy(path, RULES)
    except ProblemsError:
        return
    Document(BytesIO(data))
    (folder / "copy.docx").write_bytes(data)
    left = check_file(folder / "copy.docx", RULES).findings
    personal = [one for one in left if one.code.startswith("personal.")]
    assert all("单位联系方式" in one.title for one in personal)


@settings(max_examples=25, deadline=None)
@given(texts, texts)
def test_a_masked_workbook_is_written_clean_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, first: str, second: str
) -> None:
    folder = tmp_path_factory.mktemp("book")
    book = Workbook()
    for row in (["姓名", "身份证号"], ["张三", f"'{first}"], [second or None, first or None]):
        book.worksheets[0].append(row)
    path = folder / "a.xlsx"
    book.save(path)
    try:
        data = masked_copy(path, RULES)
    except ProblemsError:
        return
    (folder / "copy.xlsx").write_bytes(data)
    left = check_file(folder / "copy.xlsx", RULES).findings
    personal = [one for one in left if one.code.startswith("personal.")]
    assert all("单位联系方式" in one.title for one in personal)
