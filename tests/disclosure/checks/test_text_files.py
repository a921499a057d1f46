"""Plain texts, tables, web pages and PDF: encoding, place, and what is hidden in them."""

from pathlib import Path

import pytest

from gongkai.disclosure.checks import FileReport, check_file, check_text
from gongkai.policy.check_words import load_check_words
from tests.disclosure.checks.office_files import resident
from tests.disclosure.old_word import needs_pdf
from tests.disclosure.small_pdf import pdf

RULES = load_check_words()


def checked(path: Path) -> FileReport:
    return check_file(path, RULES)


def places(report: FileReport, title: str) -> list[str]:
    return [one.place for one in report.findings if one.title == title]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"示例县通知\n户主张三，{resident(1)}\n秘密★10年\n", encoding=encoding)
    report = checked(path)
    assert places(report, "身份证号") == ["第2行"]
    assert places(report, "国家秘密标志") == ["第3行"]
    assert [one.shown for one in report.findings if one.code == "secrecy.mark"] == ["秘密★10年"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_cells_of_a_csv_are_read_under_their_heads(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'姓名;证号;"备注"\n张三;{resident(1)};"甲;乙"\n', encoding=encoding)
    report = checked(path)
    assert places(report, "身份证号") == ["第2行第2列"]
    assert places(report, "个人信息旁的姓名") == ["第2行第1列"]


def test_a_page_is_read_with_its_comments_and_attributes(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<p>身份<b>证{resident(1)[:6]}</b>{resident(1)[6:]}</p>\n"
        f"<!-- {resident(2)} -->\n<a href='tel:13812345678'>电话</a>\n"
        f"<img src='a.png'>\n<table><tr><td>名称</td></tr></table>",
        encoding="utf-8",
    )
    report = checked(path)
    assert places(report, "身份证号") == ["第1行", "第2行（网页注释）"]
    assert places(report, "手机号") == ["第3行 href 属性"]
    assert places(report, "图片没有替代文字") == ["第4行"]
    assert places(report, "表格没有标题行") == ["第5行"]


def test_a_missing_file_is_blocked_and_named(tmp_path: Path) -> None:
    report = checked(tmp_path / "nothing.txt")
    assert report.blocked
    assert report.findings[0].mend == "文件不存在"


def test_bytes_that_are_no_text_are_blocked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\xff\x00\x01\x80")
    assert "编码认不出" in checked(path).findings[0].mend


def test_a_typed_text_is_checked_by_paragraph() -> None:
    found = check_text(f"通知\n\n张三 {resident(1)}", RULES)
    assert [(one.place, one.title) for one in found] == [("第3段", "身份证号")]


@needs_pdf
def test_the_text_of_a_pdf_is_read_and_scanned_pages_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(f"ID {resident(1)}"))
    assert places(checked(path), "身份证号") == ["第1页第1行"]
    path.write_bytes(pdf(""))
    assert places(checked(path), "这一页没有文字，可能是扫描件") == ["第1页"]
    path.write_bytes(b"%PDF-broken")
    assert "改交 Word 原件" in checked(path).findings[0].mend


def test_without_the_program_a_pdf_is_blocked_not_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("text"))
    monkeypatch.setenv("PATH", str(tmp_path))
    report = checked(path)
    assert report.blocked
    assert "poppler-utils" in report.findings[0].mend
