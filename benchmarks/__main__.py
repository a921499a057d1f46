"""``make bench``: every measurement side by side, written to ``benchmarks/RESULTS.md``.

Each module measures itself against its peers in one run on one machine; what counts are the
ratios. Name modules to run only those: ``python -m benchmarks working_days scoring``.
"""

import importlib
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

MODULES = ("working_days", "scoring", "desk", "indicators", "search", "portal", "publishing")
RESULTS = Path(__file__).parent / "RESULTS.md"


class Row(Protocol):
    """One line of a result."""

    @property
    def name(self) -> str:
        """What was measured."""

    @property
    def seconds(self) -> float:
        """How long it took."""

    @property
    def ratio(self) -> float:
        """How many times the first row that is."""


def main(names: list[str]) -> None:
    """Run the named modules, or all, and write their tables in place of the old ones."""
    sections = dict(_old_sections())
    for name in names or MODULES:
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"{name} …", flush=True)
        sections[name] = _section(name, module.__doc__ or "", module.run())
        print(sections[name], flush=True)
        body = "\n".join(sections[key] for key in MODULES if key in sections)
        RESULTS.write_text(f"{_head()}\n{body}", encoding="utf-8")


def _head() -> str:
    day = datetime.now(tz=UTC).date()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"
    python = platform.python_version()
    return (
        "# Benchmarks\n\n"
        f"Last run {day} on {machine}, Python {python}. Ratios within 1.5 are ties on a shared\n"
        "machine; run `make bench` to see them on yours.\n"
    )


def _section(name: str, doc: str, rows: list[Row]) -> str:
    about = doc.strip().split("\n\n", 1)
    lines = [f"## {name}", "", *about, "", "| | seconds | ratio |", "|---|---:|---:|"]
    lines += [f"| {row.name} | {row.seconds:.4g} | {row.ratio:.4g} |" for row in rows]
    return "\n".join(lines) + "\n"


def _old_sections() -> list[tuple[str, str]]:
    if not RESULTS.exists():
        return []
    parts = RESULTS.read_text(encoding="utf-8").split("\n## ")[1:]
    return [(part.split("\n", 1)[0], f"## {part.rstrip()}\n") for part in parts]


if __name__ == "__main__":
    main(sys.argv[1:])
