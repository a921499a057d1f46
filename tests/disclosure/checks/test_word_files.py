"""A Word file hides numbers in many corners: every one is found, at a place people can find."""

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

from gongkai.disclosure.checks import FileReport, check_file
from gongkai.policy.check_words import load_check_words
from gongkai.rules.text import Grade
from tests.disclosure.checks.office_files import (
    add_part,
    add_xml,
    full_book,
    full_word,
    png,
    resident,
    run,
    saying,
    word,
)

RULES = load_check_words()


def checked(path: Path) -> FileReport:
    return check_file(path, RULES)


def places(report: FileReport, title: str) -> list[str]:
    return [one.place for one in report.findings if one.title == title]


def test_every_corner_of_a_word_file_is_read(tmp_path: Path) -> None:
    report = checked(full_word(tmp_path))
    assert places(report, "身份证号") == [
        "第2段",
        "表1第2行第1列内表1第1行第1列",
        "表1第2行第2列",
        "第5段，修订（插入）",
        "第6段，修订（删除）",
        "第7段，隐藏文字",
        "第7段文本框1",
        "页眉1",
        "页脚1",
        "批注1",
    ]
    assert places(report, "手机号") == ["第3段"]
    assert places(report, "个人信息旁的姓名") == ["表1第2行第1列"]
    assert report.blocked


def test_the_file_itself_is_described(tmp_path: Path) -> None:
    report = checked(full_word(tmp_path))
    titles = {one.title for one in report.findings}
    assert {"文件带有修订", "文件带有批注", "文件带有隐藏文字", "表格没有标题行"} <= titles
    named = [one.shown for one in report.findings if one.code == "file.properties"]
    assert named == ["作者：王***"]


def test_no_report_ever_holds_a_full_number(tmp_path: Path) -> None:
    path = full_word(tmp_path).rename(tmp_path / f"{resident(12)}的材料.docx")
    report = checked(path)
    said = str(report.to_json())
    assert places(report, "身份证号")[0] == "文件名"
    assert not [n for n in range(20) if resident(n) in said]
    assert "13812345601" not in said


def test_a_sound_document_has_no_finding_that_blocks(tmp_path: Path) -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("示例县人民政府办公室关于印发《示例办法》的通知")
        document.add_paragraph("示例办〔2026〕5号")
        document.add_paragraph("联系人：李四，联系电话：0595-22345678")

    report = checked(word(tmp_path, build))
    assert not report.blocked
    assert {one.title for one in report.findings if one.grade is not Grade.NOTE} == set()


def test_numbers_in_footnotes_links_descriptions_and_custom_data_are_found(tmp_path: Path) -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("正文")
        box = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        add_xml(
            document,
            f'<w:r><w:drawing {box}><wp:docPr id="1" descr="{resident(1)}"/></w:drawing></w:r>',
        )
        add_xml(document, run(f"HYPERLINK tel:{13812345678}", tag="instrText"))

    path = word(tmp_path, build)
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    real = f"<w:footnote><w:p>{run(resident(2))}</w:p></w:footnote>"
    ruler = '<w:footnote w:type="separator"/>'
    note = f'<w:footnotes xmlns:w="{ns}">{ruler}{real}</w:footnotes>'
    add_part(
        path,
        {
            "word/footnotes.xml": note.encode(),
            "customXml/item9.xml": f"<a>{resident(3)}</a>".encode(),
        },
    )
    report = checked(path)
    assert places(report, "身份证号") == [
        "脚注1",
        "自定义数据（item9.xml）",
        "文件内部（document.xml）",
    ]
    assert places(report, "手机号") == ["文件内部（document.xml）"]


def test_a_workbook_inside_a_word_file_is_read_too(tmp_path: Path) -> None:
    book = full_book(tmp_path).read_bytes()
    path = word(tmp_path, saying("见图"))
    add_part(path, {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": book})
    add_part(path, {"word/embeddings/oleObject1.bin": b"x"})
    report = checked(path)
    assert "内嵌文件1 工作表“名单”（隐藏）!C7" in places(report, "身份证号")
    assert places(report, "内嵌对象未能检查") == ["内嵌对象"]


def test_images_need_text_and_tables_need_a_head(tmp_path: Path) -> None:
    def build(document: WordDocument) -> None:
        picture = tmp_path / "a.png"
        picture.write_bytes(png())
        document.add_picture(str(picture))
        document.add_picture(str(picture))
        described = document.inline_shapes[1]._inline.docPr
        described.set("descr", "示例图")
        document.add_table(rows=2, cols=1).cell(0, 0).text = "名称"

    report = checked(word(tmp_path, build))
    assert places(report, "图片没有替代文字") == ["图1"]
    assert places(report, "表格没有标题行") == ["表1"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"", "文件是空的"),
        ("a.docx", b"PK\x03\x04broken", "不是 Word 文档"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版 .doc"),
        ("a.doc", b"x", "另存为“Word 文档（.docx）”"),
        ("a.xls", b"x", "另存为“Excel 工作簿（.xlsx）”"),
        ("a.zip", b"x", "可检查 .docx"),
        ("a.txt", b"PK\x03\x04", "内容与后缀不符"),
    ],
)
def test_what_cannot_be_read_is_blocked_with_the_mend(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    report = checked(path)
    assert report.blocked
    assert said in report.findings[0].mend


def test_macros_bombs_and_entities_are_refused(tmp_path: Path) -> None:
    parts = {
        "word/vbaProject.bin": (b"x", "含有宏"),
        "word/media.xml": (b" " * (20 * 1024 * 1024), "解开后过大"),
        "word/evil.xml": (b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "实体定义"),
    }
    for part, (data, said) in parts.items():
        path = word(tmp_path, saying("正文"))
        add_part(path, {part: data})
        report = checked(path)
        assert report.blocked
        assert said in report.findings[0].mend


def rewritten(path: Path, old: bytes, new: bytes, rename: tuple[str, str] = ("", "")) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(rename[1] if name == rename[0] else name, data.replace(old, new))
    return path


def test_a_file_whose_main_part_has_another_name_is_read(tmp_path: Path) -> None:
    path = word(tmp_path, saying(f"证号{resident(1)}"))
    rewritten(
        path,
        b"word/document.xml",
        b"word/document2.xml",
        ("word/document.xml", "word/document2.xml"),
    )
    assert places(checked(path), "身份证号") == ["第1段"]


def test_the_strict_format_is_refused_rather_than_read_as_empty(tmp_path: Path) -> None:
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    path = word(tmp_path, saying(f"证号{resident(1)}"))
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    report = checked(rewritten(path, usual, strict))
    assert report.blocked
    assert "严格 Open XML" in report.findings[0].mend


def test_a_part_that_is_no_xml_does_not_end_in_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    assert "已损坏" in checked(path).findings[0].mend


def test_reading_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = full_word(tmp_path)
    before = path.read_bytes()
    checked(path)
    assert path.read_bytes() == before
    assert Document(str(path)).paragraphs
