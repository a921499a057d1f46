"""Official documents keep the measures of GB/T 9704-2012."""

import re
import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as DocxParagraph
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reports.official_document import (
    Annex,
    Heading,
    Imprint,
    OfficialDocument,
    Paragraph,
    Table,
    build,
    checked_number,
)
from gongkai.reports.official_document.numerals import chinese, heading_number
from gongkai.reports.official_document.titles import LINE_WIDTH, balanced, width

CONTENT = OfficialDocument(
    title="关于2026年度政务公开示范点建设考评结果的通报",
    number="示政公开办〔2026〕5号",
    recipients="各乡镇人民政府",
    blocks=[
        Paragraph("现将结果通报如下。"),
        Heading(1, "总体情况"),
        Heading(2, "基本情况"),
        Paragraph("文字。", lead="一是。"),
        Heading(2, "其他"),
        Heading(3, "三级"),
        Heading(4, "四级"),
        Heading(1, "要求"),
        Paragraph("结束。"),
    ],
    issuer="示例县人民政府办公室",
    issued_on=date(2026, 11, 2),
    annexes=[
        Annex(
            title="结果表",
            blocks=[
                Table(titles=("单位", "分"), rows=[("甲局", "9"), ("乙局", "8")], widths=(2, 1))
            ],
        )
    ],
    imprint=Imprint(issuer="示例县人民政府办公室", issued_on=date(2026, 11, 3), copy_to="县委办"),
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return build(CONTENT)


@pytest.fixture(scope="module")
def document(made: bytes) -> Document:
    return docx.Document(BytesIO(made))


def part(made: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(made)) as archive:
        return archive.read(name).decode()


def paragraph(document: Document, text: str) -> DocxParagraph:
    return next(p for p in document.paragraphs if p.text.startswith(text))


def fonts(document: Document, text: str) -> tuple[str | None, int]:
    """Return the Chinese font and the half points a paragraph is set in."""
    style = paragraph(document, text).style
    assert style is not None
    properties = style.element.rPr
    return (
        properties.find(qn("w:rFonts")).get(qn("w:eastAsia")),
        int(properties.find(qn("w:sz")).get(qn("w:val"))),
    )


def test_the_page_is_a4_with_the_margins_of_the_standard(document: Document) -> None:
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round((side or 0) / Mm(1)) for side in sides] == [37, 35, 28, 26]
    assert round((section.page_width or 0) / Mm(1)) == 210
    assert round((section.page_height or 0) / Mm(1)) == 297


def test_twenty_two_lines_fit_and_a_twenty_third_does_not(made: bytes) -> None:
    xml = part(made, "word/document.xml")
    pitch = int(re.search(r'w:docGrid[^>]*w:linePitch="(\d+)"', xml)[1])  # type: ignore[index]
    page = re.search(r'w:h="(\d+)".*?w:top="(\d+)".*?w:bottom="(\d+)"', xml)
    assert page is not None
    block = int(page[1]) - int(page[2]) - int(page[3])
    assert 22 * pitch <= block < 23 * pitch
    assert abs(pitch / 20 - 28.99) < 0.05


def test_twenty_eight_characters_fit_and_a_twenty_ninth_does_not(made: bytes) -> None:
    styles = part(made, "word/styles.xml")
    squeeze = int(re.search(r'<w:spacing w:val="(-?\d+)"/>', styles)[1])  # type: ignore[index]
    block = round((210 - 28 - 26) * 1440 / 25.4)
    character = 320 + squeeze
    assert 28 * character <= block < 29 * character


@pytest.mark.parametrize(
    ("text", "font", "size"),
    [
        ("关于", "方正小标宋简体", 44),
        ("现将", "仿宋_GB2312", 32),
        ("一、", "黑体", 32),
        ("（一）", "楷体_GB2312", 32),
        ("1. ", "仿宋_GB2312", 32),
        ("（1）", "仿宋_GB2312", 32),
        ("附件", "仿宋_GB2312", 32),
    ],
)
def test_each_part_has_its_face_and_size(
    document: Document, text: str, font: str, size: int
) -> None:
    assert fonts(document, text) == (font, size)


def test_every_font_names_a_substitute_and_none_is_bundled(made: bytes) -> None:
    table = part(made, "word/fontTable.xml")
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert not [
            name for name in archive.namelist() if "embed" in name or name.endswith("odttf")
        ]


def test_headings_are_numbered_and_begin_again_under_each_other(document: Document) -> None:
    texts = [p.text for p in document.paragraphs if p.style and "级标题" in str(p.style.name)]
    assert texts[:6] == [
        "一、总体情况",
        "（一）基本情况",
        "（二）其他",
        "1. 三级",
        "（1）四级",
        "二、要求",
    ]


def test_text_is_indented_by_two_characters(document: Document) -> None:
    indent = paragraph(document, "现将")._p.get_or_add_pPr().find(qn("w:ind"))
    assert indent is not None
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_page_numbers_stand_outside_and_differ_for_odd_and_even(document: Document) -> None:
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (str(odd.alignment), str(even.alignment)) == ("RIGHT (2)", "LEFT (0)")
    for footer in (odd, even):
        xml = footer._p.xml
        assert "PAGE" in xml
        assert footer.text.replace(" ", "").strip() == "——"
        assert set(re.findall(r'<w:sz w:val="(\d+)"', xml)) == {"28"}


def test_the_date_ends_four_characters_from_the_margin(document: Document) -> None:
    signed = paragraph(document, "2026年11月2日")
    indent = signed._p.get_or_add_pPr().find(qn("w:ind"))
    assert indent is not None
    assert indent.get(qn("w:rightChars")) == "400"
    assert str(signed.alignment) == "RIGHT (2)"


def test_a_single_annex_has_no_number_and_begins_a_page(document: Document) -> None:
    assert paragraph(document, "附件：").text == "附件：结果表"
    label = next(p for p in document.paragraphs if p.text == "附件")
    assert label.paragraph_format.page_break_before


def test_a_table_repeats_its_header_and_keeps_rows_whole(document: Document) -> None:
    table = document.tables[0]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert [cell.text for cell in table.rows[1].cells] == ["甲局", "9"]


def test_the_imprint_has_thick_outer_and_thin_inner_lines(document: Document) -> None:
    imprint = document.tables[-1]
    xml = imprint._tbl.xml
    assert "抄送：县委办。" in imprint.rows[0].cells[0].text
    assert "2026年11月3日印发" in imprint.rows[1].cells[0].text
    sizes = dict(re.findall(r'<w:(top|bottom|insideH) w:val="single" w:sz="(\d+)"', xml))
    assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}


def test_properties_stand_in_the_order_that_word_demands(made: bytes) -> None:
    xml = part(made, "word/document.xml")
    for properties in re.findall(r"<w:tblPr>(.*?)</w:tblPr>", xml):
        found = [n for n in re.findall(r"<w:(tbl\w+|jc)\b", properties) if n in TABLE_ORDER]
        assert found == sorted(found, key=TABLE_ORDER.index)
    for properties in re.findall(r"<w:rPr>(.*?)</w:rPr>", xml):
        found = [n for n in re.findall(r"<w:(\w+)\b", properties) if n in RUN_ORDER]
        assert found == sorted(found, key=RUN_ORDER.index)


TABLE_ORDER = [
    "tblStyle",
    "tblpPr",
    "tblW",
    "jc",
    "tblBorders",
    "tblLayout",
    "tblCellMar",
    "tblLook",
]
RUN_ORDER = ["rFonts", "b", "spacing", "sz", "szCs", "highlight", "lang"]


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("示政公开办[2026]05号", "示政公开办〔2026〕5号"),
        ("示政公开办〔2026〕第5号", "示政公开办〔2026〕5号"),
        ("", ""),
        ("【发文字号】", "【发文字号】"),
    ],
)
def test_document_numbers_take_their_official_spelling(written: str, official: str) -> None:
    assert checked_number(written) == official


@pytest.mark.parametrize("wrong", ["5号", "示政公开办〔26〕5号", "随便写的"])
def test_what_is_no_document_number_is_refused_with_the_mend(wrong: str) -> None:
    with pytest.raises(ValueError, match="应写成“机关代字〔2026〕5号”"):
        checked_number(wrong)


@given(st.integers(1, 99), st.integers(1, 99))
def test_every_heading_has_a_number_of_its_own(first: int, second: int) -> None:
    assert (chinese(first) == chinese(second)) == (first == second)


def test_heading_numbers_read_as_officials_write_them() -> None:
    numbers = [heading_number(1, 10), heading_number(1, 21), heading_number(2, 12)]
    assert numbers == ["十、", "二十一、", "（十二）"]
    with pytest.raises(ValueError, match="100"):
        chinese(100)
    with pytest.raises(ValueError, match="levels 1 to 4"):
        Heading(5, "x")


@given(st.text("政务公开考核结果的通报示范点建设2026年度", min_size=1, max_size=45))
def test_breaking_a_title_loses_nothing_and_keeps_lines_on_the_page(title: str) -> None:
    broken = balanced(title)
    assert broken.replace("\n", "") == title
    if "\n" in broken:
        assert all(0 < width(line) <= LINE_WIDTH for line in broken.split("\n"))


def test_a_long_title_breaks_between_phrases() -> None:
    assert balanced(CONTENT.title) == "关于2026年度政务公开\n示范点建设考评结果的通报"


def test_a_year_stands_with_its_number() -> None:
    title = "示例县交通运输局2026年度政府信息主动公开计划"
    assert balanced(title) == "示例县交通运输局2026年度\n政府信息主动公开计划"


def test_control_characters_of_imported_text_do_not_break_the_file() -> None:
    broken = OfficialDocument(
        title="通报",
        recipients="",
        blocks=[Paragraph("甲\x00乙\x0b丙")],
        issuer="办",
        issued_on=None,
    )
    text = [p.text for p in docx.Document(BytesIO(build(broken))).paragraphs]
    assert "甲乙丙" in text
