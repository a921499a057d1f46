"""The page made of a Word file: structure kept, schema closed, nothing dangerous through."""

import re
from html.parser import HTMLParser
from io import BytesIO

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st

from gongkai.disclosure.importing import Imported, Kind, Look, import_bytes
from gongkai.disclosure.importing.sanitising import sanitised
from tests.disclosure.importing.word import Word, png, repacked

ALLOWED = {
    "h2", "h3", "h4", "p", "br", "strong", "em", "s", "sup", "sub", "ul", "ol", "li", "a", "figure",
    "figcaption", "img", "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def imported(word: Word) -> Imported:
    return import_bytes(word.data(), "示例.docx")


def kinds(one: Imported) -> list[Kind]:
    return [finding.kind for finding in one.report.findings]


class Elements(HTMLParser):
    """Collects what a text consists of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(tag, name, value or "") for name, value in attrs}


def test_styles_become_headings_and_alignment_becomes_a_class() -> None:
    word = Word()
    word.style("公文一级标题")
    word.add("示例县工作办法", style="Title")
    word.add("总体要求", style="公文一级标题")
    word.add("指导思想", style="Heading2")
    word.add("正文。")
    word.add("居中").alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add("示例县人民政府").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    assert imported(word).html == (
        "<h2>示例县工作办法</h2><h2>总体要求</h2><h3>指导思想</h3><p>正文。</p>"
        '<p class="center">居中</p><p class="right">示例县人民政府</p>'
    )


def test_alignment_comes_from_the_style_too() -> None:
    word = Word()
    word.style("LuoKuan", '<w:jc w:val="right"/>')
    word.add("示例县人民政府", style="LuoKuan")
    one = imported(word)
    assert one.html == '<p class="right">示例县人民政府</p>'


def test_a_unit_s_own_style_is_added_by_the_caller_and_unknown_ones_are_reported() -> None:
    word = Word()
    word.style("本局大标题")
    word.add("总体要求", style="本局大标题")
    unknown = import_bytes(word.data(), "示例.docx")
    assert unknown.html == "<p>总体要求</p>"
    assert kinds(unknown) == [Kind.STYLE]
    assert "本局大标题" in str(unknown.report.findings[0])
    known = import_bytes(word.data(), "示例.docx", {"本局大标题": Look.H2})
    assert known.html == "<h2>总体要求</h2>"
    assert kinds(known) == []


def test_a_style_made_from_a_heading_is_a_heading() -> None:
    word = Word()
    word.style("本局一级", based_on="Heading1")
    word.add("总体要求", style="本局一级")
    assert imported(word).html == "<h2>总体要求</h2>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///C:/a",
    ],
)
def test_a_dangerous_link_keeps_its_words_only(address: str) -> None:
    word = Word()
    paragraph = word.add("见")
    identity = word.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    word.raw(f'<w:p><w:hyperlink r:id="{identity}"><w:r><w:t>这里</w:t></w:r></w:hyperlink></w:p>')
    one = imported(word)
    assert paragraph.text == "见"
    assert one.html == "<p>见</p><p>这里</p>"
    assert kinds(one) == [Kind.LINK]


def test_a_link_to_the_web_stays_and_cannot_reach_back() -> None:
    word = Word()
    part = word.document.part
    address = 'https://example.org/?a="onclick=x'
    identity = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    word.raw(f'<w:p><w:hyperlink r:id="{identity}"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>')
    elements = Elements()
    elements.feed(imported(word).html)
    assert elements.attributes == {("a", "href", address), ("a", "rel", "noopener noreferrer")}


def test_markup_written_as_text_stays_text() -> None:
    word = Word()
    word.add("<script>alert(1)</script><img src=x onerror=alert(1)>")
    elements = Elements()
    one = imported(word)
    elements.feed(one.html)
    assert elements.tags == {"p"}
    assert "&lt;script&gt;" in one.html


def test_a_field_that_is_a_script_link_is_no_link() -> None:
    word = Word()
    word.raw(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "javascript:alert(1)" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>点我</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert imported(word).html == "<p>点我</p>"


@given(st.text("<>\"'/=abhiklmnoprst:;&#() xdvj", max_size=120))
def test_whatever_goes_into_the_sanitiser_only_the_schema_comes_out(text: str) -> None:
    elements = Elements()
    elements.feed(sanitised(text))
    assert elements.tags <= ALLOWED
    for _, name, value in elements.attributes:
        assert not name.startswith("on")
        assert not re.match(r"\s*(?:javascript|data|vbscript)", value, re.IGNORECASE)


def test_foreign_classes_ids_styles_and_pictures_do_not_pass() -> None:
    dirty = (
        '<p class="right evil" id="top" style="color:red" onclick="x()">甲</p>'
        '<img src="http://evil.example/x.png" alt="a"><img src="images/../../etc/passwd">'
        '<td colspan="99999999">乙</td><iframe src="x"></iframe><svg><script>1</script></svg>'
    )
    clean = sanitised(dirty)
    assert clean == '<p class="right">甲</p><img alt="a"><img>乙'


def test_the_first_row_of_a_table_becomes_its_header_where_it_names_columns() -> None:
    word = Word()
    table = word.document.add_table(3, 3)
    rows = [("序号", "项目", "金额"), ("1", "道路", "12.5"), ("2", "桥梁", "7")]
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    one = imported(word)
    assert one.html.count('<th scope="col">') == 3
    assert "<thead>" in one.html
    assert kinds(one) == [Kind.TABLE]
    assert "按表头处理" in one.report.findings[0].message


def test_a_header_with_cells_merged_downwards_takes_both_rows() -> None:
    word = Word()
    table = word.document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "金额"
    for place, value in {(1, 1): "计划", (1, 2): "实际", (2, 0): "道路", (2, 1): "3"}.items():
        table.cell(*place).text = value
    one = imported(word)
    head = one.html.split("</thead>")[0]
    assert head.count("<th ") == 4
    assert 'rowspan="2"' in head
    assert 'colspan="2"' in head


def test_a_table_without_a_header_is_reported_with_the_mend() -> None:
    word = Word()
    table = word.document.add_table(2, 2)
    for index, cell in enumerate([*table.rows[0].cells, *table.rows[1].cells]):
        cell.text = str(index)
    one = imported(word)
    assert "<th" not in one.html
    assert "没有表头" in one.report.findings[0].message
    assert "标题行重复" in one.report.findings[0].mend


def test_a_picture_is_kept_under_its_hash_and_asked_for_words() -> None:
    word = Word()
    word.document.add_picture(BytesIO(png()), width=Mm(10))
    one = imported(word)
    assert len(one.images) == 1
    assert one.images[0].data == png()
    assert one.html == f'<figure><img src="{one.images[0].path}" alt=""></figure>'
    assert kinds(one) == [Kind.IMAGE]


def test_a_picture_with_words_needs_nothing() -> None:
    word = Word()
    word.document.add_picture(BytesIO(png()), width=Mm(10))
    for properties in word.document.element.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    ):
        properties.set("descr", "办事流程图：申请、受理、办结")
    one = imported(word)
    assert 'alt="办事流程图：申请、受理、办结"' in one.html
    assert kinds(one) == []


def test_footnotes_are_kept_with_working_marks() -> None:
    word = Word()
    word.raw('<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="2"><w:p><w:r><w:t>注释文字</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    one = import_bytes(repacked(word.data(), {"word/footnotes.xml": notes.encode()}), "示例.docx")
    assert 'href="#note-footnote-2"' in one.html
    assert '<li id="note-footnote-2">' in one.html
    assert "注释文字" in one.html
    assert '<ol class="notes">' in one.html
