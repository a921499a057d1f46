"""The tables of a bulletin as ``.xlsx``: units, groups, categories, gaps, and every record."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

from gongkai.assessment.month_figures import MonthFigures
from gongkai.policy.workbook.styling import Value
from gongkai.reports.assessment.sheet_tables import table
from gongkai.reports.bulletins.values import BulletinPaper

Sheet = tuple[str, Sequence[str], Sequence[int], Sequence[Sequence[Value]]]


def bulletin_workbook(paper: BulletinPaper) -> bytes:
    """Return the workbook; every sheet begins with its header."""
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    sheets = (_units, _groups, _categories, _gaps, _items, _records)
    for name, titles, widths, rows in (make(paper.figures) for make in sheets):
        table(book.create_sheet(name), titles, widths, rows)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _units(figures: MonthFigures) -> Sheet:
    return (
        "单位",
        ("名次", "单位", "组别", "发布条数", "应公开类目", "缺项", "现场指导", "座谈交流", "培训"),
        (8, 30, 18, 12, 12, 10, 12, 12, 10),
        [
            (
                one.place,
                one.name,
                one.group,
                len(one.published),
                one.required,
                len(one.gaps),
                one.worked("visit"),
                one.worked("exchange"),
                one.worked("training"),
            )
            for one in figures.units
        ],
    )


def _groups(figures: MonthFigures) -> Sheet:
    return (
        "组别",
        ("名次", "组别", "单位数", "发布条数", "平均每单位", "未发布单位", "缺项"),
        (8, 24, 10, 12, 12, 12, 10),
        [
            (one.place, one.group, one.units, one.total, one.mean, one.none, one.gaps)
            for one in figures.groups
        ],
    )


def _categories(figures: MonthFigures) -> Sheet:
    return (
        "公开目录",
        ("类目", "条数", "涉及单位"),
        (40, 10, 12),
        [
            (figures.titles.get(one.category, one.category), one.total, one.units)
            for one in figures.categories
        ],
    )


def _gaps(figures: MonthFigures) -> Sheet:
    return (
        "缺项",
        ("单位", "尚无内容的类目"),
        (30, 60),
        [(one.name, gap) for one in figures.units for gap in one.gaps],
    )


def _items(figures: MonthFigures) -> Sheet:
    return (
        "发布明细",
        ("单位", "标题", "类目", "发布日期", "编号"),
        (30, 60, 24, 14, 20),
        [
            (one.name, item.title, figures.titles.get(item.about, item.about), item.on, item.key)
            for one in figures.units
            for item in one.published
        ],
    )


def _records(figures: MonthFigures) -> Sheet:
    return (
        "渠道明细",
        ("单位", "渠道", "内容", "日期", "数量"),
        (30, 20, 60, 14, 10),
        [
            (one.name, record.about, record.title, record.on, record.count)
            for one in figures.units
            for record in one.channels
        ],
    )
