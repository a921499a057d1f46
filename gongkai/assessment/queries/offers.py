"""What is offered as evidence of an item, and why: counted records, categories, kinds, words.

What a pack or a count names comes first; likeness of words only fills up. Everything is read for
the whole form at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from gongkai.assessment.fitting import best, kinds_for, pairs, shared
from gongkai.assessment.indicators import REGISTER
from gongkai.assessment.models import IndicatorCount, LedgerEntry, RoundUnit
from gongkai.assessment.queries.ledger import in_year
from gongkai.assessment.selfform import Question
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.disclosure.queries.counting import category_title, lies_in
from gongkai.disclosure.queries.duties import duties
from gongkai.disclosure.queries.published import public_items
from gongkai.rules.obligations import Duty, DutyState
from gongkai.rules.tallies import Record, RecordKind

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongkai.disclosure.models import Edition

_MOST_ENTRIES: Final = 4
_MOST_HINTS: Final = 4
# So that neither a long list of records nor a busy category leaves no room for the other.
_OF_A_SORT: Final = 2
# The newest are compared with each item; an older one can be chosen by hand.
_COMPARED: Final = 400
_PUBLIC: Final = frozenset({RecordKind.PUBLISHED, RecordKind.DUTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A published item that may fit, and why it is offered."""

    key: str
    title: str
    on: date | None
    category: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryHint:
    """An entry of the ledger that may fit, and why it is offered."""

    entry: LedgerEntry
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """How the duties of an item's categories stand this year."""

    kept: int
    late: int
    overdue: int


def published_by(unit: RoundUnit) -> "QuerySet[Edition]":
    """Return the live editions of what a unit and those inside it published, newest first."""
    return public_items().filter(item__unit__path__startswith=unit.unit.path)


@dataclass(frozen=True)
class Offering:
    """All there is to offer a unit: entries by kind, published items, duties by category."""

    entries: Mapping[str, list[LedgerEntry]]
    items: Mapping[str, Hint]
    words: list[tuple[str, frozenset[str]]]
    owed: tuple[Duty, ...]

    @classmethod
    def of(cls, viewer: Viewer, unit: RoundUnit, questions: Iterable[Question]) -> "Offering":
        """Read it; duties only where an item names categories."""
        named = any(question.categories for question in questions)
        items = _items(unit)
        return cls(
            entries=_entries(unit),
            items=items,
            words=[(one.key, pairs(one.title)) for one in items.values()],
            owed=_duties(viewer, unit) if named else (),
        )

    def hints(
        self, question: Question, counts: Iterable[IndicatorCount], used: Collection[object]
    ) -> tuple[Hint, ...]:
        """Return the published items offered for a question, those named before those alike."""
        found: dict[str, Hint] = {}
        for sort in (self._recorded(counts), self._filed(question), self._alike(question, used)):
            room = _OF_A_SORT
            for hint in sort:
                if room and hint.key not in found and hint.key not in used:
                    found[hint.key] = hint
                    room -= 1
        return tuple(found.values())[:_MOST_HINTS]

    def _recorded(self, counts: Iterable[IndicatorCount]) -> Iterator[Hint]:
        for record, why in _records(counts, _PUBLIC):
            known = self.items.get(record.key)
            if known is not None:
                yield _because(known, why)

    def _filed(self, question: Question) -> Iterator[Hint]:
        for category in question.categories:
            why = gettext("公开目录的“%(category)s”类") % {"category": category_title(category)}
            for hint in self.items.values():
                if lies_in(hint.category, category):
                    yield _because(hint, why)

    def _alike(self, question: Question, used: Collection[object]) -> Iterator[Hint]:
        free = [(key, words) for key, words in self.words if key not in used]
        for key in best(question, free, _MOST_HINTS):
            words = gettext("、").join(sorted(shared(question, self.items[key].title)))
            yield _because(self.items[key], gettext("标题里有：%(words)s") % {"words": words})

    def entry_hints(
        self, question: Question, counts: Iterable[IndicatorCount], used: Collection[object]
    ) -> tuple[EntryHint, ...]:
        """Return the entries offered for a question: counted ones, then those of a fitting kind."""
        by_id = {str(row.pk): row for rows in self.entries.values() for row in rows}
        found: dict[int, EntryHint] = {}
        for record, why in _records(counts, {RecordKind.LEDGER}):
            row = by_id.get(record.key)
            if row is not None:
                found.setdefault(row.pk, EntryHint(entry=row, why=why))
        for kind in kinds_for(question):
            for row in self.entries.get(kind, ()):
                words = gettext("“%(kind)s”类台账") % {"kind": row.get_kind_display()}
                found.setdefault(row.pk, EntryHint(entry=row, why=words))
        free = (one for one in found.values() if one.entry.pk not in used)
        return tuple(free)[:_MOST_ENTRIES]

    def owed_for(self, question: Question) -> Owed | None:
        """Return how the duties of a question's categories stand; None where there are none."""
        states = [
            duty.state
            for duty in self.owed
            if any(lies_in(duty.category, one) for one in question.categories)
        ]
        known = Owed(
            kept=states.count(DutyState.MET),
            late=states.count(DutyState.MET_LATE),
            overdue=states.count(DutyState.OVERDUE),
        )
        return known if known.kept or known.late or known.overdue else None


def _because(hint: Hint, why: str) -> Hint:
    return Hint(key=hint.key, title=hint.title, on=hint.on, category=hint.category, why=why)


def _records(
    counts: Iterable[IndicatorCount], kinds: Collection[RecordKind]
) -> Iterator[tuple[Record, str]]:
    """Yield the records of some kinds that speak for the unit, with the indicator they are of."""
    for count in counts:
        title = REGISTER[count.indicator].title if count.indicator in REGISTER else ""
        why = gettext("“%(indicator)s”算到的记录") % {"indicator": title}
        for body in count.records:
            record = Record.from_json(body)
            if record.kind in kinds and record.key and record.good is not False:
                yield record, why


def _entries(unit: RoundUnit) -> Mapping[str, list[LedgerEntry]]:
    rows = LedgerEntry.objects.filter(unit=unit.unit_id, voided_at=None, on__isnull=False)
    found: dict[str, list[LedgerEntry]] = defaultdict(list)
    for row in in_year(rows, unit.round.year).order_by("-on", "-pk"):
        found[row.kind].append(row)
    return found


def _items(unit: RoundUnit) -> Mapping[str, Hint]:
    rows = published_by(unit).values_list(
        "item__key", "title", "item__first_published_at", "item__category"
    )
    return {
        key: Hint(
            key=key, title=title, on=day_of(at) if at is not None else None, category=category
        )
        for key, title, at, category in rows[:_COMPARED]
    }


def _duties(viewer: Viewer, unit: RoundUnit) -> tuple[Duty, ...]:
    """Return the duties of the round's year as far as it has come."""
    year = unit.round.year
    day = min(day_of(viewer.at), date(year, 12, 31))
    found = duties(viewer, as_of=day, since=date(year, 1, 1), unit_ids=[unit.unit_id])
    return found.duties
