"""Items: the list in pieces, one item, what was taken down, and the list as a file."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from http import HTTPStatus
from tempfile import TemporaryFile
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.http import urlencode

from gongkai.api.answers import from_file, json_answer, not_modified, streamed
from gongkai.api.parameters import Cursor
from gongkai.api.problems import ProblemError, bad
from gongkai.core import audit
from gongkai.core.access import viewer
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.columns import held_by
from gongkai.disclosure.open_data.facts import public_item
from gongkai.disclosure.open_data.reading import Row, every_row, longer_than, sliced
from gongkai.disclosure.open_data.site import site
from gongkai.disclosure.open_data.twin import line, twin
from gongkai.disclosure.open_data.units import unit_named
from gongkai.disclosure.queries.listed import ZONE, Where
from gongkai.disclosure.queries.open_list import Order, Position, Wanted, removals
from gongkai.disclosure.queries.published import public_page
from gongkai.disclosure.rulebook import pack
from gongkai.reports.register import RegisterEntry, csv_chunks, jsonl_chunks, write_workbook

Asked = Mapping[str, Any]
DEFAULT_LIMIT: Final = 50
MOST_IN_A_WORKBOOK: Final = 50_000
"""Rows of one Excel file: a workbook is made before it is sent, and nobody should wait for more."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS: Final = {Order.PUBLISHED: "p", Order.UPDATED: "u"}


def today(request: HttpRequest) -> date:
    """Return the day of a request in Shanghai."""
    return viewer(request).at.astimezone(ZONE).date()


def items(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the next items of a list."""
    wanted = _wanted(asked)
    size = asked.get("limit", DEFAULT_LIMIT)
    found = sliced(wanted, today(request), after(asked, _KINDS[wanted.order]), size)
    last = Cursor(_KINDS[wanted.order], found.rows[-1].position) if found.more else None
    return json_answer(
        request,
        {"items": [line(row.line) for row in found.rows], **following(request, last)},
    )


def item(request: HttpRequest, asked: Asked, key: str) -> HttpResponseBase:
    """Answer with one item, the same as the JSON beside its page.

    Raises:
        ProblemError: there is none, or it is no longer shown; the answer then says what its page
            says.
    """
    page = None if "\0" in key else public_page(key)
    if page is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "没有这条信息。请核对编号。")
    if page.edition is None:
        words = page.notice or "这条信息已不再公开。"
        if page.redirect_key:
            words = f"这条信息已移至 {site().base}{to.item(page.redirect_key)}。"
        raise ProblemError(HTTPStatus.GONE, words)
    return json_answer(request, twin(public_item(page, today(request))))


def removed(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the keys of what is no longer shown, so that copies elsewhere are removed too."""
    size = asked.get("limit", DEFAULT_LIMIT)
    found = removals(asked.get("since"), after(asked, "r"), size + 1)
    last = Cursor("r", found[size - 1].position) if len(found) > size else None
    rows = [
        {
            "key": one.key,
            "url": site().base + to.item(one.key),
            "status": one.status.value,
            "at": one.at.isoformat(),
            "moved_to": site().base + to.item(one.redirect_key) if one.redirect_key else None,
        }
        for one in found[:size]
    ]
    return json_answer(request, {"items": rows, **following(request, last)})


def as_csv(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the whole list as CSV."""
    tag = tag_of(request)
    chunks = csv_chunks(_entries(request, asked))
    return not_modified(request, tag) or streamed(
        chunks, "text/csv; charset=utf-8", "公开信息.csv", tag
    )


def as_jsonl(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the whole list as JSON Lines."""
    tag = tag_of(request)
    chunks = jsonl_chunks(_entries(request, asked))
    return not_modified(request, tag) or streamed(
        chunks, "application/jsonl", "公开信息.jsonl", tag
    )


def as_xlsx(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the whole list as an Excel file.

    Raises:
        ProblemError: it is longer than ``MOST_IN_A_WORKBOOK``.
    """
    tag = tag_of(request)
    if current := not_modified(request, tag):
        return current
    if longer_than(MOST_IN_A_WORKBOOK, _wanted(asked), today(request)):
        words = f"超过 {MOST_IN_A_WORKBOOK} 条，不能做成一个 Excel 文件。请缩小范围，或下载 CSV。"
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, words)
    file = TemporaryFile()  # noqa: SIM115 - closed by the response that sends it
    write_workbook(_entries(request, asked), file, "公开信息")
    file.seek(0)
    return from_file(file, XLSX, "公开信息.xlsx", tag)


def _entries(request: HttpRequest, asked: Asked) -> Iterator[RegisterEntry]:
    return (_entry(row) for row in every_row(_wanted(asked), today(request)))


def _entry(row: Row) -> RegisterEntry:
    one = row.line
    return RegisterEntry(
        unit=one.unit.name,
        url=site().base + one.href,
        title=one.title,
        issued_on=one.issued_on,
        published_on=one.published_at.date(),
        document_number=one.number,
        index_number=one.index_number,
        category=one.column.name,
        content_type=one.kind,
        validity=one.validity.label,
        effective_on=row.effective_on,
        expires_on=row.expires_on,
    )


def _wanted(asked: Asked) -> Wanted:
    column = held_by(pack().node(asked["column"])) if "column" in asked else Where()
    unit = unit_named(asked["unit"]) if "unit" in asked else None
    return Wanted(
        where=Where(unit.path if unit else "", column.categories, column.content_types),
        content_type=asked.get("type", ""),
        year=asked.get("year"),
        month=asked.get("month"),
        updated_since=asked.get("updated_since"),
        validity=asked.get("validity"),
        order=asked.get("order", Order.PUBLISHED),
    )


def after(asked: Asked, kind: str) -> Position | None:
    """Return where a list is to go on; raises ``ProblemError`` for the cursor of another order."""
    cursor = asked.get("cursor")
    if cursor is None:
        return None
    if cursor.kind != kind:
        raise bad("cursor", "它属于另一种排序的列表。请从头开始，或用原来的排序。")
    position: Position = cursor.position
    return position


def following(request: HttpRequest, last: Cursor | None) -> dict[str, str | None]:
    """The cursor of the next piece, and the address that asks for it."""
    if last is None:
        return {"next": None, "next_url": None}
    query = {**request.GET.dict(), "cursor": str(last)}
    return {"next": str(last), "next_url": f"{site().base}{request.path}?{urlencode(query)}"}


def tag_of(request: HttpRequest) -> str:
    """The version of a file that is not made yet: of all that has ever been done, on this day.

    Whatever changes the public list leaves an event, so the same last event and day mean the same
    list.
    """
    version = f"{audit.head()}|{today(request)}|{pack().hash}|{request.get_full_path()}"
    return f'W/"{hashlib.sha256(version.encode()).hexdigest()[:32]}"'
