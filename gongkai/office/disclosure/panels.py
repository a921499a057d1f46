"""The part of the dashboard about disclosure: how much, how punctual, and which units lag."""

from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.core import figures
from gongkai.core.access import Viewer
from gongkai.core.days import day_of, day_words
from gongkai.core.figures import Panel
from gongkai.disclosure.queries.duties import Duties, duties
from gongkai.disclosure.queries.progress import published_by_month, under_review
from gongkai.disclosure.queries.reassessing import looks_overdue
from gongkai.rules.obligations import UnitSummary
from gongkai.ui import components as ui

_MOST = 8


@figures.panel("disclosure", position=10)
def disclosure(viewer: Viewer) -> Panel | None:
    """Show what was published, what is late, and who lags; nothing without a unit to follow."""
    today = day_of(viewer.at)
    found = duties(viewer, as_of=today)
    if not found.units:
        return None
    months = published_by_month(viewer, today)
    parts = [
        _headline(viewer, found, months),
        ui.Chart(
            ui.ChartKind.BARS,
            gettext("每月公开的条数"),
            _sentence(months),
            tuple(f"{first:%Y-%m}" for first, _ in months),
            (ui.Series(gettext("条数"), tuple(Decimal(count) for _, count in months)),),
            unit=gettext("条"),
        ),
    ]
    if len(found.units) > 1:
        parts.append(_lagging(found))
    note = gettext("截至 %(day)s，公开任务按本年计。") % {"day": day_words(today)}
    return Panel(gettext("政府信息公开"), tuple(parts), note)


def _headline(viewer: Viewer, found: Duties, months: tuple[tuple[object, int], ...]) -> ui.Figures:
    counted = found.summaries.values()
    missed = sum(one.missed for one in counted)
    return ui.Figures(
        (
            ui.Figure(gettext("本月公开"), months[-1][1], gettext("条"), href=reverse("items")),
            ui.Figure(gettext("近十二个月公开"), sum(count for _, count in months), gettext("条")),
            ui.Figure(gettext("审核中"), under_review(viewer), gettext("件")),
            ui.Figure(gettext("逾期的公开任务"), missed, gettext("项"), href=reverse("duties")),
            ui.Figure(
                gettext("按时率"),
                _share(sum(one.on_time for one in counted), sum(one.judged for one in counted)),
                "%",
            ),
            *_to_look_at(viewer),
        ),
        label=gettext("公开概况"),
    )


def _to_look_at(viewer: Viewer) -> tuple[ui.Figure, ...]:
    """Return how much undisclosed has not been looked at in time, where there is any."""
    count = looks_overdue(viewer)
    if not count:
        return ()
    title, href = gettext("逾期未重新评估的不公开信息"), reverse("undisclosed")
    return (ui.Figure(title, count, gettext("件"), href=href),)


def _share(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(part * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _sentence(months: tuple[tuple[object, int], ...]) -> str:
    counts = [count for _, count in months]
    past = counts[:-1]  # a month that has just begun says nothing yet
    return gettext("前十一个月最多 %(most)s 条，最少 %(least)s 条，本月至今 %(now)s 条。") % {
        "most": max(past),
        "least": min(past),
        "now": counts[-1],
    }


def _lagging(found: Duties) -> ui.Table:
    counted = found.summaries
    worst = sorted(
        (one for one in counted.values() if one.missed and one.unit in found.units),
        key=lambda one: (-one.missed, found.units[one.unit].path),
    )
    note = ""
    if len(worst) > _MOST:
        note = gettext("只列前 %(shown)s 个，共 %(count)s 个单位有逾期。") % {
            "shown": _MOST,
            "count": len(worst),
        }
    return ui.Table(
        caption=gettext("逾期较多的单位"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("missed", gettext("已逾期"), numeric=True),
            ui.Column("warning", gettext("即将到期"), numeric=True),
            ui.Column("share", gettext("按时率"), numeric=True),
        ),
        rows=tuple(_row(found, one) for one in worst[:_MOST]),
        empty=gettext("没有逾期的公开任务。"),
        note=note,
    )


def _row(found: Duties, one: UnitSummary) -> ui.Row:
    share = _share(one.on_time, one.judged)
    return ui.Row.of(
        ui.Link(found.units[one.unit].label, f"{reverse('duties')}?unit={one.unit}"),
        one.missed,
        one.warning,
        f"{share}%" if share is not None else None,
    )
