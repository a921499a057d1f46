"""The places an item is listed at: its columns, its unit, the fixed columns of the portal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from gongkai.core.models import Unit
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.columns import FIXED, all_columns, held_by
from gongkai.disclosure.open_data.values import Named
from gongkai.disclosure.queries.listed import EVERYTHING, INNER_KINDS, Where
from gongkai.disclosure.rulebook import pack
from gongkai.policy.disclosure import CategoryNode
from gongkai.portal.frame import columns
from gongkai.portal.pages.lists import Place


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list: where it stands, what is in it, and the columns below."""

    place: Place
    where: Where
    children: tuple[Named, ...] = ()
    unit_code: str = ""


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
    title = next(title for title, href in columns() if href == address)
    where = held_by(node)
    return ListPlace(Place(address, title, title, intro=node.note), where)


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
            exports=_exports(f"column={node.id}"),
        ),
        held_by(node),
        tuple(Named(one.id, one.title, to.column(one.id)) for one in node.children),
    )


def unit_place(unit: Unit) -> ListPlace:
    """Return the list of a unit and those inside it."""
    title = gettext("按单位查看")
    return ListPlace(
        Place(
            to.unit(unit.code),
            unit.name,
            title,
            intro=unit.functions,
            above=((title, to.UNITS),),
            exports=_exports(f"unit={unit.code}"),
        ),
        Where(unit_path=unit.path),
        (Named("guide", gettext("公开指南"), to.unit_guide(unit.code)),),
        unit.code,
    )


def site_place() -> ListPlace:
    """Return the list of everything: it has a feed and no page of its own."""
    title = gettext("最新公开")
    return ListPlace(Place(to.HOME, title, title), EVERYTHING)


def _exports(query: str) -> tuple[tuple[str, str], ...]:
    return tuple((kind.upper(), f"/api/items.{kind}?{query}") for kind in ("csv", "xlsx"))


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


def units_by_kind(units: Iterable[Unit]) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """Return units grouped by what they are, in the order of the tree."""
    groups: dict[str, list[Named]] = {}
    for unit in units:
        name = unit.group or unit.get_kind_display()
        groups.setdefault(name, []).append(Named(unit.code, unit.name, to.unit(unit.code)))
    return tuple((name, tuple(found)) for name, found in groups.items())
