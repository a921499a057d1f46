"""Rounds as a viewer sees them, and what the viewer is to each unit of a round."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Q, QuerySet

from gongkai.assessment.models import Approval, Round, RoundUnit, Scorer
from gongkai.core.access import Viewer
from gongkai.rules.rounds import Phase, Relation, What, sees

OF_UNIT: Final = ("assessment.self", "assessment.sign")


def rounds_seen(viewer: Viewer) -> QuerySet[Round]:
    """Return the rounds a viewer takes part in, newest first: runs, decides, scores, is assessed.

    A unit sees a round once it was notified.
    """
    runs = viewer.reach_of("assessment.run", "unit__path")
    oversees = viewer.reach_of("assessment.oversee", "unit__path")
    # A pack is read whole in one place alone, once for its hash.
    found = Round.objects.select_related("unit", "pack", "previous").defer("pack__files")
    return found.filter(
        runs
        | oversees
        | Q(pk__in=_scored(viewer).values("round"))
        | Q(pk__in=own_units(viewer).values("round"), notified_at__isnull=False)
        | Q(pk__in=_heard(viewer))
    )


def _scored(viewer: Viewer) -> QuerySet[Scorer]:
    if viewer.person_id is None or not viewer.may("assessment.score"):
        return Scorer.objects.none()
    return Scorer.objects.filter(
        person=viewer.person_id, removed_at=None, round__notified_at__isnull=False
    )


def _heard(viewer: Viewer) -> QuerySet[RoundUnit]:
    """Return the rounds with an appeal this viewer hears."""
    if viewer.person_id is None or not viewer.may("assessment.hear"):
        return RoundUnit.objects.none()
    heard = RoundUnit.objects.filter(appeals__hearers=viewer.person_id)
    return heard.values("round")  # type: ignore[return-value]


def find_round(viewer: Viewer, key: str) -> Round | None:
    """Return a round by its key, where the viewer takes part in it."""
    return rounds_seen(viewer).filter(key=key).first()


def own_units(viewer: Viewer) -> QuerySet[RoundUnit]:
    """Return the places of the viewer's own units in rounds (``is_own``)."""
    rows = RoundUnit.objects.select_related("unit", "round", "round__unit")
    return rows if viewer.is_system else rows.filter(_own(viewer))


def is_own(viewer: Viewer, permission: str, unit: RoundUnit) -> bool:
    """Whether a role with this permission is one of the unit: given there, or above it but below
    the organ that runs the round.

    A role at the organ itself covers every unit in the register and makes nobody one of theirs:
    whoever answers for the organ is no part of those it assesses.
    """
    return belongs(viewer, permission, unit.unit.path, unit.round.unit.path)


def belongs(viewer: Viewer, permission: str, path: str, organ: str) -> bool:
    """Whether a role with a permission is one of a unit, seen from the ``organ`` above it."""
    return viewer.is_system or any(
        permission in one.permissions
        and one.reaches(path)
        and (one.unit_path == path or not organ.startswith(one.unit_path))
        for one in viewer.grants
    )


def _own(viewer: Viewer) -> Q:
    """Return ``is_own``, with any of the permissions, as a condition on places in rounds."""
    condition = Q(pk__in=())
    for one in viewer.grants:
        if one.permissions.isdisjoint(OF_UNIT):
            continue
        condition |= Q(unit__path=one.unit_path)
        if one.subtree:
            at_organ = Q(round__unit__path__startswith=one.unit_path)
            condition |= Q(unit__path__startswith=one.unit_path) & ~at_organ
    return condition


def scorers_of(viewer: Viewer, round_: Round) -> list[Scorer]:
    """Return what a viewer scores in a round."""
    return list(_scored(viewer).filter(round=round_).prefetch_related("units"))


def relation(viewer: Viewer, unit: RoundUnit, scoring: Iterable[Scorer]) -> Relation:
    """Return what a viewer is to a unit; ``scoring`` is ``scorers_of`` the viewer.

    Who runs the round is the office, whatever else; who is of the assessed unit does not score it.
    """
    if viewer.is_system or viewer.may("assessment.run", unit.round.unit.path):
        return Relation.OFFICE
    if any(is_own(viewer, name, unit) for name in OF_UNIT):
        return Relation.OWN
    mine = [one for one in scoring if assigned(one, unit)]
    if mine:
        return Relation.BLIND_SCORER if any(one.blind for one in mine) else Relation.SCORER
    if viewer.may("assessment.oversee", unit.round.unit.path):
        return Relation.DECIDER
    return Relation.PUBLIC if viewer.is_public else Relation.OTHER_UNIT


def assigned(scorer: Scorer, unit: RoundUnit) -> bool:
    """Whether a scorer has a unit to score; without a list, every unit."""
    units = {one.pk for one in scorer.units.all()}
    return scorer.round_id == unit.round_id and (not units or unit.pk in units)


def proposed(round_: Round) -> bool:
    """Whether the office has put a result before those who decide."""
    return Approval.objects.filter(round=round_).exists()


def may_see(viewer: Viewer, unit: RoundUnit, what: What, scoring: Iterable[Scorer]) -> bool:
    """Whether a viewer sees something of a unit now (``rules.rounds.visibility``)."""
    round_ = unit.round
    if round_.phase is Phase.PREPARING and not viewer.may("assessment.run", round_.unit.path):
        return False
    return sees(
        relation(viewer, unit, scoring),
        what,
        round_.phase,
        proposed=proposed(round_),
        is_public=round_.is_public,
    )


def units_seen(viewer: Viewer, round_: Round) -> QuerySet[RoundUnit]:
    """Return the units of a round a viewer may open: all, those assigned, or one's own."""
    rows = RoundUnit.objects.filter(round=round_).select_related("unit", "round", "round__unit")
    path = round_.unit.path
    if viewer.may("assessment.run", path) or viewer.may("assessment.oversee", path):
        return rows
    condition = Q(pk__in=own_units(viewer).values("pk"))
    for scorer in scorers_of(viewer, round_):
        units = [one.pk for one in scorer.units.all()]
        if not units:
            return rows
        condition |= Q(pk__in=units)
    return rows.filter(condition)


def find_unit(viewer: Viewer, round_: Round, code: str) -> RoundUnit | None:
    """Return a unit of a round by its code, where the viewer may open it."""
    return units_seen(viewer, round_).filter(unit__code=code).first()


def explained_units(viewer: Viewer, round_: Round) -> frozenset[str]:
    """Return the codes of the units whose scores a viewer may open down to the clause."""
    path = round_.unit.path
    rows = RoundUnit.objects.filter(round=round_)
    if viewer.may("assessment.run", path) or viewer.may("assessment.oversee", path):
        seen = rows if _explained(viewer, round_) else rows.none()
    else:
        seen = own_units(viewer).filter(round=round_) if _told(round_) else rows.none()
    return frozenset(seen.values_list("unit__code", flat=True))


def _explained(viewer: Viewer, round_: Round) -> bool:
    own = viewer.may("assessment.run", round_.unit.path)
    relation = Relation.OFFICE if own else Relation.DECIDER
    return sees(relation, What.SCORES, round_.phase, proposed=proposed(round_))


def _told(round_: Round) -> bool:
    return sees(Relation.OWN, What.SCORES, round_.phase)
