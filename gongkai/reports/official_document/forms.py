"""Forms in official documents: labels in 黑体, values in 仿宋, signatures at the right."""

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from gongkai.reports.official_document.fonts import BODY, HEITI, Face
from gongkai.reports.official_document.page import clean, exact_lines, run
from gongkai.reports.official_document.tables import fix_layout, off_grid, row_property
from gongkai.reports.official_document.values import Form, FormCell, FormRow

_BLOCK = 156
_LABEL, _VALUE = Face(HEITI, 24), Face(BODY, 24)
_PITCH = 400


def write_form(document: Document, form: Form) -> None:
    """Write a form across the text block; rows may run over the end of a page."""
    table = document.add_table(rows=len(form.rows), cols=len(form.widths))
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    fix_layout(table)
    scale = _BLOCK / sum(form.widths)
    for column, width in zip(table.columns, form.widths, strict=True):
        column.width = Mm(width * scale)
    for index, row in enumerate(form.rows):
        _write_row(table, index, row, [width * scale for width in form.widths])
    _keep_end(table, form)


def _keep_end(table: DocxTable, form: Form) -> None:
    """Keep what follows the last signature with it: no page begins with a left-over line."""
    signed = (n for n, row in enumerate(form.rows) if any(cell.signed for cell in row.cells))
    last = max(signed, default=len(form.rows))
    for row in list(table.rows)[last:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _write_row(table: DocxTable, index: int, row: FormRow, widths: list[float]) -> None:
    table.rows[index].height = Mm(row.least)
    table.rows[index].height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    if any(cell.signed for cell in row.cells):
        row_property(table.rows[index]._tr, "w:cantSplit")
    column = 0
    for content in row.cells:
        last = column + content.span - 1
        cell = table.cell(index, column)
        if content.span > 1:
            cell = cell.merge(table.cell(index, last))
        cell.width = Mm(sum(widths[column : last + 1]))
        _write_cell(cell, content)
        column = last + 1


def _write_cell(cell: _Cell, content: FormCell) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    face = _LABEL if content.label else _VALUE
    align = WD_ALIGN_PARAGRAPH.CENTER if content.label else WD_ALIGN_PARAGRAPH.LEFT
    first = cell.paragraphs[0]
    for number, line in enumerate(content.text.split("\n")):
        _line(first if number == 0 else cell.add_paragraph(), line, face, align)
    if content.signed:
        _line(cell.add_paragraph(), content.signed, _VALUE, WD_ALIGN_PARAGRAPH.RIGHT)


def _line(paragraph: Paragraph, text: str, face: Face, align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = align
    exact_lines(paragraph, _PITCH)
    off_grid(paragraph._p)
    run(paragraph, clean(text), face)
