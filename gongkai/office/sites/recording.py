"""Recording something at one site, or at all that took part; drafts of the notices it needs."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.sites import Happened
from gongkai.assessment.actions.sites import record as enter
from gongkai.assessment.intake import TAKEN
from gongkai.assessment.queries.sites.seen import may_record
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.posting import day, filled, number, uploaded
from gongkai.office.sites.frame import tabs, way
from gongkai.office.sites.kinds import KINDS, Kind
from gongkai.office.sites.papers import draft
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from datetime import date

    from gongkai.assessment.models import Site

_MOST_OFFERED = 200


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Ask what happened, at which sites; record it, or give a draft of the notice."""
    asker = viewer(request)
    kind = KINDS.get(request.POST.get("kind", "") or str(request.GET.get("kind", "")))
    if kind is None:
        return _choose(request)
    offered = _offered(request, kind)
    if not offered:
        raise Http404(gettext("没有可以登记的示范点。"))
    fields = tuple(_fields(kind, offered, day_of(asker.at), _asked(request)))
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            picked = [one for one in offered if one.pk in _asked(request)]
            if request.POST.get("do") == "draft" and kind.notice:
                return draft(kind.name, picked, request.POST)
            enter(
                [one.pk for one in picked], _said(request, kind), file=uploaded(request), by=asker
            )
        except Refused as refused:
            fields, general = _typed(fields, request, refused)
        else:
            say(request, gettext("已登记。"))
            return HttpResponseRedirect(_back(picked))
    form = ui.Form(fields, _buttons(kind, offered), general=general, hidden=(("kind", kind.name),))
    context = {
        "heading": str(kind.action),
        "tabs": tabs(request, "sites"),
        "form": form,
        "breadcrumb": way(str(kind.action), *_on_the_way(offered)),
    }
    status = 422 if form.errors.items else 200
    return render(request, "sites/form.html", context, status=status)


def _choose(request: HttpRequest) -> HttpResponse:
    """Ask first what kind of thing happened."""
    asker = viewer(request)
    links = tuple(
        ui.Link(str(kind.action), f"{reverse('site-record')}?kind={kind.name}")
        for kind in KINDS.values()
        if not kind.decides and may_record(asker, kind.name).exists()
    )
    context = {
        "heading": gettext("登记一次活动"),
        "tabs": tabs(request, "sites"),
        "choices": ui.Entries(links),
        "empty": ui.Empty(gettext("没有可以登记的示范点。")) if not links else None,
        "breadcrumb": way(gettext("登记一次活动")),
    }
    return render(request, "sites/choose.html", context)


def _asked(request: HttpRequest) -> set[int]:
    sent = request.POST.getlist("sites") if request.method == "POST" else []
    rows = request.GET.getlist("row")
    return {number(one) for one in (sent or rows)}


def _offered(request: HttpRequest, kind: Kind) -> "list[Site]":
    """Return the sites to choose from: those named in the address, else all there are."""
    rows = may_record(viewer(request), kind.name)
    named = {number(one) for one in request.GET.getlist("row")}
    return list((rows.filter(pk__in=named) if named else rows)[:_MOST_OFFERED])


def _fields(kind: Kind, offered: "list[Site]", today: "date", asked: set[int]) -> "list[ui.Field]":
    sites = ui.Field(
        "sites",
        gettext("哪些示范点"),
        ui.FieldKind.CHECKBOXES,
        tuple(str(one.pk) for one in offered if one.pk in asked or len(offered) == 1),
        tuple(ui.Option(str(one.pk), one.unit.name) for one in offered),
        required=True,
    )
    on = ui.Field(
        "on",
        gettext("日期"),
        ui.FieldKind.DATE,
        (today.isoformat(),),
        required=True,
        short=True,
    )
    title = ui.Field("title", gettext("名称"), values=(str(kind.title),), required=True)
    text = ui.Field(
        "text",
        str(kind.text),
        ui.FieldKind.TEXTAREA,
        hint=str(kind.hint),
        required=kind.name == "revoke",
    )
    file = ui.Field("file", gettext("文件（可不填）"), ui.FieldKind.FILE, accept=TAKEN)
    return [sites, on, title, *_more(kind), text, file]


def _more(kind: Kind) -> "list[ui.Field]":
    more = []
    if kind.notice or kind.name == "rectify":
        label = gettext("文号") if kind.notice else gettext("文号（可不填）")
        hint = gettext("例如：示公开〔2026〕30号。")
        more.append(ui.Field("number", label, hint=hint, required=kind.notice))
    if kind.name == "rectify":
        more.append(
            ui.Field(
                "due",
                gettext("整改期限"),
                ui.FieldKind.DATE,
                hint=gettext("到哪一天完成整改。考评办法没有写期限的，由本机关定。"),
                required=True,
                short=True,
            )
        )
    if kind.name == "revoke":
        tick = ui.Option("1", gettext("因弄虚作假、搞形式主义或敷衍塞责，不等考评即取消"))
        more.append(ui.Field("sham", gettext("取消的情形"), ui.FieldKind.CHECKBOXES, (), (tick,)))
    return more


def _buttons(kind: Kind, offered: "list[Site]") -> tuple[ui.Button | ui.Link, ...]:
    words = gettext("取消资格并公布") if kind.name == "revoke" else gettext("登记")
    press = ui.Button(
        words,
        "do",
        "enter",
        ui.ButtonKind.DANGER if kind.name == "revoke" else ui.ButtonKind.PRIMARY,
    )
    draft_button = ui.Button(gettext("下载通知草稿（Word）"), "do", "draft", novalidate=True)
    cancel = ui.Link(gettext("返回"), _back(offered))
    return (press, *((draft_button,) if kind.notice else ()), cancel)


def _said(request: HttpRequest, kind: Kind) -> Happened:
    post = request.POST
    due = post.get("due", "").strip()
    return Happened(
        kind=kind.name,
        on=day(post.get("on", ""), "on"),
        title=post.get("title", ""),
        text=post.get("text", ""),
        number=post.get("number", ""),
        due=day(due, "due") if due else None,
        sham=post.get("sham") == "1",
    )


def _typed(
    fields: tuple[ui.Field, ...], request: HttpRequest, refused: Refused
) -> tuple[tuple[ui.Field, ...], tuple[str, ...]]:
    """Return the fields with what was typed and ticked, and the error at its place."""
    typed, general = filled(fields, request.POST, refused)
    ticked = {
        one.name: tuple(request.POST.getlist(one.name))
        for one in fields
        if one.kind is ui.FieldKind.CHECKBOXES
    }
    kept = tuple(replace(one, values=ticked.get(one.name, one.values)) for one in typed)
    return kept, general


def _back(sites: "list[Site]") -> str:
    return reverse("site", args=[sites[0].pk]) if len(sites) == 1 else reverse("sites")


def _on_the_way(offered: "list[Site]") -> tuple[tuple[str, str], ...]:
    return ((offered[0].unit.name, _back(offered)),) if len(offered) == 1 else ()
