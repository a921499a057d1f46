"""Counted indicators as a viewer may see them: those of units whose evidence is theirs to see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import Count, F, Q, QuerySet

from gongkai.assessment.computed import computed_items, takings
from gongkai.assessment.current import pack_of
from gongkai.assessment.indicators import REGISTER, Indicator
from gongkai.assessment.models import (
    IndicatorCount,
    IndicatorRun,
    LedgerEntry,
    RectificationOrder,
    Round,
    RoundUnit,
    Scorer,
)
from gongkai.assessment.queries.ledger import ledger
from gongkai.assessment.queries.mending import orders_seen
from gongkai.assessment.queries.rounds import may_see, own_units, scorers_of
from gongkai.assessment.selfform import self_form
from gongkai.core.access import Viewer
from gongkai.disclosure.queries.counting import known_items
from gongkai.rules.rounds import Phase, What
from gongkai.rules.scheme import Scheme
from gongkai.rules.tallies import Record, RecordKind

# Counting more units than this takes longer than anybody should wait for a page.
_LARGE: Final = 500
_PLACES: Final = {
    RecordKind.LEDGER: "/office/ledger/",
    RecordKind.ORDER: "/office/rectifications/",
}
_WITH_PAGES: Final = {RecordKind.PUBLISHED, RecordKind.DUTY}


def counts_seen(viewer: Viewer, round_: Round) -> QuerySet[IndicatorCount]:
    """Return the numbers that hold in a round, of the units and indicators a viewer may see.

    The office and those who decide see all; a unit its own; who scores those of the units assigned,
    and where only some items are assigned, only the indicators of these.
    """
    rows = IndicatorCount.objects.filter(round_unit__round=round_, replaced_at=None)
    return rows.filter(_seen(viewer, round_)).select_related("round_unit__unit", "run")


def _seen(viewer: Viewer, round_: Round) -> Q:
    path = round_.unit.path
    if viewer.may("assessment.run", path):
        return Q()
    if round_.phase is Phase.PREPARING:
        return Q(pk__in=())
    if viewer.may("assessment.oversee", path):
        return Q()
    own = own_units(viewer).filter(round=round_)
    condition = Q(round_unit__in=own.values("pk"))
    scheme = pack_of(round_).scheme
    for seat in scorers_of(viewer, round_):
        condition |= _of_seat(seat, scheme)
    return condition


def _of_seat(seat: Scorer, scheme: Scheme) -> Q:
    units = [one.pk for one in seat.units.all()]
    condition = Q(round_unit__in=units) if units else Q(pk__gt=0)
    if seat.items:
        condition &= Q(indicator__in=_named(scheme, seat.items))
    return condition


def _named(scheme: Scheme, items: Iterable[str]) -> set[str]:
    """Return the indicators that say something of these items, in any group's rubric."""
    chosen = set(items)
    return {
        name
        for group in _groups(scheme)
        for question in self_form(scheme, group).questions
        if question.id in chosen
        for name in question.indicators
    }


def _groups(scheme: Scheme) -> set[str]:
    return {"", *(group for rubric in scheme.rubrics for group in rubric.groups)}


def counts_of(viewer: Viewer, unit: RoundUnit) -> Mapping[str, IndicatorCount]:
    """Return the numbers that hold for one unit, by indicator, as far as a viewer may see them."""
    if not may_see(viewer, unit, What.EVIDENCE, scorers_of(viewer, unit.round)):
        return {}
    rows = counts_seen(viewer, unit.round).filter(round_unit=unit)
    return {row.indicator: row for row in rows}


def history_of(viewer: Viewer, unit: RoundUnit, indicator: str) -> list[IndicatorCount]:
    """Return every number an indicator of a unit ever had, newest first, where one may see it."""
    if indicator not in counts_of(viewer, unit):
        return []
    rows = IndicatorCount.objects.filter(round_unit=unit, indicator=indicator)
    return list(rows.select_related("run").order_by("-pk"))


def last_run(round_: Round) -> IndicatorRun | None:
    """Return the last counting of a round."""
    return IndicatorRun.objects.filter(round=round_).first()


def indicators_of(scheme: Scheme) -> Mapping[str, tuple[str, ...]]:
    """Return the titles of the items each indicator says something of, in printed order."""
    found: dict[str, list[str]] = {}
    for group in sorted(_groups(scheme)):
        for question in self_form(scheme, group).questions:
            for name in question.indicators:
                titles = found.setdefault(name, [])
                if question.title not in titles:
                    titles.append(question.title)
    return {name: tuple(titles) for name, titles in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the units of a round stand with one indicator; ``counted`` of them have something."""

    indicator: Indicator
    items: tuple[str, ...]
    units: int = 0
    counted: int = 0
    whole: int = 0


def standings(viewer: Viewer, round_: Round) -> tuple[Standing, ...]:
    """Return every indicator with how the units a viewer sees stand, in the order of the register.

    Of those without records, only what the pack of the round names.
    """
    named = indicators_of(pack_of(round_).scheme)
    has_cases = Q(denominator__gt=0)
    rows = counts_seen(viewer, round_).order_by().values_list("indicator")
    summed = {
        name: (units, counted, whole)
        for name, units, counted, whole in rows.annotate(
            units=Count("pk"),
            counted=Count("pk", filter=has_cases),
            whole=Count("pk", filter=has_cases & Q(numerator__gte=F("denominator"))),
        )
    }
    found = []
    for one in REGISTER.values():
        if one.is_counted or one.id in named:
            units, counted, whole = summed.get(one.id, (0, 0, 0))
            items = named.get(one.id, ())
            found.append(
                Standing(indicator=one, items=items, units=units, counted=counted, whole=whole)
            )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A record as a viewer may see it: ``href`` where it can be opened, else the words alone."""

    record: Record
    title: str
    href: str = ""


def records_of(viewer: Viewer, count: IndicatorCount) -> tuple[Shown, ...]:
    """Return the records behind a number, as it was counted.

    Public items are everybody's. An entry of the ledger or an order is named to those who may open
    it; others read that there is one, of which day.
    """
    records = [Record.from_json(one) for one in count.records]
    public = known_items(one.key for one in records if one.kind in _WITH_PAGES and one.key)
    own = {
        RecordKind.LEDGER: _opened(ledger(viewer), records, RecordKind.LEDGER),
        RecordKind.ORDER: _opened(orders_seen(viewer), records, RecordKind.ORDER),
    }
    return tuple(_shown(one, public, own) for one in records)


def _opened(
    seen: "QuerySet[LedgerEntry] | QuerySet[RectificationOrder]",
    records: Iterable[Record],
    kind: RecordKind,
) -> frozenset[str]:
    """Return the keys of the records of a kind that are among what a viewer may open."""
    ids = [int(one.key) for one in records if one.kind is kind]
    return frozenset(str(pk) for pk in seen.filter(pk__in=ids).values_list("pk", flat=True))


def _shown(
    record: Record, public: frozenset[str], own: Mapping[RecordKind, frozenset[str]]
) -> Shown:
    if record.kind in _WITH_PAGES:
        href = f"/item/{record.key}/" if record.key in public else ""
        return Shown(record=record, title=record.title, href=href)
    if record.kind not in own:
        return Shown(record=record, title=record.title)
    if record.key not in own[record.kind]:
        return Shown(record=record, title="")
    return Shown(record=record, title=record.title, href=f"{_PLACES[record.kind]}{record.key}/")


def is_listed(viewer: Viewer, round_: Round) -> bool:
    """Whether a viewer has units in a round whose indicators they may look at."""
    path = round_.unit.path
    if viewer.may("assessment.run", path) or viewer.may("assessment.oversee", path):
        return round_.phase is not Phase.PREPARING
    return round_.phase is not Phase.PREPARING and (
        own_units(viewer).filter(round=round_).exists() or bool(scorers_of(viewer, round_))
    )


def indicators_of_round(round_: Round) -> Mapping[str, tuple[str, ...]]:
    """Return the titles of the items each indicator says something of in a round."""
    return indicators_of(pack_of(round_).scheme)


def only_unit(viewer: Viewer, round_: Round) -> RoundUnit | None:
    """Return the unit of a viewer who has that one alone to look at."""
    path = round_.unit.path
    if viewer.may("assessment.run", path) or viewer.may("assessment.oversee", path):
        return None
    if scorers_of(viewer, round_):
        return None
    own = list(own_units(viewer).filter(round=round_)[:2])
    return own[0] if len(own) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A number that waits because deductions stand; ``item`` is the title, ``points`` their sum."""

    unit: RoundUnit
    item: str
    count: IndicatorCount
    points: Decimal


def held_of(viewer: Viewer, round_: Round) -> tuple[Held, ...]:
    """Return the numbers of a round that wait, for the office that runs it and nobody else."""
    if not viewer.may("assessment.run", round_.unit.path):
        return ()
    titles = {name: one.title for name, one in computed_items(pack_of(round_).scheme).items()}
    found = [one for one in takings(round_) if one.is_held]
    units = RoundUnit.objects.select_related("unit").in_bulk([one.unit for one in found])
    return tuple(
        Held(unit=units[one.unit], item=titles[one.item], count=one.count, points=one.held)
        for one in found
    )


def is_large(round_: Round) -> bool:
    """Whether a round has so many units that the worker should count them."""
    return RoundUnit.objects.filter(round=round_).count() > _LARGE
