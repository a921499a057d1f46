"""The faces of official documents, named and never bundled, and what stands in for them.

仿宋_GB2312, 楷体_GB2312 and 方正小标宋 are licensed fonts that offices have. The font table names a
substitute for machines without them, so that a document still opens with the right kind of face.
"""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

BODY = "仿宋_GB2312"
HEITI = "黑体"
KAITI = "楷体_GB2312"
TITLE = "方正小标宋简体"
SONG = "宋体"

_SUBSTITUTES = {
    BODY: ("仿宋", "modern"),
    HEITI: ("SimHei", "modern"),
    KAITI: ("楷体", "modern"),
    TITLE: ("宋体", "script"),
    SONG: ("SimSun", "roman"),
}
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Face:
    """A font and its size in half points (32 is 三号)."""

    font: str
    size: int
    bold: bool = False


def apply(properties: BaseOxmlElement, face: Face) -> None:
    """Set font and size of run properties for Latin and for Chinese text alike."""
    fonts = OxmlElement("w:rFonts")
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), face.font)
    fonts.set(qn("w:hint"), "eastAsia")
    properties.insert(0, fonts)
    if face.bold:
        properties.append(OxmlElement("w:b"))
    for tag in ("w:sz", "w:szCs"):
        size = OxmlElement(tag)
        size.set(qn("w:val"), str(face.size))
        properties.append(size)


def write_font_table(document: Document) -> None:
    """Name the substitutes in the font table of the file."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(other)}/>"
        f'<w:charset w:val="86"/><w:family w:val="{family}"/><w:pitch w:val="fixed"/></w:font>'
        for name, (other, family) in _SUBSTITUTES.items()
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:fonts xmlns:w="{_NAMESPACE}">{fonts}</w:fonts>'
    )
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = xml.encode()
