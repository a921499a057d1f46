"""Tables of an imported document: header cells, and what the editor has to mend.

A table without header cells cannot be followed by a screen reader (GB/T 37668-2019). Word seldom
marks the first row as a header even where every reader sees one.
"""

import re
from collections.abc import Iterator

from lxml import html as markup
from lxml.html import HtmlElement

from gongkai.disclosure.importing.report import Finding, Kind

_LONGEST_HEAD = 24
_NUMBER = re.compile(r"[\d.,%％万亿元\-—/年月日\s]+")
_FIRST = re.compile(
    r"序\s*号|编\s*号|项\s*目.*|名\s*称|姓\s*名|单\s*位.*|类\s*别|指\s*标.*|科\s*目.*|年\s*[度份]|时\s*间|内\s*容|事\s*项.*"
)


def tidy_tables(body: HtmlElement) -> Iterator[Finding]:
    """Give tables a header where the first row is plainly one, and report those without."""
    for number, table in enumerate(list(body.iter("table")), start=1):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        if not rows:
            table.drop_tree()
            continue
        where = f"第 {number} 个表格“{_words(rows[0])[:18]}”"
        if any(cell.tag == "th" for cell in rows[0]):
            _scope(rows)
        elif len(rows) == 1 or max(len(row) for row in rows) == 1:
            message = "表格只有一行或一列，像是用来排版的"
            yield Finding(Kind.TABLE, message, where, "请改成普通段落")
        elif _looks_like_header(rows):
            _make_header(table, rows)
            message = "第一行已按表头处理"
            yield Finding(Kind.TABLE, message, where, "请核对；最好在 Word 中勾选“标题行重复”")
        else:
            message = "表格没有表头，读屏软件无法说明每格是什么"
            yield Finding(Kind.TABLE, message, where, "请在 Word 中补一行表头并勾选“标题行重复”")


def _words(element: HtmlElement) -> str:
    return " ".join((element.text_content() or "").split())


def _looks_like_header(rows: list[HtmlElement]) -> bool:
    """Whether the first row names columns: short, filled, different, no figures, no sentences."""
    cells = [_words(cell) for cell in rows[0]]
    if len(cells) < 2 or not all(cells) or len(set(cells)) < len(cells):
        return False
    if any(len(cell) > _LONGEST_HEAD or "。" in cell or _NUMBER.fullmatch(cell) for cell in cells):
        return False
    bold = all(next(cell.iter("strong"), None) is not None for cell in rows[0])
    below = [_words(cell) for row in rows[1:] for cell in row]
    figures = any(_NUMBER.fullmatch(cell) for cell in below if cell)
    return bold or figures or _FIRST.fullmatch(cells[0]) is not None


def _make_header(table: HtmlElement, rows: list[HtmlElement]) -> None:
    """Turn the first row, and those its merged cells reach into, into the head."""
    deep = max(_span(cell) for cell in rows[0])
    head, rest = markup.Element("thead"), markup.Element("tbody")
    for index, row in enumerate(rows):
        (head if index < deep else rest).append(row)
    for leftover in list(table):
        table.remove(leftover)
    table.append(head)
    table.append(rest)
    for row in head:
        for cell in row:
            cell.tag = "th"
    _scope(rows)


def _scope(rows: list[HtmlElement]) -> None:
    for row in rows:
        for cell in row:
            if cell.tag == "th":
                cell.set("scope", "col")


def _span(cell: HtmlElement) -> int:
    span = cell.get("rowspan") or "1"
    return int(span) if span.isdigit() else 1
