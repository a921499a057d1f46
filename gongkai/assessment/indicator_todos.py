"""On the to-do list: rates that rose to their line while one's own deductions stand."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.computed import takings
from gongkai.assessment.models import Deduction, Round, RoundUnit
from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.todo import Todo, TodoState

_ROUNDS: Final = "/office/rounds/"


@todo.source("assessment.indicators")
def overtaken_deductions(viewer: Viewer) -> Iterator[Todo]:
    """Yield the items at which somebody's deductions keep a counted rate from being taken over."""
    if viewer.person_id is None or not viewer.may("assessment.score"):
        return
    mine = set(
        Deduction.objects.filter(
            person=viewer.person_id,
            withdrawn_at=None,
            round_unit__round__approved_at=None,
            round_unit__round__cancelled_at=None,
            round_unit__counts__replaced_at=None,
        ).values_list("round_unit__round", "round_unit", "item")
    )
    for round_ in Round.objects.filter(pk__in={one[0] for one in mine}).select_related("pack"):
        held = [
            one
            for one in takings(round_)
            if one.is_held and (round_.pk, one.unit, one.item) in mine
        ]
        units = RoundUnit.objects.select_related("unit").in_bulk([one.unit for one in held])
        for one in held:
            unit = units[one.unit]
            yield Todo(
                title=gettext("%(unit)s：比率已达满分线，扣分要重新看") % {"unit": unit.name},
                href=f"{_ROUNDS}{round_.key}/scoring/units/{unit.unit.code}/?item={one.item}",
                why=gettext("重新计算为 %(done)s / %(all)s，您扣的分还在；撤销后按新的比率计分")
                % {"done": one.count.numerator, "all": one.count.denominator},
                state=TodoState.WAITING_FOR_ME,
                due=None,
                unit=unit.unit.label,
                kind=gettext("评分"),
                key=f"overtaken:{one.unit}:{one.item}",
            )
