"""What the actions of self-assessment share: the unit's form, its report, who may fill it in."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext

from gongkai.assessment.actions.common import (
    locked_unit,
    refuse_unless_open,
    require_own,
)
from gongkai.assessment.answers import state_of
from gongkai.assessment.current import pack_of
from gongkai.assessment.models import Round, RoundUnit, SelfReport
from gongkai.assessment.selfform import Question, SelfForm, self_form
from gongkai.core.actions import Act, Refused
from gongkai.rules.rounds import ReportState, ReportStep, why_not_now
from gongkai.rules.scheme import Scheme, Work


@dataclass(frozen=True, slots=True)
class SelfDesk:
    """A unit whose self-assessment is worked at; the unit is locked until the action ends."""

    act: Act
    unit: RoundUnit
    scheme: Scheme
    form: SelfForm
    report: SelfReport | None

    def question(self, item: str) -> Question:
        """Return a question of the form.

        Raises:
            Refused: the unit is not asked about this.
        """
        found = self.form.question(item)
        if found is None:
            raise Refused(gettext("这个单位的自评表里没有这一项。请刷新页面。"))
        return found

    def kept(self) -> SelfReport:
        """Return the report's row, made where it is the first thing saved."""
        if self.report is not None:
            return self.report
        made, _ = SelfReport.objects.get_or_create(
            round_unit=self.unit, defaults={"saved_at": self.act.by.at, "version": 0}
        )
        return made


def taken(act: Act, round_unit_id: int) -> RoundUnit:
    """Return a locked unit with what the guards look at, without the files of its pack."""
    unit = locked_unit(act, round_unit_id)
    found = Round.objects.select_related("unit", "pack").defer("pack__files")
    unit.round = found.prefetch_related("stages").get(pk=unit.round_id)
    prefetch_related_objects([unit], "extensions", "unit")
    return unit


def desk_of(act: Act, unit: RoundUnit) -> SelfDesk:
    """Return the desk of a locked unit."""
    scheme = pack_of(unit.round).scheme
    report = SelfReport.objects.filter(round_unit=unit).first()
    return SelfDesk(act, unit, scheme, self_form(scheme, unit.group), report)


def own_desk(
    act: Act,
    round_unit_id: int,
    step: ReportStep = ReportStep.FILL_IN,
    permission: str = "assessment.self",
) -> SelfDesk:
    """Take a unit's self-assessment onto the desk of its own people.

    Raises:
        Refused: the stage is closed, the unit exempt, or the report in another state
            (``self.state``).
        PermissionDenied: the actor is not of this unit.
    """
    unit = taken(act, round_unit_id)
    require_own(act, permission, unit)
    desk = desk_of(act, unit)
    # What the person sees on the page comes first: the report, then the calendar.
    refuse_unless_now(step, state_of(desk.report))
    refuse_unless_open(act, Work.SELF, unit)
    return desk


def refuse_unless_now(step: ReportStep, state: ReportState) -> None:
    """Refuse what the state of a report does not allow.

    Raises:
        Refused: with the reason (``self.state``).
    """
    reason = why_not_now(step, state)
    if reason:
        raise Refused(reason, code="self.state")
