"""Counting indicators from records: a snapshot kept with the round, and the items it decides.

A number holds until somebody counts again. What people entered by hand is never replaced; a rate
that would make standing deductions count for nothing waits until they are withdrawn.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F
from django.utils.translation import gettext

from gongkai.assessment.actions.common import locked_round, refuse_unless, told_round
from gongkai.assessment.computed import Taking, computed_items, takings
from gongkai.assessment.current import pack_of
from gongkai.assessment.indicators import Scope, count_all
from gongkai.assessment.models import (
    IndicatorCount,
    IndicatorRun,
    ItemScore,
    Origin,
    Round,
    RoundUnit,
)
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of, day_words
from gongkai.rules.rounds import Verb
from gongkai.rules.tallies import Tally

RECOUNT: Final = "assessment.recount"
_BATCH: Final = 500
Place = tuple[int, str]


def recount(round_id: int, *, as_of: date | None = None, by: Viewer) -> IndicatorRun:
    """Count every indicator for all units of a running round, up to and including a day.

    Without ``as_of`` up to today, and never beyond the year of the round.

    Raises:
        Refused: the round is not running, or the day is ahead or outside the year.
        PermissionDenied: the actor does not run the round.
    """
    with acting(by) as act:
        found = Round.objects.select_related("unit", "pack").filter(pk=round_id).first()
        if found is None:
            raise Refused(gettext("没有这次考核。请刷新页面。"))
        act.require("assessment.run", found.unit.path)
        refuse_unless(Verb.FACTS, found)
        day = _day(found, as_of, by)
        # Counted before the round is locked: whoever scores meanwhile need not wait for it.
        tallies = count_all(Scope.of(found, day), by.at)
        round_ = locked_round(act, round_id, Verb.FACTS, "assessment.run")
        run = _kept(round_, day, tallies, by)
        taken, held = _taken_over(round_, by)
        told_round(
            act,
            "indicators.count",
            round_,
            as_of=day.isoformat(),
            counted=run.counted,
            changed=run.changed,
            items=taken,
            held=held,
            hash=run.hash,
        )
        return run


def ask_recount(round_id: int, *, as_of: date | None = None, by: Viewer) -> None:
    """Have the indicators of a large round counted by the worker, at once and in the asker's name.

    Raises:
        Refused: as ``recount``.
        PermissionDenied: the actor does not run the round.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.FACTS, "assessment.run")
        day = _day(round_, as_of, by)
        payload = {"round": round_.pk, "as_of": day.isoformat(), "name": by.name}
        act.enqueue(RECOUNT, str(round_.pk), payload)
        told_round(act, "indicators.ask", round_, as_of=day.isoformat())


def _day(round_: Round, as_of: date | None, by: Viewer) -> date:
    today = day_of(by.at)
    last = date(round_.year, 12, 31)
    day = as_of or min(today, last)
    if day > today:
        raise Refused(gettext("截止日期还没有到。请改正。"), "as_of")
    if day.year != round_.year:
        raise Refused(
            gettext("截止日期要在考核年度 %(year)s 年之内。请改正。") % {"year": round_.year},
            "as_of",
        )
    return day


@dataclass(frozen=True, slots=True)
class _Number:
    """A tally at its place."""

    place: Place
    tally: Tally
    hash: str


def _kept(
    round_: Round, day: date, tallies: Mapping[str, Mapping[int, Tally]], by: Viewer
) -> IndicatorRun:
    """Write what differs from what holds; the same number with the same records stays as it is."""
    numbers = [
        _Number((unit, name), tally, tally.hash)
        for name, by_unit in sorted(tallies.items())
        for unit, tally in sorted(by_unit.items())
    ]
    whole = hashlib.sha256("".join(f"{n.place}{n.hash}" for n in numbers).encode()).hexdigest()
    holding = IndicatorCount.objects.filter(round_unit__round=round_, replaced_at=None)
    before = {
        (unit, name): (pk, hash_)
        for pk, unit, name, hash_ in holding.values_list("pk", "round_unit", "indicator", "hash")
    }
    changed = [one for one in numbers if before.get(one.place, (0, ""))[1] != one.hash]
    run = IndicatorRun.objects.create(
        round=round_,
        as_of=day,
        at=by.at,
        person_id=by.person_id,
        name=by.name,
        counted=len(numbers),
        changed=len(changed),
        hash=whole,
    )
    overtaken = [before[one.place][0] for one in changed if one.place in before]
    for first in range(0, len(overtaken), _BATCH):
        rows = IndicatorCount.objects.filter(pk__in=overtaken[first : first + _BATCH])
        rows.update(replaced_at=by.at)
    IndicatorCount.objects.bulk_create([_row(run, one) for one in changed], _BATCH)
    return run


def _row(run: IndicatorRun, number: _Number) -> IndicatorCount:
    unit, name = number.place
    return IndicatorCount(
        run=run,
        round_unit_id=unit,
        indicator=name,
        numerator=number.tally.numerator,
        denominator=number.tally.denominator,
        records=[one.to_json() for one in number.tally.records],
        hash=number.hash,
    )


def _taken_over(round_: Round, by: Viewer) -> tuple[int, int]:
    """Give computed items the number that holds; return how many, and how many wait."""
    if not computed_items(pack_of(round_).scheme):
        return 0, 0
    found = list(takings(round_))
    ready = [one for one in found if not one.is_held]
    write_values(ready, by)
    return len(ready), len(found) - len(ready)


def write_values(ready: Iterable[Taking], by: Viewer) -> None:
    """Write numbers into the items they decide, and count the change of the units' facts."""
    made: list[ItemScore] = []
    changed: list[ItemScore] = []
    units: set[int] = set()
    for one in ready:
        row = one.value or ItemScore(round_unit_id=one.unit, item=one.item, version=0)
        row.origin, row.person_id, row.name = Origin.COMPUTED, None, by.name
        row.numerator, row.denominator = one.count.numerator, one.count.denominator
        row.records = gettext("系统记录，截至 %(day)s") % {"day": day_words(one.count.run.as_of)}
        row.details = {
            "indicator": one.count.indicator,
            "count": one.count.pk,
            "hash": one.count.hash,
        }
        row.at, row.reason = by.at, ""
        row.version += 1
        (changed if row.pk else made).append(row)
        units.add(one.unit)
    ItemScore.objects.bulk_create(made, _BATCH)
    ItemScore.objects.bulk_update(
        changed,
        [
            *("origin", "person", "name", "numerator", "denominator", "records", "details"),
            *("at", "reason", "version"),
        ],
        _BATCH,
    )
    places = sorted(units)
    for first in range(0, len(places), _BATCH):
        rows = RoundUnit.objects.filter(pk__in=places[first : first + _BATCH])
        rows.update(version=F("version") + 1)


def take_number(round_: Round, unit: RoundUnit, item: str, by: Viewer) -> bool:
    """Give one item the number that holds, where nothing stands in its way any more.

    Part of the action that made way for it: the last deduction withdrawn, a value cleared.
    """
    ready = [one for one in takings(round_, unit=unit.pk, item=item) if not one.is_held]
    write_values(ready, by)
    return bool(ready)
