"""Small pieces of the web page: escaped text, tables, bars drawn as SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Final

# The chart is drawn at the width of a phone, so that its text is never scaled down.
_WIDTH: Final = 360
_ROW: Final = 24
_LEFT, _RIGHT = 46, 96
_LOW: Final = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Markup:
    """Text that is HTML already; everything else is escaped."""

    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its label, the share it shows (None: nothing to show), and its words."""

    label: str
    share: Decimal | None
    words: str


Cell = str | Markup


def html(value: Cell) -> str:
    """Give a cell's HTML."""
    return value.text if isinstance(value, Markup) else escape(value)


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    numeric: frozenset[int],
    caption: str,
    owner: str = "",
) -> str:
    """Give a table whose columns in `numeric` stand right; the first cell of a row is its head.

    `owner` makes the name of the scrolling region its own where a page has several such tables.
    """

    def kind(index: int) -> str:
        return ' class="n"' if index in numeric else ""

    head = "".join(f'<th scope="col"{kind(i)}>{escape(name)}</th>' for i, name in enumerate(heads))
    body = []
    for row in rows:
        first = f'<th scope="row"{kind(0)}>{html(row[0])}</th>'
        rest = "".join(f"<td{kind(i)}>{html(cell)}</td>" for i, cell in enumerate(row[1:], start=1))
        body.append(f"<tr>{first}{rest}</tr>")
    title = f"<caption>{escape(caption)}</caption>"
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(owner + caption)}">'
        f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def bars(title: str, entries: Sequence[Bar]) -> str:
    """Draw horizontal bars from 0 to 100 %; the words beside each say what the bar shows."""
    height = _ROW * len(entries) + 4
    room = _WIDTH - _LEFT - _RIGHT
    parts = [_bar(entry, index * _ROW + 4, room) for index, entry in enumerate(entries)]
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _bar(entry: Bar, top: int, room: int) -> str:
    length = (entry.share or Decimal(0)) * room
    low = " low" if entry.share is not None and entry.share < _LOW else ""
    box = f'x="{_LEFT}" y="{top + 2}" height="15" rx="2"'
    return (
        f'<text x="{_LEFT - 8}" y="{top + 14}" text-anchor="end">{escape(entry.label)}</text>'
        f'<rect class="track" {box} width="{room}"/>'
        f'<rect class="bar{low}" {box} width="{length:.1f}"/>'
        f'<text class="soft" x="{_WIDTH - _RIGHT + 6}" y="{top + 14}">{escape(entry.words)}</text>'
    )
