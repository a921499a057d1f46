"""Tables in official documents."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell
from lxml.etree import _Element

from gongkai.reports.official_document.fonts import BODY, HEITI, Face
from gongkai.reports.official_document.page import exact_lines, run
from gongkai.reports.official_document.values import Table

_BLOCK = 156
_HEAD, _CELL = Face(HEITI, 21), Face(BODY, 21)
_PITCH = 320


# Word reads properties only in the order of the schema.
TABLE_ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize",
    "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
    "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip
_PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "pBdr",
    "tabs", "snapToGrid",
    "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr",
)  # fmt: skip


def put_in_order(properties: _Element, element: _Element, order: Sequence[str]) -> None:
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
    put_in_order(table._tbl.tblPr, margins, TABLE_ORDER)


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
    put_in_order(paragraph.get_or_add_pPr(), snap, _PARAGRAPH_ORDER)


def _row_property(row: CT_Row, tag: str) -> None:
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement(tag))
