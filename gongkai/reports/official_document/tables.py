"""Tables in official documents, and the imprint at the foot of the last page."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell
from lxml.etree import _Element

from gongkai.assessment.wording import chinese_date
from gongkai.reports.official_document.fonts import BODY, HEITI, Face
from gongkai.reports.official_document.page import exact_lines, indent, run
from gongkai.reports.official_document.values import Imprint, Table

_BLOCK = 156
_HEAD, _CELL = Face(HEITI, 21), Face(BODY, 21)
_IMPRINT = Face(BODY, 28)
_PITCH = 320
# Eighths of a point: 0.35 mm and 0.25 mm, the thick and thin lines of the imprint.
_THICK, _THIN = 8, 6


# Word reads properties only in the order of the schema.
_TABLE_ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize",
    "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
    "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip
_PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "tabs", "snapToGrid",
    "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr",
)  # fmt: skip


def _put(properties: _Element, element: _Element, order: Sequence[str]) -> None:
    """Put a property at its place in the schema's order."""
    rank = {qn(f"w:{name}"): index for index, name in enumerate(order)}
    for child in properties:
        if rank.get(str(child.tag), 0) > rank[str(element.tag)]:
            child.addprevious(element)
            return
    properties.append(element)


def write_table(document: Document, content: Table) -> None:
    """Write a table across the text block; its header repeats on every page."""
    table = document.add_table(rows=1, cols=len(content.titles))
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _fix_layout(table)
    scale = _BLOCK / sum(content.widths)
    widths = [Mm(width * scale) for width in content.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cell, title in zip(table.rows[0].cells, content.titles, strict=True):
        _fill(cell, title, _HEAD, WD_ALIGN_PARAGRAPH.CENTER)
    _row_property(table.rows[0]._tr, "w:tblHeader")
    for values in content.rows:
        cells = table.add_row().cells
        for index, (cell, value) in enumerate(zip(cells, values, strict=True)):
            align = WD_ALIGN_PARAGRAPH.LEFT
            if index in content.centred:
                align = WD_ALIGN_PARAGRAPH.CENTER
            elif index in content.numbers:
                align = WD_ALIGN_PARAGRAPH.RIGHT
            _fill(cell, value, _CELL, align)
    for row in table.rows:
        _row_property(row._tr, "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _fix_layout(table: DocxTable) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "60")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    _put(table._tbl.tblPr, margins, _TABLE_ORDER)


def _fill(cell: _Cell, text: str, face: Face, align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = cell.paragraphs[0]
    for index, line in enumerate(text.split("\n")):
        if index:
            paragraph = cell.add_paragraph()
        paragraph.alignment = align
        exact_lines(paragraph, _PITCH)
        _off_grid(paragraph._p)
        run(paragraph, line, face)
    centre = OxmlElement("w:vAlign")
    centre.set(qn("w:val"), "center")
    cell._tc.get_or_add_tcPr().append(centre)


def _off_grid(paragraph: CT_P) -> None:
    """Take small print off the character grid, which is made for 三号."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    _put(paragraph.get_or_add_pPr(), snap, _PARAGRAPH_ORDER)


def _row_property(row: CT_Row, tag: str) -> None:
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement(tag))


def imprint_table(document: Document, imprint: Imprint) -> None:
    """Write the imprint: thick lines above and below, a thin one between, at the page's foot."""
    lines = [f"抄送：{imprint.copy_to.rstrip('。')}。"] if imprint.copy_to else []
    table = document.add_table(rows=len(lines) + 1, cols=1)
    _float_to_foot(table)
    for index, line in enumerate(lines):
        _imprint_line(table.rows[index].cells[0], line)
    last = table.rows[-1].cells[0]
    signed = f"{chinese_date(imprint.issued_on)}印发"
    _imprint_line(last, f"{imprint.issuer}\t{signed}")
    _tab_stop(last)
    _borders(table)
    # A floating table hangs on the paragraph that follows it, here the last one of the text.
    body = document.element.body
    last_paragraph = next((p for p in reversed(body) if p.tag == qn("w:p")), None)
    if last_paragraph is not None and table._tbl.getprevious() is last_paragraph:
        last_paragraph.addprevious(table._tbl)
    else:
        exact_lines(document.add_paragraph(), 20)


def _imprint_line(cell: _Cell, text: str) -> None:
    cell.width = Mm(_BLOCK)
    paragraph = cell.paragraphs[0]
    exact_lines(paragraph, 520)
    _off_grid(paragraph._p)
    indent(paragraph, left=1, right=1)
    run(paragraph, text, _IMPRINT)


def _tab_stop(cell: _Cell) -> None:
    stops = cell.paragraphs[0].paragraph_format.tab_stops
    stops.add_tab_stop(Mm(_BLOCK - 6), WD_TAB_ALIGNMENT.RIGHT)


def _float_to_foot(table: DocxTable) -> None:
    place = OxmlElement("w:tblpPr")
    for key, value in (
        ("vertAnchor", "margin"),
        ("horzAnchor", "margin"),
        ("tblpXSpec", "center"),
        ("tblpYSpec", "bottom"),
    ):
        place.set(qn(f"w:{key}"), value)
    _put(table._tbl.tblPr, place, _TABLE_ORDER)


def _borders(table: DocxTable) -> None:
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN)):
        line = OxmlElement(f"w:{side}")
        for key, value in (
            ("val", "single"),
            ("sz", str(size)),
            ("space", "0"),
            ("color", "000000"),
        ):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    _put(table._tbl.tblPr, borders, _TABLE_ORDER)
