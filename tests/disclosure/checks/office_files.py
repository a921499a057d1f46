"""Word and Excel files with personal data in every corner, made by the tests."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from gongkai.rules.text.checksums import id_check_digit, luhn_holds

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def resident(serial: int) -> str:
    """A resident ID number that adds up; the person does not exist."""
    first = f"3505211990010{1 + serial % 9}{serial % 1000:03d}"
    return first + id_check_digit(first)


def card(serial: int) -> str:
    """A bank card number that adds up."""
    first = f"622848{serial:012d}"
    return next(f"{first}{last}" for last in range(10) if luhn_holds(f"{first}{last}"))


def word(folder: Path, build: Callable[[WordDocument], None], name: str = "通知.docx") -> Path:
    """Save a Word file built by the test."""
    document = Document()
    document.core_properties.author = ""
    build(document)
    path = folder / name
    document.save(str(path))
    return path


def saying(text: str) -> Callable[[WordDocument], None]:
    """A builder of a file with one paragraph."""

    def build(document: WordDocument) -> None:
        document.add_paragraph(text)

    return build


def add_xml(document: WordDocument, inner: str) -> None:
    """Append a paragraph written as XML."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:p {NS}>{inner}</w:p>"))


def run(text: str, *, tag: str = "t", properties: str = "") -> str:
    """One run of text."""
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def text_box(text: str) -> str:
    """A text box, with the copy that Word keeps for old programs."""
    inner = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{inner}</mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
        f"</mc:Fallback></mc:AlternateContent></w:r>"
    )


def add_part(path: Path, parts: dict[str, bytes]) -> Path:
    """Add parts to an archive."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def png() -> bytes:
    """A picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def everything_inside(path: Path) -> str:
    """All parts of an archive as one text."""
    with zipfile.ZipFile(path) as archive:
        return "\n".join(
            archive.read(entry).decode("utf-8", "replace") for entry in archive.infolist()
        )


def full_word(folder: Path) -> Path:
    """One personal number in every place a Word file has."""

    def build(document: WordDocument) -> None:
        document.add_paragraph("关于示例的通知")
        document.add_paragraph(f"张三，身份证号{resident(1)}。")
        split = document.add_paragraph("电话")
        for piece in ("138", "1234", "5601"):
            split.add_run(piece).bold = piece == "1234"
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ("姓名", "身份证号", "李四", resident(2)), strict=True):
            cell.text = text
        inner = table.cell(1, 0).add_table(rows=1, cols=1)
        inner.cell(0, 0).text = resident(3)
        section = document.sections[0]
        section.header.paragraphs[0].text = resident(4)
        section.footer.paragraphs[0].text = resident(5)
        noted = document.add_paragraph("正文").runs[0]
        document.add_comment(noted, text=f"核对 {resident(6)}", author="王五", initials="王")
        author = 'w:id="9" w:author="王五" w:date="2026-01-05T00:00:00Z"'
        add_xml(document, f"<w:ins {author}>{run(resident(7))}</w:ins>")
        add_xml(document, f"<w:del {author}>{run(resident(8), tag='delText')}</w:del>")
        add_xml(document, run(resident(10), properties="<w:rPr><w:vanish/></w:rPr>"))
        add_xml(document, text_box(resident(11)))
        document.core_properties.author = "王五"

    return word(folder, build)


def full_book(folder: Path) -> Path:
    """One personal number in every place a workbook has."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "公示"
    sheet.append(["姓名", "身份证号", "手机"])
    sheet.append(["张三", resident(1), 13812345601])
    sheet.append(["李四", resident(2), "138 1234 5602"])
    sheet.append(["王五", resident(3), "13812345603"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A2"].comment = Comment(f"核对 {resident(4)}", "赵六")
    hidden = book.create_sheet("名单")
    hidden.sheet_state = "hidden"
    hidden["C7"] = resident(5)
    deep = book.create_sheet("底稿")
    deep.sheet_state = "veryHidden"
    deep["A1"] = f'="电话"&"{13812345604}"'
    book.defined_names["核对"] = DefinedName("核对", attr_text=f'"{resident(6)}"')
    book.properties.creator = "王五"
    path = folder / "名单.xlsx"
    book.save(path)
    return path
