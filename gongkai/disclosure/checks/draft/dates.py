"""The dates of a draft beside one another, beside today, and beside the date under the text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from gongkai.disclosure.checks.draft.outline import Outline
from gongkai.disclosure.checks.draft.values import DraftField
from gongkai.disclosure.checks.values import Finding
from gongkai.rules.spelling import chinese_date
from gongkai.rules.text import Grade

_ISSUED, _EFFECTIVE, _EXPIRES = "issued_on", "effective_on", "expires_on"
_SIGNED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII)


def date_findings(fields: Iterable[DraftField], read: Outline, today: date) -> Iterator[Finding]:
    """Yield what cannot be, or is hardly meant: a date still to come, an end before the start."""
    labels = {one.key: one.label for one in fields}
    days = {one.key: day for one in fields if (day := _day(one.value)) is not None}
    issued = days.get(_ISSUED)
    if issued is not None:
        yield from _issued(issued, labels[_ISSUED], today)
        yield from _signed(issued, labels[_ISSUED], read)
    yield from _order(days, labels)


def _issued(issued: date, label: str, today: date) -> Iterator[Finding]:
    if issued > today:
        mend = "核对年份和月份；确实尚未到日期的，说明理由"
        yield _of(label, "date.future", "日期还没有到", Grade.WARN, issued, mend)


def _signed(issued: date, label: str, read: Outline) -> Iterator[Finding]:
    """A date that stands alone in the text is that of the signature."""
    outside = (piece for piece in read.pieces if piece.row is None)
    texts = ("".join(piece.text.split()) for piece in outside)
    alone = [day for text in texts if (day := _written(text)) is not None]
    if alone and issued not in alone:
        mend = f"正文落款写的是{chinese_date(alone[0])}，请核对哪个对"
        yield _of(label, "date.signed", "与正文落款的日期不同", Grade.NOTE, issued, mend)


def _order(days: Mapping[str, date], labels: Mapping[str, str]) -> Iterator[Finding]:
    expires = days.get(_EXPIRES)
    for start in (_EFFECTIVE, _ISSUED):
        if expires is not None and start in days and expires < days[start]:
            title = f"早于{labels[start]}"
            mend = f"{labels[start]}是{chinese_date(days[start])}，请改正其中一个"
            yield _of(labels[_EXPIRES], "date.order", title, Grade.BLOCK, expires, mend)
            return


def _of(label: str, code: str, title: str, grade: Grade, day: date, mend: str) -> Finding:
    return Finding(label, code, title, grade, chinese_date(day), mend)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _written(text: str) -> date | None:
    found = _SIGNED.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found is not None else None
    except ValueError:
        return None
