"""What the public knows of assessments: results that are open to it, demonstration sites."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

from gongkai.api import tables
from gongkai.api.answers import json_answer
from gongkai.api.items import Asked
from gongkai.api.problems import ProblemError
from gongkai.assessment.queries.public_results import PublicResult, public_result, public_rounds
from gongkai.assessment.queries.sites.public import PublicSite, public_sites
from gongkai.core.days import day_of
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.site import site
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Grading

_RESULTS: Final = ("考核", "年度", "组织单位", "通报文号", "通报日期", "网址")
_RANKED: Final = ("名次", "单位", "组别", "总分", "等次")
_SITES: Final = ("单位", "级别", "由谁确定", "确定日期", "文号", "表彰次数", "取消日期", "网址")


def results(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the assessments whose results are public, the newest bulletin first."""
    rows = [
        _line(one.key, one.title, one.year, (one.unit.code, one.unit.name), one.bulletin_number, at)
        for one in public_rounds()
        if (at := one.announced_at) is not None
    ]
    return json_answer(request, {"results": rows})


def results_csv(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the assessments whose results are public as CSV."""
    return tables.as_csv(request, "政务公开考核结果", _RESULTS, _result_rows())


def results_xlsx(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the assessments whose results are public as an Excel file."""
    return tables.as_xlsx(request, "政务公开考核结果", _RESULTS, _result_rows())


def _result_rows() -> Iterator[tuple[object, ...]]:
    for one in public_rounds():
        if (at := one.announced_at) is not None:
            number, url = one.bulletin_number, site().base + to.result_of(one.key)
            yield one.title, one.year, one.unit.name, number, day_of(at), url


def result(request: HttpRequest, asked: Asked, round: str) -> HttpResponseBase:  # noqa: A002
    """Answer with one result as its page shows it: no points of single items, nobody's name.

    Raises:
        ProblemError: there is none the public may see.
    """
    found, scheme = (one := _result(round)), one.result.scheme
    organ = (found.organ_code, found.organ)
    return json_answer(
        request,
        {
            **_line(found.key, found.title, found.year, organ, found.number, found.announced_at),
            "changed_at": found.changed_at.isoformat(),
            "corrections": list(found.corrections),
            "sources": [one.title for one in scheme.sources],
            "maximum": None if scheme.grading is Grading.DECIDED else plain(scheme.max),
            "grades": [{"id": one.id, "name": one.title} for one in scheme.grades],
            "units": [_unit(one) for one in found.result.ranked()],
        },
    )


def result_csv(request: HttpRequest, asked: Asked, round: str) -> HttpResponseBase:  # noqa: A002
    """Answer with the units of a result as CSV."""
    found = _result(round)
    return tables.as_csv(request, f"{found.title}结果", _RANKED, _ranked(found))


def result_xlsx(request: HttpRequest, asked: Asked, round: str) -> HttpResponseBase:  # noqa: A002
    """Answer with the units of a result as an Excel file."""
    found = _result(round)
    return tables.as_xlsx(request, f"{found.title}结果", _RANKED, _ranked(found))


def _result(key: str) -> PublicResult:
    found = None if "\0" in key else public_result(key)
    if found is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "没有公开这次考核的结果。结果见 /api/results。")
    return found


def _line(
    key: str, title: str, year: int, organ: tuple[str, str], number: str, at: datetime
) -> dict[str, Any]:
    return {
        "key": key,
        "url": site().base + to.result_of(key),
        "title": title,
        "year": year,
        "organ": {"code": organ[0], "name": organ[1]},
        "bulletin_number": number,
        "announced_on": day_of(at).isoformat(),
    }


def _unit(one: Graded) -> dict[str, Any]:
    unit, total = one.score.unit, one.score.total
    return {
        "id": unit.id,
        "name": unit.name,
        "group": unit.group,
        "rank": one.rank,
        "total": format(total, "f") if total is not None else None,
        "grade": {"id": one.grade.id, "name": one.grade.title} if one.grade is not None else None,
        "exempt": unit.exempt,
    }


def _ranked(found: PublicResult) -> Iterator[tuple[object, ...]]:
    for one in found.result.ranked():
        unit = one.score.unit
        grade = one.grade.title if one.grade is not None else ""
        grade = "免予考核" if unit.exempt else grade
        yield one.rank, unit.name, unit.group, one.score.total, grade


def sites(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the demonstration sites there are and were, each with what was announced."""
    return json_answer(request, {"sites": [_site(one) for one in _sites(asked)]})


def sites_csv(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the demonstration sites as CSV."""
    return tables.as_csv(request, "政务公开示范点", _SITES, map(_site_row, _sites(asked)))


def sites_xlsx(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the demonstration sites as an Excel file."""
    return tables.as_xlsx(request, "政务公开示范点", _SITES, map(_site_row, _sites(asked)))


def _sites(asked: Asked) -> Sequence[PublicSite]:
    return public_sites(asked.get("unit", ""))


def _site(one: PublicSite) -> dict[str, Any]:
    return {
        "unit": {"code": one.unit.code, "name": one.unit.name},
        "url": site().base + to.sites_of(one.unit.code),
        "level": one.level,
        "named_by": one.named_by,
        "named_on": one.on.isoformat(),
        "document_number": one.number,
        "revoked_on": one.ended_on.isoformat() if one.ended_on is not None else None,
        "events": [
            {
                "kind": event.kind,
                "title": event.title,
                "on": event.on.isoformat(),
                "document_number": event.number,
                "text": event.text,
            }
            for event in one.events
        ],
    }


def _site_row(one: PublicSite) -> tuple[object, ...]:
    url = site().base + to.sites_of(one.unit.code)
    return (
        *(one.unit.name, one.level, one.named_by, one.on, one.number),
        *(one.commended, one.ended_on, url),
    )
