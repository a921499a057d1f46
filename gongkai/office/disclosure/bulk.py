"""Several items at once: ticked in the list, looked over, done one by one, and the outcome told.

Each screen has an address of its own, so that reloading one never does anything twice.
"""

from dataclasses import astuple
from secrets import token_urlsafe
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.core.access import Viewer, viewer
from gongkai.disclosure.queries.review import standings
from gongkai.disclosure.workflow import Standing
from gongkai.office.disclosure.bulk_steps import STEPS, Pin, Result, Step, take
from gongkai.office.disclosure.sections import sections
from gongkai.office.disclosure.words import state_badge
from gongkai.office.posting import number
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

MOST: Final = 100
"""How many items one step takes at once; more belongs into several lookings-over."""
_KEPT: Final = "bulk_outcome"


def look_over(request: HttpRequest, step: str, ids: list[int]) -> HttpResponseRedirect:
    """Lead from the ticked list to where the items are looked over before anything is done."""
    back = request.GET.urlencode()
    pairs = [("do", step), *(("row", str(one)) for one in ids[:MOST])]
    if len(ids) > MOST:
        text = gettext("一次最多办理 %(most)s 件，其余的请再选一次。") % {"most": MOST}
        say(request, text, tone=ui.Tone.WARN)
    return HttpResponseRedirect(f"{reverse('items-bulk')}?{urlencode([*pairs, ('back', back)])}")


@requires("disclosure.view")
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """Show what will be done with which items and what cannot be; posted, do it."""
    asker = viewer(request)
    step = STEPS.get(request.GET.get("do", ""))
    if step is None or not step.may(asker):
        say(request, gettext("没有可以办理的事项。请在列表中选择。"), tone=ui.Tone.WARN)
        return HttpResponseRedirect(reverse("items"))
    if request.method == "POST":
        return _do(request, step, asker)
    ids = [number(one) for one in request.GET.getlist("row")[:MOST]]
    found = standings(asker, ids)
    stood = [found[one] for one in dict.fromkeys(ids) if one in found]
    closed = {one.item.pk: step.closed(one, asker) for one in stood}
    ready = [one for one in stood if not closed[one.item.pk]]
    context = {
        "sections": sections(request, "items"),
        "heading": gettext("批量%(step)s") % {"step": step.text},
        "breadcrumb": _breadcrumb(gettext("批量%(step)s") % {"step": step.text}, request.GET),
        "table": _table(stood, closed),
        "form": _form(step, ready, request.GET),
    }
    return render(request, "disclosure/bulk.html", context)


def _table(stood: list[Standing], closed: dict[int, str]) -> ui.Table:
    return ui.Table(
        caption=gettext("选中的事项"),
        columns=(
            ui.Column("title", gettext("标题"), header=True),
            ui.Column("unit", gettext("单位")),
            ui.Column("state", gettext("状态"), nowrap=True),
            ui.Column("turn", gettext("轮到")),
            ui.Column("ready", gettext("能否办理")),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(str(one.edition), reverse("item", args=[one.item.key])),
                one.item.unit.label,
                state_badge(one.edition.state),
                one.review.awaited.title if one.review.awaited is not None else "",
                closed[one.item.pk] or ui.Badge(gettext("可以办理"), ui.Tone.GOOD),
            )
            for one in stood
        ),
        caption_hidden=True,
        empty=gettext("选中的事项没有正在办理的版本。"),
    )


def _form(step: Step, ready: list[Standing], query: QueryDict) -> ui.Form:
    """The form that does it; with nothing ready there is only the way back."""
    back = ui.Link(gettext("返回列表"), _list_address(query.get("back", "")))
    if not ready:
        return ui.Form((), (back,), panel=False)
    text = gettext("%(step)s这 %(count)s 件") % {"step": step.text, "count": len(ready)}
    button = ui.Button.primary(text)
    hint = gettext("填写后，记在每一件的签批记录里。")
    opinion = (ui.Field("opinion", gettext("意见（可不填）"), hint=hint),) if step.opinion else ()
    return ui.Form(
        opinion,
        (button, back),
        hidden=(
            ("once", token_urlsafe(12)),
            *(("pin", str(Pin.of(one))) for one in ready),
        ),
        label=gettext("批量办理"),
    )


def _do(request: HttpRequest, step: Step, asker: Viewer) -> HttpResponseRedirect:
    """Take the step with each item pinned; a form that comes a second time is not done again."""
    once = request.POST.get("once", "")
    kept = request.session.get(_KEPT)
    if kept is None or not once or kept["once"] != once:
        pins = [Pin.read(one) for one in request.POST.getlist("pin")[:MOST]]
        opinion = request.POST.get("opinion", "")
        results = [take(step, pin, opinion, asker) for pin in pins if pin is not None]
        request.session[_KEPT] = {
            "once": once,
            "do": step.key,
            "back": request.GET.get("back", ""),
            "results": [astuple(one) for one in results],
        }
    return HttpResponseRedirect(reverse("items-bulk-done"))


@requires("disclosure.view")
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Tell what was done in the last bulk step of this session and what was refused, and why."""
    kept = request.session.get(_KEPT)
    if kept is None:
        return HttpResponseRedirect(reverse("items"))
    results = [Result(*one) for one in kept["results"]]
    good = [one for one in results if one.done]
    bad = [one for one in results if not one.done]
    heading = gettext("批量%(step)s的结果") % {"step": STEPS[kept["do"]].text}
    query = QueryDict(urlencode({"back": kept["back"]}))
    context = {
        "sections": sections(request, "items"),
        "heading": heading,
        "breadcrumb": _breadcrumb(heading, query),
        "lead": gettext("办理 %(done)s 件，没有办理 %(refused)s 件。")
        % {"done": len(good), "refused": len(bad)},
        "refused": _outcome(gettext("没有办理"), gettext("原因"), bad) if bad else None,
        "done": _outcome(gettext("已办理"), gettext("结果"), good) if good else None,
        "back": ui.Link(gettext("返回列表"), _list_address(kept["back"])),
    }
    return render(request, "disclosure/bulk_done.html", context)


def _outcome(caption: str, words: str, results: list[Result]) -> ui.Table:
    return ui.Table(
        caption=caption,
        columns=(ui.Column("title", gettext("标题"), header=True), ui.Column("words", words)),
        rows=tuple(
            ui.Row.of(
                ui.Link(one.title, reverse("item", args=[one.key])) if one.key else one.title,
                one.words,
            )
            for one in results
        ),
    )


def _list_address(back: str) -> str:
    """Return the list as it was filtered; ``back`` is only ever a query, never an address."""
    query = QueryDict(back).urlencode()
    return f"{reverse('items')}?{query}" if query else reverse("items")


def _breadcrumb(here: str, query: QueryDict) -> ui.Breadcrumb:
    back = _list_address(query.get("back", ""))
    return ui.Breadcrumb.to(here, (gettext("公开事项"), back))
