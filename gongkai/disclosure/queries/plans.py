"""The yearly plan: its lines, where each stands on a day, how far each unit is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.models import Unit, in_force
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import Item, PlanLine
from gongkai.disclosure.queries.items import items_for
from gongkai.disclosure.queries.listed import INNER_KINDS
from gongkai.disclosure.queries.visibility import answers_for
from gongkai.rules import obligations as rules
from gongkai.rules.obligations import Duty

_MET = Q(item__first_published_at__isnull=False)
_UNMET = Q(item__first_published_at=None)
_KEPT = Q(dropped_at=None)


class LineStanding(TextChoices):
    """What lines of a plan are looked for by; a line's exact state is its duty's."""

    OPEN = "open", _("待公开（含逾期）")
    OVERDUE = "overdue", _("已逾期")
    MET = "met", _("已公开")
    DROPPED = "dropped", _("已取消")


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """How far a unit is with its plan on a day, in lines. ``planned`` leaves out the dropped."""

    unit: Unit
    planned: int = 0
    met: int = 0
    overdue: int = 0
    dropped: int = 0


def plan_lines(viewer: Viewer, year: int) -> QuerySet[PlanLine]:
    """Return the lines of a year of the units a viewer sees, the dropped included.

    ``line.seen_item`` is the item that meets a line, with its editions, where the viewer sees it.
    """
    return _lines(viewer).filter(year=year)


def find_plan_line(viewer: Viewer, line_id: int) -> PlanLine | None:
    """Return a line, where the viewer may see it."""
    return _lines(viewer).filter(pk=line_id).first()


def _lines(viewer: Viewer) -> QuerySet[PlanLine]:
    return (
        PlanLine.objects.filter(answers_for(viewer, "unit__path"))
        .select_related("unit", "item")
        .prefetch_related(Prefetch("item", items_for(viewer), to_attr="seen_item"))
    )


def standing_as(
    rows: QuerySet[PlanLine], standing: LineStanding, as_of: date
) -> QuerySet[PlanLine]:
    """Return the lines that stand so on a day."""
    conditions = {
        LineStanding.OPEN: _KEPT & _UNMET,
        LineStanding.OVERDUE: _KEPT & _UNMET & Q(due_on__lt=as_of),
        LineStanding.MET: _KEPT & _MET,
        LineStanding.DROPPED: ~_KEPT,
    }
    return rows.filter(conditions[standing])


def duty_of(line: PlanLine, as_of: date) -> Duty:
    """Return the duty a line makes, as it stands on a day; a dropped line makes none."""
    return rules.Reckoning(rulebook.national().calendar, as_of, as_of).planned(plan_fact(line))


def plan_fact(line: PlanLine) -> rules.PlanLine:
    """Return a line, read with its item, as the rules see it."""
    published = line.item.first_published_at if line.item is not None else None
    return rules.PlanLine(
        id=line.pk,
        unit=line.unit_id,
        category=line.category,
        title=line.title,
        planned_on=day_of(line.created_at),
        due_on=line.due_on,
        published_on=day_of(published) if published else None,
        item=line.item_id,
        warn_days=_warn_days(line.category),
    )


def _warn_days(category: str) -> int:
    """A line of the plan warns as early as the rules of its category do."""
    pack = rulebook.pack()
    if not pack.has_node(category):
        return 0
    warnings = (pack.timing_rule(rule).warn_days for rule in pack.node(category).timing)
    return max(warnings, default=0)


def planned_years(viewer: Viewer) -> frozenset[int]:
    """Return the years for which a viewer sees any line."""
    seen = PlanLine.objects.filter(answers_for(viewer, "unit__path")).order_by()
    return frozenset(seen.values_list("year", flat=True).distinct())


def unit_plans(viewer: Viewer, year: int, as_of: date) -> tuple[UnitPlan, ...]:
    """Return how far each unit is, in the order of the tree; units without a plan too.

    A unit that no longer exists stays while the year has lines of it.
    """
    rows = PlanLine.objects.filter(answers_for(viewer, "unit__path"), year=year).order_by()
    counted = {
        unit: numbers
        for unit, *numbers in rows.values_list("unit").annotate(
            planned=Count("pk", filter=_KEPT),
            met=Count("pk", filter=_KEPT & _MET),
            overdue=Count("pk", filter=_KEPT & _UNMET & Q(due_on__lt=as_of)),
            dropped=Count("pk", filter=~_KEPT),
        )
    }
    units = Unit.objects.filter(
        Q(pk__in=counted)
        | (answers_for(viewer, "path") & in_force(as_of) & ~Q(kind__in=INNER_KINDS))
    )
    return tuple(UnitPlan(unit, *counted.get(unit.pk, ())) for unit in units.order_by("path"))


def units_to_plan(viewer: Viewer, on: date) -> tuple[Unit, ...]:
    """Return the units whose plan this person may write, one's own first.

    A section answers through the organ it is a part of, so it has no plan of its own.
    """
    may = viewer.reach("disclosure.plan") | viewer.reach("disclosure.write")
    found = Unit.objects.filter(may, in_force(on)).exclude(kind__in=INNER_KINDS).order_by("path")
    return tuple(sorted(found, key=lambda unit: unit.path != viewer.unit_path))


def may_plan(viewer: Viewer, unit: Unit) -> bool:
    """Whether this person may write the plan of a unit."""
    return any(viewer.may(name, unit.path) for name in ("disclosure.plan", "disclosure.write"))


def fitting_items(viewer: Viewer, line: PlanLine) -> QuerySet[Item]:
    """Return the items that may meet a line: of its unit and category, the latest first."""
    return (
        items_for(viewer)
        .filter(unit__path__startswith=line.unit.path, category=line.category)
        .order_by("-created_at", "-pk")
    )
