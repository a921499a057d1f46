"""Duties seen otherwise: a month of them, and how each unit stands."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.days import day_of, day_words
from gongkai.disclosure import rulebook
from gongkai.disclosure.queries.duties import Duties, duties
from gongkai.office.disclosure.duties import ALL, frame
from gongkai.office.disclosure.duty_bulletin import bulletin_form
from gongkai.rules.obligations import Duty, DutyState, UnitSummary
from gongkai.ui import components as ui
from gongkai.ui.access import requires


@requires("disclosure.view")
def month(request: HttpRequest) -> HttpResponse:
    """Show a month as a table of weeks: on each day how much is due, and how it stands."""
    asker = viewer(request)
    today = day_of(asker.at)
    first = _month(str(request.GET.get("month", "")), today)
    after = _next(first)
    found = duties(
        asker,
        as_of=today,
        since=date(first.year, 1, 1) if first.year < today.year else None,
        through=max(after - timedelta(days=1), today),
    )
    by_day: defaultdict[date, list[Duty]] = defaultdict(list)
    for one in found.duties:
        if first <= one.due_on < after:
            by_day[one.due_on].append(one)
    context = {
        **frame(request, "duties-month"),
        "heading": gettext("%(year)s 年 %(month)s 月到期的公开任务")
        % {"year": first.year, "month": first.month},
        "lead": gettext("本月共 %(count)s 项到期。") % {"count": sum(map(len, by_day.values()))},
        "table": _weeks(first, by_day),
        "before": _link(_previous(first), today),
        "after": _link(after, today),
    }
    return render(request, "disclosure/duties_month.html", context)


def _month(text: str, today: date) -> date:
    """Return the first day of the month asked for; of this month where it is none."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return asked if _is_shown(asked, today) else today.replace(day=1)


def _is_shown(first: date, today: date) -> bool:
    """From the year before to the year after: further away no duty can be reckoned."""
    return abs(first.year - today.year) <= 1


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _previous(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def _link(first: date, today: date) -> ui.Link | None:
    if not _is_shown(first, today):
        return None
    text = gettext("%(year)s 年 %(month)s 月") % {"year": first.year, "month": first.month}
    return ui.Link(text, f"?month={first:%Y-%m}")


def _weeks(first: date, by_day: Mapping[date, list[Duty]]) -> ui.Table:
    names = ("一", "二", "三", "四", "五", "六", "日")
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return ui.Table(
        caption=gettext("%(year)s 年 %(month)s 月") % {"year": first.year, "month": first.month},
        columns=(
            ui.Column("week", gettext("周"), header=True, nowrap=True),
            *(ui.Column(name, gettext("周%(day)s") % {"day": name}) for name in names),
        ),
        rows=tuple(
            ui.Row(
                (
                    gettext("第 %(number)s 周") % {"number": number},
                    *(_day(day, by_day) if day.month == first.month else "" for day in week),
                )
            )
            for number, week in enumerate(weeks, start=1)
        ),
        caption_hidden=True,
    )


def _day(day: date, by_day: Mapping[date, list[Duty]]) -> ui.Value:
    calendar = rulebook.national().calendar
    rest = "" if calendar.is_working(day).working else gettext("休")
    label = f"{day.day}{f'（{rest}）' if rest else ''}"
    found = by_day.get(day, [])
    if not found:
        return label
    href = f"{reverse('duties')}?state={ALL}&due_from={day}&due_to={day}"
    link = ui.Link(gettext("%(count)s 项到期") % {"count": len(found)}, href)
    return ui.Stack((label, link, *_counted(found)))


def _counted(found: list[Duty]) -> tuple[ui.Badge, ...]:
    overdue = sum(one.state is DutyState.OVERDUE for one in found)
    waiting = sum(one.state.open for one in found) - overdue
    badges = []
    if overdue:
        badges.append(ui.Badge(gettext("逾期 %(count)s") % {"count": overdue}, ui.Tone.BAD))
    if waiting:
        badges.append(ui.Badge(gettext("待办 %(count)s") % {"count": waiting}, ui.Tone.WARN))
    return tuple(badges)


@requires("disclosure.oversee")
def by_unit(request: HttpRequest) -> HttpResponse:
    """Show how each unit stands this year: on time, late, missed."""
    asker = viewer(request)
    today = day_of(asker.at)
    found = duties(asker, as_of=today)
    context = {
        **frame(request, "duties-units"),
        "lead": gettext("%(year)s 年，截至 %(day)s。按时率是按时公开的占已有结果的。")
        % {"year": today.year, "day": day_words(today)},
        "table": _units(found),
        "bulletin": bulletin_form(),
    }
    return render(request, "disclosure/duties_units.html", context)


def _units(found: Duties) -> ui.Table:
    counted = found.summaries
    ordered = sorted(
        (counted.get(pk, UnitSummary(pk)) for pk in found.units),
        key=lambda one: (-one.missed, -one.late, found.units[one.unit].path),
    )
    titles = (
        gettext("按时"),
        gettext("逾期后公开"),
        gettext("已逾期"),
        gettext("即将到期"),
        gettext("待公开"),
        gettext("无需公开"),
        gettext("按时率"),
    )
    return ui.Table(
        caption=gettext("各单位公开任务"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            *(ui.Column(f"n{n}", title, numeric=True) for n, title in enumerate(titles)),
        ),
        rows=tuple(_unit_row(found, one) for one in ordered),
        empty=gettext("没有承担公开任务的单位。"),
        caption_hidden=True,
    )


def _unit_row(found: Duties, one: UnitSummary) -> ui.Row:
    href = f"{reverse('duties')}?unit={one.unit}"
    share = (
        (Decimal(one.on_time * 100) / one.judged).quantize(Decimal("0.1"), ROUND_HALF_UP)
        if one.judged
        else None
    )
    return ui.Row.of(
        ui.Link(found.units[one.unit].label, href),
        one.on_time,
        one.late,
        ui.Badge(str(one.missed), ui.Tone.BAD) if one.missed else 0,
        one.warning,
        one.due,
        one.exempt,
        f"{share}%" if share is not None else None,
    )
