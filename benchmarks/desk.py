"""A round and its scoring desk: 200 units × 60 items and 40 scorers, half judged; then 3,000 units.

Opening the round; saving one deduction, all guards and its event included; the result of the whole
round after it, kept up to date by the one unit against scored whole; then the pages: all units
against all items, one unit, a scorer's list, the progress of forty scorers. SQLite, processor time,
the median of fifteen; `ratio` is to saving with 200 units.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass

SIZES = (200, 3_000)
NAMES = {
    "open": "open a round: set up, units listed and told",
    "save": "save one deduction",
    "recompose": "save one and see the result of all",
    "whole": "the result of all, scored whole",
    "result": "save one and read the page of results",
    "propose": "propose: facts and result kept under one hash",
    "matrix": "page: all units against all items",
    "unit": "page: one unit",
    "list": "page: a scorer's units",
    "progress": "page: progress of 40 scorers",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the result."""

    name: str
    seconds: float
    ratio: float


def run() -> list[Row]:
    """Measure each size in a process and a folder of its own."""
    found: list[tuple[str, float]] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.desk_site", str(size)],
                env={**os.environ, "GONGKAI_VAR": folder},
                check=True,
                capture_output=True,
                text=True,
            )
        taken = json.loads(done.stdout.splitlines()[-1])
        about = f"{size:,} units, peak {taken['peak']:,.0f} MiB"
        found += [(f"{NAMES[key]}, {about}", taken[key]) for key in NAMES]
    save = next(seconds for name, seconds in found if name.startswith(NAMES["save"]))
    return [Row(name, seconds, seconds / save) for name, seconds in found]
