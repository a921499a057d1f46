"""What the system knows already of what a unit is asked: ledger, publications, rates, last year.

Everything is read at once for the whole form; the number of queries does not grow with its items.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gongkai.assessment.earlier import earlier_items, earlier_unit
from gongkai.assessment.models import (
    Deduction,
    DeductionKind,
    Evidence,
    IndicatorCount,
    RoundUnit,
    SelfItem,
)
from gongkai.assessment.queries.indicators import counts_of
from gongkai.assessment.queries.offers import EntryHint, Hint, Offering, Owed
from gongkai.assessment.queries.rounds import may_see
from gongkai.assessment.selfform import SelfForm
from gongkai.core.access import Viewer
from gongkai.disclosure.queries.published import public_items
from gongkai.rules.rounds import What

_ADDRESS: Final = re.compile(r"/item/([^/?#\s]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What became of an item in the round before."""

    score: Decimal | None = None
    evidence: tuple[str, ...] = ()
    deductions: tuple[tuple[Decimal, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one item; what is its evidence already is left out.

    ``counts`` are the indicators that say something of it, as they were counted last.
    """

    entries: tuple[EntryHint, ...] = ()
    hints: tuple[Hint, ...] = ()
    counts: tuple[IndicatorCount, ...] = ()
    owed: Owed | None = None
    earlier: Earlier | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.entries or self.hints or self.counts or self.owed or self.earlier)


def known_of(viewer: Viewer, unit: RoundUnit, form: SelfForm) -> Mapping[str, Known]:
    """Return what is known of each item of a unit's form."""
    taken, offering = _taken(unit), Offering.of(viewer, unit, form.questions)
    known, earlier = counts_of(viewer, unit), _earlier(viewer, unit)
    found = {}
    for question in form.questions:
        used = taken.get(question.id, frozenset())
        counts = tuple(known[name] for name in question.indicators if name in known)
        found[question.id] = Known(
            entries=offering.entry_hints(question, counts, used),
            hints=offering.hints(question, counts, used),
            counts=counts,
            owed=offering.owed_for(question),
            earlier=earlier.get(question.id),
        )
    return found


def _taken(unit: RoundUnit) -> Mapping[str, frozenset[object]]:
    """Return what stands as evidence of each item: keys of items, ids of ledger entries."""
    found: dict[str, set[object]] = defaultdict(set)
    rows = Evidence.objects.filter(round_unit=unit, removed_at=None)
    for item, key, entry in rows.values_list("item", "disclosure_item", "ledger"):
        found[item] |= {key, entry}
    return {item: frozenset(used) for item, used in found.items()}


def published_key(text: str) -> str:
    """Return the key of the published item that people name by its address, number or key."""
    named = text.strip()
    found = _ADDRESS.search(named)
    if found is not None:
        return found[1]
    numbered = public_items().filter(item__index_number=named) if named else None
    edition = numbered.first() if numbered is not None else None
    return edition.item.key if edition is not None else named


def _earlier(viewer: Viewer, unit: RoundUnit) -> Mapping[str, Earlier]:
    """Return what became of each item in the round before, as far as the viewer may see it."""
    before = earlier_unit(unit)
    if before is None or not may_see(viewer, before, What.SELF, ()):
        return {}
    follows = earlier_items(unit, before)
    scores = dict(SelfItem.objects.filter(round_unit=before).values_list("item", "score"))
    evidence: dict[str, list[str]] = defaultdict(list)
    pieces = Evidence.objects.filter(round_unit=before, removed_at=None)
    for item, title in pieces.values_list("item", "title"):
        evidence[item].append(title)
    taken: dict[str, list[tuple[Decimal, str]]] = defaultdict(list)
    if may_see(viewer, before, What.SCORES, ()):
        rows = Deduction.objects.filter(
            round_unit=before, withdrawn_at=None, kind=DeductionKind.DEDUCT
        )
        for item, points, reason in rows.values_list("item", "points", "reason"):
            taken[item].append((points, reason))
    return {
        new: Earlier(
            score=scores.get(old),
            evidence=tuple(evidence.get(old, ())),
            deductions=tuple(taken.get(old, ())),
        )
        for old, new in follows.items()
        if old in scores or old in evidence or old in taken
    }
