"""What belongs into a release bundle: what is related to what is in it, with the reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import Q

from gongkai.core.access import Viewer
from gongkai.disclosure.models import Bundle, Edition, Item, MemberRole
from gongkai.disclosure.queries.bundles import Part, addable

MOST: Final = 20
"""How many are offered; a document has a few interpretations."""


class Bond(StrEnum):
    """How something is related to a member; the nearest first."""

    INTERPRETS = "interprets"
    INTERPRETED = "interpreted"
    CLARIFIES = "clarifies"
    CLARIFIED = "clarified"
    SAME_DOCUMENT = "same_document"
    NAMED = "named"


ROLES: Final = {
    Bond.INTERPRETS: MemberRole.INTERPRETATION,
    Bond.INTERPRETED: MemberRole.DOCUMENT,
    Bond.CLARIFIES: MemberRole.RELATED,
    Bond.CLARIFIED: MemberRole.RELATED,
    Bond.SAME_DOCUMENT: MemberRole.INTERPRETATION,
    Bond.NAMED: MemberRole.DOCUMENT,
}
"""What something is in a bundle, by how it is related to a member."""


@dataclass(frozen=True, slots=True)
class Partner:
    """An edition that may be put into a bundle, and why: its bond with the ``member``.

    In a bundle without members it is the one the bundle is called after.
    """

    edition: Edition
    bond: Bond
    member: Edition | None

    @property
    def role(self) -> MemberRole:
        """What it would be in the bundle."""
        return ROLES[self.bond]


def partners(viewer: Viewer, bundle: Bundle, members: Iterable[Part]) -> tuple[Partner, ...]:
    """Return what this person may put into a bundle that is related to what is in it.

    Related to a member the viewer may not see is nothing: it would tell of that member.
    """
    members = tuple(members)
    present = {one.stands.item.pk: one.edition for one in members if one.seen}
    if not members:
        called = addable(viewer).filter(title__icontains=bundle.title)
        return tuple(Partner(one, Bond.NAMED, None) for one in called[:MOST])
    found = addable(viewer).filter(_related(present)).exclude(item__in=present)[:MOST]
    related = (partner for one in found if (partner := _partner(one, present)) is not None)
    order = tuple(Bond)
    return tuple(sorted(related, key=lambda one: order.index(one.bond)))


def _related(present: Mapping[int, Edition]) -> Q:
    named = {pk for pk, _ in _named(one.item for one in present.values())}
    explained = {one.item.interprets_id for one in present.values()} - {None}
    return (
        Q(item__interprets__in=present)
        | Q(item__clarifies__in=present)
        | Q(item__in=named)
        | Q(item__interprets__in=explained)
    )


def _named(items: Iterable[Item]) -> Iterator[tuple[int, Bond]]:
    """Yield the documents some items name, with how those are related to them."""
    for item in items:
        if item.interprets_id is not None:
            yield item.interprets_id, Bond.INTERPRETED
        if item.clarifies_id is not None:
            yield item.clarifies_id, Bond.CLARIFIED


def _partner(edition: Edition, present: Mapping[int, Edition]) -> Partner | None:
    """Return the nearest bond of an edition with a member."""
    item = edition.item
    if member := present.get(item.interprets_id or 0):
        return Partner(edition, Bond.INTERPRETS, member)
    if member := present.get(item.clarifies_id or 0):
        return Partner(edition, Bond.CLARIFIES, member)
    for member in present.values():
        for pk, bond in _named([member.item]):
            if pk == item.pk:
                return Partner(edition, bond, member)
    same = (m for m in present.values() if m.item.interprets_id == item.interprets_id)
    found = next(same, None) if item.interprets_id is not None else None
    return Partner(edition, Bond.SAME_DOCUMENT, found) if found is not None else None
