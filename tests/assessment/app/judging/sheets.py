"""Filling a scoring sheet as a person does in Excel."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from gongkai.assessment.models import Round
from gongkai.assessment.scoring_sheet import scoring_sheet, upload_sheet
from gongkai.assessment.scoring_sheet.layout import SHEETS
from gongkai.core.access import Viewer
from gongkai.core.importing import Imported, State

Fill = Callable[[Workbook], None]


def book_of(viewer: Viewer, round_: Round) -> Workbook:
    """Return the book a person downloads."""
    data = scoring_sheet(viewer, round_)
    assert data is not None
    return load_workbook(BytesIO(data))


def column(title: str, key: str) -> int:
    """Return the column of a key."""
    return [one.key for one in SHEETS[title]].index(key) + 1


def rows(book: Workbook, title: str) -> list[dict[str, str]]:
    """Return the rows of a sheet as texts by key."""
    keys = [one.key for one in SHEETS[title]]
    lines = book[title].iter_rows(min_row=2, values_only=True)
    return [
        {key: str(value or "") for key, value in zip(keys, line, strict=False)} for line in lines
    ]


def put(book: Workbook, title: str, where: dict[str, str], **said: Any) -> int:
    """Write into the first row that answers ``where``; return its number."""
    for number, row in enumerate(rows(book, title), start=2):
        if all(row[key] == value for key, value in where.items()):
            for key, value in said.items():
                book[title].cell(number, column(title, key)).value = value
            return number
    raise AssertionError(where)


def saved(book: Workbook) -> bytes:
    """Return the bytes of a book."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sent(book: Workbook, viewer: Viewer, round_: Round, *, dry: bool = False) -> Imported:
    """Upload a book."""
    return upload_sheet(round_, saved(book), "评分表.xlsx", dry=dry, by=viewer)


def wrong(result: Imported) -> dict[str, str]:
    """Return what is wrong, by place."""
    return {line.place: line.message for line in result.of(State.WRONG)}


def counts(result: Imported) -> tuple[int, int, int, int]:
    """Return how many rows were made, changed, left, wrong."""
    order = (State.CREATED, State.CHANGED, State.UNCHANGED, State.WRONG)
    created, changed, same, bad = (len(result.of(state)) for state in order)
    return created, changed, same, bad
