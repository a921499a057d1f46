"""What people looked for in vain or waited for, as the office sees it."""

from django.db.models import F, Max, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from gongkai.core.access import Viewer
from gongkai.core.models import SearchedWords


def searched(viewer: Viewer) -> QuerySet[SearchedWords]:
    """Return one row for each query, none to those who may not see the report.

    Narrowing it by ``day`` narrows what is counted. Each row has ``asked`` (times it was noted),
    ``in_vain`` (of them without any result), ``slowest`` (milliseconds) and ``last_day``.
    """
    if not viewer.may("search.report"):
        return SearchedWords.objects.none()
    alike = F("words")
    return SearchedWords.objects.annotate(
        asked=Window(Sum("times"), partition_by=alike),
        in_vain=Window(Sum("nothing"), partition_by=alike),
        slowest=Window(Max("slowest_ms"), partition_by=alike),
        last_day=Window(Max("day"), partition_by=alike),
        place=Window(RowNumber(), partition_by=alike, order_by=[F("day").desc(), F("pk").desc()]),
    ).filter(place=1)
