"""``/search/``: computed for each reader, from the index and never from the database."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.searched import note
from gongkai.core.throttling import READING, SEARCHES, limited
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.site import Site, site
from gongkai.portal.frame import footer, frame, search_box
from gongkai.portal.searching import page as search_page
from gongkai.portal.searching.naming import UnitMeant, ways_to
from gongkai.portal.searching.query import SIZE, Asked, kept, read
from gongkai.search import (
    PUBLIC,
    Index,
    IndexUnusableError,
    Results,
    complete,
    search,
    units_meant,
)
from gongkai.ui import components as ui
from gongkai.ui.access import public
from gongkai.ui.chrome import Chrome, chrome

_LEVELS = (PUBLIC,)
_FEW = 3
_TITLES = 6
"""Offered while somebody types, with at most five units below."""


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
@limited(SEARCHES)
def search_view(request: HttpRequest) -> HttpResponse:
    """Show the search page."""
    query = kept(request.GET)
    asked, here = read(query), site()
    try:
        results = look(asked)
    except IndexUnusableError:
        return render(
            request,
            "portal/search_down.html",
            {"chrome": _frame(request, here), "footer": footer(here), "words": asked.words},
            status=503,
        )
    note(results.log, viewer(request).at.date())
    context = {
        "chrome": _frame(request, here),
        "footer": footer(here),
        "words": asked.words,
        "twin": search_page.twin(query),
        "box": search_box(asked.words),
        "results": results,
        "units": _units_meant(asked),
        "found": search_page.found(results),
        "facets": search_page.facets(results, query),
        "sentence": search_page.sentence(asked, results),
        "days": search_page.days(asked, query),
        "sort": search_page.sort_tabs(asked, query),
        "pagination": ui.Pagination(results.page, results.pages, results.total, query),
        "with_ended": ui.link_with(query, drop=("page",), validity="all"),
        "without": _ways_out(results, query),
        "suggestion_href": ui.link_with({}, q=results.suggestion),
    }
    return render(request, "portal/search.html", context)


def _units_meant(asked: Asked) -> tuple[UnitMeant, ...]:
    """The units somebody asks for who has narrowed nothing yet."""
    if asked.filters.active or asked.page > 1:
        return ()
    return tuple(ways_to(units_meant(the_index(), asked.words, levels=_LEVELS, few=_FEW)))


def _frame(request: HttpRequest, here: Site) -> Chrome:
    """The portal's frame, with the reader's size of type: this page is made for one reader."""
    own = chrome(request)["chrome"]
    return replace(
        frame(to.SEARCH, here),
        html_language=own.html_language,
        languages=own.languages,
        large_type=own.large_type,
        text_size_href=own.text_size_href,
    )


def _ways_out(results: Results, query: QueryDict) -> tuple[ui.Link, ...]:
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
            ui.link_with(query, drop=("page", names[one.text][0])),
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
@limited(READING)
def suggest(request: HttpRequest) -> HttpResponse:
    """Return titles and units that go on from what is typed, as JSON."""
    try:
        found = complete(the_index(), request.GET.get("q", "")[:50], levels=_LEVELS, limit=_TITLES)
    except IndexUnusableError:
        return JsonResponse({"titles": [], "units": []})
    titles = [{"title": title, "url": url} for title, url in found.titles]
    units = [{"title": one.title, "url": one.url, "note": one.note} for one in ways_to(found.units)]
    # Who names a unit means it; where many have these letters in their name, nobody is named.
    offered = {"units": units, "titles": titles}
    if len(units) > _FEW:
        offered = {"titles": titles, "units": units}
    return JsonResponse(offered, json_dumps_params={"ensure_ascii": False})
