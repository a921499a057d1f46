"""Matters opened stage by stage: those one follows, and where each of their stages stands."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Prefetch, Q, QuerySet

from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import Item, Matter, MatterStage
from gongkai.disclosure.queries.items import items_for, saying
from gongkai.disclosure.queries.visibility import answers_for
from gongkai.rules import obligations as rules
from gongkai.rules.obligations import Duty, Stage, Staged

_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class StageStanding:
    """A stage of a matter: what is noted of it, and the duty that follows once its day is known."""

    stage: Stage
    row: MatterStage | None
    duty: Duty | None


def matters_for(viewer: Viewer) -> QuerySet[Matter]:
    """Return the matters of the units a viewer follows, with their stages."""
    stages = MatterStage.objects.select_related("item", "item__unit")
    return (
        Matter.objects.filter(answers_for(viewer, "unit__path"))
        .select_related("unit")
        .prefetch_related(Prefetch("stages", stages))
    )


def find_matter(viewer: Viewer, matter_id: int) -> Matter | None:
    """Return a matter, where the viewer may see it."""
    return matters_for(viewer).filter(pk=matter_id).first()


def matters_saying(viewer: Viewer, words: str) -> QuerySet[Matter]:
    """Return the matters a viewer sees that have words in their title, those under way first.

    An item that opens a stage leads to its matter too, by its title or number, where the viewer
    sees the item.
    """
    items = items_for(viewer).filter(saying(viewer, words)).order_by().values("pk")
    opened = MatterStage.objects.filter(item__in=items).values("matter")
    found = matters_for(viewer).filter(Q(title__icontains=words) | Q(pk__in=opened))
    return found.order_by(F("closed_on").desc(nulls_first=True), "-started_on", "-pk")


def matter_fact(matter: Matter) -> rules.Matter:
    """Return a matter, read with its stages, as the rules see it."""
    return rules.Matter(
        id=matter.pk,
        title=matter.title,
        started_on=matter.started_on,
        stages={one.stage: _stage_fact(one) for one in matter.stages.all()},
    )


def _stage_fact(stage: MatterStage) -> rules.StageFact:
    published = stage.item.first_published_at if stage.item is not None else None
    return rules.StageFact(
        reached_on=stage.reached_on,
        due_on=stage.due_on,
        published_on=day_of(published) if published else None,
        item=stage.item_id,
    )


def standings(matter: Matter, as_of: date) -> tuple[StageStanding, ...]:
    """Return the stages of a matter as they stand on a day, in their order."""
    rows = {one.stage: one for one in matter.stages.all()}
    due = _duties(matter, as_of)
    return tuple(
        StageStanding(one, rows.get(one.id), due.get(f"matter:{matter.pk}:{one.id}"))
        for one in rulebook.stages_of(matter.category)
    )


def _duties(matter: Matter, as_of: date) -> dict[str, Duty]:
    place = (matter.unit_id, matter.category)
    calendar = rulebook.national().calendar
    reckoning = rules.Reckoning(calendar, as_of, as_of + _AHEAD, matter.started_on)
    pack = rulebook.pack()
    timing = pack.node(matter.category).timing if pack.has_node(matter.category) else ()
    found = rules.duties(
        reckoning,
        (
            rules.Assignment(
                unit=matter.unit_id, category=matter.category, rule=rule, start=matter.started_on
            )
            for rule in map(pack.timing_rule, timing)
            if isinstance(rule.timing, Staged)
        ),
        {place: rules.Holding(matters=(matter_fact(matter),))},
    )
    return {one.cause.key: one for one in found}


def fitting_items(viewer: Viewer, matter: Matter) -> QuerySet[Item]:
    """Return the items that may open a stage: of the unit and the category, the latest first."""
    return (
        items_for(viewer)
        .filter(unit__path__startswith=matter.unit.path, category=matter.category)
        .order_by("-created_at", "-pk")
    )
