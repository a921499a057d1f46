"""How far the work has come, told to whoever shows a progress bar."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Stage(StrEnum):
    """The stages of one measurement, with the words a progress bar shows."""

    INSPECT = "检查文件"
    LOAD = "读入记录"
    CLEAN = "整理日期与文号"
    MEASURE = "计算指标"


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units of work within a stage (bytes while reading, steps afterwards)."""

    stage: Stage
    done: int
    total: int
    rows: int = 0


Report = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Report to nobody."""


def execute_with_progress(connection: Any, sql: str, tell: Callable[[float], None]) -> None:
    """Run one statement on DuckDB and tell its share done (0–1) about five times a second.

    The statement runs in a thread, so that an interrupt from the keyboard stops it at once.
    """
    failure: list[BaseException] = []

    def run() -> None:
        try:
            connection.execute(sql)
        except BaseException as error:  # handed to the caller below
            failure.append(error)

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            worker.join(0.2)
            tell(max(0.0, min(1.0, connection.query_progress() / 100)))
    except KeyboardInterrupt:
        connection.interrupt()
        worker.join()
        raise
    if failure:
        raise failure[0]
