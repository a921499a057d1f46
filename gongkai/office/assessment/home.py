"""The first page: this year's assessments at a glance, and where to go."""

from collections import Counter
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.assessment.results import Assessment
from gongkai.assessment.rounds import BadRound, RoundInfo
from gongkai.office.assessment.badges import grade_tone
from gongkai.office.assessment.links import address
from gongkai.office.assessment.source import rounds
from gongkai.policy.problems import ProblemsError
from gongkai.ui.access import requires
from gongkai.ui.components import Badge, Cluster, Column, Link, Row, Stack, Table, Tone, Value


@requires("assessment.view")
def index(request: HttpRequest) -> HttpResponse:
    """List the rounds, newest first, each with what came out of it."""
    infos, bad = rounds().listing()
    table = Table(
        caption=gettext("历次考核"),
        columns=(
            Column("title", gettext("考核"), header=True),
            Column("year", gettext("年度"), nowrap=True),
            Column("units", gettext("单位"), numeric=True),
            Column("average", gettext("平均分"), numeric=True),
            Column("grades", gettext("等次")),
            Column("state", gettext("状态")),
        ),
        rows=(*map(_bad_row, bad), *map(_row, infos)),
        empty=gettext("还没有考核。运行 gongkai demo 可生成示例县。"),
        caption_hidden=True,
    )
    return render(request, "assessment/home.html", {"table": table})


def _row(info: RoundInfo) -> Row:
    link = Link(info.title, address("scoreboard", info.id))
    try:
        result = rounds().open(info).result
    except ProblemsError as error:
        return Row.of(link, info.year, None, None, None, _faults(len(error.problems)))
    return Row.of(
        link, info.year, len(result.units), average(result), _grades(result), _state(result)
    )


def _bad_row(bad: BadRound) -> Row:
    """Name a round that cannot be read, with what is wrong and where."""
    words = [str(problem) for problem in bad.problems]
    return Row.of(Stack.of(bad.id, *words), None, None, None, None, _faults(len(words)))


def _faults(count: int) -> Badge:
    return Badge(gettext("%(count)s 处错误") % {"count": count}, Tone.BAD)


def average(result: Assessment) -> Decimal | None:
    """Return the mean of the totals to two digits, or None where nothing has a total."""
    totals = [unit.score.total for unit in result.units if unit.score.total is not None]
    return round(sum(totals, Decimal(0)) / len(totals), 2) if totals else None


def _grades(result: Assessment) -> Value:
    counts = Counter(unit.grade.id for unit in result.units if unit.grade)
    badges = [
        Badge(f"{grade.title} {counts[grade.id]}", grade_tone(result.scheme, grade))
        for grade in result.scheme.grades
        if counts[grade.id]
    ]
    return Cluster.of(*badges) if badges else None


def _state(result: Assessment) -> Badge:
    if result.problems:
        text = gettext("%(count)s 项待补") % {"count": len(result.problems)}
        return Badge(text, Tone.WARN)
    return Badge(gettext("齐全"), Tone.GOOD)
