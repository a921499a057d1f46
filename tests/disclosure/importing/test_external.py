"""Old Word files and PDF through the installed programs, and clear words where they are not."""

from pathlib import Path

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from gongkai.disclosure.importing import Kind, SourceKind, check_source, import_bytes
from gongkai.disclosure.importing import external as programs
from gongkai.disclosure.importing.external import (
    office_convert,
    office_program,
    pdf_program,
    pdf_text,
    unwrapped,
)
from gongkai.policy.problems import ProblemsError
from tests.disclosure.importing.word import COUNTING, Level, Word

office = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
pdf = pytest.mark.skipif(
    office_program() is None or pdf_program() is None, reason="pdftotext is not installed"
)


def notice() -> bytes:
    """A short notice with numbered sections."""
    word = Word()
    word.abstract(0, [Level(COUNTING, "%1、")])
    word.list(1, 0)
    word.add("示民发〔2023〕9号")
    word.add("示例县民政局关于做好冬季救助工作的通知").alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add("各乡镇人民政府：")
    word.add("为做好冬季救助工作，现将有关事项通知如下。")
    word.add("加强排查。各乡镇要逐户排查。", 1)
    word.add("加强保障。各乡镇要备足物资。", 1)
    word.add("示例县民政局").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    word.add("2023年11月1日").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return word.data()


def converted(target: str) -> bytes:
    return office_convert(check_source(notice(), "示例.docx"), target)


def facts(data: bytes, name: str) -> tuple[str, str, str, tuple[str, ...]]:
    """The four fields every kind of file must give."""
    found = import_bytes(data, name).recognised
    assert found.title
    assert found.number
    assert found.dated
    assert found.issuers
    return (
        found.title.value,
        found.number.value.canonical,
        str(found.dated.value),
        found.issuers.value,
    )


FACTS = (
    "示例县民政局关于做好冬季救助工作的通知",
    "示民发〔2023〕9号",
    "2023-11-01",
    ("示例县民政局",),
)


@office
@pytest.mark.parametrize(("ending", "kind"), [
    ("doc", SourceKind.OLD_WORD), ("odt", SourceKind.ODT),
])  # fmt: skip
def test_other_formats_give_the_same_fields_and_keep_the_numbers(
    ending: str, kind: SourceKind
) -> None:
    data = converted(ending)
    one = import_bytes(data, f"示例.{ending}")
    assert one.kind is kind
    assert facts(data, f"示例.{ending}") == FACTS
    assert "一、加强排查" in one.html
    assert "二、加强保障" in one.html
    assert Kind.SOURCE in {finding.kind for finding in one.report.findings}


@office
def test_a_number_that_was_spoilt_on_the_way_is_reported() -> None:
    # LibreOffice writes the 、 of a list as ? into RTF; Word does not.
    data = converted("rtf")
    one = import_bytes(data, "示例.rtf")
    assert one.kind is SourceKind.RTF
    assert facts(data, "示例.rtf") == FACTS
    assert "一?" in one.html
    assert Kind.NUMBERING in {finding.kind for finding in one.report.findings}


@pdf
def test_a_pdf_gives_the_same_fields_from_its_text() -> None:
    data = converted("pdf")
    assert facts(data, "示例.pdf") == FACTS
    one = import_bytes(data, "示例.pdf")
    assert one.kind is SourceKind.PDF
    assert "一、" in one.html
    assert [finding.kind for finding in one.report.findings] == [Kind.SOURCE]


@pdf
def test_a_broken_pdf_is_refused() -> None:
    with pytest.raises(ProblemsError, match="F-BROKEN"):
        pdf_text(check_source(b"%PDF-1.7\nnothing", "坏.pdf"))


@office
def test_a_conversion_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(ProblemsError, match="F-TIME"):
        office_convert(check_source(notice(), "慢.docx"), "odt", time_limit=0)


@office
def test_a_file_libreoffice_cannot_read_is_refused() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
    with pytest.raises(ProblemsError, match="F-BROKEN"):
        import_bytes(ole, "坏.doc")


def test_a_missing_program_is_said_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert programs.office_program() is None
    for data, name in ((b"{\\rtf1 x}", "a.rtf"), (b"%PDF-1.7", "a.pdf")):
        with pytest.raises(ProblemsError, match="F-TOOL") as caught:
            import_bytes(data, name)
        assert "没有安装" in caught.value.problems[0].message


def test_lines_of_a_page_are_joined_to_paragraphs() -> None:
    page = (
        "          关于放假的通知\n\n"
        "各乡镇人民政府：\n"
        "    为做好放假期间的值班工作，保证政令畅通，现将有关事项通\n"
        "知如下。\n"
        "    一、安排值班。\n"
    )
    assert unwrapped(page).splitlines() == [
        "关于放假的通知",
        "各乡镇人民政府：",
        "为做好放假期间的值班工作，保证政令畅通，现将有关事项通知如下。",
        "一、安排值班。",
    ]
