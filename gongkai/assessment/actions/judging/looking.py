"""What a scorer has looked at and takes nothing off: who answers for full marks, and progress."""

from collections.abc import Iterable

from django.utils.translation import gettext

from gongkai.assessment.actions.common import told, touch
from gongkai.assessment.actions.judging.desk import scorers_desk
from gongkai.assessment.models import ItemLook
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.rules.scheme import Work


def look(round_unit_id: int, *, items: Iterable[str], by: Viewer) -> int:
    """Note that a scorer looked at items without taking anything off; return how many are new.

    Raises:
        Refused: an item is not in the unit's rubric, or the stage is closed.
        PermissionDenied: an item is not assigned to this person.
    """
    with acting(by) as act:
        desk = scorers_desk(act, round_unit_id, Work.SCORE, Work.SPOT)
        if by.person_id is None:
            raise Refused(gettext("要由评分人本人来看。"))
        places = [desk.item(item) for item in dict.fromkeys(items)]
        seen = set(
            ItemLook.objects.filter(round_unit=desk.unit, person=by.person_id).values_list(
                "item", flat=True
            )
        )
        new = [place for place in places if place.item.id not in seen]
        if not new:
            act.unchanged()
            return 0
        ItemLook.objects.bulk_create(
            ItemLook(
                round_unit=desk.unit,
                item=place.item.id,
                person_id=by.person_id,
                name=by.name,
                at=by.at,
            )
            for place in new
        )
        touch(desk.unit)
        titles = [place.item.title for place in new]
        told(act, "score.look", desk.unit, items=titles, count=len(new))
        return len(new)


def unlook(round_unit_id: int, *, items: Iterable[str], by: Viewer) -> int:
    """Take back that one looked at items; return how many are to be looked at again."""
    with acting(by) as act:
        desk = scorers_desk(act, round_unit_id, Work.SCORE, Work.SPOT)
        places = [desk.item(item) for item in dict.fromkeys(items)]
        rows = ItemLook.objects.filter(
            round_unit=desk.unit,
            item__in=[place.item.id for place in places],
            person=by.person_id,
        )
        gone = set(rows.values_list("item", flat=True))
        if not gone:
            act.unchanged()
            return 0
        rows.delete()
        touch(desk.unit)
        titles = [place.item.title for place in places if place.item.id in gone]
        told(act, "score.unlook", desk.unit, items=titles, count=len(gone))
        return len(gone)
