"""Registers for the public: items of one content type as rows, whole or unit by unit.

A register of a whole county may be long. Its front shows all rows while they are few; beyond that
it leads to the pages of units, each of which is as long as that unit's list. So publishing an
entry makes three pages anew: the front, its unit's page, and the list of registers.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext

from gongkai.core.models import Unit
from gongkai.disclosure.details import details_of
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.facts import listed
from gongkai.disclosure.open_data.units import unit_named
from gongkai.disclosure.open_data.values import Named
from gongkai.disclosure.queries.listed import ZONE, Listing
from gongkai.disclosure.queries.registers import (
    kinds_of_unit,
    public_counts,
    public_entries,
    public_units,
    register_kinds,
    units_of_kinds,
)
from gongkai.disclosure.registers import brief, columns_shown, name_of, named_by
from gongkai.policy.disclosure import CategoryNode, ContentType, FieldKind, FieldSpec
from gongkai.portal.pages.markup import Tags, draw, exports_of
from gongkai.portal.tree.outcomes import MISSING, Outcome, Rendered
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

HTML: Final = "text/html"
MOST_ON_FRONT: Final = 200
"""Rows up to which a register stands on one page."""
_COLUMNS: Final = 6


def render(address: str, now: datetime) -> Outcome:
    """Return what stands at an address below ``/registers/``."""
    day = now.astimezone(ZONE).date()
    match address.removeprefix(to.REGISTERS).strip("/").split("/"):
        case [""]:
            return _index(now)
        case [slug]:
            kind = _kind(slug)
            return _front(kind, day, now) if kind is not None else MISSING
        case [slug, code]:
            kind, unit = _kind(slug), unit_named(code)
            return _of_unit(kind, unit, day) if kind is not None and unit is not None else MISSING
    return MISSING


def _kind(slug: str) -> ContentType | None:
    address = f"{to.REGISTERS}{slug}/"
    return next((one for one in register_kinds() if to.register(one.id) == address), None)


def links_of(node: CategoryNode) -> tuple[Named, ...]:
    """Return the registers whose entries a column holds or shows."""
    wanted = {*node.content_types, *node.shows_types} if node.leaf else set()
    return tuple(
        Named(kind.id, _title(kind), to.register(kind.id))
        for kind in register_kinds()
        if kind.id in wanted
    )


def links_in(unit: Unit) -> tuple[Named, ...]:
    """Return the registers in which a unit has entries."""
    found = kinds_of_unit(unit)
    return tuple(
        Named(kind.id, _title(kind), to.register_of(kind.id, unit.code))
        for kind in register_kinds()
        if kind.id in found
    )


def pages_with(content_type: str, unit: Unit) -> Iterator[str]:
    """Yield the pages that show an entry of a content type, where it is a register."""
    if any(kind.id == content_type for kind in register_kinds()):
        yield to.REGISTERS
        yield to.register(content_type)
        yield to.register_of(content_type, unit.code)


def all_pages() -> Iterator[str]:
    """Yield the address of every page of registers, for a full rebuild."""
    yield to.REGISTERS
    for kind, units in units_of_kinds().items():
        yield to.register(kind)
        yield from (to.register_of(kind, unit.code) for unit in units)


def _title(kind: ContentType) -> str:
    """What a register is called: a list says so itself, anything else is an overview."""
    if kind.title.endswith("清单"):
        return kind.title
    return gettext("%(what)s一览") % {"what": kind.title}


def _index(now: datetime) -> Outcome:
    counts = public_counts()
    title = gettext("清单和制度")
    table = ui.Table(
        caption=title,
        columns=(
            ui.Column("name", gettext("名称"), header=True),
            ui.Column("count", gettext("条数"), numeric=True),
            ui.Column("at", gettext("最近更新"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(_title(kind), to.register(kind.id)),
                counts[kind.id][0] if kind.id in counts else 0,
                counts[kind.id][1].astimezone(ZONE).date() if kind.id in counts else None,
            )
            for kind in register_kinds()
        ),
        caption_hidden=True,
    )
    context: dict[str, object] = {
        "title": title,
        "intro": gettext("权力、责任、服务等清单和规章制度，一事一行，可以下载。"),
        "table": table,
        "twin": to.REGISTERS_DATA,
        "exports": exports_of(to.REGISTERS_DATA),
        "breadcrumb": ui.Breadcrumb.to(title, *_way()),
    }
    newest = max((at for _, at in counts.values()), default=now)
    content = draw("portal/register.html", to.REGISTERS, Tags(title, title, title, title), context)
    # Which entries are counted is too long to name: it is rendered again with each of them.
    return Rendered(content, HTML, frozenset(), newest)


def _way() -> tuple[tuple[str, str], ...]:
    return ((gettext("首页"), to.HOME), (gettext("法定主动公开内容"), to.CATALOGUE))


def _front(kind: ContentType, day: date, now: datetime) -> Outcome:
    units = public_units(kind.id)
    total = sum(count for _, count in units)
    entries = public_entries(kind.id) if total <= MOST_ON_FRONT else ()
    context: dict[str, object] = {
        "intro": _intro(total, len(units)),
        "units": [
            Named(
                unit.code,
                gettext("%(unit)s（%(count)s）") % {"unit": unit.name, "count": count},
                to.register_of(kind.id, unit.code),
            )
            for unit, count in units
        ],
        "table": _table(kind, entries, day, with_unit=True) if entries else None,
        "exports": exports_of(to.data_of_register(kind.id)),
        "twin": to.data_of_register(kind.id),
    }
    return _page(kind, to.register(kind.id), _title(kind), context, entries, now)


def _intro(total: int, units: int) -> str:
    words = gettext("共 %(total)s 条，涉及 %(units)s 个单位。")
    return words % {"total": total, "units": units} if total else ""


def _of_unit(kind: ContentType, unit: Unit, day: date) -> Outcome:
    entries = public_entries(kind.id, unit)
    if not entries:
        return MISSING
    title = gettext("%(unit)s%(register)s") % {"unit": unit.name, "register": _title(kind)}
    context: dict[str, object] = {
        "intro": gettext("共 %(total)s 条。") % {"total": len(entries)},
        "table": _table(kind, entries, day, with_unit=False),
        "exports": exports_of(to.data_of_register(kind.id), f"?unit={unit.code}"),
        "twin": f"{to.data_of_register(kind.id)}?unit={unit.code}",
    }
    address = to.register_of(kind.id, unit.code)
    return _page(kind, address, title, context, entries, entries[0].updated_at)


def _page(
    kind: ContentType,
    address: str,
    title: str,
    context: dict[str, object],
    entries: Sequence[Listing],
    now: datetime,
) -> Outcome:
    registers = gettext("清单和制度")
    above = [(registers, to.REGISTERS)]
    if address != to.register(kind.id):
        above.append((_title(kind), to.register(kind.id)))
    frame: dict[str, object] = {
        "title": title,
        "breadcrumb": ui.Breadcrumb.to(title, *_way(), *above),
    }
    tags = Tags(_title(kind), registers, title, _title(kind))
    content = draw("portal/register.html", address, tags, {**frame, **context})
    depends = frozenset(f"item:{one.item.key}" for one in entries)
    newest = max((one.updated_at for one in entries), default=now)
    return Rendered(content, HTML, depends, newest)


def _table(
    kind: ContentType, entries: Sequence[Listing], day: date, *, with_unit: bool
) -> ui.Table:
    named, fields = named_by(kind), columns_shown(kind, _COLUMNS)
    unit = (ui.Column("unit", gettext("单位")),) if with_unit else ()
    validity = (ui.Column("validity", gettext("有效性"), nowrap=True),) if kind.validity else ()
    return ui.Table(
        caption=_title(kind),
        columns=(
            ui.Column("name", named.title if named else gettext("标题"), header=True),
            *unit,
            *(ui.Column(spec.id, spec.title) for spec in fields),
            *validity,
            ui.Column("published", gettext("更新日期"), nowrap=True),
        ),
        rows=tuple(_row(kind, fields, one, day, with_unit=with_unit) for one in entries),
        caption_hidden=True,
    ).trimmed()


def _row(
    kind: ContentType, fields: Sequence[FieldSpec], one: Listing, day: date, *, with_unit: bool
) -> ui.Row:
    line = listed(one, day)
    name = name_of(kind, line.title, one.edition.details)
    return ui.Row.of(
        ui.Link(name, line.href),
        *((ui.Link(line.unit.name, line.unit.href),) if with_unit else ()),
        *(_cell(spec, one, line.href) for spec in fields),
        *((in_language(line.validity.label),) if kind.validity else ()),
        one.updated_at.date(),
    )


def _cell(spec: FieldSpec, one: Listing, href: str) -> ui.Value:
    text = brief(spec, one.edition.details)
    if spec.kind is FieldKind.FLOW and text:
        return ui.Link(gettext("查看流程图"), f"{href}#part-{spec.id}")
    if spec.kind is FieldKind.URL and text:
        (address,) = details_of([spec], one.edition.details)[0].lines
        safe = address.startswith(("https://", "http://", "/"))
        return ui.Link(gettext("打开"), address) if safe else text
    return text or None
