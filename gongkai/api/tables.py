"""A table as a file: CSV sent while it is made, Excel made first."""

from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile

from django.http import HttpRequest, HttpResponseBase

from gongkai.api.answers import from_file, not_modified, streamed
from gongkai.api.items import XLSX, tag_of
from gongkai.reports.register import table_csv, write_table

Rows = Iterable[tuple[object, ...]]


def as_csv(request: HttpRequest, title: str, heads: Sequence[str], rows: Rows) -> HttpResponseBase:
    """Return a table as CSV, or 304 where the caller has it as it stands."""
    tag = tag_of(request)
    return not_modified(request, tag) or streamed(
        table_csv(tuple(heads), _iterated(rows)), "text/csv; charset=utf-8", f"{title}.csv", tag
    )


def as_xlsx(request: HttpRequest, title: str, heads: Sequence[str], rows: Rows) -> HttpResponseBase:
    """Return a table as an Excel file, or 304 where the caller has it as it stands."""
    tag = tag_of(request)
    if current := not_modified(request, tag):
        return current
    file = TemporaryFile()  # noqa: SIM115 - closed by the response that sends it
    write_table(tuple(heads), _iterated(rows), file, title)
    file.seek(0)
    return from_file(file, XLSX, f"{title}.xlsx", tag)


def _iterated(rows: Rows) -> Iterator[tuple[object, ...]]:
    yield from rows
