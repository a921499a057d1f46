"""The same arithmetic for whole columns of ``datetime64[D]``: no loop, no copy more than needed.

A row is unknown, never an error, where a day is missing (NaT) or outside the calendar: one
bad row among ten million must not stop a report. The masks say which rows those are.
"""

import numpy as np
import numpy.typing as npt

from gongkai.rules.workdays.table import EPOCH, DayTable, Flags, Ints
from gongkai.rules.workdays.values import (
    UNKNOWN_COUNT,
    CalendarError,
    CountColumn,
    DayColumn,
    StatusColumn,
)

Days = npt.NDArray[np.datetime64]


def is_working_column(table: DayTable, days: npt.ArrayLike) -> StatusColumn:
    """Working or not, for each day."""
    slots = _slots(table, days)
    provisional = np.diff(table.provisional, prepend=0).astype(np.bool_)
    return StatusColumn(
        working=table.working.take(slots, mode="clip"),
        known=table.inside.take(slots, mode="clip"),
        provisional=provisional.take(slots, mode="clip"),
    )


def count_column(table: DayTable, after: npt.ArrayLike, through: npt.ArrayLike) -> CountColumn:
    """Working days d with after < d ≤ through; negative where ``through`` comes first."""
    start, end = _slots(table, after), _slots(table, through)
    known = table.inside.take(start, mode="clip") & table.inside.take(end, mode="clip")
    counts = table.counted.take(end, mode="clip") - table.counted.take(start, mode="clip")
    touched = table.provisional.take(end, mode="clip") != table.provisional.take(start, mode="clip")
    return CountColumn(
        counts=np.where(known, counts, UNKNOWN_COUNT), known=known, provisional=touched & known
    )


def add_column(table: DayTable, days: npt.ArrayLike, number: npt.ArrayLike) -> DayColumn:
    """The day ``number`` working days after each day; one number for all, or one per row."""
    slots, steps = _slots(table, days), np.asarray(number)
    if steps.dtype.kind not in "iu":
        raise CalendarError("工作日数必须是整数。")
    if steps.size and steps.min() < 0:
        raise CalendarError("工作日数不能是负数；向前推算请用 subtract。")
    steps = steps.astype(np.int64, copy=False)
    if steps.ndim:
        return _column(table, *_advance(table, np.clip(slots, 0, table.size + 1), steps))
    # One number for all rows: answer it once for every day of the table, then look up.
    every_slot = np.arange(table.size + 2, dtype=np.int64)
    answer = _column(table, *_advance(table, every_slot, steps))
    return DayColumn(
        days=answer.days.take(slots, mode="clip"),
        known=answer.known.take(slots, mode="clip"),
        provisional=answer.provisional.take(slots, mode="clip"),
    )


def _advance(table: DayTable, slots: Ints, steps: Ints) -> tuple[Ints, Flags]:
    """Slots reached (0 when unknown) and whether a provisional day was passed."""
    reached = table.reached.take(table.counted[slots] + steps, mode="clip")
    target = np.where(steps == 0, slots, reached)
    known = table.inside[slots] & table.inside[target]
    touched = table.provisional[target] != table.provisional[slots]
    return np.where(known, target, 0), touched & known


def _column(table: DayTable, target: Ints, provisional: Flags) -> DayColumn:
    return DayColumn(days=table.days[target], known=target != 0, provisional=provisional)


def _slots(table: DayTable, days: npt.ArrayLike) -> Ints:
    """Slot numbers, out of 0…N + 1 for days outside; NaT becomes a slot far outside."""
    numbers: Ints = _as_days(days).view(np.int64)
    return numbers - (table.first.toordinal() - EPOCH - 1)


def _as_days(values: npt.ArrayLike) -> Days:
    """Anything that holds dates, as whole days; numbers and text are refused, not guessed at."""
    array = np.asarray(values)
    if array.dtype.kind not in "MO":
        raise CalendarError("这一列不是日期，而是数字或文字。请先转换成日期再计算工作日。")
    try:
        return array.astype("datetime64[D]", copy=False)
    except (ValueError, TypeError) as error:
        raise CalendarError(f"这一列中有不能识别为日期的内容：{error}") from error
