"""Counting what people look for, so that the office sees what is missing.

No person, address or time of day is kept. What looks like personal data is not kept at all:
people type names and numbers into search boxes.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import DatabaseError, transaction
from django.db.models import F, Max, Sum
from django.db.models.functions import Greatest

from gongkai.core.access import Viewer
from gongkai.portal.models import SearchedWords
from gongkai.rules.text.personal import find_personal
from gongkai.search import SearchLog

SLOW_MS: Final = 500
_LENGTH: Final = SearchedWords._meta.get_field("words").max_length or 100


def note(log: SearchLog, day: date) -> None:
    """Count a query that found nothing or took long; the others tell the office nothing.

    A full disk or a locked database must not take the answer from the reader.
    """
    words = " ".join(log.query.split())[:_LENGTH]
    slow = log.took_ms >= SLOW_MS
    if not words or (log.total and not slow) or any(find_personal(words)):
        return
    try:
        with transaction.atomic():
            row, _ = SearchedWords.objects.get_or_create(day=day, words=words)
            SearchedWords.objects.filter(pk=row.pk).update(
                times=F("times") + 1,
                nothing=F("nothing") + (0 if log.total else 1),
                slowest_ms=Greatest(F("slowest_ms"), int(log.took_ms)),
            )
    except DatabaseError:
        return


@dataclass(frozen=True, slots=True)
class Searched:
    """A query of a period: how often it was asked, and how often in vain."""

    words: str
    asked: int
    in_vain: int
    slowest_ms: int


def searched(viewer: Viewer, since: date, until: date) -> tuple[Searched, ...]:
    """Return the queries of a period, those most often in vain first."""
    viewer.require("search.report")
    found = (
        SearchedWords.objects.filter(day__gte=since, day__lte=until)
        .values("words")
        .annotate(asked=Sum("times"), in_vain=Sum("nothing"), slowest=Max("slowest_ms"))
        .order_by("-in_vain", "-asked", "words")
    )
    return tuple(
        Searched(one["words"], one["asked"], one["in_vain"], one["slowest"]) for one in found
    )
