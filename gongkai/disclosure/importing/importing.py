"""One import from file to sanitised text, recognised fields and report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from gongkai.disclosure.importing.external import office_convert, pdf_text
from gongkai.disclosure.importing.html import convert
from gongkai.disclosure.importing.images import Image
from gongkai.disclosure.importing.package import Package
from gongkai.disclosure.importing.prepass import prepare
from gongkai.disclosure.importing.report import Finding, ImportReport, Kind, merged
from gongkai.disclosure.importing.sanitising import sanitised
from gongkai.disclosure.importing.sources import (
    DAMAGED,
    Source,
    SourceKind,
    check_source,
    decoded,
    read_source,
    refuse,
)
from gongkai.disclosure.importing.style_map import Look, StyleMap
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.rules.recognition import Paragraph, Recognised, recognise
from gongkai.rules.text.plain import plain


@dataclass(frozen=True, slots=True)
class Imported:
    """One imported document. The original is kept by the caller under ``sha256``.

    ``converted`` is the Word file a program made of an old one: what the text leaves out, such as
    headers, can be looked at there.
    """

    name: str
    kind: SourceKind
    sha256: str
    html: str = field(repr=False)
    images: tuple[Image, ...]
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    recognised: Recognised
    report: ImportReport
    converted: bytes = field(default=b"", repr=False)

    def accepted(self, fingerprint: str) -> str:
        """Return the text for use, once the editor has accepted exactly this report.

        Raises :class:`ProblemsError` where another report, or none, was accepted.
        """
        if fingerprint != self.report.fingerprint:
            message = "导入报告还没有确认，或确认后内容有变；请重新查看并确认导入报告"
            raise ProblemsError([Problem(Place(self.name), "I-REPORT", message)])
        return self.html


def import_file(path: Path, styles: Mapping[str, Look] | None = None) -> Imported:
    """Import a Word, WPS, PDF or text file; ``styles`` adds a unit's own style names.

    Raises :class:`ProblemsError` naming the file and the mend.
    """
    return import_source(read_source(path), styles)


def import_bytes(data: bytes, name: str, styles: Mapping[str, Look] | None = None) -> Imported:
    """Import an uploaded file; see :func:`import_file`."""
    return import_source(check_source(data, name), styles)


def import_source(source: Source, styles: Mapping[str, Look] | None = None) -> Imported:
    """Import checked bytes; see :func:`import_file`."""
    if source.kind is SourceKind.DOCX:
        return _word(source, source, styles)
    if source.kind is SourceKind.PDF:
        mend = "PDF 没有段落、表格和图片的结构，请核对全文；有 Word 文件时请改用 Word 文件"
        found = Finding(Kind.SOURCE, "只取了 PDF 中的文字", "全文", mend)
        return _plain(source, pdf_text(source), (found,))
    if source.kind is SourceKind.TEXT:
        return _plain(source, decoded(source.data) or "", ())
    docx = check_source(office_convert(source, "docx"), source.name)
    mend = "请核对版式和编号；最好在 Word 或 WPS 中另存为 .docx 后导入"
    found = Finding(Kind.SOURCE, f"{source.kind}经 LibreOffice 转换后导入", "全文", mend)
    return _word(source, docx, styles, (found,))


def _word(
    original: Source,
    docx: Source,
    styles: Mapping[str, Look] | None,
    findings: tuple[Finding, ...] = (),
) -> Imported:
    try:
        prepared = prepare(Package(docx), StyleMap(styles))
    except DAMAGED:
        refuse(original.name, "F-BROKEN", "文件已损坏，读不出来；请用 Word 打开后另存一份再试")
    converted = convert(prepared.docx, original.name)
    report = ImportReport(
        prepared.labels,
        prepared.label_examples,
        merged([*findings, *prepared.findings, *converted.findings]),
    )
    return Imported(
        original.name,
        original.kind,
        original.sha256,
        converted.html,
        converted.images,
        prepared.paragraphs,
        recognise(prepared.paragraphs),
        report,
        b"" if docx is original else docx.data,
    )


def _plain(source: Source, text: str, findings: tuple[Finding, ...]) -> Imported:
    typed = [plain(line) for line in text.splitlines()]
    paragraphs = tuple(Paragraph(line) for line in typed)
    lines = (line.strip() for line in typed)
    html = sanitised("\n".join(f"<p>{escape(line)}</p>" for line in lines if line))
    if not html:
        refuse(source.name, "F-EMPTY", "文件里没有文字；请核对是否传错了文件")
    return Imported(
        source.name,
        source.kind,
        source.sha256,
        html,
        (),
        paragraphs,
        recognise(paragraphs),
        ImportReport(findings=findings),
    )
