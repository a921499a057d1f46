"""From typed text to HTML of the closed schema."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from gongkai.office.disclosure.typed.marks import (
    ABOVE,
    BREAK,
    ESCAPED,
    HEADINGS,
    LEFT,
    LOOKS,
    POINTS,
    TABLE,
    heading_of,
)

_ELEMENT: Final = re.compile(r"<(p|h[2-4]|table|ul|ol|figure|img|br|div)\b", re.IGNORECASE)
_CLOSED: Final = r"(</(?:p|h[2-4]|table|caption|thead|tbody|tr|ul|ol|li|figure)>)"
_BROKEN: Final = re.compile(_CLOSED + r"\s*\n\s*(?=<)")
_PICTURE: Final = r"!\[(?P<alt>[^\[\]\n]*)\]\((?P<src>images/[^()\s]+)\)"
_FIGURE: Final = re.compile(_PICTURE + r"\s*(?P<caption>.*)")
_INLINE: Final = re.compile(
    rf"\\(?P<plain>[{ESCAPED}])"
    r"|\*\*(?P<strong>[^*\n]+)\*\*"
    rf"|{_PICTURE}"
    r"|\[(?P<words>[^\[\]\n]+)\]\((?P<href>(?:https?://|mailto:)[^()\s]+)\)"
    r"|\^\{(?P<sup>[^{}\n]+)\}"
    r"|_\{(?P<sub>[^{}\n]+)\}"
    rf"|(?P<br>{BREAK})"
)
_ROW, _LINE = "row", "line"


def is_markup(typed: str) -> bool:
    """Whether a text bears elements already."""
    return _ELEMENT.search(typed) is not None


def as_html(typed: str) -> str:
    """Return typed text as HTML."""
    if is_markup(typed):
        return _BROKEN.sub(r"\1", typed)
    lines = (line.rstrip(" ") for line in typed.replace("\r\n", "\n").split("\n"))
    return "".join(_blocks(_said(lines)))


def _said(lines: Iterable[str]) -> Iterator[str]:
    """Leave out lines that say nothing, but not the blank rows of a table."""
    for is_row, group in groupby(
        (line for line in lines if line.strip() or "\t" in line), key=lambda line: "\t" in line
    ):
        found = list(group)
        if not is_row or any(map(str.strip, found)):
            yield from found


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    title = ""  # the line that names the table to come
    for kind, group in groupby(lines, key=_kind):
        found = list(group)
        if kind == _ROW:
            yield _table([line.split("\t") for line in found], title)
            title = ""
            continue
        if title:
            yield _line(title)
            title = ""
        if tag := POINTS.get(kind):
            points = "".join(f"<li>{inline(one.removeprefix(kind))}</li>" for one in found)
            yield f"<{tag}>{points}</{tag}>"
            continue
        title = found.pop() if TABLE.match(found[-1]) else ""
        yield from map(_line, found)
    if title:
        yield _line(title)


def _kind(line: str) -> str:
    if "\t" in line:
        return _ROW
    return next((mark for mark in POINTS if line.startswith(mark)), _LINE)


def _line(line: str) -> str:
    text = line.strip()
    for mark, tag in HEADINGS.items():
        if text.startswith(mark):
            return f"<{tag}>{inline(text.removeprefix(mark))}</{tag}>"
    for mark, look in LOOKS.items():
        if text.startswith(mark):
            return f'<p class="{look}">{inline(text.removeprefix(mark))}</p>'
    if figure := _FIGURE.fullmatch(text):
        caption = figure["caption"].strip()
        below = f"<figcaption>{inline(caption)}</figcaption>" if caption else ""
        return f"<figure>{_picture(figure['alt'], figure['src'])}{below}</figure>"
    tag = heading_of(text) or "p"
    return f"<{tag}>{inline(text)}</{tag}>"


def inline(text: str) -> str:
    """Return what stands within a line."""
    made, at = [], 0
    for found in _INLINE.finditer(text):
        made += [_escaped(text[at : found.start()]), _marked(found)]
        at = found.end()
    return "".join((*made, _escaped(text[at:])))


def _marked(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "plain":
            return _escaped(found["plain"])
        case "br":
            return "<br>"
        case "strong" | "sup" | "sub" as tag:
            return f"<{tag}>{inline(found[tag])}</{tag}>"
        case "href":
            return f'<a href="{escape(found["href"])}">{inline(found["words"])}</a>'
        case _:
            return _picture(found["alt"], found["src"])


def _picture(alt: str, src: str) -> str:
    return f'<img src="{escape(src)}" alt="{escape(alt)}">'


def _escaped(text: str) -> str:
    """Return a text as the schema's sanitiser writes it."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


def _table(rows: list[list[str]], title: str) -> str:
    said = TABLE.match(title)
    head = int(said["head"]) if said and said["head"] else 1
    caption = f"<caption>{inline(said['caption'])}</caption>" if said and said["caption"] else ""
    side = bool(said and said["side"])
    width = max(map(len, rows))
    grid = [[*map(str.strip, row), *[""] * (width - len(row))] for row in rows]
    made = [_row(grid, number, head=number < head, side=side) for number in range(len(grid))]
    top = f"<thead>{''.join(made[:head])}</thead>" if head else ""
    return f"<table>{caption}{top}<tbody>{''.join(made[head:])}</tbody></table>"


def _row(grid: Sequence[Sequence[str]], number: int, *, head: bool, side: bool) -> str:
    cells = []
    for place, text in enumerate(grid[number]):
        if _belongs(grid, number, place):
            continue
        scope = "col" if head else "row" if side and not place else ""
        tag = f'th scope="{scope}"' if scope else "td"
        cells.append(f"<{tag}{_spans(grid, number, place)}>{inline(text)}</{tag[:2]}>")
    return f"<tr>{''.join(cells)}</tr>"


def _belongs(grid: Sequence[Sequence[str]], number: int, place: int) -> bool:
    """Whether a cell is one with its neighbour; at the edge the marks are words."""
    text = grid[number][place]
    return (text == LEFT and place > 0) or (text == ABOVE and number > 0)


def _spans(grid: Sequence[Sequence[str]], number: int, place: int) -> str:
    wide = 1
    while place + wide < len(grid[number]) and grid[number][place + wide] == LEFT:
        wide += 1
    below = [ABOVE, *[LEFT] * (wide - 1)]
    deep = 1
    while number + deep < len(grid) and list(grid[number + deep][place : place + wide]) == below:
        deep += 1
    across = f' colspan="{wide}"' if wide > 1 else ""
    return across + (f' rowspan="{deep}"' if deep > 1 else "")
