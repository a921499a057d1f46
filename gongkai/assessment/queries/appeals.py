"""Appeals as a viewer sees them, and who may hear one: nobody who had a hand in the result."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.assessment.models import (
    Appeal,
    ApprovalOutcome,
    ComponentScore,
    Deduction,
    ItemScore,
    Round,
    RoundUnit,
)
from gongkai.assessment.queries.rounds import own_units
from gongkai.assessment.terms import appeal_terms, filing_due
from gongkai.core.access import Viewer
from gongkai.core.audit import timeline
from gongkai.core.days import day_of
from gongkai.core.models import Assignment, Event, Person, Role, in_force
from gongkai.rules.rounds import Phase
from gongkai.rules.rounds.appeals import CHANGING, Hand, why_not_hear
from gongkai.rules.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Appealable:
    """What an appeal against scores may name: an item of the rubric, or a part of the total."""

    id: str
    title: str
    heading: str = ""


def appealable(scheme: Scheme, group: str) -> list[Appealable]:
    """Return what units of a group may appeal against: nothing they gave themselves."""
    rubric = scheme.rubric_for(group)
    found = [
        Appealable(item.id, item.title, dimension.title)
        for dimension in (rubric.dimensions if rubric is not None else ())
        for item in dimension.items
    ]
    parts = [leaf for leaf in scheme.leaves() if leaf.scorer != "unit"]
    return [*found, *(Appealable(leaf.id, leaf.title) for leaf in parts)]


def appeals_seen(viewer: Viewer, round_: Round) -> QuerySet[Appeal]:
    """Return the appeals of a round a viewer sees: all, those of the own units, those to hear."""
    rows = Appeal.objects.filter(round_unit__round=round_).select_related(
        "round_unit__unit", "round_unit__round__unit", "round_unit__round__pack", "revision", "file"
    )
    path = round_.unit.path
    if viewer.may("assessment.run", path) or viewer.may("assessment.oversee", path):
        return rows
    own = Q(round_unit__in=own_units(viewer).filter(round=round_).values("pk"))
    if viewer.person_id is not None and viewer.may("assessment.hear"):
        heard = Appeal.objects.filter(hearers=viewer.person_id)
        own |= Q(pk__in=heard.values("pk"))
    return rows.filter(own)


def find_appeal(viewer: Viewer, round_: Round, appeal_id: int) -> Appeal | None:
    """Return an appeal, where the viewer sees it."""
    return appeals_seen(viewer, round_).filter(pk=appeal_id).first()


def appeal_history(appeal: Appeal) -> QuerySet[Event]:
    """Return what was done with an appeal, newest first."""
    return timeline(appeal).order_by("-number")


def takes_part(viewer: Viewer, round_: Round) -> bool:
    """Whether appeals of a round concern a viewer: of the office, assessed, or a hearer."""
    path = round_.unit.path
    if appeal_terms(round_) is None and not round_.units.exclude(appeals=None).exists():
        return False
    if round_.phase not in {Phase.ANNOUNCED, Phase.CLOSED}:
        return False
    if viewer.may("assessment.run", path) or viewer.may("assessment.oversee", path):
        return True
    own = own_units(viewer).filter(round=round_)
    return own.exists() or appeals_seen(viewer, round_).exists()


def may_file(viewer: Viewer, round_: Round) -> list[RoundUnit]:
    """Return the own units that may appeal now: signed for the result, in time, with none open."""
    if round_.phase is not Phase.ANNOUNCED or appeal_terms(round_) is None:
        return []
    if not viewer.may("assessment.self"):
        return []
    rows = own_units(viewer).filter(round=round_, exempt=False, result_received_at__isnull=False)
    today = day_of(viewer.at)
    return [
        unit
        for unit in rows
        if not unit.appeals.filter(decided_at=None, withdrawn_at=None).exists()
        and not ((due := filing_due(unit)) is not None and due.is_past(today))
    ]


def hears(viewer: Viewer, appeal: Appeal) -> bool:
    """Whether a viewer was appointed to hear an appeal."""
    return viewer.person_id is not None and appeal.hearers.filter(pk=viewer.person_id).exists()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with the right to hear appeals; ``why_not`` is why not this one, empty where not."""

    person: Person
    why_not: str


def candidates(appeal: Appeal, day: date) -> list[Candidate]:
    """Return who may hear an appeal and who may not, with the reason, by name."""
    unit = appeal.round_unit
    involved = list(hands(unit))
    items = appeal.items if appeal.covers == "scores" else []
    found = []
    for person in _hearing(unit.round, day):
        why = why_not_hear(person.pk, involved, items)
        if not why and person.unit.path.startswith(unit.unit.path):
            why = "是申诉单位的人"
        found.append(Candidate(person, why))
    return found


def _hearing(round_: Round, day: date) -> list[Person]:
    roles = [role.pk for role in Role.objects.all() if "assessment.hear" in role.permissions]
    rows = Assignment.objects.filter(in_force(day), role_id__in=roles, person__is_active=True)
    path = round_.unit.path
    people = {
        row.person_id
        for row in rows.select_related("unit")
        if row.unit.path == path
        or (row.subtree and path.startswith(row.unit.path))
        or row.unit.path.startswith(path)
    }
    return list(Person.objects.filter(pk__in=people).select_related("unit").order_by("name", "pk"))


def hands(unit: RoundUnit) -> Iterator[Hand]:
    """Yield the part everybody had in the result of a unit: scored, checked, established, approved.

    What was withdrawn counts as well: whoever took points off once has had a say.
    """
    for table in (ItemScore, Deduction):
        rows = table._default_manager.filter(round_unit=unit)
        yield from _hands(rows, "person", "item")
        yield from _hands(rows, "checked_by", "item")
    scores = ComponentScore.objects.filter(round_unit=unit)
    yield from _hands(scores, "person", "component")
    yield from _hands(scores, "checked_by", "component")
    # Findings and decided grades keep a name alone; who it was stands in the chain of events.
    decided = timeline(unit).filter(verb__in=("score.find", "score.grade"))
    for person in decided.values_list("actor_id", flat=True):
        if person is not None:
            yield Hand(person=person)
    agreed = unit.round.approvals.filter(outcome=ApprovalOutcome.AGREE, person__isnull=False)
    for person in agreed.values_list("person", flat=True):
        if person is not None:
            yield Hand(person=person, approved=True)


def _hands(rows: QuerySet[Any], who: str, what: str) -> Iterator[Hand]:
    found = rows.filter(**{f"{who}__isnull": False})
    for person, item in found.values_list(who, what or "round_unit"):
        yield Hand(person=person, item=item if what else "")


def to_correct(round_: Round) -> QuerySet[Appeal]:
    """Return the appeals decided with a change that is not in force yet."""
    return Appeal.objects.filter(round_unit__round=round_, outcome__in=CHANGING).filter(
        Q(revision=None) | Q(revision__after=None)
    )
