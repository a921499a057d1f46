"""Matters opened stage by stage: begun, what is known of each stage, done with, opened again."""

from datetime import date

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.models import Unit
from gongkai.core.wording import brief
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions.plans import ask_to_plan
from gongkai.disclosure.models import Item, Matter, MatterStage


def start_matter(
    unit_id: int, *, title: str, category: str, started_on: date, by: Viewer
) -> Matter:
    """Begin something that is opened stage by stage.

    Raises:
        Refused: no title or one too long, the category has no stages, the unit has ended, the day
            is to come, or the unit has this matter already.
    """
    with acting(by) as act:
        unit = act.lock(Unit, unit_id)
        ask_to_plan(act, unit)
        if not unit.covers(day_of(by.at)):
            raise Refused(gettext("这个单位已撤销。请选择现有的单位。"), "unit")
        node = rulebook.category(category)
        if not rulebook.stages_of(node.id):
            raise Refused(gettext("这一类别不是分阶段公开的。请另选类别。"), "category")
        if not title.strip():
            raise Refused(gettext("没有写名称。请填写。"), "title")
        words = brief(title, Matter, "title")
        _no_day_to_come(started_on, by, "started_on")
        if _under_way(unit, node.id, words):
            raise Refused(gettext("已登记过这件事。请核对名称。"), "title")
        matter = Matter.objects.create(
            unit=unit,
            category=node.id,
            title=words,
            started_on=started_on,
            created_at=by.at,
            created_by_id=by.person_id,
        )
        act.event("matter.start", matter, unit_path=unit.path)
        return matter


def _under_way(unit: Unit, category: str, title: str) -> bool:
    same = Matter.objects.filter(unit=unit, category=category, title=title)
    return same.filter(closed_on=None).exists()


def _no_day_to_come(on: date, by: Viewer, name: str) -> None:
    if on > day_of(by.at):
        raise Refused(gettext("这一天还没有到。请核对日期。"), name)


def note_stage(
    matter_id: int,
    *,
    stage: str,
    reached_on: date | None = None,
    due_on: date | None = None,
    item: Item | None = None,
    by: Viewer,
) -> MatterStage:
    """Note what is known of a stage: the day it was reached, a last day of its own, the item that
    opens it. What is not given is not known any more.

    Raises:
        Refused: the matter is done with, has no such stage, the day is to come or before the
            matter began, or the item is another unit's.
    """
    with acting(by) as act:
        matter = act.lock(Matter, matter_id)
        ask_to_plan(act, matter.unit)
        if matter.closed_on is not None:
            raise Refused(gettext("这件事已办结。请刷新页面。"))
        known = {one.id: one.title for one in rulebook.stages_of(matter.category)}
        if stage not in known:
            raise Refused(gettext("没有这个阶段。请刷新页面。"))
        if reached_on is not None:
            _no_day_to_come(reached_on, by, "reached_on")
            if reached_on < matter.started_on:
                raise Refused(gettext("比开始日期还早。请核对日期。"), "reached_on")
        if item is not None and not item.unit.path.startswith(matter.unit.path):
            raise Refused(gettext("这个事项不是本单位的。请选择本单位的事项。"), "item")
        row, _ = MatterStage.objects.get_or_create(matter=matter, stage=stage)
        if (row.reached_on, row.due_on, row.item) == (reached_on, due_on, item):
            act.unchanged()
            return row
        row.reached_on, row.due_on, row.item = reached_on, due_on, item
        row.save()
        data = {"stage": known[stage], "item": item.key if item is not None else ""}
        act.event("matter.stage", matter, unit_path=matter.unit.path, data=data)
        return row


def close_matter(matter_id: int, *, on: date, by: Viewer) -> Matter:
    """Close a matter: no further stage is expected. What was reached stays to be opened.

    Raises:
        Refused: the day is to come or before the matter began.
    """
    with acting(by) as act:
        matter = act.lock(Matter, matter_id)
        ask_to_plan(act, matter.unit)
        if matter.closed_on is not None:
            act.unchanged()
            return matter
        _no_day_to_come(on, by, "on")
        if on < matter.started_on:
            raise Refused(gettext("比开始日期还早。请核对日期。"), "on")
        matter.closed_on = on
        matter.save(update_fields=["closed_on"])
        act.event("matter.close", matter, unit_path=matter.unit.path)
        return matter


def reopen_matter(matter_id: int, *, reason: str, by: Viewer) -> Matter:
    """Open a matter again that was closed too early: its further stages are expected again.

    Raises:
        Refused: no reason, the unit has ended, or it has begun a matter of this name since.
    """
    with acting(by) as act:
        matter = act.lock(Matter, matter_id)
        ask_to_plan(act, matter.unit)
        if matter.closed_on is None:
            act.unchanged()
            return matter
        if not reason.strip():
            raise Refused(gettext("没有写原因。请填写。"), "reason")
        if not matter.unit.covers(day_of(by.at)):
            raise Refused(gettext("这个单位已撤销，不能恢复办理。"))
        if _under_way(matter.unit, matter.category, matter.title):
            raise Refused(gettext("同名的事已另行登记，正在进行。请在那一件里办理。"))
        data = {"reason": reason.strip(), "closed_on": matter.closed_on.isoformat()}
        matter.closed_on = None
        matter.save(update_fields=["closed_on"])
        act.event("matter.reopen", matter, unit_path=matter.unit.path, data=data)
        return matter
