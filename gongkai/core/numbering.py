"""The next number of a series, without gaps or races.

The row of the series stays locked until the action ends: a rolled-back action gives its number
back, two at once get two numbers.
"""

from gongkai.core.actions import Act
from gongkai.core.models import NumberSequence, Unit


def next_number(act: Act, series: str, unit: Unit, year: int) -> int:
    """Take the next number of a unit's series in a year, as part of an action."""
    del act  # asked for so that a number is only taken inside an action's transaction
    row, _ = NumberSequence.objects.select_for_update().get_or_create(
        series=series, unit_code=unit.code, year=year
    )
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
