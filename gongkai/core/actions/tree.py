"""Paths of the tree of units: kept right by every action that changes the tree."""

from typing import Final

from django.utils.translation import gettext

from gongkai.core.actions.base import Refused
from gongkai.core.models import Unit

PATH_LENGTH: Final = 255


def lock_tree() -> None:
    """Lock every unit, so that two moves at once can never make a ring."""
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk"))


def replant(unit: Unit, above: str) -> None:
    """Give a unit and everything below it the paths they have under the path ``above``.

    Raises:
        Refused: a path would become longer than the database keeps.
    """
    old, new = unit.path, f"{above}{unit.pk}/"
    below = list(Unit.objects.filter(path__startswith=old))
    for one in below:
        one.path = new + one.path.removeprefix(old)
        if len(one.path) > PATH_LENGTH:
            raise Refused(gettext("调整后单位层级太深。"), "parent")
    Unit.objects.bulk_update(below, ["path"], batch_size=500)
    unit.path = new
