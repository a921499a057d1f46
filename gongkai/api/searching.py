"""Search: the same answers as the search page gives."""

from collections.abc import Iterable, Mapping
from datetime import date
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from gongkai.api.answers import json_answer
from gongkai.api.problems import ProblemError
from gongkai.disclosure.open_data.site import site
from gongkai.search import (
    PUBLIC,
    FacetValue,
    Filters,
    Hit,
    Index,
    IndexUnusableError,
    Results,
    Segment,
    Sort,
    Validity,
    search,
)

Asked = Mapping[str, Any]
DEFAULT_SIZE: Final = 20


def find(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer a search among what is public.

    Raises:
        ProblemError: the index is being made or is damaged; later it answers again.
    """
    try:
        results = search(
            Index.open(settings.GONGKAI_SEARCH),
            asked.get("q", ""),
            levels=(PUBLIC,),
            filters=_filters(asked),
            sort=asked.get("sort", Sort.RELEVANCE),
            page=asked.get("page", 1),
            size=asked.get("size", DEFAULT_SIZE),
        )
    except IndexUnusableError as error:
        words = "检索正在维护，请稍后再试。"
        raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, words) from error
    return json_answer(request, _told(results))


def _filters(asked: Asked) -> Filters:
    one = {name: frozenset({asked[name]}) for name in ("column", "unit", "type") if name in asked}
    return Filters(
        columns=one.get("column", frozenset()),
        within=one.get("unit", frozenset()),
        kinds=one.get("type", frozenset()),
        years=frozenset({asked["year"]} if "year" in asked else ()),
        validity=_validity(asked.get("validity", "")),
        published_from=asked.get("from"),
        published_to=asked.get("to"),
    )


def _validity(value: str) -> frozenset[Validity] | None:
    if value == "all":
        return frozenset(Validity)
    return frozenset({Validity(value)}) if value else None


def _told(results: Results) -> dict[str, Any]:
    facets = results.facets
    return {
        "q": results.query,
        "total": results.total,
        "page": results.page,
        "pages": results.pages,
        "left_out_as_ended": results.ended,
        "suggestion": results.suggestion or None,
        "hits": [_hit(one) for one in results.hits],
        "facets": {
            "column": _facet(facets.columns),
            "unit": _facet(facets.units),
            "type": _facet(facets.kinds),
            "year": _facet(facets.years),
            "validity": _facet(facets.validity),
        },
    }


def _hit(hit: Hit) -> dict[str, Any]:
    found = hit.document
    return {
        "key": found.id,
        "url": site().base + found.url,
        "title": found.title,
        "title_parts": _parts(hit.title),
        "excerpt_parts": _parts(hit.snippet),
        "unit": {"code": found.unit.id, "name": found.unit.name},
        "document_number": found.number,
        "issued_on": _iso(found.issued_on),
        "published_on": found.published_on.isoformat(),
        "validity": found.validity.value,
    }


def _parts(segments: Iterable[Segment]) -> list[dict[str, Any]]:
    return [{"text": one.text, "marked": one.marked} for one in segments]


def _facet(values: Iterable[FacetValue]) -> list[dict[str, Any]]:
    return [{"id": one.key, "name": one.name, "count": one.count} for one in values]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
