"""Choosing an item in a form: out of a few that are offered, or by its number or address."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.office.disclosure.finding import item_named
from gongkai.office.disclosure.listing import title_of
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.disclosure.models import Item

# A choice longer than this nobody reads; any other item can be typed.
_MOST_OFFERED: Final = 50


def item_fields(
    offered: "QuerySet[Item]", label: str, alone: str, present: str = ""
) -> Iterator[ui.Field]:
    """Yield the select ``label``, where there is anything to offer, and the box beside it.

    ``alone`` names the box where nothing is offered. ``present`` is the key of the item chosen
    now; one that is not among those offered stands in the box.
    """
    options = tuple(ui.Option(one.key, title_of(one)) for one in offered[:_MOST_OFFERED])
    listed = any(one.value == present for one in options)
    if options:
        yield ui.Field(
            "item",
            label,
            ui.FieldKind.SELECT,
            (present if listed else "",),
            (ui.Option("", gettext("请选择")), *options),
        )
    yield ui.Field(
        "typed",
        gettext("其他事项") if options else alone,
        values=(present,) if present and not listed else (),
        hint=gettext("填写它的索引号或页面地址。"),
    )


def chosen_item(asker: Viewer, given: ui.Query) -> "Item":
    """Return the item that was typed, or else the one chosen.

    Raises:
        Refused: there is none, or not for this viewer.
    """
    typed = str(given.get("typed", "")).strip()
    if typed or "item" not in given:
        return item_named(asker, typed, "typed")
    return item_named(asker, str(given.get("item", "")), "item")
