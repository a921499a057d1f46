"""The places an item is listed at: its columns, its unit, the fixed columns of the portal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gongkai.core.days import day_words
from gongkai.core.models import Unit
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.columns import FIXED, all_columns, held_by
from gongkai.disclosure.open_data.values import Named
from gongkai.disclosure.queries.listed import EVERYTHING, INNER_KINDS, Where
from gongkai.disclosure.rulebook import pack
from gongkai.policy.disclosure import CategoryNode
from gongkai.portal.frame import title_of
from gongkai.portal.pages.lists import Place
from gongkai.portal.pages.registers import links_in, links_of
from gongkai.portal.pages.sites import link_of
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list: where it stands, what is in it, and the columns below.

    A unit's list has its code, the day ``since`` which there is the unit, and the day it ended.
    """

    place: Place
    where: Where
    children: tuple[Named, ...] = ()
    unit_code: str = ""
    since: date | None = None
    until: date | None = None
    contact: ui.Summary | None = None


def place_at(address: str) -> ListPlace | None:
    """Return the list whose front stands at an address."""
    if address in FIXED:
        return fixed_place(address)
    kind, _, name = address.strip("/").partition("/")
    if kind == "column":
        node = next((n for n in all_columns() if to.column(n.id) == address), None)
        return column_place(node) if node is not None else None
    if kind == "unit":
        unit = Unit.objects.filter(code=name).exclude(kind__in=INNER_KINDS).first()
        return unit_place(unit) if unit is not None else None
    return None


def fixed_place(address: str) -> ListPlace | None:
    """Return one of the columns every portal has, where the pack says what it shows."""
    node_id = FIXED[address]
    if not pack().has_node(node_id):
        return None
    node = pack().node(node_id)
    title = title_of(address)
    where = held_by(node)
    beside = (*_interpreted_in(node), *links_of(node))
    place = Place(address, title, title, intro=node.note, query=f"column={node.id}")
    return ListPlace(place, where, beside)


def _interpreted_in(node: CategoryNode) -> Iterator[Named]:
    """Yield the columns that interpret what a column shows: told apart from the documents."""
    rules = pack()
    kinds = {one.interpretation for kind in node.shows_types for one in rules.releases_of(kind)}
    for category in sorted(filter(None, map(rules.category_for, kinds))):
        yield Named(category, rules.node(category).title, to.column(category))


def column_place(node: CategoryNode) -> ListPlace:
    """Return the list of a category, with everything below it."""
    site_column = gettext("法定主动公开内容")
    above = [(site_column, to.CATALOGUE)]
    above += [(one.title, to.column(one.id)) for one in pack().path(node.id)[:-1]]
    address = to.column(node.id)
    return ListPlace(
        Place(
            address,
            node.title,
            site_column,
            intro="、".join(node.elements),
            above=tuple(above),
            query=f"column={node.id}",
        ),
        held_by(node),
        (
            *(Named(one.id, one.title, to.column(one.id)) for one in node.children),
            *links_of(node),
        ),
    )


def unit_place(unit: Unit) -> ListPlace:
    """Return the list of a unit and those inside it."""
    title = gettext("按单位查看")
    return ListPlace(
        Place(
            to.unit(unit.code),
            unit.name,
            title,
            intro=_ended(unit) or unit.functions,
            above=((title, to.UNITS),),
            query=f"unit={unit.code}",
            unit=unit.name,
        ),
        Where(unit_path=unit.path),
        (*_successors(unit), *links_in(unit), *link_of(unit)),
        unit_code=unit.code,
        since=unit.since,
        until=unit.until,
        contact=_contact(unit) if unit.until is None else None,
    )


def _successors(unit: Unit) -> Iterator[Named]:
    """Yield the way to whoever took over from a unit that ended."""
    if unit.until is None:
        return
    for passed in unit.successions.select_related("successor__parent").order_by("pk"):
        new = passed.successor
        words = gettext("职责由%(unit)s承接") % {"unit": new.name}
        yield Named(new.code, words, to.unit(unit_with_page(new).code))


def _ended(unit: Unit) -> str:
    """Say of a unit that ended why its page is still there."""
    if unit.until is None:
        return ""
    words = gettext("本单位已于 %(day)s 撤销。这里是它公开过的信息。")
    return words % {"day": day_words(unit.until)}


def _contact(unit: Unit) -> ui.Summary:
    """Where a unit is found, and its guide."""
    rows = (
        (gettext("办公地址"), unit.address),
        (gettext("办公时间"), unit.office_hours),
        (gettext("联系电话"), unit.phone),
        (gettext("公开指南"), ui.Link(gettext("查看"), to.unit_guide(unit.code))),
    )
    return ui.Summary.of(*((term, value) for term, value in rows if value))


def site_place() -> ListPlace:
    """Return the list of everything: it has a feed and no page of its own."""
    title = gettext("最新公开")
    return ListPlace(Place(to.HOME, title, title), EVERYTHING)


def columns_with(category: str, content_type: str) -> Iterator[str]:
    """Yield the addresses of the column fronts that list an item."""
    rules = pack()
    if rules.has_node(category):
        yield from (to.column(node.id) for node in rules.path(category))
    else:
        yield to.column(category)
    for address in FIXED:
        found = fixed_place(address)
        if found is not None and (
            category in found.where.categories or content_type in found.where.content_types
        ):
            yield address


def unit_with_page(unit: Unit) -> Unit:
    """Return the unit on whose page another's items stand: itself, or the one it is inside."""
    found = unit
    while found.kind in INNER_KINDS and found.parent is not None:
        found = found.parent
    return found


def units_by_kind(
    units: Iterable[Unit], *, short: bool = False, guides: bool = False
) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """Return units grouped by what they are, in the order of the tree.

    ``short`` names them briefly; ``guides`` leads to their guides and not to their pages.
    """
    groups: dict[str, list[Named]] = {}
    address = to.unit_guide if guides else to.unit
    for unit in units:
        kind = unit.group or unit.get_kind_display()
        name = unit.label if short else unit.name
        groups.setdefault(kind, []).append(Named(unit.code, name, address(unit.code)))
    return tuple((name, tuple(found)) for name, found in groups.items())
