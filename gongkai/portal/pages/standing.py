"""The pages that always stand: home, catalogue, guides, units, about, requests, sitemap, robots."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.queries.public_results import public_rounds
from gongkai.assessment.queries.sites.public import any_named
from gongkai.core.models import Body, BodyKind, Unit, in_force
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.columns import all_columns
from gongkai.disclosure.open_data.facts import all_listed
from gongkai.disclosure.open_data.units import present_units
from gongkai.disclosure.open_data.values import Listed, Named
from gongkai.disclosure.queries import extent
from gongkai.disclosure.queries import listed as lists
from gongkai.disclosure.rulebook import pack
from gongkai.policy.disclosure import CategoryNode, Duty, UnitKind
from gongkai.policy.national_values import Level
from gongkai.portal.pages import feeds, fixed, registers, results, sites, units
from gongkai.portal.pages.places import fixed_place, units_by_kind
from gongkai.portal.pages.told import Told, page_of, twin_of
from gongkai.portal.serving.text_size import SIZES, file_of_size, style_sheets
from gongkai.portal.tree.outcomes import Rendered
from gongkai.ui.storage import DIST

HTML: Final = "text/html"
JSON: Final = "application/json"
_TWIN: Final = "page.json"
_UNIT_GUIDE: Final = re.compile(r"/unit/(?P<code>[^/]+)/guide/")
_Said = tuple[Told, frozenset[str]]
"""What a page that explains says, and what it was made from."""
_BLOCK: Final = 8
_SMALL_BLOCK: Final = 5
_BLOCKS: Final = (
    (to.POLICIES, _BLOCK),
    (to.INSTITUTIONS, _SMALL_BLOCK),
    (to.ANNUAL_REPORTS, _SMALL_BLOCK),
)
"""Columns on the home page, with how many of their items; one without any is left out."""
SIZE_SHEETS: Final = tuple(file_of_size(size) for size in SIZES)


def render(address: str, now: datetime) -> Rendered | None:
    """Return the page at an address that always stands, or ``None`` for any other address."""
    if address in _PAGES:
        return _PAGES[address](now)
    return _told(address, now)


def government() -> Unit:
    """Return the government whose portal this is: the topmost unit.

    Raises:
        LookupError: no unit has been made yet.
    """
    found = Unit.objects.filter(parent=None).order_by("position", "id").first()
    if found is None:
        raise LookupError("还没有单位。请先运行 gongkai setup 或导入单位。")
    return found


def public_unit(unit: Unit, now: datetime) -> units.PublicUnit:
    """Return what the public may know of a unit."""
    body = Body.objects.filter(in_force(now.date()), unit=unit, kind=BodyKind.WORKING_BODY).first()
    return units.PublicUnit(
        code=unit.code,
        name=unit.name,
        kind=unit.get_kind_display(),
        group=unit.group,
        functions=unit.functions,
        address=unit.address,
        office_hours=unit.office_hours,
        phone=unit.phone,
        fax=unit.fax,
        email=unit.email,
        working_body=body.name if body is not None else "",
    )


def duty_columns(unit: Unit) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """Return the top categories that bind a unit, by catalogue: ``(title, categories)``."""
    level = Level(unit.level) if unit.level in set(Level) else Level.TOWNSHIP
    bound = pack().duties_of(level, UnitKind(unit.kind))
    tops = {pack().path(node.id)[0].id for node in bound}
    groups = (
        (c.title, tuple(Named(n.id, n.title, to.column(n.id)) for n in c.nodes if n.id in tops))
        for c in pack().catalogues
    )
    return tuple((title, columns) for title, columns in groups if columns)


def _home(now: datetime) -> Rendered:
    newest = all_listed(lists.newest(lists.EVERYTHING, _BLOCK), now.date())
    blocks = [fixed.Block.of(gettext("最新公开"), to.CATALOGUE, newest)]
    shown: list[Listed] = [*newest]
    for address, size in _BLOCKS:
        found = fixed_place(address)
        items = all_listed(lists.newest(found.where, size), now.date()) if found else ()
        if found is not None and items:
            blocks.append(fixed.Block.of(found.place.title, address, items))
            shown += items
    content = fixed.home_page(
        blocks, duty_columns(government()), units_by_kind(present_units(now), short=True)
    )
    depends = {f"item:{one.key}" for one in shown} | {"units"}
    return Rendered(content, HTML, frozenset(depends), _latest(shown, now))


def _latest(items: list[Listed], now: datetime) -> datetime:
    return max((one.updated_at for one in items), default=now)


def _catalogue(now: datetime) -> Rendered:
    """What binds everybody in full; of the trades' own catalogues only what has content."""
    catalogues = [one for one in pack().catalogues if one.duty is not Duty.NONE]
    trades = (node.id for one in catalogues if one.duty is Duty.NAMED for node in one.walk())
    used = extent.used_categories(trades)
    branches = [
        fixed.Branch(Named(one.id, one.title, to.CATALOGUE), children)
        for one in catalogues
        if (children := tuple(_branches(one.nodes, None if one.duty is Duty.EVERY else used)))
    ]
    return Rendered(fixed.catalogue_page(branches), HTML, frozenset(), now)


def _branches(nodes: Iterable[CategoryNode], used: frozenset[str] | None) -> Iterator[fixed.Branch]:
    """Yield nodes with what is below them; of those in use alone where they are given."""
    seen: set[str] = set()
    for node in nodes:
        if used is None or any(one.id in used for one in node.walk()):
            # The law lists some categories for counties and again for townships.
            again = node.title in seen and node.levels == {Level.TOWNSHIP}
            title = gettext("%(title)s（乡镇）") % {"title": node.title} if again else node.title
            seen.add(node.title)
            children = tuple(_branches(node.children, used))
            yield fixed.Branch(Named(node.id, title, to.column(node.id)), children)


def _units(now: datetime) -> Rendered:
    content = units.units_page(
        units_by_kind(present_units(now)), sites=any_named(), results=public_rounds().exists()
    )
    return Rendered(content, HTML, frozenset({"units"}), now)


def _whole_guide(now: datetime) -> _Said:
    unit = government()
    others = units_by_kind(present_units(now), guides=True)
    told = units.guide(public_unit(unit, now), duty_columns(unit), others)
    return told, frozenset({f"unit:{unit.code}", "units"})


def _guide(code: str, now: datetime) -> _Said | None:
    there_are = Unit.objects.filter(in_force(now.date())).exclude(kind__in=lists.INNER_KINDS)
    unit = there_are.filter(code=code).first()
    if unit is None:
        return None
    told = units.guide(public_unit(unit, now), duty_columns(unit))
    return told, frozenset({f"unit:{unit.code}"})


def _of_government(now: datetime, *, say: Callable[[units.PublicUnit], Told]) -> _Said:
    unit = government()
    return say(public_unit(unit, now)), frozenset({f"unit:{unit.code}"})


def _said(place: str, now: datetime) -> _Said | None:
    if place in _TOLD:
        return _TOLD[place](now)
    found = _UNIT_GUIDE.fullmatch(place)
    return _guide(found["code"], now) if found is not None else None


def _told(address: str, now: datetime) -> Rendered | None:
    """Return a page that explains, or the same as JSON: both are made of the same values."""
    is_twin = address.endswith(_TWIN)
    place = address.removesuffix(_TWIN)
    said = _said(place, now)
    if said is None:
        return None
    told, depends = said
    if is_twin:
        return Rendered(twin_of(told), JSON, depends, now)
    return Rendered(page_of(told), HTML, depends, now)


def _sitemap(now: datetime) -> Rendered:
    months = extent.changed_months()
    changed = max((at for *_, at in months), default=now)
    return Rendered(feeds.sitemap_index(months), "application/xml", frozenset(), changed)


def _sitemap_pages(now: datetime) -> Rendered:
    """The pages that lead to items: columns in use, units with their guides, registers, results."""
    used = extent.used_categories(node.id for node in all_columns())
    columns = [to.column(one.id) for one in all_columns() if any(n.id in used for n in one.walk())]
    codes = [unit.code for unit in present_units(now)]
    addresses = [
        *(to.HOME, to.POLICIES, to.CATALOGUE, to.GUIDE, to.INSTITUTIONS, to.ANNUAL_REPORTS),
        *(to.REQUEST, to.UNITS, to.ABOUT, *columns, *map(to.unit, codes)),
        *(*map(to.unit_guide, codes), *registers.all_pages()),
        *(*sites.all_pages(), *results.all_pages()),
    ]
    content = feeds.sitemap([(one, None) for one in addresses])
    depends = frozenset({"units", sites.ANY, results.ANY})
    return Rendered(content, "application/xml", depends, now)


def _robots(now: datetime) -> Rendered:
    return Rendered(feeds.robots(), "text/plain", frozenset(), now)


def _missing(now: datetime, *, gone: bool) -> Rendered:
    return Rendered(fixed.missing_page(gone=gone), HTML, frozenset(), now)


def _size(now: datetime, *, address: str) -> Rendered:
    """The style sheet of one size of type, made of the platform's own (see ``serving``)."""
    compiled = (DIST / "gongkai.css").read_text(encoding="utf-8")
    return Rendered(style_sheets(compiled)[address].encode(), "text/css", frozenset(), now)


_PAGES: Final[dict[str, Callable[[datetime], Rendered]]] = {
    to.HOME: _home,
    to.CATALOGUE: _catalogue,
    to.UNITS: _units,
    to.SITEMAP: _sitemap,
    to.SITEMAP_PAGES: _sitemap_pages,
    to.ROBOTS: _robots,
    to.NOT_FOUND: lambda now: _missing(now, gone=False),
    to.REMOVED: lambda now: _missing(now, gone=True),
    **{address: partial(_size, address=address) for address in SIZE_SHEETS},
}
_TOLD: Final[dict[str, Callable[[datetime], _Said]]] = {
    to.GUIDE: _whole_guide,
    to.REQUEST: partial(_of_government, say=fixed.request_page),
    to.ABOUT: partial(_of_government, say=fixed.about_page),
}
