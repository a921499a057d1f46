"""What the records of channels add up to: by channel, and by unit and kind of channel."""

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.disclosure import rulebook
from gongkai.disclosure.queries.channels import ChannelFigures, channel_figures, units_counted
from gongkai.office.disclosure.channel_parts import (
    KINDS,
    channel,
    channel_title,
    counted,
    frame,
)
from gongkai.office.posting import day_or_none, number
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.core.models import Unit

# Before there was any website of a government; nobody asks for more, and moments begin somewhere.
_FIRST: Final = date(1990, 1, 1)


@requires("disclosure.view")
def figures(request: HttpRequest) -> HttpResponse:
    """Count what was made known in a span, without one in this year until today."""
    asker, query = viewer(request), request.GET
    today = day_of(asker.at)
    since = max(day_or_none(str(query.get("since", ""))) or today.replace(month=1, day=1), _FIRST)
    until = min(day_or_none(str(query.get("until", ""))) or today, today)
    units = {one.pk: one for one in units_counted(asker).order_by("path")}
    unit = units.get(number(str(query.get("unit", ""))))
    found = channel_figures(asker, since=since, until=until, unit=unit)
    context = {
        **frame(request, "channel-figures"),
        "heading": gettext("公开渠道统计"),
        "lead": gettext("次数是登记的条数，作废的不计。本站发布的由系统计数。"),
        "filters": _filters(query, units, unit, since, until),
        "by_channel": _by_channel(found),
        "by_unit": _by_unit(found, since, until),
    }
    return render(request, "disclosure/channel_figures.html", context)


def _filters(
    query: ui.Query, units: "dict[int, Unit]", unit: "Unit | None", since: date, until: date
) -> ui.FilterBar:
    options = (
        ui.Option("", gettext("全部单位")),
        *(ui.Option(str(one.pk), one.label) for one in units.values()),
    )
    chosen = (str(unit.pk),) if unit is not None else ()
    fields = (
        ui.Field("since", gettext("从"), ui.FieldKind.DATE, (since.isoformat(),)),
        ui.Field("until", gettext("到"), ui.FieldKind.DATE, (until.isoformat(),)),
        ui.Field("unit", gettext("单位"), ui.FieldKind.SELECT, chosen, options),
    )
    return ui.FilterBar.over(query, fields)


def _by_channel(found: ChannelFigures) -> ui.Table:
    times: Counter[str] = Counter()
    quantity: Counter[str] = Counter()
    units: Counter[str] = Counter()
    for one in found.counts:
        times[one.channel] += one.times
        quantity[one.channel] += one.quantity
        units[one.channel] += 1
    order = [one.id for one in rulebook.pack().channels]
    used = sorted(times, key=lambda one: order.index(one) if one in order else len(order))
    published = sum(found.portal.values())
    rows = [
        ui.Row.of(
            gettext("本站"),
            published,
            gettext("%(count)s 件") % {"count": published},
            len(found.portal),
        ),
        *(
            ui.Row.of(channel_title(one), times[one], counted(one, quantity[one]), units[one])
            for one in used
        ),
    ]
    return ui.Table(
        caption=gettext("按渠道"),
        columns=(
            ui.Column("channel", gettext("渠道"), header=True),
            ui.Column("times", gettext("次数"), numeric=True),
            ui.Column("quantity", gettext("数量"), numeric=True),
            ui.Column("units", gettext("单位数"), numeric=True),
        ),
        rows=tuple(rows),
        note=gettext("各渠道的计量单位不同，数量不相加。"),
    )


def _by_unit(found: ChannelFigures, since: date, until: date) -> ui.Table:
    cells: Counter[tuple[int, str]] = Counter()
    for one in found.counts:
        known = channel(one.channel)
        # A channel the pack has dropped is of no kind any more; it still counts in the sum.
        cells[one.unit, known.kind.value if known is not None else ""] += one.times
    rows = [_unit_row(unit, found, cells, since, until) for unit in found.units]
    return ui.Table(
        caption=gettext("按单位"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("portal", gettext("本站"), numeric=True),
            *(ui.Column(kind.value, str(title), numeric=True) for kind, title in KINDS.items()),
            ui.Column("all", gettext("合计"), numeric=True),
        ),
        rows=tuple(rows),
        empty=gettext("这段时间没有公开，也没有登记。"),
        note=gettext("各栏都是次数。点单位看它在每个渠道的次数和数量。"),
    )


def _unit_row(
    unit: "Unit",
    found: ChannelFigures,
    cells: Counter[tuple[int, str]],
    since: date,
    until: date,
) -> ui.Row:
    portal = found.portal.get(unit.pk, 0)
    asked = {"unit": str(unit.pk), "since": since.isoformat(), "until": until.isoformat()}
    recorded = sum(times for (pk, _), times in cells.items() if pk == unit.pk)
    return ui.Row.of(
        ui.Link(unit.label, f"{reverse('channel-figures')}?{urlencode(asked)}"),
        portal,
        *(cells[unit.pk, kind.value] for kind in KINDS),
        portal + recorded,
    )
