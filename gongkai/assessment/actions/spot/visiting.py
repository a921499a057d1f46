"""Visits: planned, held with who was there, voided. What is lacking warns and never refuses."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext

from gongkai.assessment.actions.common import told
from gongkai.assessment.actions.spot.inspecting import (
    checked_key,
    own_or_office,
    refuse_unless_on_the_spot,
    refuse_unless_running,
    taken_unit,
)
from gongkai.assessment.current import pack_of
from gongkai.assessment.inspection import form_of
from gongkai.assessment.models import RoundUnit, Visit
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.wording import brief
from gongkai.rules.rounds.meetings import kinds_of
from gongkai.rules.scheme import MeetingForm

# A village meeting at most; more is a slip of the finger.
_MOST_PEOPLE: Final = 2000
_LONGEST_NOTE: Final = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When and how a unit is visited, and by whom. Unannounced visits are not shown to the unit."""

    on: dt.date
    time: dt.time | None = None
    place: str = ""
    announced: bool = True
    special: bool = False
    inspectors: str = ""
    note: str = ""


def plan_visit(round_unit_id: int, *, key: str, form: str, plan: Plan, by: Viewer) -> Visit:
    """Plan a visit; what is sent twice with one key is planned once.

    Raises:
        Refused: the form is not one for this unit, nobody goes, or a text is too long.
    """
    with acting(by) as act:
        unit = taken_unit(act, round_unit_id)
        present = _sent(unit, checked_key(key))
        if present is not None:
            act.unchanged()
            return present
        refuse_unless_running(unit)
        known = _form(unit, form)
        made = Visit(round_unit=unit, key=key, form=form, at=by.at, **_typed(plan))
        made.person_id, made.name = by.person_id, by.name
        made.save()
        told(act, "visit.plan", unit, form=known.title, on=plan.on.isoformat())
        return made


def change_visit(visit_id: int, *, plan: Plan, by: Viewer) -> Visit:
    """Plan a visit otherwise, as long as it has not been held."""
    with acting(by) as act:
        row, unit = _taken(act, visit_id)
        refuse_unless_running(unit)
        _refuse_settled(row)
        typed = _typed(plan)
        if all(getattr(row, name) == value for name, value in typed.items()):
            act.unchanged()
            return row
        before = row.on.isoformat()
        for name, value in typed.items():
            setattr(row, name, value)
        row.save(update_fields=list(typed))
        told(
            act,
            "visit.change",
            unit,
            form=_form(unit, row.form).title,
            before=before,
            on=plan.on.isoformat(),
        )
        return row


def hold_visit(
    visit_id: int, *, key: str, plan: Plan, people: Mapping[str, int], by: Viewer
) -> Visit:
    """Record that a planned visit was held, as it was held, and who was there.

    Raises:
        Refused: somebody else recorded it already (``visit.held``), a day to come, people that
            are none, or outside the stage.
    """
    with acting(by) as act:
        row, unit = _taken(act, visit_id)
        if row.held_at is not None and row.held_key == checked_key(key):
            act.unchanged()
            return row
        refuse_unless_on_the_spot(act, unit)
        _refuse_settled(row)
        known = _form(unit, row.form)
        _check_held(plan, by)
        for name, value in _typed(plan).items():
            setattr(row, name, value)
        row.people = _counted(known, people)
        row.held_at, row.held_by, row.held_key = by.at, by.name, checked_key(key)
        row.save()
        told(act, "visit.hold", unit, form=known.title, on=row.on.isoformat(), people=row.people)
        return row


def record_visit(
    round_unit_id: int,
    *,
    key: str,
    form: str,
    plan: Plan,
    people: Mapping[str, int],
    by: Viewer,
) -> Visit:
    """Record a visit nobody planned; what is sent twice with one key is one visit.

    Raises:
        Refused: no such form for this unit, a day to come, people that are none, or outside the
            stage.
    """
    with acting(by) as act:
        unit = taken_unit(act, round_unit_id)
        present = _sent(unit, checked_key(key))
        if present is not None:
            act.unchanged()
            return present
        refuse_unless_on_the_spot(act, unit)
        known = _form(unit, form)
        _check_held(plan, by)
        made = Visit(round_unit=unit, key=key, form=form, at=by.at, **_typed(plan))
        made.people = _counted(known, people)
        made.person_id, made.name = by.person_id, by.name
        made.held_at, made.held_by, made.held_key = by.at, by.name, key
        made.save()
        told(act, "visit.hold", unit, form=known.title, on=made.on.isoformat(), people=made.people)
        return made


def void_visit(visit_id: int, *, reason: str, by: Viewer) -> Visit:
    """Void a visit with the reason; it stays to be read. Who entered it may, and the office.

    Raises:
        Refused: no reason, or the round is over.
        PermissionDenied: somebody else's.
    """
    with acting(by) as act:
        row, unit = _taken(act, visit_id)
        refuse_unless_running(unit)
        own_or_office(act, unit, row.person_id)
        if row.voided_at is not None:
            act.unchanged()
            return row
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么作废。"), "reason")
        row.voided_at = by.at
        row.void_reason = brief(reason, Visit, "void_reason", "reason")
        row.save(update_fields=["voided_at", "void_reason"])
        told(act, "visit.void", unit, on=row.on.isoformat(), reason=row.void_reason)
        return row


def _taken(act: Act, visit_id: int) -> tuple[Visit, RoundUnit]:
    """Return a visit and its unit, the unit locked first as everywhere."""
    found = Visit.objects.filter(pk=visit_id).values_list("round_unit", flat=True).first()
    if found is None:
        raise Refused(gettext("没有这次检查。请刷新页面。"))
    unit = taken_unit(act, found)
    return act.lock(Visit, visit_id), unit


def _sent(unit: RoundUnit, key: str) -> Visit | None:
    """Return what was taken under a key already."""
    return Visit.objects.filter(Q(key=key) | Q(held_key=key), round_unit=unit).first()


def _form(unit: RoundUnit, form: str) -> MeetingForm:
    known = form_of(pack_of(unit.round).scheme, unit.group, form)
    if known is None:
        raise Refused(gettext("这个单位没有这种检查形式。请刷新页面后重选。"), "form")
    return known


def _typed(plan: Plan) -> dict[str, object]:
    inspectors = brief(plan.inspectors, Visit, "inspectors")
    if not inspectors:
        raise Refused(gettext("没有写检查人员。请填写姓名。"), "inspectors")
    if len(plan.note) > _LONGEST_NOTE:
        raise Refused(
            gettext("太长，不超过 %(most)s 个字。请缩短。") % {"most": _LONGEST_NOTE}, "note"
        )
    return {
        "on": plan.on,
        "time": plan.time,
        "place": brief(plan.place, Visit, "place"),
        "announced": plan.announced,
        "special": plan.special,
        "inspectors": inspectors,
        "note": plan.note.strip(),
    }


def _refuse_settled(row: Visit) -> None:
    if row.voided_at is not None:
        raise Refused(gettext("这次检查已经作废。请刷新页面。"), code="visit.void")
    if row.held_at is not None:
        raise Refused(
            gettext("%(name)s已经登记了这次检查。请刷新页面核对；是另一次的，请另行登记。")
            % {"name": row.held_by},
            code="visit.held",
        )


def _check_held(plan: Plan, by: Viewer) -> None:
    if plan.on > day_of(by.at):
        raise Refused(gettext("日期还没到。检查之后再登记。"), "on")


def _counted(form: MeetingForm, people: Mapping[str, int]) -> dict[str, int]:
    """Return who was there, by kind; kinds nobody came of are left out."""
    kinds = kinds_of(form)
    if set(people) - set(kinds):
        raise Refused(gettext("这种检查形式没有这类人员。请刷新页面。"), "people")
    for count in people.values():
        if not 0 <= count <= _MOST_PEOPLE:
            raise Refused(
                gettext("人数要在 0 到 %(most)s 之间。请改正。") % {"most": _MOST_PEOPLE}, "people"
            )
    return {kind: people[kind] for kind in kinds if people.get(kind)}
