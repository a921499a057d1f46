"""Choosing evidence for one item: out of the unit's ledger, out of what it published."""

from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.ledger import in_year, ledger
from gongkai.assessment.queries.offers import published_by
from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.office.rounds.finding import breadcrumb
from gongkai.office.rounds.tabs import tabs
from gongkai.office.selfing.finding import address, view_of
from gongkai.office.selfing.items import Offer
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import RoundUnit

_MOST: Final = 40


@requires("assessment.self")
def choose(request: HttpRequest, key: str, code: str, item: str) -> HttpResponse:
    """Offer what of the unit's work could be evidence, found by words."""
    view = view_of(request, key, code, with_known=False)
    one = view.items.get(item)
    if one is None or not view.may_fill:
        raise Http404(gettext("这一项现在不能添加佐证。"))
    words = str(request.GET.get("q", "")).replace("\x00", "").strip()[:100]
    taken = {str(piece.ledger_id) for piece in one.pieces} | {
        piece.disclosure_item for piece in one.pieces
    }
    search = ui.Field("q", gettext("名称里有"), ui.FieldKind.SEARCH, (words,) if words else ())
    context = {
        "heading": gettext("选择佐证"),
        "about": f"{one.question.number} {one.question.title}",
        "tabs": tabs(request, view.unit.round, "round-self"),
        "breadcrumb": breadcrumb(
            gettext("选择佐证"),
            view.unit.round,
            (view.unit.name, address(view.unit, item)),
        ),
        "filters": ui.FilterBar.over(request.GET, (search,)),
        "add_to": reverse("self-evidence-add", args=[key, code, item]),
        "entries": [one for one in _entries(request, view.unit, words) if one.value not in taken],
        "published": [one for one in _published(view.unit, words) if one.value not in taken],
        "back": ui.Link(gettext("回到自评表"), address(view.unit, item)),
        "most": _MOST,
    }
    return render(request, "selfing/choose.html", context)


def _entries(request: HttpRequest, unit: "RoundUnit", words: str) -> list[Offer]:
    rows = ledger(viewer(request)).filter(
        unit=unit.unit_id, voided_at=None, on__isnull=False, title__icontains=words
    )
    return [
        Offer(
            kind=one.get_kind_display(),
            link=ui.Link(f"{one.on or ''}　{one.title}", reverse("ledger-entry", args=[one.pk])),
            name="ledger",
            value=str(one.pk),
        )
        for one in in_year(rows, unit.round.year).order_by("-on", "-pk")[:_MOST]
    ]


def _published(unit: "RoundUnit", words: str) -> list[Offer]:
    rows = published_by(unit).filter(title__icontains=words)
    return [
        Offer(
            kind=gettext("已公开"),
            link=ui.Link(
                f"{day_of(one.item.first_published_at or one.created_at)}　{one.title}",
                f"/item/{one.item.key}/",
            ),
            name="published",
            value=one.item.key,
        )
        for one in rows[:_MOST]
    ]
