"""Real Word files for tests: python-docx for the frame, raw XML for lists and whatever else."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from gongkai.disclosure.importing.xml import NAMESPACES

COUNTING = "chineseCountingThousand"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as a test writes it; ``extra`` is XML between format and pattern."""

    number_format: str
    pattern: str
    start: int = 1
    extra: str = ""
    suffix: str = ""

    def xml(self, index: int) -> str:
        suffix = f'<w:suff w:val="{self.suffix}"/>' if self.suffix else ""
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="{self.start}"/>'
            f'<w:numFmt w:val="{self.number_format}"/>{self.extra}{suffix}'
            f'<w:lvlText w:val="{self.pattern}"/></w:lvl>'
        )


class Word:
    """A Word document under construction, without the template's own lists."""

    def __init__(self) -> None:
        self.document = Document()
        self._numbering = self.document.part.numbering_part.element
        for element in list(self._numbering):
            self._numbering.remove(element)

    def abstract(self, identity: int, levels: Sequence[Level], extra: str = "") -> None:
        """Define an abstract list; all of these stand before the lists in the file."""
        inner = "".join(level.xml(index) for index, level in enumerate(levels))
        element = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">'
            f'<w:multiLevelType w:val="multilevel"/>{extra}{inner}</w:abstractNum>'
        )
        lists = self._numbering.findall(qn("w:num"))
        if lists:
            lists[0].addprevious(element)
        else:
            self._numbering.append(element)

    def list(self, identity: int, abstract: int, overrides: str = "") -> None:
        """Define a list of an abstract one, with raw overrides."""
        self._numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{identity}">'
                f'<w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
            )
        )

    def style(self, name: str, properties: str = "", based_on: str = "Normal") -> None:
        """Define a paragraph style whose id is its name."""
        self.document.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{name}">'
                f'<w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>'
                f"<w:pPr>{properties}</w:pPr></w:style>"
            )
        )

    def add(
        self, text: str, number: int | None = None, level: int | None = 0, style: str = ""
    ) -> Paragraph:
        """Add a paragraph, numbered where a list is named."""
        paragraph = self.document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        if style:
            properties.insert(0, parse_xml(f'<w:pStyle {nsdecls("w")} w:val="{style}"/>'))
        if number is not None:
            shown = "" if level is None else f'<w:ilvl w:val="{level}"/>'
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}>{shown}<w:numId w:val="{number}"/></w:numPr>')
            )
        return paragraph

    def raw(self, xml: str) -> None:
        """Add raw XML at the end of the body."""
        spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
        inner = parse_xml(f"<w:body {spaces}>{xml}</w:body>")
        body = self.document.element.body
        for element in list(inner):
            body.insert(len(body) - 1, element)

    def data(self) -> bytes:
        """Return the file."""
        target = BytesIO()
        self.document.save(target)
        return target.getvalue()

    def save(self, path: Path) -> Path:
        """Write the file."""
        path.write_bytes(self.data())
        return path


def restart(level: int, start: int = 1) -> str:
    """Return an override that starts a level anew."""
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """Return an archive with some parts replaced or added."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in changes:
                new.writestr(entry, old.read(entry))
        for name, content in changes.items():
            new.writestr(name, content)
    return target.getvalue()


def png() -> bytes:
    """The smallest picture: one black point."""

    def chunk(name: bytes, data: bytes) -> bytes:
        content = name + data
        return struct.pack(">I", len(data)) + content + struct.pack(">I", zlib.crc32(content))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
