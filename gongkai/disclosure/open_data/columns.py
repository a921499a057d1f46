"""Columns: the categories of the pack that have a page, and what each of them lists."""

from collections.abc import Iterator
from typing import Final

from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.queries.listed import Where
from gongkai.disclosure.rulebook import pack
from gongkai.policy.disclosure import CategoryNode, Duty

# Which node of the pack's portal catalogue stands behind a fixed address.
FIXED: Final = {
    to.POLICIES: "portal.policies",
    to.INSTITUTIONS: "portal.institutions",
    to.ANNUAL_REPORTS: "portal.reports",
}


def all_columns() -> Iterator[CategoryNode]:
    """Yield every category that has a page: all but the portal's own fixed columns."""
    fixed = set(FIXED.values())
    for catalogue in pack().catalogues:
        if catalogue.duty is not Duty.NONE or not any(n.id in fixed for n in catalogue.walk()):
            yield from catalogue.walk()


def listed_columns() -> Iterator[CategoryNode]:
    """Yield every category whose list has a page, under its own address or a fixed one."""
    yield from all_columns()
    yield from (pack().node(one) for one in FIXED.values() if pack().has_node(one))


def held_by(node: CategoryNode) -> Where:
    """Return what a category lists: its own items and those below it, or what it says it shows."""
    if node.shows or node.shows_types:
        return Where(categories=pack().shown_in(node.id), content_types=frozenset(node.shows_types))
    return Where(categories=frozenset(one.id for one in node.walk() if one.leaf))
