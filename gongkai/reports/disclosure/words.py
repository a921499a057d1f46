"""Words that all papers of disclosure share: masked texts, days, minutes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from gongkai.rules.spelling import chinese_date
from gongkai.rules.text import mask_personal

CHINA = ZoneInfo("Asia/Shanghai")
DASH = "—"


def safe(text: str) -> str:
    """Return a text as a paper may show it: one line, personal data masked."""
    return mask_personal(" ".join(text.split()))


def day_text(day: date | None, missing: str = DASH) -> str:
    """Return a day as documents write it."""
    return chinese_date(day) if day else missing


def minute_text(at: datetime | None, missing: str = DASH) -> str:
    """Return a moment in local time to the minute: 2026年3月2日15:04."""
    if at is None:
        return missing
    local = at.astimezone(CHINA)
    return f"{chinese_date(local.date())}{local:%H:%M}"
