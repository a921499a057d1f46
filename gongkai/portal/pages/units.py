"""The pages of units and the guide to their information (条例 §12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.values import Named
from gongkai.portal.frame import title_of
from gongkai.portal.pages.markup import Tags, draw
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True)
class PublicUnit:
    """What the public may know of a unit; working body and heads come from its roster."""

    code: str
    name: str
    kind: str
    group: str
    functions: str
    address: str
    office_hours: str
    phone: str
    fax: str
    email: str
    working_body: str
    updated_on: date | None = None


def units_page(
    groups: Sequence[tuple[str, Sequence[Named]]], *, sites: bool, results: bool
) -> bytes:
    """Return the page that lists all units by their kind.

    It leads to the demonstration ``sites`` among them and to ``results`` of assessments, where
    there are any.
    """
    title = gettext("按单位查看")
    tags = Tags(title, title, gettext("公开信息的单位名录"), title)
    context: dict[str, object] = {
        "title": title,
        "groups": groups,
        "sites": to.SITES if sites else "",
        "results": to.RESULTS if results else "",
        "twin": to.UNITS_DATA,
        "breadcrumb": ui.Breadcrumb.to(title, (gettext("首页"), to.HOME)),
    }
    return draw("portal/units.html", to.UNITS, tags, context)


def guide_page(
    unit: PublicUnit,
    columns: Sequence[tuple[str, Sequence[Named]]],
    others: Sequence[tuple[str, Sequence[Named]]] = (),
) -> bytes:
    """Return a unit's guide: how its information is sorted, how to get it, whom to ask.

    With the guides of the ``others`` it is that of the whole government, at the address every
    portal has. Columns and guides come in groups with a title.
    """
    whole, name = bool(others), title_of(to.GUIDE)
    title = gettext("%(unit)s政府信息公开指南") % {"unit": unit.name}
    address = to.GUIDE if whole else to.unit_guide(unit.code)
    rows = (
        (gettext("工作机构"), unit.working_body or unit.name),
        (gettext("办公地址"), unit.address),
        (gettext("办公时间"), unit.office_hours),
        (gettext("联系电话"), unit.phone),
        (gettext("传真"), unit.fax),
        (gettext("电子邮箱"), unit.email),
    )
    context: dict[str, object] = {
        "title": title,
        "unit": unit,
        "contact": ui.Summary.of(*((term, value) for term, value in rows if value)),
        "columns": columns,
        "others": others,
        "breadcrumb": ui.Breadcrumb.to(
            name,
            (gettext("首页"), to.HOME),
            *(() if whole else ((unit.name, to.unit(unit.code)),)),
        ),
    }
    return draw("portal/guide.html", address, Tags(name, name, title, name), context)
