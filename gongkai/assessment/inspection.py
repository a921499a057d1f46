"""What a pack says of checking on the spot: its stages, its forms, what a finding may be about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gongkai.assessment.days import plans_of
from gongkai.assessment.models import Draw, Round, RoundUnit
from gongkai.rules.rounds import StagePlan
from gongkai.rules.rounds.draws import Candidate, DrawPlan
from gongkai.rules.rounds.meetings import of_group
from gongkai.rules.scheme import MeetingForm, Scheme, Work

PLAIN_FORM: Final = MeetingForm(id="visit", title="现场检查", cite=())
"""The one form of a pack that names none."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a finding may be about: an item of the rubric, or a point or area of the checklist."""

    id: str
    title: str
    heading: str
    cite: tuple[str, ...]

    @property
    def clause(self) -> str:
        """The first clause it rests on."""
        return self.cite[0] if self.cite else ""


def spot_stages(round_: Round) -> tuple[StagePlan, ...]:
    """Return the stages in which units are checked on the spot."""
    return tuple(stage for stage in plans_of(round_) if Work.SPOT in stage.does)


def forms_for(scheme: Scheme, group: str) -> tuple[MeetingForm, ...]:
    """Return the forms of checking for units of a group; a pack that names none has one."""
    return of_group(scheme.forms, group) or (PLAIN_FORM,)


def form_of(scheme: Scheme, group: str, form_id: str) -> MeetingForm | None:
    """Return a form by id, where units of the group are checked by it."""
    return next((form for form in forms_for(scheme, group) if form.id == form_id), None)


def borrowed_from(scheme: Scheme, form: MeetingForm) -> MeetingForm | None:
    """Return the form whose people this one takes over (Q26)."""
    if not form.borrows:
        return None
    return next((other for other in scheme.forms if other.id == form.borrows), None)


def targets(scheme: Scheme, group: str) -> Iterator[Target]:
    """Yield what a finding at a unit of a group may be about, in printed order."""
    rubric = scheme.rubric_for(group)
    for dimension in rubric.dimensions if rubric is not None else ():
        for item in dimension.items:
            yield Target(item.id, item.title, dimension.title, item.cite)
    for item in scheme.bonus.items if scheme.bonus is not None else ():
        yield Target(item.id, item.title, "加分项", item.cite)
    for area in scheme.checklist:
        for point in area.points:
            yield Target(point.id, point.title, area.title, point.cite)
        if not area.points:
            yield Target(area.id, area.title, "", area.cite)


def target_of(scheme: Scheme, group: str, item: str) -> Target | None:
    """Return what an id stands for at units of a group."""
    return next((one for one in targets(scheme, group) if one.id == item), None)


def candidates(round_: Round) -> tuple[Candidate, ...]:
    """Return the units a draw is made from; who is exempt stands on the list and takes no part."""
    rows = RoundUnit.objects.filter(round=round_).select_related("unit")
    return tuple(
        Candidate(
            code=row.unit.code,
            name=row.name,
            group=row.group,
            excluded=f"免予考核：{row.exempt_reason}" if row.exempt else "",
        )
        for row in rows
    )


def plan_of(draw: Draw) -> DrawPlan:
    """Return what a recorded draw was made from, as it was fixed."""
    rows = (
        Candidate(
            code=row["code"],
            name=row["name"],
            group=row["group"],
            excluded=draw.excluded.get(row["code"], ""),
        )
        for row in draw.listed
    )
    return DrawPlan(candidates=tuple(rows), sizes=draw.sizes)
