"""What an editor types, as the closed schema of text: for people without the editor's buttons.

Plain text becomes paragraphs; a line that begins 一、 or （一） becomes a heading; lines with tabs,
as a spreadsheet copies them, become a table whose first row names the columns. Text that bears
elements already (from the editor or an import) is left alone. An imported text in which nothing
but paragraphs, headings and plain tables stands is shown as plain text too.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from itertools import groupby
from typing import Final

_ELEMENT: Final = re.compile(r"<(p|h[2-4]|table|ul|ol|figure|img|br|div)\b", re.IGNORECASE)
_FIRST: Final = re.compile(r"[一二三四五六七八九十]{1,3}、\S")
_SECOND: Final = re.compile(r"（[一二三四五六七八九十]{1,3}）\S")
_SHORT: Final = 40
_CELL: Final = re.compile(r"</t[hd]>(?=<t[hd]>)")
_ROW: Final = re.compile(r"</tr>")
_END: Final = re.compile(r"</(?:p|h2|h3)>")
_TAG: Final = re.compile(r"</?(?:p|h2|h3|table|thead|tbody|tr|th|td)>")
_PARAGRAPH: Final = re.compile(r"<p>([^<\n]*)</p>")
_CLOSED: Final = r"(</(?:p|h[2-4]|table|caption|thead|tbody|tr|ul|ol|li|figure)>)"
_BREAK: Final = re.compile(_CLOSED + r"(?=<)")
_BROKEN: Final = re.compile(_CLOSED + r"\s*\n\s*(?=<)")


def is_markup(typed: str) -> bool:
    """Whether a text bears elements already."""
    return _ELEMENT.search(typed) is not None


def as_html(typed: str) -> str:
    """Return typed text as HTML."""
    if is_markup(typed):
        return _BROKEN.sub(r"\1", typed)
    lines = [line.rstrip() for line in typed.replace("\r\n", "\n").split("\n")]
    return "".join(_blocks(line for line in lines if line.strip()))


def as_typed(html: str) -> str:
    """Return stored text as one types it, where nothing is lost by that; else HTML in lines.

    Paragraphs, headings and plain tables come back the same; a link or a picture would not. A
    paragraph that looks like a heading comes back as one: Word files seldom say which lines are.
    """
    plain = _CELL.sub("\t", _ROW.sub("\n", html))
    plain = unescape(_TAG.sub("", _END.sub("\n", plain))).strip("\n")
    return plain if as_html(plain) == _PARAGRAPH.sub(_lined, html) else _BREAK.sub("\\1\n", html)


def _lined(paragraph: re.Match[str]) -> str:
    text = unescape(paragraph[1])
    return _line(text) if text.strip() else ""


def _blocks(lines: Iterator[str]) -> Iterator[str]:
    for is_table, group in groupby(lines, key=lambda line: "\t" in line):
        if is_table:
            yield _table([line.split("\t") for line in group])
        else:
            yield from map(_line, group)


def _line(line: str) -> str:
    text = _escaped(line.strip())
    if len(text) <= _SHORT and not text.endswith(("。", "；")):
        if _FIRST.match(text):
            return f"<h2>{text}</h2>"
        if _SECOND.match(text):
            return f"<h3>{text}</h3>"
    return f"<p>{text}</p>"


def _table(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    head = "".join(f"<th>{_escaped(cell.strip())}</th>" for cell in padded[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{_escaped(c.strip())}</td>" for c in row) + "</tr>"
        for row in padded[1:]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _escaped(text: str) -> str:
    """Return a text as the schema's sanitiser writes it."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")
