"""Twenty-working-day deadlines for one million dates: the day table against two peers.

``chinesecalendar`` steps day by day, so it is measured on a sample and scaled to the million.
``numpy.busday_offset`` gets the only setting that is right in China: every weekday counts and
every single rest day is listed as a holiday. All three answers are compared before any time is
reported; times are medians of repeats taken in turn within one run.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from statistics import median
from time import perf_counter

import chinese_calendar
import numpy as np
import numpy.typing as npt

from gongkai.policy.national import load_national
from gongkai.rules.workdays import WorkCalendar

DATES = 1_000_000
SAMPLE = 1_000
REPEATS = 5
TERM = 20
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 3)  # the last start whose term ends in 2026

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the result: seconds for all dates and how many times ours that is."""

    name: str
    seconds: float
    ratio: float


def run() -> list[Row]:
    """Measure and return the rows, ours first. Raises AssertionError if answers differ."""
    calendar = load_national().calendar
    starts = _starts()
    sample = starts[:SAMPLE].tolist()
    peer = np.busdaycalendar(weekmask="1111111", holidays=_rest_days(calendar))
    _compare(calendar, starts, sample, peer)
    contestants: dict[str, tuple[Callable[[], object], float]] = {
        "gongkai day table": (lambda: calendar.add_many(starts, TERM), 1.0),
        "numpy busday_offset, every rest day a holiday": (lambda: _busday(starts, peer), 1.0),
        f"chinesecalendar, {SAMPLE:,} dates scaled to {DATES:,}": (
            lambda: [_stepwise(day) for day in sample],
            DATES / SAMPLE,
        ),
    }
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(REPEATS):
        for name, (work, scale) in contestants.items():
            times[name].append(_seconds(work) * scale)
    ours = median(times["gongkai day table"])
    return [Row(name, median(taken), median(taken) / ours) for name, taken in times.items()]


def _starts() -> Days:
    """The same random starting days in every run."""
    chance = np.random.default_rng(20260101)
    span = (LAST - FIRST).days + 1
    return np.datetime64(FIRST, "D") + chance.integers(0, span, DATES).astype("timedelta64[D]")


def _rest_days(calendar: WorkCalendar) -> Days:
    every_day = np.arange(np.datetime64(FIRST, "D"), np.datetime64("2027-01-01", "D"))
    rest: Days = every_day[~calendar.is_working_many(every_day).working]
    return rest


def _busday(starts: Days, peer: np.busdaycalendar) -> Days:
    # Rolling back from a rest day keeps the day of receipt out of the count.
    return np.busday_offset(starts, TERM, roll="backward", busdaycal=peer)


def _stepwise(day: date) -> date:
    # The peer first moves a rest day to the next working day, which is then day one.
    steps = TERM if chinese_calendar.is_workday(day) else TERM - 1
    reached: date = chinese_calendar.find_workday(steps, day)
    return reached


def _compare(
    calendar: WorkCalendar, starts: Days, sample: list[date], peer: np.busdaycalendar
) -> None:
    ours = calendar.add_many(starts, TERM)
    assert ours.known.all()
    assert not ours.provisional.any()
    assert np.array_equal(ours.days, _busday(starts, peer))
    assert ours.days[: len(sample)].tolist() == [_stepwise(day) for day in sample]


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    for row in run():
        sys.stdout.write(f"{row.seconds:>12.4f} s {row.ratio:>12,.1f} ×  {row.name}\n")
