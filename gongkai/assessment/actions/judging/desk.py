"""Who may judge what of a unit now: assignment, stage, phase, and never one's own unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext

from gongkai.assessment.actions.common import locked_unit, refuse_unless, refuse_unless_open
from gongkai.assessment.current import pack_of
from gongkai.assessment.days import works_for
from gongkai.assessment.models import NotApplicable, Revision, Round, RoundUnit, Scorer
from gongkai.assessment.queries.rounds import assigned
from gongkai.assessment.rubric import Place, judges_rubric, place_of
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused
from gongkai.core.days import day_of
from gongkai.rules.rounds import Verb
from gongkai.rules.scheme import Component, Scheme, Source, Work


@dataclass(frozen=True, slots=True)
class Desk:
    """One unit on the desk of somebody who judges; the unit is locked until the action ends.

    ``seats`` is what is assigned to the person at this unit, ``claimed`` what was found not to
    apply to it. ``everything`` says that assignment does not matter: the office correcting an
    approved result, or the system itself.
    """

    act: Act
    unit: RoundUnit
    scheme: Scheme
    seats: tuple[Scorer, ...]
    claimed: frozenset[str]
    everything: bool = False

    @classmethod
    def of(cls, act: Act, unit: RoundUnit, seats: tuple[Scorer, ...], *, everything: bool) -> Self:
        """Take a unit onto the desk."""
        claims = NotApplicable.objects.filter(round_unit=unit, approved=True)
        claimed = frozenset(claims.values_list("item", flat=True))
        return cls(act, unit, pack_of(unit.round).scheme, seats, claimed, everything)

    @property
    def blind(self) -> bool:
        """Whether the person judges without seeing what others gave."""
        return any(seat.blind for seat in self.seats)

    @property
    def runs(self) -> bool:
        """Whether the person is of the office that runs the round."""
        return self.act.by.may("assessment.run", self.unit.round.unit.path)

    def item(self, item: str) -> Place:
        """Return an item of the unit's rubric, or of the bonus, that is assigned to the person.

        Raises:
            Refused: the unit's rubric has no such item, or it was found not to apply.
            PermissionDenied: it is not assigned to this person.
        """
        found = place_of(self.scheme, self.unit.group, item)
        if found is None:
            raise Refused(gettext("这个单位的考核表里没有这一项。请刷新页面。"), "item")
        self.require_item(item)
        names = {item, found.dimension.id} if found.dimension else {item}
        if names & self.claimed:
            raise Refused(
                gettext("“%(item)s”已同意按不适用处理，不再评分。要评的，请考核办公室先改回。")
                % {"item": found.item.title}
            )
        return found

    def require_item(self, item: str) -> None:
        """Refuse an item of the rubric that is not assigned to the person.

        Raises:
            PermissionDenied: with the reason.
        """
        rows = [seat for seat in self.seats if judges_rubric(self.scheme, seat.component)]
        if not self.everything and not has_item(rows, item):
            raise PermissionDenied(gettext("这一项没有分配给您评。需要时请联系考核办公室。"))

    def component(self, component: str) -> Component:
        """Return a component that is scored by hand and assigned to the person.

        Raises:
            Refused: there is none, or its score comes from elsewhere.
            PermissionDenied: it is not assigned to this person.
        """
        found = next((leaf for leaf in self.scheme.leaves() if leaf.id == component), None)
        if found is None or found.source is not Source.SCORE or found.scorer == "unit":
            raise Refused(gettext("这一项得分不由评分人填写。请刷新页面。"), "component")
        if not self.everything and all(seat.component != component for seat in self.seats):
            raise PermissionDenied(
                gettext("“%(title)s”没有分配给您评。需要时请联系考核办公室。")
                % {"title": found.title}
            )
        return found

    @property
    def step(self) -> Decimal | None:
        """The points a deduction is a multiple of, where the pack has a step (Q3)."""
        return self.scheme.readings.deduct_step


def has_item(rows: Iterable[Scorer], item: str) -> bool:
    """Whether one of these assignments has an item; one without items has them all."""
    return any(not row.items or item in row.items for row in rows)


def seats_of(by: Viewer, unit: RoundUnit) -> tuple[Scorer, ...]:
    """Return what a person is assigned at a unit."""
    if by.person_id is None:
        return ()
    rows = Scorer.objects.filter(round=unit.round_id, person=by.person_id, removed_at=None)
    return tuple(row for row in rows.prefetch_related("units") if assigned(row, unit))


def scorers_desk(
    act: Act, round_unit_id: int, *works: Work, revision: Revision | None = None
) -> Desk:
    """Take a unit onto the desk of an assigned scorer, while one of ``works`` is open.

    With ``revision`` the office corrects an approved result instead.

    Raises:
        Refused: the round or its stage is closed, the unit is exempt or the person's own.
        PermissionDenied: the person may not score, or is assigned nothing here.
    """
    if revision is not None:
        return office_desk(act, round_unit_id, revision=revision)
    unit = taken(act, round_unit_id)
    act.require("assessment.score")
    _refuse_closed(act, unit, works)
    refuse_own(act.by, unit)
    seats = seats_of(act.by, unit)
    if not seats and not act.by.is_system:
        raise PermissionDenied(gettext("这个单位没有分配给您评分。需要时请联系考核办公室。"))
    return Desk.of(act, unit, seats, everything=act.by.is_system)


def office_desk(
    act: Act, round_unit_id: int, *works: Work, revision: Revision | None = None
) -> Desk:
    """Take a unit onto the desk of the office that runs the round.

    Raises:
        Refused: the round is closed (or not open to corrections), or the unit is exempt.
        PermissionDenied: the person does not run the round.
    """
    unit = taken(act, round_unit_id)
    act.require("assessment.run", unit.round.unit.path)
    if revision is not None:
        refuse_unless_revising(revision, unit.round)
    elif works:
        _refuse_closed(act, unit, works)
    else:
        refuse_unless(Verb.FACTS, unit.round)
    return Desk.of(act, unit, (), everything=True)


def taken(act: Act, round_unit_id: int) -> RoundUnit:
    """Return a locked unit with everything the guards look at, in few queries."""
    unit = locked_unit(act, round_unit_id)
    found = Round.objects.select_related("unit", "pack").defer("pack__files")
    unit.round = found.prefetch_related("stages").get(pk=unit.round_id)
    prefetch_related_objects([unit], "extensions", "unit")
    return unit


def refuse_unless_revising(revision: Revision, round_: Round) -> None:
    """Refuse a correction that is not of this round or is finished.

    Raises:
        Refused: with the reason.
    """
    refuse_unless(Verb.REVISE, round_)
    if not Revision.objects.filter(pk=revision.pk, round=round_, after=None).exists():
        raise Refused(gettext("这次更正已经办完，或者不属于这次考核。请另起一次更正。"))


def refuse_own(by: Viewer, unit: RoundUnit) -> None:
    """Refuse to judge one's own unit, or one above it.

    Raises:
        Refused: the person belongs to the assessed unit.
    """
    if by.unit_path and by.unit_path.startswith(unit.unit.path):
        raise Refused(gettext("这是您自己的单位，不能由您评分。请考核办公室另派人。"))


def _refuse_closed(act: Act, unit: RoundUnit, works: tuple[Work, ...]) -> None:
    now = works_for(unit.round, day_of(act.by.at), unit)
    refuse_unless_open(act, next((work for work in works if work in now), works[0]), unit)


def reason_given(reason: str) -> None:
    """Refuse an empty reason.

    Raises:
        Refused: nothing was written.
    """
    if not reason.strip():
        raise Refused(gettext("没有写理由。请写明理由。"), "reason")
