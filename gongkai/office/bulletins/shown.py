"""The figures of a month on the screen: sums, groups, units, and the records behind a unit's."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext

from gongkai.assessment.month_figures import MonthFigures, Record, UnitFigures
from gongkai.core.days import day_words
from gongkai.ui import components as ui

Href = Callable[[str], str]
"""From the code of a unit to where the records behind its figures are."""


def sums(figures: MonthFigures) -> ui.Figures:
    """Return the headline figures."""
    none = sum(not one.published for one in figures.units)
    gaps = sum(len(one.gaps) for one in figures.units)
    return ui.Figures(
        (
            ui.Figure(gettext("单位"), len(figures.units), gettext("个")),
            ui.Figure(gettext("发布信息"), figures.total, gettext("条")),
            ui.Figure(gettext("没有发布"), none, gettext("个")),
            ui.Figure(gettext("目录缺项"), gaps, gettext("类")),
        ),
        gettext("截至 %(day)s") % {"day": day_words(date.fromisoformat(figures.as_of))},
    )


def groups(figures: MonthFigures) -> ui.Table | None:
    """Return the groups by place; one group alone is no ranking."""
    lines = figures.groups
    if len(lines) < 2:
        return None
    return ui.Table(
        caption=gettext("分组排名"),
        columns=(
            ui.Column("place", gettext("名次"), numeric=True),
            ui.Column("group", gettext("组别"), header=True),
            ui.Column("units", gettext("单位"), numeric=True),
            ui.Column("total", gettext("发布条数"), numeric=True),
            ui.Column("mean", gettext("平均每单位"), numeric=True),
            ui.Column("none", gettext("没有发布的单位"), numeric=True),
            ui.Column("gaps", gettext("缺项"), numeric=True),
        ),
        rows=tuple(
            ui.Row.of(one.place, one.group, one.units, one.total, one.mean, one.none, one.gaps)
            for one in lines
        ),
        note=gettext("按平均每单位发布条数排名，相同的并列。"),
    )


def units(figures: MonthFigures, href: Href, opens: Callable[[str], bool]) -> ui.Table:
    """Return the units by place; each figure leads to its records, where one may open them."""

    def counted(one: UnitFigures, count: int, part: str) -> ui.Value:
        if not count or not opens(one.code):
            return count
        return ui.Link(str(count), f"{href(one.code)}#{part}")

    return ui.Table(
        caption=gettext("各单位"),
        columns=(
            ui.Column("place", gettext("名次"), numeric=True),
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("group", gettext("组别")),
            ui.Column("total", gettext("发布条数"), numeric=True),
            ui.Column("gaps", gettext("缺项"), numeric=True),
            ui.Column("channels", gettext("其他渠道"), numeric=True),
            ui.Column("work", gettext("指导、交流、培训"), numeric=True),
        ),
        rows=tuple(
            ui.Row.of(
                one.place,
                ui.Link(one.name, href(one.code)) if opens(one.code) else one.name,
                one.group,
                counted(one, len(one.published), "published"),
                counted(one, len(one.gaps), "gaps"),
                counted(one, len(one.channels), "channels"),
                counted(one, len(one.work), "work"),
            )
            for one in figures.units
        ),
        note=gettext("按发布条数排名，相同的并列。点开数字看背后的记录。"),
        empty=gettext("这个范围里没有单位。"),
    )


def categories(figures: MonthFigures) -> ui.Table:
    """Return the categories in which anything was published."""
    return ui.Table(
        caption=gettext("公开目录"),
        columns=(
            ui.Column("title", gettext("类目"), header=True),
            ui.Column("total", gettext("条数"), numeric=True),
            ui.Column("units", gettext("涉及单位"), numeric=True),
        ),
        rows=tuple(
            ui.Row.of(figures.titles.get(one.category, one.category), one.total, one.units)
            for one in figures.categories
        ),
        empty=gettext("这个月没有发布信息。"),
    )


def records(figures: MonthFigures, one: UnitFigures) -> tuple[ui.Section, ...]:
    """Return what is behind the figures of one unit, each kind under its heading."""
    work = {
        "visit": gettext("现场指导、检查"),
        "exchange": gettext("座谈交流"),
        "training": gettext("培训"),
    }
    return (
        ui.Section(
            "published",
            gettext("发布的信息（%(count)s 条）") % {"count": len(one.published)},
            _table(
                gettext("发布的信息"),
                [(item, figures.titles.get(item.about, item.about)) for item in one.published],
            ),
        ),
        ui.Section(
            "gaps",
            gettext("目录缺项（%(gaps)s 类，应公开 %(required)s 类）")
            % {"gaps": len(one.gaps), "required": one.required},
            ui.Entries(one.gaps) if one.gaps else gettext("没有缺项。"),
        ),
        ui.Section(
            "channels",
            gettext("其他渠道（%(count)s 次）") % {"count": len(one.channels)},
            _table(gettext("其他渠道"), [(item, item.about) for item in one.channels]),
        ),
        ui.Section(
            "work",
            gettext("指导、交流、培训（%(count)s 次）") % {"count": len(one.work)},
            _table(
                gettext("指导、交流、培训"),
                [(item, work.get(item.about, item.about)) for item in one.work],
            ),
        ),
    )


def _table(caption: str, rows: list[tuple[Record, str]]) -> ui.Table:
    return ui.Table(
        caption=caption,
        columns=(
            ui.Column("title", gettext("名称"), header=True),
            ui.Column("about", gettext("类别")),
            ui.Column("on", gettext("日期"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(one.title, f"/item/{one.key}/") if one.key else one.title, about, one.on
            )
            for one, about in rows
        ),
        caption_hidden=True,
        empty=gettext("没有记录。"),
    )
