"""Writing an official document: number, title, recipients, text, signature, annexes, imprint."""

import re
from collections.abc import Sequence
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.text.paragraph import Paragraph as DocxParagraph

from gongkai.reports.official_document.fonts import (
    BODY,
    HEITI,
    KAITI,
    TITLE,
    Face,
    apply,
    write_font_table,
)
from gongkai.reports.official_document.forms import write_form
from gongkai.reports.official_document.imprint import write_imprint
from gongkai.reports.official_document.numerals import heading_number
from gongkai.reports.official_document.page import clean, exact_lines, indent, run, set_up
from gongkai.reports.official_document.pictures import write_picture
from gongkai.reports.official_document.tables import write_table
from gongkai.reports.official_document.titles import balanced, width
from gongkai.reports.official_document.values import (
    Annex,
    Block,
    Form,
    Heading,
    OfficialDocument,
    Paragraph,
    Picture,
    Table,
    checked_number,
    placeholder,
)
from gongkai.rules.spelling import chinese_date

# Names as offices know them: they appear in Word's list of styles.
_STYLES = {
    "公文标题": Face(TITLE, 44),
    "公文正文": Face(BODY, 32),
    "公文一级标题": Face(HEITI, 32),
    "公文二级标题": Face(KAITI, 32),
    "公文三级标题": Face(BODY, 32, bold=True),
    "公文四级标题": Face(BODY, 32),
}
_HEADINGS = ("公文一级标题", "公文二级标题", "公文三级标题", "公文四级标题")
_GAP = re.compile(r"(【[^】]*】)")


def build(content: OfficialDocument) -> bytes:
    """Return the document as ``.docx``.

    Raises :class:`ValueError` where the document number is none.
    """
    document = docx.Document()
    set_up(document)
    _styles(document)
    write_font_table(document)
    document.core_properties.title = content.title
    document.core_properties.author = content.issuer
    writer = _Writer(document)
    writer.head(content)
    writer.blocks(content.blocks)
    writer.attachments([annex.title for annex in content.annexes])
    if content.signed:
        writer.keep_together(len(content.annexes))
        writer.signature(content)
    for index, annex in enumerate(content.annexes, start=1):
        writer.annex(annex, index if len(content.annexes) > 1 else 0)
    if content.imprint is not None:
        write_imprint(document, content.imprint)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _styles(document: Document) -> None:
    for number, (name, face) in enumerate(_STYLES.items(), start=1):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.styleId = f"Official{number}"
        style.base_style = document.styles["Normal"]
        style.quick_style = True
        apply(style.element.get_or_add_rPr(), face)


class _Writer:
    """Adds the parts of a document from top to bottom, counting headings on the way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.counts = [0, 0, 0, 0]

    def paragraph(self, text: str = "", style: str = "公文正文") -> DocxParagraph:
        added = self.document.add_paragraph(style=style)
        exact_lines(added)
        self.text(added, text)
        return added

    @staticmethod
    def text(paragraph: DocxParagraph, text: str, face: Face | None = None) -> None:
        """Add text, highlighting the gaps an office still has to fill."""
        for part in _GAP.split(clean(text)):
            if part:
                run(paragraph, part, face)
                if part.startswith("【"):
                    paragraph.runs[-1].font.highlight_color = WD_COLOR_INDEX.YELLOW

    def head(self, content: OfficialDocument) -> None:
        number = checked_number(content.number)
        if number:
            self.paragraph(number).alignment = WD_ALIGN_PARAGRAPH.CENTER
            self.paragraph()
        title = self.paragraph(balanced(content.title), "公文标题")
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        # Two lines of 22 pt stand closer than the text allows; the standard leaves this free.
        exact_lines(title, 660)
        self.paragraph()
        if content.recipients:
            self.paragraph(content.recipients.rstrip("：:") + "：")

    def blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if isinstance(block, Heading):
                self.heading(block)
            elif isinstance(block, Paragraph):
                added = self.paragraph()
                indent(added, first_line=2)
                self.text(added, block.lead, Face(KAITI, 32))
                self.text(added, block.text)
            elif isinstance(block, Table):
                write_table(self.document, block)
            elif isinstance(block, Form):
                write_form(self.document, block)
            elif isinstance(block, Picture):
                write_picture(self.document, block)

    def heading(self, heading: Heading) -> None:
        level = heading.level - 1
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (3 - level)
        text = heading_number(heading.level, self.counts[level]) + heading.text
        added = self.paragraph(text, _HEADINGS[level])
        indent(added, first_line=2)
        added.paragraph_format.keep_with_next = True

    def attachments(self, titles: Sequence[str]) -> None:
        """List the annexes below the text: ``附件：1. …``, the next ones under the first."""
        if not titles:
            return
        self.paragraph()
        for index, title in enumerate(titles, start=1):
            number = f"{index}. " if len(titles) > 1 else ""
            added = self.paragraph(("附件：" if index == 1 else "") + number + title)
            indent(added, left=5, **({"hanging": 3} if index == 1 else {}))

    def keep_together(self, annexes: int) -> None:
        """Keep the last lines of the text with the signature: no page bears a signature alone."""
        if self.document.element.body[-2].tag.endswith("}tbl"):
            return
        for paragraph in self.document.paragraphs[-(annexes + bool(annexes) + 1) :]:
            paragraph.paragraph_format.keep_with_next = True

    def signature(self, content: OfficialDocument) -> None:
        """Write issuer and date: the date four characters in, the issuer centred above it."""
        signed = chinese_date(content.issued_on) if content.issued_on else placeholder("成文日期")
        self.paragraph().paragraph_format.keep_with_next = True
        offset = 4 + width(signed) / 2 - width(content.issuer) / 2
        for text, right in ((content.issuer, max(offset, 0)), (signed, 4.0)):
            added = self.paragraph(text)
            added.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            indent(added, right=right)
            added.paragraph_format.keep_with_next = text is content.issuer
        if content.remark:
            indent(self.paragraph(f"（{content.remark.strip('（）')}）"), first_line=2)

    def annex(self, annex: Annex, number: int) -> None:
        """Start an annex on a new page; it counts its headings from the beginning."""
        self.counts = [0, 0, 0, 0]
        label = self.paragraph(f"附件{number or ''}", "公文一级标题")
        label.paragraph_format.page_break_before = True
        title = self.paragraph(balanced(annex.title), "公文标题")
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        exact_lines(title, 760)
        self.blocks(annex.blocks)
