"""Small pieces of HTML: escaped text, tables, badges and bar charts without scripts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from gongkai.rules.grading import Graded
from gongkai.rules.scheme import Grade, Scheme

_TONES = ("good", "fair", "warn")
_FILLS = {
    "good": "#2e7d4f",
    "fair": "#2f6aa3",
    "warn": "#c07a10",
    "bad": "#b93838",
    "none": "#8793a1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart: its name, its length from 0 to 1, and what is written at its end."""

    name: str
    share: Decimal
    text: str
    tone: str = "fair"


def tone(grade: Grade | None, scheme: Scheme) -> str:
    """Return the colour class of a grade: best green, last red, what lies between by its place."""
    if grade is None:
        return "none"
    place = scheme.grades.index(grade)
    if place == len(scheme.grades) - 1 and place:
        return "bad"
    return _TONES[min(place, len(_TONES) - 1)]


def name(text: str) -> str:
    """Return a name as HTML; directions of writing set inside it end with it."""
    return f"<bdi>{escape(text)}</bdi>"


def with_names(text: str, names: Iterable[str]) -> str:
    """Return a sentence as HTML with the names in it set apart, longest first."""
    found = sorted({known for known in names if known and known in text}, key=len, reverse=True)
    if not found:
        return escape(text)
    before, after = text.split(found[0], 1)
    return with_names(before, found) + name(found[0]) + with_names(after, found)


def badge(text: str, kind: str) -> str:
    """Return a badge; the words carry the meaning, the colour only helps."""
    return f'<span class="badge {kind}">{escape(text)}</span>'


def grade_badge(unit: Graded, text: str, scheme: Scheme) -> str:
    """Return the badge of a unit's grade."""
    return badge(text, tone(unit.grade, scheme))


def lines(texts: Iterable[str], kind: str = "remark") -> str:
    """Return each text on a line of its own."""
    return "".join(f'<span class="{kind}">{escape(text)}</span>' for text in texts)


def table(
    titles: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = (),
    caption: str = "",
) -> str:  # fmt: skip
    """Return a table whose cells are HTML; on a phone each row becomes a short list."""
    right = set(numbers)
    head = "".join(
        f'<th scope="col"{_right(index in right)}>{escape(title)}</th>'
        for index, title in enumerate(titles)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td data-label="{escape(titles[index])}"{_right(index in right)}>{cell}</td>'
            for index, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    said = f' aria-label="{escape(caption)}"' if caption else ""
    return f'<table class="stack"{said}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _right(yes: bool) -> str:
    return ' class="num"' if yes else ""


def bar_chart(title: str, bars: Sequence[Bar]) -> str:
    """Return horizontal bars as inline SVG; every value is also written as text."""
    row, width = 34, 240
    # Fourteen units a character, so that names start at the left edge.
    left = 14 * min(max((len(bar.name) for bar in bars), default=4), 10) + 12
    height = row * len(bars) + 6
    spoken = "；".join(f"{bar.name} {bar.text}" for bar in bars)
    parts = []
    for index, bar in enumerate(bars):
        middle = index * row + row // 2 + 3
        length = max(float(bar.share) * width, 2)
        name = bar.name if len(bar.name) <= 10 else bar.name[:9] + "…"
        parts.append(
            f'<text x="{left - 8}" y="{middle + 5}" text-anchor="end" font-size="14" '
            f'fill="#1b2430">{escape(name)}</text>'
            f'<rect x="{left}" y="{middle - 9}" width="{length:.1f}" height="18" rx="2" '
            f'fill="{_FILLS[bar.tone]}"/>'
            f'<text x="{left + length + 6:.1f}" y="{middle + 5}" font-size="14" '
            f'fill="#1b2430">{escape(bar.text)}</text>'
        )
    return (
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<svg viewBox="0 0 {left + width + 60} {height}" role="img" '
        f'aria-label="{escape(f"{title}：{spoken}")}">{"".join(parts)}</svg></figure>'
    )
