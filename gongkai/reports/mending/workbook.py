"""Problems, measures and who answers (三单) of an order as a workbook, one sheet each."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border

from gongkai.policy.workbook.styling import TITLE, Value, cell_at, put
from gongkai.reports.assessment.sheet_tables import table
from gongkai.reports.mending.values import OrderPaper, PaperLine

_MIDDLE = Alignment(vertical="center")


def lists_workbook(paper: OrderPaper) -> bytes:
    """Return the three lists as ``.xlsx``."""
    book = Workbook()
    first = book.worksheets[0]
    for title, heads, widths, rows in _sheets(paper.lines):
        sheet = first if title == "问题清单" else book.create_sheet()
        sheet.title = title
        table(sheet, heads, widths, rows, top=2, freeze="B3", centred=(1,), technical=0)
        put(cell_at(sheet, 1, 1), f"{paper.unit}：{paper.title}", font=TITLE, align=_MIDDLE)
        cell_at(sheet, 1, 1).border = Border()
        sheet.row_dimensions[1].height = 28
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _sheets(
    lines: Sequence[PaperLine],
) -> tuple[tuple[str, list[str], list[int], list[list[Value]]], ...]:
    return (
        (
            "问题清单",
            ["序号", "问题", "依据"],
            [8, 70, 40],
            _numbered([[one.problem, one.clause] for one in lines]),
        ),
        (
            "措施清单",
            ["序号", "问题", "整改措施", "计划完成", "整改结果"],
            [8, 50, 50, 16, 50],
            _numbered(
                [[one.problem, one.measure, _day(one.planned_on), one.result] for one in lines]
            ),
        ),
        (
            "责任清单",
            ["序号", "问题", "责任人", "完成日期", "材料", "核查"],
            [8, 50, 18, 16, 40, 18],
            _numbered(
                [
                    [
                        one.problem,
                        one.responsible,
                        _day(one.done_on),
                        "、".join(one.files),
                        one.checked,
                    ]
                    for one in lines
                ]
            ),
        ),
    )


def _numbered(rows: list[list[Value]]) -> list[list[Value]]:
    return [[number, *row] for number, row in enumerate(rows, start=1)]


def _day(on: date | None) -> str:
    return on.isoformat() if on is not None else ""
