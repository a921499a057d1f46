"""Pages that explain: guides, requests, about. One set of values, drawn as a page and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.site import site
from gongkai.disclosure.open_data.twin import as_json
from gongkai.disclosure.open_data.values import Named
from gongkai.portal.pages.markup import Tags, draw
from gongkai.ui import components as ui

Groups = Sequence[tuple[str, Sequence[Named]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What stands below a heading: sentences, points, facts, links, links in groups."""

    title: str
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[Named, ...] = ()
    groups: Groups = ()

    @property
    def summary(self) -> ui.Summary | None:
        """The facts as a page draws them."""
        return ui.Summary.of(*self.facts) if self.facts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a page says. ``column`` is the portal's column it belongs to, ``unit`` who speaks.

    ``above`` are the places between the home page and this one.
    """

    address: str
    title: str
    column: str
    unit: Named
    lead: str
    sections: tuple[Section, ...]
    above: tuple[tuple[str, str], ...] = ()


def page_of(told: Told) -> bytes:
    """Return the page."""
    column = told.column
    context: dict[str, object] = {
        "told": told,
        "twin": to.page_twin(told.address),
        "breadcrumb": ui.Breadcrumb.to(column, (gettext("首页"), to.HOME), *told.above),
    }
    tags = Tags(column, column, told.title, column)
    return draw("portal/told.html", told.address, tags, context)


def twin_of(told: Told) -> bytes:
    """Return the same as JSON."""
    value = {
        "url": site().base + told.address,
        "title": told.title,
        "unit": {"code": told.unit.id, "name": told.unit.name},
        "lead": told.lead,
        "sections": [_section(one) for one in told.sections],
    }
    return as_json(value)


def _section(one: Section) -> dict[str, Any]:
    return {
        "title": one.title,
        "text": list(one.text),
        "points": list(one.points),
        "facts": [{"name": name, "value": value} for name, value in one.facts],
        "links": _links(one.links),
        "groups": [{"title": title, "links": _links(links)} for title, links in one.groups],
    }


def _links(links: Sequence[Named]) -> list[dict[str, str]]:
    return [{"title": one.name, "url": site().base + one.href} for one in links]
