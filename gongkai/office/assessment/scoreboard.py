"""The scoreboard of a round: every unit with total, grade and rank; filter, sort, export."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.opened import OpenRound, previous_of
from gongkai.assessment.pinning import library
from gongkai.assessment.queries.rounds import explained_units
from gongkai.assessment.results import Assessment
from gongkai.core.access import viewer
from gongkai.office.assessment.badges import grade_badge
from gongkai.office.assessment.distribution import distribution
from gongkai.office.assessment.links import pack_address, unit_link
from gongkai.office.assessment.source import open_round, shows_problems
from gongkai.office.rounds.finding import breadcrumb
from gongkai.office.rounds.tabs import tabs
from gongkai.reports.assessment.sentences import problem_text
from gongkai.rules.grading import Graded, GroupRank, group_ranks
from gongkai.rules.scoring import ScoreProblem
from gongkai.ui.access import requires
from gongkai.ui.components import (
    Badge,
    Better,
    Change,
    Column,
    Field,
    FieldKind,
    Figure,
    Figures,
    FilterBar,
    Link,
    Notice,
    Option,
    Row,
    Sort,
    Stack,
    Table,
    Tone,
    Value,
)
from gongkai.ui.known import in_language

_SORTS = {"rank", "name", "group", "total"}
# The notice of what is missing stays short: so many problems, each with so many names.
_MOST_LINES = 11
_MOST_NAMES = 3


@requires("assessment.view")
@shows_problems
def scoreboard(request: HttpRequest, key: str) -> HttpResponse:
    """Show the units of a round."""
    round_ = open_round(request, key)
    asked = _asked(request, round_)
    shown = _filtered(asked, round_)
    sort = Sort.read(request.GET, allowed=_SORTS, default="rank")
    context = {
        "round": round_,
        "tabs": tabs(request, round_.round, "round-results"),
        "heading": gettext("结果"),
        "state": _state(round_),
        "breadcrumb": breadcrumb(gettext("结果"), round_.round),
        "figures": _figures(round_),
        "notices": _notices(round_),
        "filtered": any(asked.values()),
        "filters": _filters(request, asked, round_, len(shown)),
        "table": _table(request, round_, _sorted(shown, sort), sort),
        "distribution": distribution(round_.result),
        "exports": _exports(key),
        "pack_href": pack_address(round_, {f.path.name for f in library().folders()}),
        "may_export": viewer(request).may("assessment.export"),
    }
    return render(request, "assessment/scoreboard.html", context)


def average(result: Assessment) -> Decimal | None:
    """Return the mean of the totals to two digits, or None where nothing has a total."""
    totals = [unit.score.total for unit in result.units if unit.score.total is not None]
    return round(sum(totals, Decimal(0)) / len(totals), 2) if totals else None


def _state(round_: OpenRound) -> Badge:
    """Say whether this is the approved result or what the facts give now."""
    if round_.is_official:
        return Badge(gettext("审定的结果"), Tone.GOOD)
    return Badge(gettext("按现有事实试合成，还没有审定"), Tone.WARN)


def _exports(key: str) -> tuple[Link, ...]:
    titles = {
        "docx": gettext("通报（Word）"),
        "xlsx": gettext("成绩册（Excel）"),
        "html": gettext("完整报告（网页）"),
        "json": gettext("数据（JSON）"),
    }
    return tuple(
        Link(title, reverse("round-export", args=[key, kind])) for kind, title in titles.items()
    )


def _figures(round_: OpenRound) -> Figures:
    result = round_.result
    counts = Counter(unit.grade.id for unit in result.units if unit.grade)
    figures = [Figure(gettext("单位"), len(result.units), gettext("个"))]
    mean = average(result)
    if mean is not None:
        figures.append(Figure(gettext("平均分"), mean, gettext("分")))
    figures += [
        Figure(in_language(grade.title), counts[grade.id], gettext("个"), href=f"?grade={grade.id}")
        for grade in result.scheme.grades
    ]
    return Figures(tuple(figures), gettext("考核概况"))


def _notices(round_: OpenRound) -> tuple[Notice, ...]:
    result = round_.result
    notices = []
    names = {unit.score.unit.id: unit.score.unit.name for unit in result.units}
    for quota in result.quotas:
        grade = result.scheme.grade(quota.grade)
        if grade is None or not quota.overflow:
            continue
        text = gettext("%(base)s 个单位，名额 %(allowed)s 个；得分够而列入下一等的：") % {
            "base": quota.base,
            "allowed": quota.allowed,
        }
        full = gettext("%(grade)s名额已满") if quota.allowed else gettext("%(grade)s不足 1 个名额")
        title = full % {"grade": in_language(grade.title)}
        notices.append(Notice(title, text, items=tuple(names[unit] for unit in quota.overflow)))
    if result.problems:
        notices.append(
            Notice(
                gettext("有单位还不能出总分或等次"),
                tone=Tone.WARN,
                items=tuple(problem_lines(result.problems, names)),
            )
        )
    return tuple(notices)


def problem_lines(problems: Iterable[ScoreProblem], names: Mapping[str, str]) -> Iterator[str]:
    """Yield each problem once with the units that have it, the most common first."""
    by_message: dict[str, list[str]] = {}
    for problem in problems:
        message = problem_text(problem, names)
        by_message.setdefault(message, []).append(names.get(problem.unit, problem.unit))
    ordered = sorted(by_message.items(), key=lambda one: -len(one[1]))
    for message, units in ordered[:_MOST_LINES]:
        said = {"problem": message, "units": "、".join(units[:_MOST_NAMES]), "count": len(units)}
        if len(units) > _MOST_NAMES:
            yield gettext("%(problem)s：%(units)s 等 %(count)s 个单位") % said
        else:
            yield gettext("%(problem)s：%(units)s") % said
    if ordered[_MOST_LINES:]:
        left = len(ordered) - _MOST_LINES
        yield gettext("还有 %(count)s 个问题，见各单位的结果页。") % {"count": left}


def _asked(request: HttpRequest, round_: OpenRound) -> dict[str, str]:
    """Return the filters in use; a group or a grade that does not exist filters nothing."""
    known = {
        "group": {unit.score.unit.group for unit in round_.result.units},
        "grade": {grade.id for grade in round_.result.scheme.grades},
    }
    asked = {"q": request.GET.get("q", "").strip()}
    for name, values in known.items():
        value = request.GET.get(name, "")
        asked[name] = value if value in values else ""
    return asked


def _filtered(asked: dict[str, str], round_: OpenRound) -> list[Graded]:
    group, grade = asked["group"], asked["grade"]
    return [
        unit
        for unit in round_.result.units
        if (not group or unit.score.unit.group == group)
        and (not grade or (unit.grade is not None and unit.grade.id == grade))
        and asked["q"] in unit.score.unit.name
    ]


def _sorted(units: list[Graded], sort: Sort) -> list[Graded]:
    """Order the units; those without a total stand last, whichever way totals are sorted."""
    last = len(units) + 1
    keys = {
        "rank": lambda unit: (unit.rank or last, unit.score.unit.id),
        "name": lambda unit: (unit.score.unit.name, unit.score.unit.id),
        "group": lambda unit: (unit.score.unit.group, unit.rank or last),
        "total": lambda unit: (unit.score.total or Decimal(0), unit.score.unit.id),
    }
    ordered = sorted(units, key=keys[sort.key], reverse=sort.descending)
    return ordered if sort.key != "total" else sorted(ordered, key=lambda u: u.score.total is None)


def _filters(
    request: HttpRequest, asked: dict[str, str], round_: OpenRound, found: int
) -> FilterBar:
    groups = sorted({unit.score.unit.group for unit in round_.result.units} - {""})
    everything = Option("", gettext("全部"))
    fields = [
        Field("q", gettext("单位名称"), FieldKind.SEARCH, (asked["q"],)),
        Field(
            "group",
            gettext("组别"),
            FieldKind.SELECT,
            (asked["group"],),
            (everything, *(Option(group, group) for group in groups)),
        ),
        Field(
            "grade",
            gettext("等次"),
            FieldKind.SELECT,
            (asked["grade"],),
            (everything, *(Option(g.id, g.title) for g in round_.result.scheme.grades)),
        ),
    ]
    result = gettext("共 %(count)s 个单位") % {"count": found}
    return FilterBar.over(request.GET, tuple(fields), result=result)


def _table(request: HttpRequest, round_: OpenRound, units: Iterable[Graded], sort: Sort) -> Table:
    asker = viewer(request)
    before = previous_of(asker, round_)
    explained = explained_units(asker, round_.round)
    last = {unit.score.unit.id: unit for unit in before.result.units} if before else {}
    same = before is not None and before.pack.scheme.hash == round_.pack.scheme.hash
    places = group_ranks(round_.result.units)
    return Table(
        caption=gettext("单位得分和等次"),
        columns=(
            Column("rank", gettext("名次"), numeric=True, sortable=True),
            Column("name", gettext("单位"), header=True, sortable=True),
            Column("group", gettext("组别"), sortable=True, nowrap=True),
            *([Column("place", gettext("组内名次"), numeric=True, nowrap=True)] if places else []),
            Column("total", gettext("总分"), numeric=True, sortable=True, high_first=True),
            Column("grade", gettext("等次"), nowrap=True),
            Column("change", gettext("与上年比"), nowrap=True),
            Column("notes", gettext("说明")),
        ),
        rows=tuple(_row(round_, unit, last, same, explained, places) for unit in units),
        sort=sort,
        caption_hidden=True,
        empty=gettext("没有符合条件的单位。"),
        note="" if same or not last else gettext("与上年比：办法有变，总分只作参考。"),
    )


def _row(
    round_: OpenRound,
    unit: Graded,
    last: dict[str, Graded],
    same: bool,
    explained: frozenset[str],
    places: Mapping[str, GroupRank],
) -> Row:
    facts = unit.score.unit
    place = places.get(facts.id)
    in_group = [place.rank if place is not None else None] if places else []
    return Row.of(
        unit.rank,
        unit_link(round_, facts) if facts.id in explained else facts.name,
        facts.group,
        *in_group,
        unit.score.total,
        grade_badge(round_.result.scheme, unit),
        _change(unit, last.get(facts.id), same),
        Stack.of(*unit.notes) if unit.notes else "",
    )


def _change(unit: Graded, last: Graded | None, same: bool) -> Value:
    """Return the change since last year; under another scheme it is neither praise nor blame."""
    if last is None or last.score.total is None or unit.score.total is None:
        return None
    return Change(last.score.total, unit.score.total, Better.HIGHER if same else Better.NEITHER)
