"""The imprint (版记) at the foot of the last page: copies, issuer, and day of printing."""

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell
from lxml.etree import _Element

from gongkai.reports.official_document.fonts import BODY, Face
from gongkai.reports.official_document.page import exact_lines, indent, run
from gongkai.reports.official_document.tables import TABLE_ORDER, put_in_order
from gongkai.reports.official_document.values import Imprint
from gongkai.rules.spelling import chinese_date

_FACE = Face(BODY, 28)
_BLOCK = 156
# Eighths of a point: 0.35 mm for the outer lines, 0.25 mm for the one between.
_THICK, _THIN = 8, 6


def write_imprint(document: Document, imprint: Imprint) -> None:
    """Write the imprint as a table that floats to the foot of the text block.

    A floating table hangs on the paragraph that follows it: an empty one of a point's height, so
    that it makes no page of its own.
    """
    lines = [f"抄送：{imprint.copy_to.rstrip('。')}。"] if imprint.copy_to else []
    lines.append(f"{imprint.issuer}\t{chinese_date(imprint.issued_on)}印发")
    table = document.add_table(rows=len(lines), cols=1)
    put_in_order(table._tbl.tblPr, _at_foot(), TABLE_ORDER)
    put_in_order(table._tbl.tblPr, _borders(), TABLE_ORDER)
    for row, line in zip(table.rows, lines, strict=True):
        _line(row.cells[0], line)
    _tab_stop(table)
    exact_lines(document.add_paragraph(style="公文正文"), 20)


def _line(cell: _Cell, text: str) -> None:
    cell.width = Mm(_BLOCK)
    paragraph = cell.paragraphs[0]
    exact_lines(paragraph, 520)
    indent(paragraph, left=1, right=1)
    run(paragraph, text, _FACE)


def _tab_stop(table: Table) -> None:
    paragraph = table.rows[-1].cells[0].paragraphs[0]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_BLOCK - 10), WD_TAB_ALIGNMENT.RIGHT)


def _at_foot() -> _Element:
    place = OxmlElement("w:tblpPr")
    for key, value in (
        ("vertAnchor", "margin"),
        ("horzAnchor", "margin"),
        ("tblpXSpec", "center"),
        ("tblpYSpec", "bottom"),
    ):
        place.set(qn(f"w:{key}"), value)
    return place


def _borders() -> _Element:
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN)):
        line = OxmlElement(f"w:{side}")
        values = (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", "000000"))
        for key, value in values:
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    return borders
