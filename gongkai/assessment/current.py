"""The result of a stored round, up to date with its facts whenever it is asked for.

What a unit scores depends on its own facts alone (and, under some packs, on those below it), so
after one deduction one unit is scored again and the grades of all follow. Results are kept per
process by the versions of round and units; nothing of them is stored.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.db.models import Count, Sum

from gongkai.assessment.assess import require_readings
from gongkai.assessment.factbook import ballots, ties, unit_facts
from gongkai.assessment.models import Round, RoundUnit
from gongkai.assessment.pinning import pinned
from gongkai.assessment.results import Assessment
from gongkai.policy.loading import Pack
from gongkai.rules.facts import Facts, UnitFacts
from gongkai.rules.grading import grade_units
from gongkai.rules.readings import Need
from gongkai.rules.scheme import Scheme, Source
from gongkai.rules.scoring import UnitScore, score_units

Versions = dict[int, int]
_MOST_KEPT: Final = 8


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was computed last: for which versions, with the score of each unit by its row."""

    round_version: int
    versions: Versions
    scores: dict[int, UnitScore]
    facts: Facts
    result: Assessment


_kept: OrderedDict[int, _Kept] = OrderedDict()
_lock: Final = Lock()


def pack_of(round_: Round) -> Pack:
    """Return the pack a round pinned, with the round's readings laid over it."""
    return pinned(round_.pack, round_.readings)


def current(round_: Round) -> Assessment:
    """Return every unit of a round scored and graded on the facts as they are now.

    Raises:
        ProblemsError: a reading that scoring needs has not been chosen.
    """
    return _up_to_date(round_).result


def current_facts(round_: Round) -> Facts:
    """Return the facts behind ``current``."""
    return _up_to_date(round_).facts


def mark_of(round_: Round) -> str:
    """Return what names the facts of a round without reading them; any change makes another.

    Versions only grow, so their sum over as many units is the same only where each of them is.
    """
    units = RoundUnit.objects.filter(round=round_).aggregate(count=Count("pk"), sum=Sum("version"))
    number = Round.objects.values_list("version", flat=True).get(pk=round_.pk)
    return f"{number}.{units['count']}.{units['sum'] or 0}"


def forget(round_id: int | None = None) -> None:
    """Drop what is kept, of one round or of all."""
    with _lock:
        if round_id is None:
            _kept.clear()
        else:
            _kept.pop(round_id, None)


def _up_to_date(round_: Round) -> _Kept:
    versions: Versions = dict(
        RoundUnit.objects.filter(round=round_)
        .order_by("position", "id")
        .values_list("pk", "version")
    )
    # Read beside the units' versions, not with them: what is newer than believed is only
    # computed once more.
    number = Round.objects.values_list("version", flat=True).get(pk=round_.pk)
    with _lock:
        kept = _kept.get(round_.pk)
    if kept is not None and kept.round_version == number and kept.versions == versions:
        return kept
    made = _computed(round_, kept, number, versions)
    with _lock:
        _kept[round_.pk] = made
        _kept.move_to_end(round_.pk)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return made


def _computed(round_: Round, kept: _Kept | None, number: int, versions: Versions) -> _Kept:
    scheme = pack_of(Round.objects.select_related("pack").get(pk=round_.pk)).scheme
    require_readings(scheme, Need.SCORE, Need.GRADE)
    if kept is None or kept.round_version != number or not _unit_by_unit(scheme):
        changed = list(versions)
        before: dict[int, UnitScore] = {}
    else:
        changed = [unit for unit, version in versions.items() if kept.versions.get(unit) != version]
        before = {unit: kept.scores[unit] for unit in versions if unit in kept.scores}
    votes = ballots(round_)
    rows = _facts_of(changed, scheme)
    scored = score_units(scheme, Facts(units=tuple(rows.values()), ballots=votes))
    scores = before | dict(zip(rows, scored, strict=True))
    ordered = {unit: scores[unit] for unit in versions}
    facts = Facts(
        units=tuple(score.unit for score in ordered.values()),
        ballots=votes,
        tie_decisions=ties(round_),
    )
    units, quotas = grade_units(scheme, facts, tuple(ordered.values()))
    result = Assessment(scheme=scheme, units=units, quotas=quotas)
    return _Kept(number, versions, ordered, facts, result)


def _facts_of(units: Iterable[int], scheme: Scheme) -> dict[int, UnitFacts]:
    rows = RoundUnit.objects.filter(pk__in=list(units))
    keys = list(rows.values_list("pk", flat=True))
    return dict(zip(keys, unit_facts(rows, scheme), strict=True))


def _unit_by_unit(scheme: Scheme) -> bool:
    """Whether a unit's score depends on no other unit's."""
    return not any(leaf.source is Source.SUBORDINATES for leaf in scheme.leaves())
