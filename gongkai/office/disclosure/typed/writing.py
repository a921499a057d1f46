"""From stored HTML to text as one types it, where nothing is lost by that."""

import re
from collections.abc import Iterator
from typing import Final

import lxml.html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from gongkai.disclosure.importing.sanitising import sanitised
from gongkai.office.disclosure.typed.marks import (
    ABOVE,
    BREAK,
    ESCAPED,
    HEADINGS,
    LEFT,
    LOOKS,
    POINTS,
    SIDE,
    STARTS,
    heading_of,
)
from gongkai.office.disclosure.typed.reading import as_html

_BREAK: Final = re.compile(r"(</(?:p|h[2-4]|table|caption|thead|tbody|tr|ul|ol|li|figure)>)(?=<)")
_MARKED: Final = re.compile(
    rf"\\(?=[{ESCAPED}])|\*(?=\*)|!?\[(?=[^\[\]]*\]\((?:https?:|mailto:|images/))|\^(?={{)|_(?={{)"
)
_MARKS: Final = {tag: mark for mark, tag in HEADINGS.items()}
_LOOKS: Final = {look: mark for mark, look in LOOKS.items()}
_POINTS: Final = {tag: mark for mark, tag in POINTS.items()}

_MOST_CELLS: Final = 100_000
"""A table with more, counting what its cells span, nobody types."""


class _BeyondError(Exception):
    """Something typed text has no mark for."""


def as_typed(html: str) -> str:
    """Return stored text as one types it, where nothing is lost by that; else HTML in lines.

    Nothing means: a paragraph that looks like a heading comes back as one, for Word files seldom
    say which lines are; empty paragraphs, and paragraphs within a cell, are no longer there.
    """
    try:
        body = lxml.html.fragment_fromstring(html, create_parent="div")
        whole = _written(body) == sanitised(html)  # the parser leaves out what lies too deep
        _tidy(body)
        typed = "\n".join(_lines(body)) if whole else ""
        same = whole and sanitised(as_html(typed)) == _written(body)
    except (ParserError, _BeyondError, RecursionError):
        same = False
    return typed if same else _BREAK.sub("\\1\n", html)


def _written(body: HtmlElement) -> str:
    """The text as the schema's sanitiser writes it."""
    return sanitised("".join(lxml.html.tostring(one, encoding="unicode") for one in body))


def _tidy(body: HtmlElement) -> None:
    """Bring a text to the one form that typing it would give."""
    for cell in body.iter("td", "th"):
        _unwrap(cell)
    for block in list(body.iter("p", "h2", "h3", "h4", "li", "td", "th", "caption", "figcaption")):
        _strip(block)
    for block in list(body.iterchildren("p")):
        if not len(block) and not block.text:
            block.drop_tree()
        elif not block.get("class") and (tag := heading_of(block.text_content() or "")):
            block.tag = tag
    for table in body.iterchildren("table"):
        _order(table)


def _unwrap(cell: HtmlElement) -> None:
    """Paragraphs in a cell become its lines."""
    paragraphs = list(cell.iterchildren("p"))
    for number, one in enumerate(paragraphs):
        if number:
            one.addprevious(lxml.html.Element("br"))
        one.drop_tag()


def _strip(block: HtmlElement) -> None:
    """White space is no more than one blank, and none at the edges."""
    for one in (block, *block.iterdescendants()):
        one.text = re.sub(r"[ \t\r\n]+", " ", one.text) if one.text else one.text
        if one is not block and one.tail:
            one.tail = re.sub(r"[ \t\r\n]+", " ", one.tail)
    block.text = (block.text or "").lstrip()
    if len(block):
        block[-1].tail = (block[-1].tail or "").rstrip()
    else:
        block.text = block.text.rstrip()


def _order(table: HtmlElement) -> None:
    """Head and body as typing gives them."""
    rows = list(table.iter("tr"))
    caption = next(table.iterchildren("caption"), None)
    for left in list(table):
        table.remove(left)
    if caption is not None:
        caption.tail = None
        table.append(caption)
    head = 0
    while head < len(rows) and all(cell.tag == "th" for cell in rows[head]):
        head += 1
    for name, part in (("thead", rows[:head]), ("tbody", rows[head:])):
        if part or name == "tbody":
            section = lxml.html.Element(name)
            section.extend(part)
            table.append(section)
    for number, row in enumerate(rows):
        row.text = row.tail = None
        for cell in row:
            _attributes(cell, "col" if number < head else "row")


def _attributes(cell: HtmlElement, scope: str) -> None:
    """A cell says in one order what it heads and what it spans."""
    spans = {name: cell.get(name) for name in ("colspan", "rowspan") if _span(cell, name) > 1}
    cell.tail = None
    cell.attrib.clear()
    if cell.tag == "th":
        cell.set("scope", scope)
    for name, value in spans.items():
        cell.set(name, str(value))


def _span(cell: HtmlElement, name: str) -> int:
    text = cell.get(name) or "1"
    return int(text) if text.isdigit() else 1


def _lines(body: HtmlElement) -> Iterator[str]:
    if (body.text or "").strip():
        raise _BeyondError
    for block in body:
        if (block.tail or "").strip():
            raise _BeyondError
        if block.tag == "table":
            before = block.getprevious()
            yield from _table(block, apart=before is not None and before.tag == "table")
        else:
            yield from _block(block)


def _block(block: HtmlElement) -> Iterator[str]:
    match block.tag:
        case "p":
            yield _paragraph(block)
        case "h2" | "h3" | "h4" as tag:
            text = _inline(block)
            yield text if heading_of(text) == tag else f"{_MARKS[tag]}{text}"
        case "ul" | "ol" as tag if not block.get("class"):
            yield from (f"{_POINTS[tag]}{_inline(point)}" for point in block)
        case "figure":
            yield _figure(block)
        case _:
            raise _BeyondError


def _paragraph(block: HtmlElement) -> str:
    text, look = _inline(block), block.get("class")
    if look:
        if look not in _LOOKS:
            raise _BeyondError
        return f"{_LOOKS[look]}{text}"
    return f"\\{text}" if text.startswith(STARTS) else text


def _figure(block: HtmlElement) -> str:
    picture = next(block.iterchildren("img"), None)
    caption = next(block.iterchildren("figcaption"), None)
    if picture is None or len(block) > 1 + (caption is not None):
        raise _BeyondError
    words = _picture(picture)
    return f"{words} {_inline(caption)}" if caption is not None else words


def _table(table: HtmlElement, *, apart: bool) -> Iterator[str]:
    """Write a table; ``apart`` is whether a line has to tell it from the one before."""
    head = len(list(table.iterfind("thead/tr")))
    caption = next(table.iterchildren("caption"), None)
    said = _inline(caption) if caption is not None else ""
    side = f" {SIDE}" if table.find("tbody/tr/th") is not None else ""
    if said or side or head != 1 or apart:
        count = f" {head}" if head != 1 else ""
        yield f"【表{count}{side}】{said}"
    grid: dict[tuple[int, int], str] = {}
    rows = list(table.iter("tr"))
    for number, row in enumerate(rows):
        place = 0
        for cell in row:
            while (number, place) in grid:
                place += 1
            place += _fill(grid, cell, number, place)
    width = max((place for _, place in grid), default=0) + 1
    for number in range(len(rows)):
        yield "\t".join(grid.get((number, place), "") for place in range(width))


def _fill(grid: dict[tuple[int, int], str], cell: HtmlElement, number: int, place: int) -> int:
    """Write a cell and what belongs to it; return how many columns it takes."""
    wide, deep = _span(cell, "colspan"), _span(cell, "rowspan")
    if len(grid) + wide * deep > _MOST_CELLS:
        raise _BeyondError
    for down in range(deep):
        for across in range(wide):
            grid[number + down, place + across] = LEFT if across else ABOVE
    grid[number, place] = _inline(cell)
    return wide


def _inline(element: HtmlElement) -> str:
    parts = [_plain(element.text)]
    for one in element:
        parts += [_marked(one), _plain(one.tail)]
    return "".join(parts)


def _marked(one: HtmlElement) -> str:
    match one.tag:
        case "br":
            return BREAK
        case "strong":
            return f"**{_inline(one)}**"
        case "sup":
            return f"^{{{_inline(one)}}}"
        case "sub":
            return f"_{{{_inline(one)}}}"
        case "img":
            return _picture(one)
        case "a" if one.get("href") and not one.get("id"):
            return f"[{_inline(one)}]({one.get('href')})"
        case _:
            raise _BeyondError


def _picture(one: HtmlElement) -> str:
    return f"![{one.get('alt') or ''}]({one.get('src')})"


def _plain(text: str | None) -> str:
    """Return words with a backslash before what would be read as a mark."""
    return _MARKED.sub(lambda found: "".join(f"\\{one}" for one in found[0]), text or "")
