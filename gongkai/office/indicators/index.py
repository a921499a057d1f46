"""All indicators of a round: what each counts, how the units stand, and counting anew."""

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.assessment.actions.counting import ask_recount, recount
from gongkai.assessment.computed import scoring_indicators
from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.indicators import (
    Held,
    Standing,
    held_of,
    is_large,
    is_listed,
    last_run,
    only_unit,
    standings,
)
from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.office.checksums import checksums
from gongkai.office.indicators.words import (
    FOR_INFORMATION,
    SCORED,
    items_title,
    number_words,
    title_of,
)
from gongkai.office.posting import day, tell
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import runs, tabs
from gongkai.rules.numbers import plain
from gongkai.rules.rounds import Verb, why_not
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round


def listed(request: HttpRequest, key: str) -> "Round":
    """Return a round whose indicators one may look at; for others there are none."""
    round_ = round_of(request, key)
    if not is_listed(viewer(request), round_):
        raise Http404(gettext("这次考核没有您可以查看的指标。"))
    return round_


@requires("assessment.view")
def index(request: HttpRequest, key: str) -> HttpResponse:
    """List the indicators; who has one unit alone is led to it."""
    round_, asker = listed(request, key), viewer(request)
    only = only_unit(asker, round_)
    if only is not None:
        return HttpResponseRedirect(reverse("indicators-unit", args=[key, only.unit.code]))
    run = last_run(round_)
    found = standings(asker, round_)
    counted = [one for one in found if one.indicator.is_counted]
    scored = scoring_indicators(pack_of(round_).scheme)
    context = {
        "heading": gettext("计算指标"),
        "tabs": tabs(request, round_, "indicators"),
        "breadcrumb": breadcrumb(gettext("指标"), round_),
        "run": run,
        "checksums": checksums((gettext("全部数字"), run.hash)) if run is not None else None,
        "counted_on": day_of(run.at) if run is not None else None,
        "form": _form(round_, day_of(asker.at)) if runs(asker, round_) else None,
        "closed": why_not(Verb.FACTS, round_.phase),
        "held": _held(held_of(asker, round_)),
        "scored": _table(
            str(SCORED), [one for one in counted if one.indicator.id in scored], key, scored=True
        ),
        "informing": _table(
            str(FOR_INFORMATION), [one for one in counted if one.indicator.id not in scored], key
        ),
        "absent": _absent([one for one in found if not one.indicator.is_counted]),
        "all": ui.Link(gettext("各单位的全部数字"), reverse("indicators-numbers", args=[key])),
    }
    return render(request, "indicators/index.html", context)


def _form(round_: "Round", today: date) -> ui.Form:
    last = min(today, date(round_.year, 12, 31))
    field = ui.Field(
        "as_of",
        gettext("截止日期"),
        ui.FieldKind.DATE,
        (last.isoformat(),),
        hint=gettext("算到这一天为止。已有的结果保留，可以查看。"),
        short=True,
    )
    closed = why_not(Verb.FACTS, round_.phase)
    return ui.Form(
        (field,),
        (ui.Button(gettext("重新计算"), disabled_reason=closed),),
        action=reverse("indicators-count", args=[round_.key]),
        label=gettext("重新计算"),
    )


def _table(
    caption: str, found: list[Standing], key: str, *, scored: bool = False
) -> ui.Table | None:
    if not found:
        return None
    return ui.Table(
        caption=caption,
        columns=(
            ui.Column("title", gettext("指标"), header=True),
            ui.Column("counts", gettext("怎么算")),
            ui.Column("items", items_title(scored)),
            ui.Column("counted", gettext("有数的单位"), numeric=True),
            ui.Column("whole", gettext("全部做到"), numeric=True),
        ),
        rows=tuple(_row(one, key) for one in found),
        caption_hidden=True,
    )


def _row(one: Standing, key: str) -> ui.Row:
    address = f"{reverse('indicators-numbers', args=[key])}?indicator={one.indicator.id}"
    return ui.Row.of(
        ui.Link(one.indicator.title, address) if one.units else one.indicator.title,
        ui.Stack.of(one.indicator.counts, f"{one.indicator.period}；{one.indicator.source}"),
        "、".join(one.items) or None,
        one.counted if one.units else None,
        one.whole if one.units and one.indicator.is_share else None,
    )


def _absent(found: list[Standing]) -> ui.Table | None:
    """Return what the pack names and the platform has no records of."""
    if not found:
        return None
    return ui.Table(
        caption=gettext("系统里没有记录的指标"),
        columns=(
            ui.Column("title", gettext("指标"), header=True),
            ui.Column("counts", gettext("怎么算")),
            ui.Column("items", gettext("用于考核项")),
        ),
        rows=tuple(
            ui.Row.of(
                one.indicator.title,
                ui.Stack.of(one.indicator.counts, one.indicator.source),
                "、".join(one.items),
            )
            for one in found
        ),
        caption_hidden=True,
        note=gettext("系统里没有这类记录，请评分人在评分页填写分子、分母和记录在哪里。"),
    )


def _held(found: tuple[Held, ...]) -> ui.Notice | None:
    if not found:
        return None
    items = tuple(
        gettext("%(unit)s“%(item)s”：%(indicator)s %(number)s，已扣 %(points)s 分")
        % {
            "unit": one.unit.name,
            "item": one.item,
            "indicator": title_of(one.count.indicator),
            "number": number_words(one.count.indicator, one.count.numerator, one.count.denominator),
            "points": plain(one.points),
        }
        for one in found[:20]
    )
    return ui.Notice(
        gettext("%(count)s 处比率已达满分线，但还有扣分，没有记入") % {"count": len(found)},
        gettext("请评分人撤销扣分（撤销后自动按新的比率计分），或者写明理由按人工填写的比率计。"),
        tone=ui.Tone.WARN,
        items=items,
    )


@requires("assessment.run")
@require_POST
def count(request: HttpRequest, key: str) -> HttpResponse:
    """Count everything anew up to the day given."""
    round_ = round_of(request, key)

    def step() -> str:
        text, by = request.POST.get("as_of", ""), viewer(request)
        as_of = day(text, "as_of") if text.strip() else None
        if is_large(round_):
            ask_recount(round_.pk, as_of=as_of, by=by)
            return gettext("单位较多，正在后台计算。过一分钟刷新本页，看最近一次计算的日期。")
        run = recount(round_.pk, as_of=as_of, by=by)
        return gettext("已计算 %(counted)s 个数，其中 %(changed)s 个有变动。") % {
            "counted": run.counted,
            "changed": run.changed,
        }

    tell(request, step)
    return HttpResponseRedirect(reverse("indicators", args=[key]))
