"""``/search/``: computed for each reader, from the index and never from the database."""

from dataclasses import asdict, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.disclosure.open_data import addresses as to
from gongkai.portal.frame import footer, frame
from gongkai.portal.searching import page as search_page
from gongkai.portal.searching.query import SIZE, Asked, read
from gongkai.portal.searching.records import note
from gongkai.search import (
    PUBLIC,
    Index,
    IndexUnusableError,
    Results,
    complete,
    search,
)
from gongkai.ui import components as ui
from gongkai.ui.access import public
from gongkai.ui.chrome import Chrome, chrome

_LEVELS = (PUBLIC,)


def the_index() -> Index:
    """Return the index of this installation; opening is cheap and sees new generations.

    Raises:
        IndexUnusableError: there is none yet, or it is damaged.
    """
    return Index.open(settings.GONGKAI_SEARCH)


def look(asked: Asked) -> Results:
    """Search what the public may find.

    Raises:
        IndexUnusableError: see :func:`the_index`.
    """
    return search(
        the_index(),
        asked.words,
        levels=_LEVELS,
        filters=asked.filters,
        sort=asked.sort,
        page=asked.page,
        size=SIZE,
    )


@public
def search_view(request: HttpRequest) -> HttpResponse:
    """Show the search page."""
    asked = read(request.GET)
    try:
        results = look(asked)
    except IndexUnusableError:
        return render(
            request,
            "portal/search_down.html",
            {"chrome": _frame(request), "footer": footer(), "words": asked.words},
            status=503,
        )
    note(results.log, viewer(request).at.date())
    context = {
        "chrome": _frame(request),
        "footer": footer(),
        "words": asked.words,
        "results": results,
        "found": search_page.found(results),
        "facets": search_page.facets(results, request.GET),
        "sentence": search_page.sentence(asked, results),
        "sort": search_page.sort_tabs(asked, request.GET),
        "pagination": ui.Pagination(results.page, results.pages, results.total, request.GET),
        "with_ended": ui.link_with(request.GET, drop=("page",), validity="all"),
        "without": _ways_out(results, request),
        "suggestion_href": ui.link_with({}, q=results.suggestion),
    }
    return render(request, "portal/search.html", context)


def _frame(request: HttpRequest) -> Chrome:
    """The portal's frame, with the reader's size of type: this page is made for one reader."""
    own = chrome(request)["chrome"]
    return replace(
        frame(to.SEARCH),
        html_language=own.html_language,
        languages=own.languages,
        large_type=own.large_type,
        text_size_href=own.text_size_href,
    )


def _ways_out(results: Results, request: HttpRequest) -> tuple[ui.Link, ...]:
    """Return links that lead to something when nothing was found."""
    names = {
        "columns": ("column", gettext("栏目")),
        "within": ("unit", gettext("单位")),
        "kinds": ("kind", gettext("体裁")),
        "years": ("year", gettext("年份")),
        "validity": ("validity", gettext("有效性")),
        "published_from": ("from", gettext("起始日期")),
        "published_to": ("to", gettext("截止日期")),
    }
    dropped = tuple(
        ui.Link(
            gettext("不限%(what)s：%(total)s 条")
            % {"what": names[one.text][1], "total": one.total},
            ui.link_with(request.GET, drop=("page", names[one.text][0])),
        )
        for one in results.help.without
        if one.text in names
    )
    words = (*results.help.words, *results.help.related)
    return (
        *dropped,
        *(ui.Link(f"{one.text}（{one.total}）", ui.link_with({}, q=one.text)) for one in words),
    )


@public
def suggest(request: HttpRequest) -> HttpResponse:
    """Return titles and units that go on from what is typed, as JSON."""
    try:
        found = complete(the_index(), request.GET.get("q", "")[:50], levels=_LEVELS)
    except IndexUnusableError:
        return JsonResponse({"titles": [], "units": []})
    return JsonResponse(
        {
            "titles": [{"title": title, "url": url} for title, url in found.titles],
            "units": [asdict(unit) for unit in found.units],
        },
        json_dumps_params={"ensure_ascii": False},
    )
