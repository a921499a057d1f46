"""The search page as values: hits with marked words, facets as links, ways out of nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext

from gongkai.disclosure.open_data import addresses as to
from gongkai.portal.searching.query import Asked
from gongkai.search import FacetValue, Hit, Results, Sort, Validity
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value of a facet: choosing it, or taking it back."""

    name: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow, with its values."""

    title: str
    values: tuple[FacetLink, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as the page shows it."""

    hit: Hit
    badge: ui.Badge | None


def validity_words() -> dict[Validity, tuple[str, ui.Tone]]:
    """Return what each state of validity is called, and how it weighs."""
    return {
        Validity.NOT_YET: (gettext("尚未生效"), ui.Tone.FAIR),
        Validity.EFFECTIVE: (gettext("有效"), ui.Tone.GOOD),
        Validity.AMENDED: (gettext("已修改"), ui.Tone.WARN),
        Validity.EXPIRED: (gettext("已失效"), ui.Tone.BAD),
        Validity.REPEALED: (gettext("已废止"), ui.Tone.BAD),
    }


def found(results: Results) -> tuple[Found, ...]:
    """Return the hits, each with a badge where its validity is worth a word."""
    words = validity_words()
    return tuple(
        Found(hit, ui.Badge(*words[state]) if (state := hit.document.validity) in words else None)
        for hit in results.hits
    )


def facets(results: Results, query: QueryDict) -> tuple[Facet, ...]:
    """Return the facets that could narrow further, or are chosen."""
    found = results.facets
    words = validity_words()
    validity = tuple(
        FacetValue(one.key, words[Validity(one.key)][0], one.count, one.chosen)
        for one in found.validity
        if one.key != Validity.NONE
    )
    listed = (
        _facet(gettext("栏目"), "column", found.columns, query),
        _facet(gettext("发布单位"), "unit", found.units, query),
        _facet(gettext("体裁"), "kind", found.kinds, query),
        _facet(gettext("年份"), "year", found.years, query),
        _facet(gettext("有效性"), "validity", validity, query),
    )
    return tuple(one for one in listed if len(one.values) > 1 or any(v.chosen for v in one.values))


_SHOWN = 12


def _facet(title: str, name: str, values: Iterable[FacetValue], query: QueryDict) -> Facet:
    chosen = query.getlist(name)
    kept = [v for v in values if v.chosen] + [v for v in values if not v.chosen]
    return Facet(title, tuple(_link(name, value, chosen, query) for value in kept[:_SHOWN]))


def _link(name: str, value: FacetValue, chosen: list[str], query: QueryDict) -> FacetLink:
    if value.key in chosen:
        left = [key for key in chosen if key != value.key]
        href = ui.link_with(query, drop=("page",), **{name: left})
        return FacetLink(value.name, value.count, href, chosen=True)
    href = ui.link_with(query, drop=("page",), **{name: [*chosen, value.key]})
    return FacetLink(value.name, value.count, href, chosen=False)


def days(asked: Asked, query: QueryDict) -> ui.FilterBar:
    """Return the form that narrows to days of publication; all else that was chosen stays."""
    first, last = asked.filters.published_from, asked.filters.published_to
    fields = (
        _day("from", gettext("发布日期从"), first),
        _day("to", gettext("发布日期到"), last),
    )
    names = ("q", "column", "unit", "kind", "year", "validity", "sort")
    bar = ui.FilterBar.over(query, fields, keep=names)
    reset = ui.link_with(query, drop=("page", "from", "to"))
    return replace(bar, label=gettext("按发布日期筛选"), reset=reset)


def _day(name: str, label: str, day: date | None) -> ui.Field:
    values = (day.isoformat(),) if day is not None else ()
    return ui.Field(name, label, ui.FieldKind.DATE, values, short=True)


def sentence(asked: Asked, results: Results) -> str:
    """Say what was found in one sentence, which is announced as well."""
    if not asked.words and not asked.filters.active:
        return gettext("共收录 %(total)s 条，可直接按栏目、单位、年份查看。") % {
            "total": results.total
        }
    if not results.total:
        return gettext("没有找到相关信息。")
    return gettext("找到 %(total)s 条。") % {"total": results.total}


_OF_DATA: Final = {"kind": "type"}
"""Names the open data has other words for than the page."""


def twin(query: QueryDict) -> str:
    """Return where the same search is had as data; nothing where one asks for several at once."""
    if any(len(query.getlist(name)) > 1 for name in query):
        return ""
    given = {name: str(query.get(name, "")) for name in query}
    named = {_OF_DATA.get(name, name): value for name, value in given.items() if value}
    return f"{to.SEARCH_DATA}?{urlencode(named)}" if named else to.SEARCH_DATA


def sort_tabs(asked: Asked, query: QueryDict) -> ui.Tabs:
    """Return the switch between relevance and date."""
    return ui.Tabs(
        gettext("排序"),
        tuple(
            ui.Tab(text, ui.link_with(query, drop=("page",), sort=sort.value), asked.sort is sort)
            for text, sort in (
                (gettext("按相关程度"), Sort.RELEVANCE),
                (gettext("按发布时间"), Sort.DATE),
            )
        ),
    )
