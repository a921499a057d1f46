"""Words the papers of spot checks share."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from gongkai.reports.official_document import FormCell, FormRow
from gongkai.rules.spelling import chinese_date

CHINA = ZoneInfo("Asia/Shanghai")
DASH = "—"
FOUR = (27, 51, 27, 51)


def minute(at: datetime | None) -> str:
    """Return a moment in local time to the minute: 2026年3月2日15:04."""
    if at is None:
        return DASH
    local = at.astimezone(CHINA)
    return f"{chinese_date(local.date())}{local:%H:%M}"


def wide(label: str, text: str, least: int = 10) -> FormRow:
    """Return a row of one label and one value."""
    cells = (FormCell(text=label, label=True), FormCell(text=text or DASH, span=3))
    return FormRow(cells=cells, least=least)


def pair(one: str, text: str, two: str, other: str) -> FormRow:
    """Return a row of two labels and two values."""
    cells = (
        FormCell(text=one, label=True),
        FormCell(text=text or DASH),
        FormCell(text=two, label=True),
        FormCell(text=other or DASH),
    )
    return FormRow(cells=cells)


def to_sign(*labels: str) -> Iterator[FormRow]:
    """Yield rows that are signed by hand."""
    for label in labels:
        blank = FormCell(text="", span=3, signed="签名：              年    月    日")
        yield FormRow(cells=(FormCell(text=label, label=True), blank), least=18)
