"""Indicators from the duties of disclosure: kept on time, every quarter, guide and report fresh."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.indicators.values import Scope, Tallies
from gongkai.core.access import Viewer
from gongkai.disclosure.queries.counting import category_title, is_own_duty, public_keys
from gongkai.disclosure.queries.duties import duties
from gongkai.rules.obligations import Duty, DutyState, Period, Periodic
from gongkai.rules.tallies import Record, RecordKind, Tally, share

# Guide, catalogue and annual report (002 §6.1.1–2), as content types are called.
_STANDING: Final = frozenset({"guide", "catalogue", "annual_report"})
_JUDGED: Final = {DutyState.MET: True, DutyState.MET_LATE: False, DutyState.OVERDUE: False}


def count_duties(scope: Scope, at: datetime) -> Mapping[str, Tallies]:
    """Return the tallies that rest on duties; all units are reckoned in one pass."""
    if not scope.units or scope.span.end < scope.span.start:
        return {}
    found = duties(
        Viewer.system(gettext("指标计算"), at),
        as_of=scope.span.end,
        since=scope.span.start,
        through=scope.span.end,
        unit_ids=scope.units,
    )
    rows: dict[int, list[Duty]] = defaultdict(list)
    for duty in found.duties:
        rows[scope.units[duty.unit]].append(duty)
    paper = _Paper.of(found.duties)
    end = scope.span.end
    tallies: dict[str, Callable[[list[Duty]], Tally]] = {
        "disclosure.on_time": lambda owed: share(paper.judged(owed, end)),
        "disclosure.quarterly": lambda owed: share(paper.judged(filter(_quarterly, owed), end)),
        "disclosure.catalogue_fresh": lambda owed: paper.fresh(owed),
    }
    return {name: dict(scope.each(rows, tally)) for name, tally in tallies.items()}


def _quarterly(duty: Duty) -> bool:
    timing = duty.rule.timing if duty.rule is not None else None
    return isinstance(timing, Periodic) and timing.period is Period.QUARTER


@dataclass(frozen=True, slots=True)
class _Paper:
    """How duties are written down: keys of public items, titles of categories, each looked up once.

    ``standing`` are the categories of guide, catalogue and annual report.
    """

    keys: Mapping[int, str]
    titles: Mapping[str, str]
    standing: frozenset[str]

    @classmethod
    def of(cls, owed: Iterable[Duty]) -> "_Paper":
        """Look up what these duties name."""
        found = tuple(owed)
        categories = {duty.category for duty in found}
        return cls(
            keys=public_keys(duty.met_by for duty in found if duty.met_by is not None),
            titles={one: category_title(one) for one in categories},
            standing=frozenset(one for one in categories if is_own_duty(one, _STANDING)),
        )

    def judged(self, owed: Iterable[Duty], end: date) -> Iterator[Record]:
        """Yield the duties whose outcome is known on the last day."""
        for duty in owed:
            good = _JUDGED.get(duty.state)
            if good is not None and (duty.due.on <= end or duty.met_on is not None):
                yield self.record(duty, good=good, note=duty.state.label)

    def record(self, duty: Duty, *, good: bool, note: str) -> Record:
        """Return a duty as it is kept."""
        return Record(
            kind=RecordKind.DUTY,
            key=self.keys.get(duty.met_by, "") if duty.met_by is not None else "",
            title=f"{self.titles[duty.category]}：{duty.cause.title}",
            on=duty.due.on,
            good=good,
            note=note,
        )

    def fresh(self, owed: Iterable[Duty]) -> Tally:
        """Count each standing category once: published, and with nothing overdue on the day."""
        by_category: dict[str, list[Duty]] = defaultdict(list)
        for duty in owed:
            if duty.category in self.standing and duty.state in _JUDGED:
                by_category[duty.category].append(duty)
        records = []
        for found in by_category.values():
            late = [one for one in found if one.state is DutyState.OVERDUE]
            shown = late[0] if late else found[-1]
            note = gettext("逾期未公开") if late else gettext("已公开")
            records.append(self.record(shown, good=not late, note=note))
        return share(records)
