"""Old Word files and PDF, made by the LibreOffice of this machine where there is one."""

from functools import cache
from io import BytesIO

import pytest
from docx import Document

from gongkai.disclosure.importing import check_source
from gongkai.disclosure.importing.external import office_convert, office_program, pdf_program

needs_office = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
needs_pdf = pytest.mark.skipif(pdf_program() is None, reason="pdftotext is not installed")

TITLE = "示例县财政局关于发放春季农资补贴的通知"
LINES = (
    "示财〔2026〕12号",
    TITLE,
    "各乡镇人民政府：",
    "为做好春季农资补贴发放工作，现将有关事项通知如下。",
    "示例县财政局",
    "2026年2月27日",
)


@cache
def written(ending: str, *lines: str) -> bytes:
    """Return a document with these paragraphs, or the usual notice, as docx, doc or pdf."""
    return headed("", ending, *lines)


@cache
def headed(head: str, ending: str, *lines: str) -> bytes:
    """Return such a document with a line at the head of each page."""
    document, out = Document(), BytesIO()
    for line in lines or LINES:
        document.add_paragraph(line)
    if head:
        document.sections[0].header.paragraphs[0].text = head
    document.save(out)
    docx = out.getvalue()
    return docx if ending == "docx" else office_convert(check_source(docx, "a.docx"), ending)
