"""Monthly bulletins: what units published counted, grouped and ranked. Pure arithmetic."""

from gongkai.rules.bulletins.figures import (
    CategoryLine,
    GroupLine,
    UnitLine,
    by_category,
    by_group,
    places,
)

__all__ = ["CategoryLine", "GroupLine", "UnitLine", "by_category", "by_group", "places"]
