"""Where judgements part: own scores against others, scorers among themselves; for the office."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.judging.differences import (
    Gap,
    Leaning,
    Spread,
    self_gaps,
    spreads,
)
from gongkai.core.access import viewer
from gongkai.office.scoring.frame import frame, office_of, way
from gongkai.rules.numbers import plain
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, RoundUnit


@requires("assessment.run")
def index(request: HttpRequest, key: str) -> HttpResponse:
    """Show units far off in their own score, and scorers far apart."""
    asker, round_ = viewer(request), office_of(request, key)
    alert = pack_of(round_).scheme.readings.self_gap_alert
    gaps = self_gaps(asker, round_)
    apart, leanings = spreads(asker, round_)
    context = {
        **frame(request, round_, "scoring-gaps"),
        "heading": gettext("差距"),
        "breadcrumb": way(gettext("差距"), round_),
        "alert": _alert(alert, gaps),
        "gaps": _gaps(gaps, round_),
        "spreads": _spreads(apart, round_) if apart else None,
        "leanings": _leanings(leanings) if leanings else None,
    }
    return render(request, "scoring/gaps.html", context)


def _alert(alert: Decimal | None, gaps: tuple[Gap, ...]) -> str:
    if alert is None:
        return gettext("本办法没有设定自评差距的提醒线，按差距大小列出全部。")
    beyond = sum(1 for one in gaps if one.beyond)
    words = gettext("本办法的提醒线是 %(alert)s 分，超过的有 %(count)s 处，排在最前面。")
    return words % {"alert": plain(alert), "count": beyond}


def _unit(unit: "RoundUnit", round_: "Round") -> ui.Link:
    return ui.Link(unit.name, reverse("scoring-unit", args=[round_.key, unit.unit.code]))


def _points(value: Decimal) -> str:
    return plain(round(value, 2))


def _gaps(rows: tuple[Gap, ...], round_: "Round") -> ui.Table:
    return ui.Table(
        caption=gettext("自评与他评"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("own", gettext("自评"), numeric=True),
            ui.Column("part", gettext("与什么比")),
            ui.Column("other", gettext("他评"), numeric=True),
            ui.Column("gap", gettext("相差"), numeric=True),
            ui.Column("alert", gettext("提醒"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                _unit(one.unit, round_),
                _points(one.own),
                one.part or gettext("现在总分"),
                _points(one.other),
                ("＋" if one.own > one.other else "－" if one.own < one.other else "")
                + _points(one.size),
                _badge(one),
            )
            for one in rows
        ),
        note=gettext("都折成百分制比较。＋ 表示自评偏高。"),
        empty=gettext("还没有可以比较的：自评报告签发、他评提交后列出。"),
    ).trimmed()


def _badge(one: Gap) -> ui.Badge | None:
    return ui.Badge(gettext("超过提醒线"), ui.Tone.WARN) if one.beyond else None


def _spreads(rows: Iterable[Spread], round_: "Round") -> ui.Table:
    return ui.Table(
        caption=gettext("几个人评同一个单位"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("part", gettext("得分构成")),
            ui.Column("values", gettext("各人的分")),
            ui.Column("mean", gettext("平均"), numeric=True),
            ui.Column("width", gettext("最高和最低相差"), numeric=True),
        ),
        rows=tuple(
            ui.Row.of(
                _unit(one.unit, round_),
                one.component.title,
                "，".join(f"{name} {_points(value)}" for name, value in one.values),
                _points(one.mean),
                _points(one.width),
            )
            for one in rows
        ),
    )


def _leanings(rows: Iterable[Leaning]) -> ui.Table:
    return ui.Table(
        caption=gettext("各评分人偏严还是偏宽"),
        columns=(
            ui.Column("name", gettext("评分人"), header=True),
            ui.Column("part", gettext("得分构成")),
            ui.Column("units", gettext("共同评的单位"), numeric=True),
            ui.Column("mean", gettext("与平均分相差"), numeric=True),
            ui.Column("word", gettext("说明"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                one.name,
                one.component.title,
                one.units,
                ("＋" if one.mean > 0 else "－" if one.mean < 0 else "") + _points(abs(one.mean)),
                _lean(one.mean),
            )
            for one in rows
        ),
        note=gettext("只算两个人以上都评过的单位。"),
    )


def _lean(mean: Decimal) -> str:
    if not round(mean, 2):
        return gettext("持平")
    return gettext("偏宽") if mean > 0 else gettext("偏严")
