"""Plain texts, web pages, tables as CSV, and the text of PDF files."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

from gongkai.disclosure.checks.tables import cell_label
from gongkai.disclosure.checks.values import Notice, Piece, Reading, Row
from gongkai.disclosure.importing.external import pdf_layout, pdf_program
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.rules.text import Grade

MAX_TEXT = 32 * 1024 * 1024
MAX_CELLS = 1_000_000
"""Cells of a CSV text that are checked; each costs some ten microseconds."""
_PDF_SECONDS = 60
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_VOID = {"img", "br", "hr", "input", "meta", "link", "area", "base", "col", "source", "wbr"}
_BLOCKS = re.compile(r"p|div|li|tr|td|th|h[1-6]|title|section|article|table|ul|ol|br|body|option")
_SCANNED = "没有文字，可能是扫描件"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was written in, so that a masked copy keeps it."""

    text: str
    encoding: str


def decode(path: Path, name: str) -> Decoded:
    """Read a text file as UTF-8, UTF-16 with mark, or GB18030 (GBK).

    Raises :class:`ProblemsError` where it is none of these, or too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_TEXT + 1)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        message = "文件不存在" if missing else f"读不出来：{error.strerror}"
        raise ProblemsError([Problem(Place(name), "F-READ", message)]) from error
    if len(data) > MAX_TEXT:
        raise ProblemsError([Problem(Place(name), "F-SIZE", "文件超过 32 MB，请拆成几个文件")])
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    message = "不是文本文件，或编码认不出；请另存为 UTF-8 文本"
    raise ProblemsError([Problem(Place(name), "F-ENCODING", message)])


def read_text_file(path: Path, name: str) -> Reading:
    """Read ``.txt`` and ``.md``, a piece a line."""
    lines = decode(path, name).text.splitlines()
    pieces = (
        Piece(place=f"第{number}行", text=line)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )
    return Reading(tuple(pieces))


def delimiter_of(text: str) -> str:
    """Return what separates the columns: the sign the first line has most of."""
    first = text.partition("\n")[0]
    return max(",\t;|", key=lambda sign: (first.count(sign), sign == ","))


def csv_rows(text: str, name: str) -> list[list[str]]:
    """Return the rows of a CSV text; raises :class:`ProblemsError` where it is none."""
    delimiter = delimiter_of(text)
    if text.count(delimiter) + text.count("\n") > MAX_CELLS:
        message = f"表格超过 {MAX_CELLS} 个单元格，请拆成几个文件"
        raise ProblemsError([Problem(Place(name), "F-SIZE", message)])
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        message = "表格读不出来，引号没有配对或单元格过长；请用 Excel 另存为 CSV"
        raise ProblemsError([Problem(Place(name), "F-BROKEN", message)]) from error


def read_csv(path: Path, name: str) -> Reading:
    """Read a ``.csv``, a piece a cell."""
    return Reading(tuple(csv_pieces(csv_rows(decode(path, name).text, name))))


def csv_pieces(rows: list[list[str]]) -> Iterator[Piece]:
    """Yield the cells that hold something; ``source`` is their row and column, from zero."""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if not cell.strip():
                continue
            head = rows[0][column] if number and column < len(rows[0]) else ""
            yield Piece(
                place=f"第{number + 1}行第{column + 1}列",
                text=cell,
                label=cell_label(head, row[column - 1] if column else ""),
                row=Row("", number + 1),
                writing=False,
                source=(number, column),
            )


class _Page(HTMLParser):
    """Collects text by block, comments, attributes, and what a page lacks for readers."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.notices: list[Notice] = []
        self.text: list[str] = []
        self.line = 1
        self.headless: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _BLOCKS.fullmatch(tag):
            self.flush()
        place = f"第{self.getpos()[0]}行"
        for key, value in attrs:
            if value and key != "class":
                plain = value.removeprefix("tel:").removeprefix("mailto:")
                self.pieces.append(Piece(place=f"{place} {key} 属性", text=plain, writing=False))
        if tag == "img" and not (dict(attrs).get("alt") or "").strip():
            mend = "给图片写 alt，说明图里的内容"
            self.notices.append(Notice(place, "access.image", "图片没有替代文字", Grade.NOTE, mend))
        if tag == "table":
            self.headless.append((place, True))
        if tag == "th" and self.headless:
            self.headless[-1] = (self.headless[-1][0], False)

    def handle_endtag(self, tag: str) -> None:
        if _BLOCKS.fullmatch(tag):
            self.flush()
        if tag == "table" and self.headless:
            place, headless = self.headless.pop()
            if headless:
                mend = "首行单元格用 th"
                self.notices.append(
                    Notice(place, "access.table", "表格没有标题行", Grade.NOTE, mend)
                )

    def handle_data(self, data: str) -> None:
        if not self.text:
            self.line = self.getpos()[0]
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        place = f"第{self.getpos()[0]}行（网页注释）"
        self.pieces.append(Piece(place=place, text=data, writing=False))

    def flush(self) -> None:
        """End a block."""
        text = "".join(self.text)
        if text.strip():
            self.pieces.append(Piece(place=f"第{self.line}行", text=text))
        self.text.clear()


def read_html(path: Path, name: str) -> Reading:
    """Read a web page: text, comments, attributes, scripts."""
    page = _Page()
    page.feed(decode(path, name).text)
    page.close()
    page.flush()
    return Reading(tuple(page.pieces), tuple(page.notices))


def read_pdf(path: Path, name: str) -> Reading:
    """Read the text of a PDF by ``pdftotext``; pages without text are named.

    Raises :class:`ProblemsError` where the program is missing: unread is not checked.
    """
    if pdf_program() is None:
        message = "本机没有 pdftotext，PDF 未检查；请安装 poppler-utils，或改交 Word 原件"
        raise ProblemsError([Problem(Place(name), "F-TOOL", message)])
    if not path.is_file():
        raise ProblemsError([Problem(Place(name), "F-READ", "文件不存在")])
    try:
        text = pdf_layout(path.read_bytes(), name, time_limit=_PDF_SECONDS)
    except (ProblemsError, OSError) as error:
        message = "PDF 读不出来，可能设有密码或已损坏；请去掉密码，或改交 Word 原件"
        raise ProblemsError([Problem(Place(name), "F-BROKEN", message)]) from error
    return pdf_reading(text)


def pdf_reading(text: str) -> Reading:
    """Return the pieces of a PDF's text, pages apart by form feeds; empty ones are named."""
    pages = text.removesuffix("\f").split("\f")
    notices = [_note(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    return Reading(tuple(_pdf_pieces(pages)), tuple(notices))


def _pdf_pieces(pages: list[str]) -> Iterator[Piece]:
    for number, page in enumerate(pages, start=1):
        for at, line in enumerate(page.splitlines(), start=1):
            if line.strip():
                yield Piece(place=f"第{number}页第{at}行", text=line, writing=False)
        # A number broken over two lines is found in the page as a whole.
        yield Piece(place=f"第{number}页", text=page, raw=True)


def _note(number: int) -> Notice:
    mend = "扫描件里的文字查不到；请改交 Word 原件或可检索的 PDF，并人工核对"
    return Notice(f"第{number}页", "file.scanned", f"这一页{_SCANNED}", Grade.WARN, mend)
