"""Page, grid and page numbers by GB/T 9704-2012.

A4; margins 37/35/28/26 mm leave a text block of 156 × 225 mm with 22 lines of 28 characters. 22
lines in 225 mm are 28.99 pt each; the file holds twentieths of a point, and 22 lines of 580 would
be a hair too many for the block, so the pitch is 579 (28.95 pt).
"""

import re

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Mm, Pt, Twips
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from gongkai.reports.official_document.fonts import BODY, SONG, Face, apply

LINE = 579
CHARACTER = 320
"""Width of a character of 三号 (16 pt) in twentieths of a point."""

# 28 characters of 16 pt are 448 pt, the block has 442: each gives up a quarter of a point. Said as
# character spacing of the basic style, because LibreOffice tears a squeezed character grid apart.
_SQUEEZE = -5
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PAGE_NUMBER = Face(SONG, 28)


def set_up(document: Document) -> None:
    """Give the document its page, its grid, its basic style and its page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    # The dashes of the page number stand 7 mm below the text block.
    section.header_distance, section.footer_distance = Mm(15), Mm(22)
    _grid(section)
    _base_style(document)
    document.settings.odd_and_even_pages_header_footer = True
    _footer(section.footer, right=True)
    _footer(section.even_page_footer, right=False)


def _grid(section: Section) -> None:
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE))
    section._sectPr.append(grid)


def _base_style(document: Document) -> None:
    style = document.styles["Normal"]
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for properties in (style.element.get_or_add_rPr(), defaults):
        if properties is None:
            continue
        for child in list(properties):
            properties.remove(child)
        apply(properties, Face(BODY, 32))
        squeeze = OxmlElement("w:spacing")
        squeeze.set(qn("w:val"), str(_SQUEEZE))
        properties.insert(1, squeeze)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
        properties.append(language)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.widow_control = False
    document.core_properties.language = "zh-CN"


def exact_lines(paragraph: Paragraph, pitch: int = LINE) -> None:
    """Set the fixed line pitch, in twentieths of a point."""
    form = paragraph.paragraph_format
    form.line_spacing = Twips(pitch)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY


def indent(paragraph: Paragraph, **characters: float) -> None:
    """Indent by characters: ``first_line``, ``left``, ``right``, ``hanging``.

    Word takes the character counts, other programs the lengths beside them.
    """
    names = {"first_line": "firstLine", "left": "left", "right": "right", "hanging": "hanging"}
    element = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for key, count in characters.items():
        element.set(qn(f"w:{names[key]}Chars"), str(round(count * 100)))
        element.set(qn(f"w:{names[key]}"), str(round(count * CHARACTER)))


def _footer(footer: _Footer, *, right: bool) -> None:
    """Write ``— 1 —`` at the outer side, one character in."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    indent(paragraph, **{"right" if right else "left": 1})
    run(paragraph, "— ", _PAGE_NUMBER)
    number = run(paragraph, "", _PAGE_NUMBER)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        number.append(_field(kind, text))
    run(paragraph, " —", _PAGE_NUMBER)


def _field(kind: str, text: str) -> _Element:
    if not kind:
        instruction = OxmlElement("w:instrText")
        instruction.set(qn("xml:space"), "preserve")
        instruction.text = text
        return instruction
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def clean(text: str) -> str:
    """Return a text without the control characters that a file may not hold."""
    return _CONTROL.sub("", text)


def run(paragraph: Paragraph, text: str, face: Face | None = None) -> _Element:
    """Add text in a face; without one the paragraph's style decides."""
    added = paragraph.add_run(text)
    if face is not None:
        apply(added._r.get_or_add_rPr(), face)
    return added._r
