"""Results of several years and units beside one another: chosen, tabled, drawn, exported."""

from decimal import Decimal
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.comparing import (
    Comparison,
    Line,
    Subject,
    chain_of,
    compare,
)
from gongkai.assessment.opened import OpenRound
from gongkai.assessment.queries.rounds import own_units
from gongkai.core.access import Viewer, viewer
from gongkai.core.days import day_of
from gongkai.office.assessment.comparing_charts import charts
from gongkai.office.assessment.source import open_round, shows_problems
from gongkai.office.lists.exporting import file_of
from gongkai.office.lists.spec import Cell
from gongkai.office.rounds.finding import breadcrumb
from gongkai.office.rounds.tabs import tabs
from gongkai.ui import components as ui
from gongkai.ui.access import requires

MOST: Final = 12
_USUAL_YEARS: Final = 3
_USUAL_UNITS: Final = 5
_LISTED: Final = 60
_GROUP: Final = "group:"
_CENT: Final = Decimal("0.01")


@requires("assessment.view")
@shows_problems
def index(request: HttpRequest, key: str) -> HttpResponse:
    """Show the chosen units or groups over the chosen rounds."""
    newest, asker = open_round(request, key), viewer(request)
    chain = chain_of(asker, newest)
    rounds = _rounds(request, chain)
    subjects, left_out = _subjects(request, asker, newest)
    found = compare(asker, rounds, subjects)
    query = request.GET.urlencode()
    address = reverse("round-compare-export", args=[key])
    context = {
        "heading": gettext("比较"),
        "tabs": tabs(request, newest.round, "round-results"),
        "breadcrumb": breadcrumb(
            gettext("比较"), newest.round, (gettext("结果"), reverse("round-results", args=[key]))
        ),
        "fields": _fields(request, newest, chain, rounds, subjects),
        "choosing": not subjects or "q" in request.GET,
        "left_out": gettext("一次最多比较 %(most)s 个，只列出前面的。") % {"most": MOST}
        if left_out
        else "",
        "table": _table(found) if subjects else None,
        "charts": charts(found),
        "export": ui.Link(gettext("导出 Excel"), f"{address}?{query}")
        if asker.may("assessment.export") and subjects
        else None,
        "alone": len(chain) == 1,
    }
    return render(request, "assessment/compare.html", context)


@requires("assessment.export")
@shows_problems
def export(request: HttpRequest, key: str) -> HttpResponseBase:
    """Hand the same comparison out as an Excel file."""
    newest, asker = open_round(request, key), viewer(request)
    rounds = _rounds(request, chain_of(asker, newest))
    subjects, _ = _subjects(request, asker, newest)
    found = compare(asker, rounds, subjects)
    titles = [gettext("项目")]
    for subject in subjects:
        titles += [f"{subject.title} {label(found, index)}" for index in _forwards(found)]
    titles.append(gettext("不可比的原因"))
    name = gettext("%(round)s：比较") % {"round": newest.title}
    return file_of(name, titles, _cells(found), "xlsx", day_of(asker.at))


def _cells(found: Comparison) -> list[tuple[Cell, ...]]:
    totals = [
        found.total(subject, index) for subject in found.subjects for index in _forwards(found)
    ]
    rows: list[tuple[Cell, ...]] = [(gettext("总分"), *totals, _indicative(found))]
    for line in found.lines:
        values = [
            _even(found.value(line, subject, index))
            for subject in found.subjects
            for index in _forwards(found)
        ]
        why = "；".join(
            f"{label(found, index)}：{line.apart[index]}"
            for index in _forwards(found)
            if index in line.apart and index < len(found.rounds) - 1
        )
        rows.append(("　" * line.level + line.title, *values, why))
    return rows


def _forwards(found: Comparison) -> range:
    """Return the rounds as people read them, the oldest first."""
    return range(len(found.rounds) - 1, -1, -1)


def label(found: Comparison, index: int) -> str:
    """Return what a round is called in a column: its year, or its title where that is not one."""
    years = [one.year for one in found.rounds]
    one = found.rounds[index]
    return str(one.year) if years.count(one.year) == 1 else one.title


def _indicative(found: Comparison) -> str:
    return "" if found.same_rules else gettext("办法有变，合计只作参考。")


def _rounds(request: HttpRequest, chain: tuple[OpenRound, ...]) -> tuple[OpenRound, ...]:
    """Return the chosen rounds, newest first; without a choice the last few."""
    asked = set(request.GET.getlist("year"))
    chosen = tuple(one for one in chain if one.key in asked)
    return chosen or chain[:_USUAL_YEARS]


def _subjects(
    request: HttpRequest, asker: Viewer, newest: OpenRound
) -> tuple[tuple[Subject, ...], bool]:
    """Return what to compare, in the order of the round, and whether some had to be left out.

    Without a choice that is one's own unit, else the first few by rank.
    """
    asked = set(request.GET.getlist("unit"))
    every = _every(newest)
    chosen = [one for one in every if one.key in asked]
    if not asked:
        own = set(own_units(asker).filter(round=newest.round).values_list("unit__code", flat=True))
        runs = asker.may("assessment.run", newest.round.unit.path)
        ranked = [one.score.unit.id for one in newest.result.ranked()[:_USUAL_UNITS]]
        usual = own if own and not runs else set(ranked)
        chosen = [one for one in every if one.key in usual]
    return tuple(chosen[:MOST]), len(chosen) > MOST


def _every(newest: OpenRound) -> list[Subject]:
    groups = sorted({one.score.unit.group for one in newest.result.units} - {""})
    found = [Subject(_GROUP + group, group, is_group=True) for group in groups]
    return found + [Subject(u.score.unit.id, u.score.unit.name) for u in newest.result.units]


def _fields(
    request: HttpRequest,
    newest: OpenRound,
    chain: tuple[OpenRound, ...],
    rounds: tuple[OpenRound, ...],
    subjects: tuple[Subject, ...],
) -> tuple[ui.Field, ...]:
    words = str(request.GET.get("q", "")).replace("\x00", "").strip()[:100]
    every = _every(newest)
    large = len(every) > _LISTED
    years = ui.Field(
        "year",
        gettext("哪几次考核"),
        ui.FieldKind.CHECKBOXES,
        tuple(one.key for one in rounds),
        tuple(ui.Option(one.key, one.title) for one in chain),
    )
    finding = ui.Field(
        "q",
        gettext("按名称找单位"),
        ui.FieldKind.SEARCH,
        (words,) if words else (),
        hint=gettext("找到后勾选，再按一次。"),
    )
    units = ui.Field(
        "unit",
        gettext("比较哪些单位或组别（最多 %(most)s 个）") % {"most": MOST},
        ui.FieldKind.CHECKBOXES,
        tuple(one.key for one in subjects),
        tuple(_option(one) for one in _offered(every, subjects, words)),
    )
    return (years, finding, units) if large else (years, units)


def _offered(
    every: list[Subject], subjects: tuple[Subject, ...], words: str
) -> tuple[Subject, ...]:
    """Return what may be chosen: the chosen first, then what fits the words; of many, groups."""
    fitting = [one for one in every if not words or words in one.title]
    if len(every) > _LISTED and not words:
        fitting = [one for one in fitting if one.is_group]
    return (*subjects, *(one for one in fitting if one not in subjects))[:_LISTED]


def _option(one: Subject) -> ui.Option:
    average = gettext("%(group)s（组平均）") % {"group": one.title}
    return ui.Option(one.key, average if one.is_group else one.title)


def _table(found: Comparison) -> ui.Table:
    """Return one subject over the rounds, or several beside one another."""
    single = len(found.subjects) == 1
    columns = [ui.Column("item", gettext("项目"), header=True)]
    if single:
        for index in _forwards(found):
            columns.append(ui.Column(f"v{index}", label(found, index), numeric=True))
            if index < len(found.rounds) - 1:
                columns.append(ui.Column(f"c{index}", gettext("变化")))
    else:
        columns += [
            ui.Column(f"s{number}", one.title, numeric=True)
            for number, one in enumerate(found.subjects)
        ]
    cells = _over_years if single else _beside
    lines = (
        ui.Row.of(ui.Indent(one.title, one.level), *cells(found, one), emphasis=one.is_sum)
        for one in found.lines
    )
    return ui.Table(
        caption=_caption(found),
        columns=tuple(columns),
        rows=(ui.Row.of(gettext("总分"), *cells(found, None), emphasis=True), *lines),
        note=_indicative(found),
        phone=ui.Phone.SCROLL,
    )


def _caption(found: Comparison) -> str:
    years = "、".join(label(found, index) for index in _forwards(found))
    if len(found.subjects) == 1:
        return gettext("%(unit)s：%(years)s") % {"unit": found.subjects[0].title, "years": years}
    if len(found.rounds) == 1:
        return gettext("%(year)s：各单位得分") % {"year": label(found, 0)}
    return gettext("%(year)s 年得分，和与 %(before)s 年比的变化") % {
        "year": label(found, 0),
        "before": label(found, 1),
    }


def _over_years(found: Comparison, line: Line | None) -> list[ui.Value]:
    subject = found.subjects[0]
    cells: list[ui.Value] = []
    for index in _forwards(found):
        cells.append(_value(found, line, subject, index))
        if index < len(found.rounds) - 1:
            cells.append(_change(found, line, subject, index))
    return cells


def _beside(found: Comparison, line: Line | None) -> list[ui.Value]:
    cells: list[ui.Value] = []
    for subject in found.subjects:
        value = _value(found, line, subject, 0)
        if len(found.rounds) > 1:
            cells.append(ui.Stack.of(value, _change(found, line, subject, 0)))
        else:
            cells.append(value)
    return cells


def _value(found: Comparison, line: Line | None, subject: Subject, index: int) -> Decimal | None:
    if line is None:
        return found.total(subject, index)
    return _even(found.value(line, subject, index))


def _change(found: Comparison, line: Line | None, subject: Subject, index: int) -> ui.Value:
    """Return the change since the chosen round before, or why there is none to state."""
    after, before = (_value(found, line, subject, at) for at in (index, index + 1))
    if line is None:
        better = ui.Better.HIGHER if found.same_rules else ui.Better.NEITHER
        return ui.Change(before, after, better) if None not in (before, after) else None
    if before is None and after is None:
        return None
    reason = found.apart(line, subject, index)
    if reason:
        return ui.Change(None, None, reason=reason)
    indicative = line.is_sum and not found.same_rules
    return ui.Change(before, after, ui.Better.NEITHER if indicative else ui.Better.HIGHER)


def _even(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 2)
