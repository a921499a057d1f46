"""The yearly plan, and duties waived."""

from datetime import date

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.models import Unit
from gongkai.core.wording import brief
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import DutyWaiver, Item, PlanLine


def add_plan_line(
    unit_id: int, *, title: str, category: str, due_on: date, note: str = "", by: Viewer
) -> PlanLine:
    """Add a line to a unit's disclosure plan; its year is the year it is due in.

    Raises:
        Refused: no title, a text too long, no such category, a year far away, or the plan has
            this line already.
    """
    with acting(by) as act:
        unit = act.lock(Unit, unit_id)
        ask_to_plan(act, unit)
        node = rulebook.category(category)
        words = _titled(title)
        _in_reach(due_on, by)
        if PlanLine.objects.filter(
            unit=unit, title=words, category=node.id, due_on=due_on, dropped_at=None
        ).exists():
            raise Refused(gettext("计划里已有这一条。请核对事项和时限。"), "title")
        line = PlanLine.objects.create(
            unit=unit,
            year=due_on.year,
            title=words,
            category=node.id,
            due_on=due_on,
            note=brief(note, PlanLine, "note"),
            created_at=by.at,
            created_by_id=by.person_id,
        )
        act.event("plan.add", line, unit_path=unit.path, data={"due_on": due_on.isoformat()})
        return line


def ask_to_plan(act: Act, unit: Unit) -> None:
    """Ask the right to say what a unit owes: its own people may, the office may for anybody."""
    may_plan = act.by.may("disclosure.plan", unit.path)
    act.require("disclosure.plan" if may_plan else "disclosure.write", unit.path)


def _titled(title: str) -> str:
    if not title.strip():
        raise Refused(gettext("没有写公开事项。请填写。"), "title")
    return brief(title, PlanLine, "title")


def _in_reach(due_on: date, by: Viewer) -> date:
    """Plans are made for this year and the next; the last is still being written up."""
    if abs(due_on.year - day_of(by.at).year) > 1:
        raise Refused(gettext("计划只编去年、今年和明年的。请核对年份。"), "due_on")
    return due_on


def change_plan_line(
    line_id: int, *, title: str, due_on: date, note: str = "", by: Viewer
) -> PlanLine:
    """Change a line; what it said before stays in the events.

    Raises:
        Refused: no title, a text too long, or a year far away.
    """
    with acting(by) as act:
        line = _locked_line(act, line_id)
        before = {"title": line.title, "due_on": line.due_on.isoformat()}
        said = (_titled(title), _in_reach(due_on, by), brief(note, PlanLine, "note"))
        if (line.title, line.due_on, line.note) == said:
            act.unchanged()
            return line
        line.title, line.due_on, line.note = said
        line.year = due_on.year
        line.save()
        act.event(
            "plan.change",
            line,
            unit_path=line.unit.path,
            data={"before": before, "due_on": due_on.isoformat()},
        )
        return line


def _locked_line(act: Act, line_id: int) -> PlanLine:
    line = act.lock(PlanLine, line_id)
    ask_to_plan(act, line.unit)
    if line.dropped_at is not None:
        raise Refused(gettext("这一条已从计划中取消。请刷新页面。"))
    return line


def meet_plan_line(line_id: int, *, item: Item, by: Viewer) -> PlanLine:
    """Say which item meets a line; it counts once that item is published.

    Raises:
        Refused: the item is another unit's.
    """
    with acting(by) as act:
        line = _locked_line(act, line_id)
        if not item.unit.path.startswith(line.unit.path):
            raise Refused(gettext("这个事项不是本单位的。请选择本单位的事项。"), "item")
        if line.item_id == item.pk:
            act.unchanged()
            return line
        line.item = item
        line.save(update_fields=["item"])
        act.event("plan.meet", line, unit_path=line.unit.path, data={"item": item.key})
        return line


def drop_plan_line(line_id: int, *, reason: str, by: Viewer) -> PlanLine:
    """Take a line out of the plan with a reason; it stays in the record."""
    with acting(by) as act:
        line = _locked_line(act, line_id)
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么取消。"), "reason")
        words = brief(reason, PlanLine, "drop_reason", "reason")
        line.dropped_at, line.drop_reason = by.at, words
        line.save(update_fields=["dropped_at", "drop_reason"])
        act.event("plan.drop", line, unit_path=line.unit.path, data={"reason": words})
        return line


def waive_duty(
    unit_id: int,
    *,
    category: str,
    start: date,
    end: date,
    reason: str,
    by: Viewer,
) -> DutyWaiver:
    """Note that a unit has nothing to open from one day to another, and why.

    Raises:
        Refused: no reason, or the days are the wrong way round.
    """
    with acting(by) as act:
        unit = act.lock(Unit, unit_id)
        act.require("disclosure.plan", unit.path)
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么无需公开。"), "reason")
        if end < start:
            raise Refused(gettext("结束日期早于开始日期。请改正。"), "end")
        waiver, made = DutyWaiver.objects.get_or_create(
            unit=unit,
            category=category,
            start=start,
            end=end,
            defaults={
                "reason": brief(reason, DutyWaiver, "reason"),
                "at": by.at,
                "person_id": by.person_id,
                "name": by.name,
            },
        )
        if not made:
            act.unchanged()
            return waiver
        act.event(
            "duty.waive",
            waiver,
            unit_path=unit.path,
            title=unit.name,
            data={"category": category, "reason": reason.strip()},
        )
        return waiver
