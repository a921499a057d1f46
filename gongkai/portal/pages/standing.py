"""The pages that always stand: home, catalogue, guides, units, about, requests, sitemap, robots."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from django.utils.translation import gettext

from gongkai.core.models import Body, BodyKind, Unit, in_force
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.facts import all_listed
from gongkai.disclosure.open_data.units import present_units
from gongkai.disclosure.open_data.values import Listed, Named
from gongkai.disclosure.queries import listed as lists
from gongkai.disclosure.rulebook import pack
from gongkai.policy.disclosure import CategoryNode, Duty, UnitKind
from gongkai.policy.national_values import Level
from gongkai.portal.pages import feeds, fixed, units
from gongkai.portal.pages.places import fixed_place, units_by_kind
from gongkai.portal.serving.text_size import SIZES, file_of_size, style_sheets
from gongkai.portal.tree.outcomes import Rendered
from gongkai.ui.storage import DIST

HTML: Final = "text/html"
_BLOCK: Final = 8
SIZE_SHEETS: Final = tuple(file_of_size(size) for size in SIZES)


def render(address: str, now: datetime) -> Rendered | None:
    """Return the page at an address that always stands, or ``None`` for any other address."""
    if address in _PAGES:
        return _PAGES[address](now)
    if address.startswith("/unit/") and address.endswith("/guide/"):
        return _guide(address.removeprefix("/unit/").removesuffix("/guide/"), now)
    return None


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


def duty_columns(unit: Unit) -> tuple[Named, ...]:
    """Return the top categories that bind a unit."""
    level = Level(unit.level) if unit.level in set(Level) else Level.TOWNSHIP
    bound = pack().duties_of(level, UnitKind(unit.kind))
    tops = {pack().path(node.id)[0].id for node in bound}
    listed = (node for catalogue in pack().catalogues for node in catalogue.nodes)
    return tuple(Named(n.id, n.title, to.column(n.id)) for n in listed if n.id in tops)


def _home(now: datetime) -> Rendered:
    newest = all_listed(lists.newest(lists.EVERYTHING, _BLOCK), now.date())
    blocks = [fixed.Block.of(gettext("最新公开"), to.CATALOGUE, newest)]
    shown: list[Listed] = [*newest]
    for address in (to.POLICIES, to.INSTITUTIONS, to.ANNUAL_REPORTS):
        found = fixed_place(address)
        if found is not None:
            items = all_listed(lists.newest(found.where, _BLOCK), now.date())
            blocks.append(fixed.Block.of(found.place.title, address, items))
            shown += items
    columns = duty_columns(government())
    some = [Named(u.code, u.label, to.unit(u.code)) for u in present_units(now)]
    content = fixed.home_page(blocks, columns, some)
    depends = {f"item:{one.key}" for one in shown} | {"units"}
    return Rendered(content, HTML, frozenset(depends), _latest(shown, now))


def _latest(items: list[Listed], now: datetime) -> datetime:
    return max((one.updated_at for one in items), default=now)


def _catalogue(now: datetime) -> Rendered:
    branches = [
        fixed.Branch(Named(c.id, c.title, to.CATALOGUE), "", tuple(map(_branch, c.nodes)))
        for c in pack().catalogues
        if c.duty is not Duty.NONE
    ]
    return Rendered(fixed.catalogue_page(branches), HTML, frozenset(), now)


def _branch(node: CategoryNode) -> fixed.Branch:
    children = tuple(_branch(child) for child in node.children)
    return fixed.Branch(Named(node.id, node.title, to.column(node.id)), "", children)


def _units(now: datetime) -> Rendered:
    content = units.units_page(units_by_kind(present_units(now)))
    return Rendered(content, HTML, frozenset({"units"}), now)


def _whole_guide(now: datetime) -> Rendered:
    unit = government()
    content = units.guide_page(public_unit(unit, now), duty_columns(unit), whole=True)
    return Rendered(content, HTML, frozenset({f"unit:{unit.code}"}), now)


def _guide(code: str, now: datetime) -> Rendered | None:
    unit = Unit.objects.filter(code=code).exclude(kind__in=lists.INNER_KINDS).first()
    if unit is None:
        return None
    content = units.guide_page(public_unit(unit, now), duty_columns(unit))
    return Rendered(content, HTML, frozenset({f"unit:{unit.code}"}), now)


def _request(now: datetime) -> Rendered:
    unit = government()
    content = fixed.request_page(public_unit(unit, now))
    return Rendered(content, HTML, frozenset({f"unit:{unit.code}"}), now)


def _about(now: datetime) -> Rendered:
    unit = government()
    content = fixed.about_page(public_unit(unit, now))
    return Rendered(content, HTML, frozenset({f"unit:{unit.code}"}), now)


def _sitemap(now: datetime) -> Rendered:
    months = [
        (year, month, now)
        for year in lists.years(lists.EVERYTHING)
        for month, _ in lists.months(lists.EVERYTHING, year)
    ]
    return Rendered(feeds.sitemap_index(months), "application/xml", frozenset(), now)


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
    to.GUIDE: _whole_guide,
    to.UNITS: _units,
    to.REQUEST: _request,
    to.ABOUT: _about,
    to.SITEMAP: _sitemap,
    to.ROBOTS: _robots,
    to.NOT_FOUND: lambda now: _missing(now, gone=False),
    to.REMOVED: lambda now: _missing(now, gone=True),
    **{address: partial(_size, address=address) for address in SIZE_SHEETS},
}
