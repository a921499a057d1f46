"""The arithmetic behind a count, day by day, as it is argued in review and in court.

条例 §33 gives 20 working days for an answer, §26 gives 20 for publication. A party that
disputes a deadline disputes single days: which weekend was worked, which holiday was skipped,
whether the year's arrangement was known at all. So every day in between is accounted for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.rules.workdays.table import DayTable
from gongkai.rules.workdays.values import (
    Certainty,
    DayKind,
    DayOverride,
    DayStatus,
    YearDays,
    spoken,
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every day d with after < d ≤ through and why it counts or does not.

    ``years`` are the years those days lie in, ``overrides`` the administrators' decisions
    that fall on one of them.
    """

    after: date
    through: date
    days: tuple[DayStatus, ...]
    years: tuple[YearDays, ...]
    overrides: tuple[DayOverride, ...]

    @property
    def working_days(self) -> int:
        """How many of the days count."""
        return sum(day.working for day in self.days)

    @property
    def certainty(self) -> Certainty:
        """Provisional as soon as one of the years is."""
        if any(entry.status is Certainty.PROVISIONAL for entry in self.years):
            return Certainty.PROVISIONAL
        return Certainty.OFFICIAL

    def of_kind(self, kind: DayKind) -> tuple[DayStatus, ...]:
        """The days of one kind, in order."""
        return tuple(day for day in self.days if day.kind is kind)

    def lines(self) -> tuple[str, ...]:
        """The account in Chinese, one statement per line."""
        return (*self._span(), *self._counted(), *self._skipped(), *self._basis())

    def _span(self) -> tuple[str, ...]:
        if not self.days:
            return (f"起止同为{spoken(self.after)}，当日不计，工作日 0 天。",)
        return (
            f"起算：{spoken(self.after)}当日不计，自{spoken(self.days[0].day)}起算。",
            f"截止：{spoken(self.through)}，期间共 {len(self.days)} 个自然日。",
        )

    def _counted(self) -> Iterable[str]:
        if not self.days:
            return
        yield f"计入：工作日 {self.working_days} 天。"
        for day in self.of_kind(DayKind.MAKE_UP):
            yield f"计入的调休上班日：{spoken(day.day)}，因{day.name}调休上班。"

    def _skipped(self) -> Iterable[str]:
        weekends = self.of_kind(DayKind.WEEKEND)
        if weekends:
            listed = "、".join(spoken(day.day) for day in weekends)
            yield f"不计的周末 {len(weekends)} 天：{listed}。"
        holidays = self.of_kind(DayKind.HOLIDAY)
        if holidays:
            listed = "、".join(f"{spoken(day.day)}{day.name}" for day in holidays)
            yield f"不计的放假日（周末以外）{len(holidays)} 天：{listed}。"

    def _basis(self) -> Iterable[str]:
        for override in self.overrides:
            effect = "上班，计入" if override.working else "休息，不计"
            yield (
                f"管理员调整：{spoken(override.day)}{effect}；"
                f"理由：{override.reason}；依据：{override.source}。"
            )
        for entry in self.years:
            yield f"{entry.year} 年：{entry.status.label}（{'；'.join(entry.sources)}）。"
        if self.certainty is Certainty.PROVISIONAL:
            yield "以上涉及尚未公布放假安排的年份，结果为暂定，安排公布后重新计算。"


def explain(
    table: DayTable,
    years: Iterable[YearDays],
    overrides: Iterable[DayOverride],
    after: date,
    through: date,
) -> Explanation:
    """Account for the days with after < d ≤ through; both ends lie in the calendar."""
    status = {entry.year: entry for entry in years}
    days = []
    for step in range(1, (through - after).days + 1):
        day = after + timedelta(days=step)
        kind, name = table.kind(day)
        days.append(DayStatus(day, kind, name, status[day.year].status))
    return Explanation(
        after=after,
        through=through,
        days=tuple(days),
        years=tuple(status[year] for year in sorted({day.day.year for day in days})),
        overrides=tuple(o for o in overrides if after < o.day <= through),
    )
