"""Duties: what units must open by when, as a list, a month and a summary; none is stored."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.core.access import Viewer, viewer
from gongkai.core.days import day_of, day_words
from gongkai.core.models import Unit
from gongkai.disclosure.queries.duties import Duties, duties, units_with_duties
from gongkai.office.disclosure.duty_order import ordered, sort_of
from gongkai.office.disclosure.duty_parts import duties_table, duty_title
from gongkai.office.disclosure.sections import sections
from gongkai.office.disclosure.words import category_choices
from gongkai.office.lists.exporting import FORMATS, file_of
from gongkai.office.posting import day_or_none, number
from gongkai.rules.obligations import Duty, DutyState
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.known import in_language

PAGE_SIZE = 25
OPEN = "open"
ALL = "all"


@requires("disclosure.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List the duties that fit the filters as sorted; without any filter, the open ones."""
    asker, query = viewer(request), request.GET
    today = day_of(asker.at)
    units = units_with_duties(asker, today)
    found = _found(asker, today, query, units)
    sort = sort_of(query)
    fitting = ordered((one for one in found.duties if _fits(one, query)), sort, found.units)
    if query.get("export", "") in FORMATS:
        return _file(found, fitting, str(query["export"]), today)
    pages = max(-(-len(fitting) // PAGE_SIZE), 1)
    page = min(max(number(query.get("page", "")), 1), pages)
    shown = fitting[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    context = {
        **frame(request, "duties"),
        "lead": gettext("截至 %(day)s。任务由公开时限规则和已公开的内容算出，公开了就自动完成。")
        % {"day": day_words(today)},
        "filters": _filters(query, units, len(fitting)),
        "table": duties_table(asker, found, shown, sort),
        "pagination": ui.Pagination(page, pages, len(fitting), query),
        "exports": tuple(
            ui.Link(title, ui.link_with(query, drop=("page",), export=kind))
            for kind, title in (("xlsx", gettext("导出 Excel")), ("csv", gettext("导出 CSV")))
        ),
        "bare": not units,
    }
    return render(request, "disclosure/duties.html", context)


def _file(found: Duties, duties_: list[Duty], kind: str, today: date) -> HttpResponseBase:
    """Return the duties that fit the filters as a file, with the rule that asks for each."""
    titles = [
        gettext("要公开什么"),
        gettext("单位"),
        gettext("公开时限规则"),
        gettext("最迟公开"),
        gettext("状态"),
        gettext("公开日期"),
    ]
    rows = (
        (
            duty_title(one),
            found.units[one.unit].name,
            one.rule.title if one.rule is not None else gettext("年度公开计划"),
            one.due_on,
            in_language(one.state.label),
            one.met_on,
        )
        for one in duties_
    )
    return file_of(gettext("公开任务"), titles, rows, kind, today)


def frame(request: HttpRequest, current: str) -> dict[str, object]:
    """Return what the three views of duties share: the tabs."""
    views = [("duties", gettext("列表")), ("duties-month", gettext("月历"))]
    if viewer(request).may("disclosure.oversee"):
        views.append(("duties-units", gettext("各单位")))
    tabs = tuple(ui.Tab(title, reverse(name), current=name == current) for name, title in views)
    return {
        "sections": sections(request, "duties"),
        "views": ui.Tabs(gettext("公开任务的看法"), tabs),
    }


def _found(asker: Viewer, today: date, query: ui.Query, units: dict[int, Unit]) -> Duties:
    """Return the duties of the unit asked for, or of all; looking as far ahead as is asked."""
    unit = number(str(query.get("unit", "")))
    until = day_or_none(str(query.get("due_to", "")))
    since = day_or_none(str(query.get("due_from", "")))
    first, last = date(today.year - 1, 1, 1), date(today.year + 1, 12, 31)
    return duties(
        asker,
        as_of=today,
        since=max(date(since.year, 1, 1), first) if since and since.year < today.year else None,
        through=min(until, last) if until and until > today else None,
        unit_ids=[unit] if unit in units else None,
    )


def _fits(duty: Duty, query: ui.Query) -> bool:
    state = str(query.get("state", "")) or OPEN
    if state == OPEN and not duty.state.open:
        return False
    if state in set(DutyState) and duty.state != state:
        return False
    category = str(query.get("category", ""))
    if category and duty.category != category:
        return False
    first = day_or_none(str(query.get("due_from", "")))
    last = day_or_none(str(query.get("due_to", "")))
    return (first is None or duty.due_on >= first) and (last is None or duty.due_on <= last)


def _filters(query: ui.Query, units: dict[int, Unit], total: int) -> ui.FilterBar:
    fields = (
        _select(query, "state", gettext("状态"), _states(), OPEN),
        _select(query, "unit", gettext("单位"), _unit_options(units)),
        _select(query, "category", gettext("类别"), _categories()),
        *(
            ui.Field(name, title, ui.FieldKind.DATE, _given(query, name))
            for name, title in (
                ("due_from", gettext("最迟公开从")),
                ("due_to", gettext("最迟公开到")),
            )
        ),
    )
    return ui.FilterBar.over(query, fields, result=gettext("共 %(total)s 条") % {"total": total})


def _given(query: ui.Query, name: str) -> tuple[str, ...]:
    value = str(query.get(name, ""))
    return (value,) if day_or_none(value) is not None else ()


def _select(
    query: ui.Query, name: str, label: str, options: Iterator[ui.Option], usual: str = ""
) -> ui.Field:
    known = tuple(options)
    asked = str(query.get(name, ""))
    chosen = asked if any(one.value == asked for one in known) else usual
    return ui.Field(name, label, ui.FieldKind.SELECT, (chosen,) if chosen else (), known)


def _states() -> Iterator[ui.Option]:
    yield ui.Option(OPEN, gettext("待办（含逾期）"))
    yield ui.Option(ALL, gettext("全部"))
    yield from (ui.Option(one.value, in_language(one.label)) for one in DutyState)


def _unit_options(units: dict[int, Unit]) -> Iterator[ui.Option]:
    yield ui.Option("", gettext("全部"))
    yield from (ui.Option(str(pk), unit.label) for pk, unit in units.items())


def _categories() -> Iterator[ui.Option]:
    yield ui.Option("", gettext("全部"))
    yield from (ui.Option(value, title) for value, title in category_choices())
