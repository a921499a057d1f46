"""The indicators of one unit, and the records behind each."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.computed import scoring_indicators
from gongkai.assessment.current import pack_of
from gongkai.assessment.indicators import REGISTER, indicator
from gongkai.assessment.queries.indicators import (
    Shown,
    counts_of,
    history_of,
    indicators_of_round,
    records_of,
)
from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.office.checksums import checksums
from gongkai.office.indicators.index import listed
from gongkai.office.indicators.words import (
    FOR_INFORMATION,
    SCORED,
    items_title,
    number_value,
    number_words,
    records_link,
    scored_words,
    title_of,
)
from gongkai.office.posting import number
from gongkai.office.rounds.finding import breadcrumb, unit_of
from gongkai.office.rounds.tabs import tabs
from gongkai.rules.tallies import RecordKind
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import IndicatorCount, RoundUnit

_SHOWN = 500


@requires("assessment.view")
def index(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Show every indicator of a unit."""
    round_ = listed(request, key)
    unit = unit_of(request, round_, code)
    counts = counts_of(viewer(request), unit)
    named = indicators_of_round(round_)
    scored = scoring_indicators(pack_of(round_).scheme, unit.group)
    shown = [one.id for one in REGISTER.values() if one.id in counts]
    informing = [name for name in shown if name not in scored]
    context = {
        "heading": unit.name,
        "tabs": tabs(request, round_, "indicators"),
        "breadcrumb": _way(unit.name, unit),
        "scored": numbers_table(
            str(SCORED),
            unit,
            [counts[name] for name in shown if name in scored],
            scored,
            scored=True,
        ),
        "informing": numbers_table(
            str(FOR_INFORMATION), unit, [counts[name] for name in informing], named
        ),
    }
    return render(request, "indicators/unit.html", context)


def numbers_table(
    caption: str,
    unit: "RoundUnit",
    counts: "list[IndicatorCount]",
    items: Mapping[str, tuple[str, ...]],
    *,
    scored: bool = False,
) -> ui.Table | None:
    """Return numbers of a unit with the items each says something of; ``None`` without any."""
    if not counts:
        return None
    return ui.Table(
        caption=caption,
        columns=(
            ui.Column("title", gettext("指标"), header=True),
            ui.Column("number", gettext("结果")),
            ui.Column("items", items_title(scored)),
            ui.Column("as_of", gettext("截止日期"), nowrap=True),
            ui.Column("records", gettext("记录"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                title_of(one.indicator),
                number_value(one),
                "、".join(items.get(one.indicator, ())) or None,
                one.run.as_of,
                records_link(unit, one),
            )
            for one in counts
        ),
        caption_hidden=True,
    )


@requires("assessment.view")
def records(request: HttpRequest, key: str, code: str, name: str) -> HttpResponse:
    """Show the records behind a number: the one that holds, or one before it."""
    round_ = listed(request, key)
    unit = unit_of(request, round_, code)
    asker = viewer(request)
    history = history_of(asker, unit, name)
    known = indicator(name)
    if not history or known is None:
        raise Http404(gettext("没有这个指标的结果，或者不在您的权限范围内。"))
    asked = number(request.GET.get("at", ""))
    shown = next((one for one in history if one.pk == asked), history[0])
    found = records_of(asker, shown)
    own = (unit.name, reverse("indicators-unit", args=[key, code]))
    context = {
        "heading": gettext("%(indicator)s：%(unit)s")
        % {"indicator": known.title, "unit": unit.name},
        "tabs": tabs(request, round_, "indicators"),
        "breadcrumb": _way(known.title, unit, own),
        "old": shown.replaced_at is not None,
        "summary": ui.Summary.of(
            (gettext("结果"), number_words(name, shown.numerator, shown.denominator)),
            (
                gettext("计分"),
                scored_words(name in scoring_indicators(pack_of(round_).scheme, unit.group)),
            ),
            (gettext("怎么算"), known.counts),
            (gettext("期间"), known.period),
            (gettext("来源"), known.source),
            (gettext("截止日期"), shown.run.as_of),
            (
                gettext("计算"),
                gettext("%(who)s，%(on)s") % {"who": shown.run.name, "on": day_of(shown.run.at)},
            ),
        ),
        "checksums": checksums((gettext("这个数字和它的记录"), shown.hash)),
        "table": _table(found),
        "history": _history(unit, history, shown) if len(history) > 1 else None,
    }
    return render(request, "indicators/records.html", context)


def _way(here: str, unit: "RoundUnit", *more: tuple[str, str]) -> ui.Breadcrumb:
    top = (gettext("指标"), reverse("indicators", args=[unit.round.key]))
    return breadcrumb(here, unit.round, top, *more)


def _table(found: tuple[Shown, ...]) -> ui.Table:
    more = gettext("只列出前 %(count)s 条。") % {"count": _SHOWN}
    ordered = sorted(found, key=lambda one: one.record.good is not False)
    return ui.Table(
        caption=gettext("记录"),
        columns=(
            ui.Column("on", gettext("日期"), nowrap=True),
            ui.Column("kind", gettext("类别"), nowrap=True),
            ui.Column("title", gettext("记录"), header=True),
            ui.Column("counts", gettext("计入"), nowrap=True),
            ui.Column("note", gettext("说明")),
        ),
        rows=tuple(map(_row, ordered[:_SHOWN])),
        caption_hidden=True,
        note=more if len(found) > _SHOWN else "",
        empty=gettext("没有记录。"),
    ).trimmed()


def _row(one: Shown) -> ui.Row:
    record = one.record
    title: ui.Value = one.title or gettext("（不在您的查看范围）")
    if one.href:
        title = ui.Link(one.title, one.href)
    return ui.Row.of(
        record.on, RecordKind(record.kind).label, title, _counts(record.good), record.note
    )


def _counts(good: bool | None) -> ui.Badge:
    if good is None:
        return ui.Badge(gettext("不计"))
    if good:
        return ui.Badge(gettext("做到"), ui.Tone.GOOD)
    return ui.Badge(gettext("没做到"), ui.Tone.WARN)


def _history(
    unit: "RoundUnit", history: "list[IndicatorCount]", shown: "IndicatorCount"
) -> ui.Table:
    """Return every number there ever was, the one on the page marked."""
    return ui.Table(
        caption=gettext("历次结果"),
        columns=(
            ui.Column("on", gettext("计算日期"), nowrap=True),
            ui.Column("as_of", gettext("截止日期"), nowrap=True),
            ui.Column("number", gettext("结果"), header=True),
            ui.Column("who", gettext("谁算的")),
        ),
        rows=tuple(
            ui.Row.of(
                day_of(one.run.at),
                one.run.as_of,
                ui.Link(
                    number_words(one.indicator, one.numerator, one.denominator),
                    f"{records_link(unit, one).href}?at={one.pk}",
                    current=one.pk == shown.pk,
                ),
                one.run.name,
            )
            for one in history
        ),
        caption_hidden=True,
    )
