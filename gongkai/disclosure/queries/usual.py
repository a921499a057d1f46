"""What the units of a writer usually disclose, and what they answer for: offered first."""

from collections import Counter
from typing import Final

from django.db.models import QuerySet

from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.models import Unit, in_force
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries.duties import organ_of
from gongkai.policy.disclosure import UnitKind
from gongkai.policy.national_values import Level

_LOOKED_AT: Final = 300
"""The last items of the units; what was usual long ago is not."""
_OFFERED: Final = 6
_PERMISSION: Final = "disclosure.write"


def usual_types(viewer: Viewer) -> tuple[str, ...]:
    """Return the content types a writer's units used most of late, the most used first."""
    last = Item.objects.filter(unit__in=_units(viewer)).order_by("-pk")
    counted = Counter(last.values_list("content_type", flat=True)[:_LOOKED_AT])
    return tuple(one for one, _ in counted.most_common(_OFFERED))


def bound_categories(viewer: Viewer) -> frozenset[str]:
    """Return the categories that bind a unit a writer writes for, by its level and kind."""
    organs = {organ_of(unit) for unit in _units(viewer).select_related("parent")}
    pairs = {
        (Level(one.level), UnitKind(one.kind))
        for one in organs
        if one.level in set(Level) and one.kind in set(UnitKind)
    }
    return frozenset(
        node.id
        for catalogue in rulebook.pack().catalogues
        for node in catalogue.walk()
        if node.leaf and any(node.binds(*pair) for pair in pairs)
    )


def _units(viewer: Viewer) -> QuerySet[Unit]:
    return Unit.objects.filter(viewer.reach(_PERMISSION), in_force(day_of(viewer.at)))
