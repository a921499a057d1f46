"""Tables in official documents."""

from collections.abc import Sequence
from copy import deepcopy
from typing import cast

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row
from docx.text.run import Run
from lxml.etree import _Element

from gongkai.reports.official_document.fonts import BODY, HEITI, Face
from gongkai.reports.official_document.page import clean, exact_lines, run
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
    table = document.add_table(rows=2, cols=len(content.titles))
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    fix_layout(table)
    scale = _BLOCK / sum(content.widths)
    widths = [Mm(width * scale) for width in content.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    heads, pattern = table.rows[0], table.rows[1]
    row_property(heads._tr, "w:tblHeader")
    for index, title in enumerate(content.titles):
        _fill(heads.cells[index], title, _HEAD, WD_ALIGN_PARAGRAPH.CENTER)
        _fill(pattern.cells[index], "", _CELL, _align(content, index))
    for row in (heads, pattern):
        row_property(row._tr, "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    _add_rows(table, pattern, content.rows)


def _align(content: Table, index: int) -> WD_ALIGN_PARAGRAPH:
    if index in content.centred:
        return WD_ALIGN_PARAGRAPH.CENTER
    return WD_ALIGN_PARAGRAPH.RIGHT if index in content.numbers else WD_ALIGN_PARAGRAPH.LEFT


def _add_rows(table: DocxTable, pattern: _Row, rows: Sequence[Sequence[str]]) -> None:
    """Copy the pattern row for each row of values: building each anew is slow in long tables."""
    for values in rows:
        made = deepcopy(pattern._tr)
        runs = made.findall(f".//{qn('w:r')}")
        for found, value in zip(runs, values, strict=True):
            Run(cast(CT_R, found), table).text = clean(value)
        table._tbl.append(made)
    table._tbl.remove(pattern._tr)


def fix_layout(table: DocxTable) -> None:
    """Keep the cells close to their lines."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "60")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    put_in_order(table._tbl.tblPr, margins, TABLE_ORDER)


def _fill(cell: _Cell, text: str, face: Face, align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    exact_lines(paragraph, _PITCH)
    off_grid(paragraph._p)
    run(paragraph, clean(text), face)
    centre = OxmlElement("w:vAlign")
    centre.set(qn("w:val"), "center")
    cell._tc.get_or_add_tcPr().append(centre)


def off_grid(paragraph: CT_P) -> None:
    """Take small print off the character grid, which is made for 三号."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    put_in_order(paragraph.get_or_add_pPr(), snap, _PARAGRAPH_ORDER)


def row_property(row: CT_Row, tag: str) -> None:
    """Give a row a property, such as never to be split."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement(tag))
