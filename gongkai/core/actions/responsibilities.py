"""Tasks that units share: who leads, who cooperates, on which basis, in which period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Act, Refused, acting
from gongkai.core.actions.guards import close
from gongkai.core.actions.units import check_day, in_force_unit
from gongkai.core.models import Part, Responsibility, ResponsibilityShare, Unit

verbs.register(
    "responsibility.create",
    _("登记责任分工"),
    _("登记分工“%(title)s”，牵头：%(lead)s，配合：%(cooperate)s"),
)
verbs.register(
    "responsibility.share",
    _("调整责任分工"),
    _("调整分工“%(title)s”，牵头：%(lead)s，配合：%(cooperate)s，自%(since)s起"),
)
verbs.register("responsibility.end", _("结束责任分工"), _("结束分工“%(title)s”，自%(on)s起"))


@dataclass(frozen=True, slots=True)
class Task:
    """A shared task: exactly one unit leads."""

    title: str
    lead_id: int
    cooperate_ids: Sequence[int] = ()
    category: str = ""
    basis: str = ""


def create_responsibility(task: Task, *, since: date, by: Viewer) -> Responsibility:
    """Write a task down, with the units that have a part in it."""
    with acting(by) as act:
        lead, others = _units(act, task)
        check_day(since, by, name="since")
        made = _write(task, since, lead, others)
        data = {**_data(lead, others), "since": since}
        act.event("responsibility.create", made, title=made.title, unit_path=lead.path, data=data)
    return made


def share_anew(responsibility_id: int, task: Task, *, since: date, by: Viewer) -> Responsibility:
    """Change a task or its units from a day; what held before is kept with its period.

    Raises:
        Refused: the task has ended, or the day is not after its beginning.
    """
    with acting(by) as act:
        old = act.lock(Responsibility, responsibility_id)
        _require_all(act, old)
        if old.until is not None:
            raise Refused(gettext("这项分工已经结束。"))
        lead, others = _units(act, task)
        check_day(since, by, after=old.since, name="since")
        close(old, since)
        made = _write(task, since, lead, others)
        data = {**_data(lead, others), "since": since, "replaces": old.pk}
        act.event("responsibility.share", made, title=made.title, unit_path=lead.path, data=data)
    return made


def end_responsibility(responsibility_id: int, *, on: date, by: Viewer) -> None:
    """End a task on a day."""
    with acting(by) as act:
        old = act.lock(Responsibility, responsibility_id)
        lead = _require_all(act, old)
        if old.until is not None:
            raise Refused(gettext("这项分工已经结束。"))
        check_day(on, by, after=old.since)
        close(old, on)
        act.event("responsibility.end", old, title=old.title, unit_path=lead.path, data={"on": on})


def _require_all(act: Act, task: Responsibility) -> Unit:
    """Ask the permission at the unit that leads, and return it."""
    lead = task.shares.select_related("unit").get(part=Part.LEAD).unit
    act.require("units.manage", lead.path)
    return lead


def _units(act: Act, task: Task) -> tuple[Unit, list[Unit]]:
    lead = in_force_unit(act, task.lead_id)
    act.require("units.manage", lead.path)
    if not task.title or len(task.title) > 200:
        raise Refused(gettext("请填写任务，不超过200个字。"), "title")
    if task.lead_id in task.cooperate_ids:
        raise Refused(gettext("牵头单位不能同时是配合单位。"), "cooperate")
    if len(set(task.cooperate_ids)) != len(task.cooperate_ids):
        raise Refused(gettext("配合单位有重复。"), "cooperate")
    if len(task.category) > 80 or len(task.basis) > 200:
        raise Refused(gettext("类别不超过80个字，依据不超过200个字。"), "basis")
    return lead, [in_force_unit(act, pk) for pk in task.cooperate_ids]


def _write(task: Task, since: date, lead: Unit, others: Sequence[Unit]) -> Responsibility:
    made = Responsibility.objects.create(
        title=task.title, category=task.category, basis=task.basis, since=since
    )
    shares = [(lead, Part.LEAD), *((unit, Part.COOPERATE) for unit in others)]
    ResponsibilityShare.objects.bulk_create(
        ResponsibilityShare(responsibility=made, unit=unit, part=part) for unit, part in shares
    )
    return made


def _data(lead: Unit, others: Sequence[Unit]) -> dict[str, object]:
    return {"lead": lead.name, "cooperate": [unit.name for unit in others]}
