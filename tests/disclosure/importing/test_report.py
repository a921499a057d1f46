"""What an import leaves out or changes is said, with place and mend, and has to be accepted."""

from io import BytesIO

import pytest

from gongkai.disclosure.importing import Imported, ImportReport, Kind, import_bytes
from gongkai.policy.problems import ProblemsError
from tests.disclosure.importing.word import Word, png, repacked


def imported(xml: str) -> Imported:
    word = Word()
    word.add("开头。")
    word.raw(xml)
    return import_bytes(word.data(), "示例.docx")


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


TRACKED = (
    f'<w:p><w:ins w:id="1" w:author="a">{run("新")}</w:ins>'
    '<w:del w:id="2" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>'
)
COMMENT = f'<w:p>{run("有批注")}<w:r><w:commentReference w:id="0"/></w:r></w:p>'
HIDDEN = f"<w:p>{run('可见')}{run('秘密', '<w:vanish/>')}</w:p>"
BOX = (
    f"<w:p>{run('前文')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
    f"<wps:wsp><wps:txbx><w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent></wps:txbx>"
    "</wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    f"<w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
OBJECT = (
    f'<w:p>{run("见表")}<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    "</w:p>"
)
FORMULA = f"<w:p>{run('其中')}<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>"
CASES = {
    "tracked changes": (TRACKED, Kind.REVISION, "新"),
    "comment": (COMMENT, Kind.COMMENT, "有批注"),
    "hidden text": (HIDDEN, Kind.HIDDEN, "可见"),
    "text box": (BOX, Kind.TEXT_BOX, "前文</p><p>框内"),
    "embedded object": (OBJECT, Kind.OBJECT, "见表"),
    "formula": (FORMULA, Kind.FORMULA, "其中"),
}


@pytest.mark.parametrize(("xml", "kind", "html"), CASES.values(), ids=CASES.keys())
def test_what_is_left_out_is_reported_with_place_and_mend(xml: str, kind: Kind, html: str) -> None:
    one = imported(xml)
    assert one.html == f"<p>开头。</p><p>{html}</p>"
    assert [finding.kind for finding in one.report.findings] == [kind]
    finding = one.report.findings[0]
    assert "第 2 段" in finding.place
    assert finding.mend


def test_simple_fields_and_phonetic_guides_keep_their_text() -> None:
    one = imported(
        f'<w:p><w:fldSimple w:instr="SEQ 表">{run("3")}</w:fldSimple>'
        "<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt>"
        f"<w:rubyBase>{run('音')}</w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert one.html == "<p>开头。</p><p>3音</p>"
    assert one.report.findings == ()


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    one = imported(
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        f"{run('前半')}</w:p><w:p>{run('后半')}</w:p>"
    )
    assert one.html == "<p>开头。</p><p>前半后半</p>"


def test_a_table_of_contents_is_left_out() -> None:
    word = Word()
    word.style("toc 1")
    word.add("一、总体要求\t1", style="toc 1")
    word.add("总体要求", style="Heading1")
    one = import_bytes(word.data(), "示例.docx")
    assert one.html == "<h2>总体要求</h2>"
    assert [finding.kind for finding in one.report.findings] == [Kind.CONTENTS]


def test_words_in_the_header_are_reported_and_page_numbers_are_not() -> None:
    word = Word()
    word.add("正文。")
    section = word.document.sections[0]
    section.header.paragraphs[0].text = "内部资料"
    section.footer.paragraphs[0].text = "— 1 —"
    one = import_bytes(word.data(), "示例.docx")
    assert [finding.kind for finding in one.report.findings] == [Kind.FURNITURE]
    assert "内部资料" in one.report.findings[0].message


def test_the_text_is_given_out_only_for_the_report_that_was_accepted() -> None:
    one = imported(f"<w:p>{run('秘密', '<w:vanish/>')}</w:p>")
    assert one.accepted(one.report.fingerprint) == one.html
    with pytest.raises(ProblemsError, match="导入报告"):
        one.accepted("")
    with pytest.raises(ProblemsError, match="导入报告"):
        one.accepted(ImportReport().fingerprint)


def test_the_same_file_gives_the_same_report_and_a_changed_one_another() -> None:
    first = imported("<w:p><w:r><w:t>一</w:t></w:r></w:p>")
    again = imported("<w:p><w:r><w:t>一</w:t></w:r></w:p>")
    other = imported(f"<w:p>{run('秘密', '<w:vanish/>')}</w:p>")
    assert first.report == again.report
    assert first.report.fingerprint != other.report.fingerprint


def test_a_picture_that_browsers_cannot_show_is_reported() -> None:
    word = Word()
    word.add("正文。")
    word.document.add_picture(BytesIO(png()))
    metafile = {"word/media/image1.png": b"\xd7\xcd\xc6\x9a an old metafile"}
    one = import_bytes(repacked(word.data(), metafile), "示例.docx")
    assert one.html == "<p>正文。</p>"
    assert one.images == ()
    assert [finding.kind for finding in one.report.findings] == [Kind.IMAGE]
    assert "PNG" in one.report.findings[0].mend
