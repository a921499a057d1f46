"""Counting what people look for, so that the office sees what is missing.

No person, address or time of day is kept. What looks like personal data is not kept at all:
people type names and numbers into search boxes.
"""

from datetime import date
from typing import Final

from django.db import DatabaseError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from gongkai.core.models import SearchedWords
from gongkai.rules.text.personal import find_personal
from gongkai.search import SearchLog

SLOW_MS: Final = 500
"""From how many milliseconds on a search counts as slow."""
_MOST_A_DAY: Final = 2_000
"""Different words kept of one day: no program fills the database by searching."""
_LENGTH: Final = SearchedWords._meta.get_field("words").max_length or 100


def note(log: SearchLog, day: date) -> None:
    """Count a query that found nothing or took long; the others tell the office nothing.

    A full disk or a locked database must not take the answer from the reader.
    """
    words = " ".join(log.query.replace("\x00", "").split())[:_LENGTH]
    slow = log.took_ms >= SLOW_MS
    if not words or (log.total and not slow) or any(find_personal(words)):
        return
    try:
        with transaction.atomic():
            row = SearchedWords.objects.filter(day=day, words=words).first()
            if row is None and SearchedWords.objects.filter(day=day).count() >= _MOST_A_DAY:
                return
            row = row or SearchedWords.objects.get_or_create(day=day, words=words)[0]
            SearchedWords.objects.filter(pk=row.pk).update(
                times=F("times") + 1,
                nothing=F("nothing") + (0 if log.total else 1),
                slowest_ms=Greatest(F("slowest_ms"), int(log.took_ms)),
            )
    except DatabaseError:
        return
