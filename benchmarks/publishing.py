"""From the press of a button to what the public sees, as the archive grows; import; memory.

Publishing: the action in one process, ``gongkai worker`` in another, both on one machine; the clock
stops when the page stands in its place and the search finds the item by a word nothing else has.
The archive is spread over ten years, all units and all statutory categories, and was taken over by
the product's own import. `seconds` is the wall time, the median of some publications, the slowest
beside it; `ratio` is to the smallest archive. Wagtail, where the registry has it, publishes in one
process on SQLite with its own search; its clock stops when page, list and search have the page.

Import: ten thousand items by ``take_over``, one transaction; the best of the lists of the archive.
Memory: the demo county served as ``make run`` serves it, office and worker together, after a walk
through portal, search and office and one publication's worth of work; the proportional set size of
all its processes, of Linux's ``smaps_rollup``. `seconds` is the time from the command to the first
page where the county is there already.

Sizes: ``PUBLISHING_ITEMS=1000,20000,200000 make bench``; 1,000 and 20,000 unless something else
is asked for. ``PUBLISHING_SITES`` names a folder in which the sites are kept for the next run.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.publishing_memory import Running, demo_running

ROOT = Path(__file__).parents[1]
SIZES = tuple(
    int(one) for one in os.environ.get("PUBLISHING_ITEMS", "1000,20000").split(",") if one.strip()
)
SITES = os.environ.get("PUBLISHING_SITES", "")
PUBLISHED = 9
WAGTAIL = "wagtail==8.0.1"
WAGTAIL_SIZE = 20_000  # a larger archive takes it hours to put into its search


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the result."""

    name: str
    seconds: float
    ratio: float


def run() -> list[Row]:
    """Measure publications by archive, the peer, the import, and the running demo."""
    rows, imports = [], list[float]()
    first = 0.0
    for size in SIZES:
        taken, times = _publications(size)
        imports += [taken] if size >= 10_000 else []
        seen = [max(page, found) for _, page, found in times]
        first = first or median(seen)
        rows.append(_row(f"publish among {size:,}: visible", seen, first))
        rows.append(
            _row(f"publish among {size:,}: the action alone", [a for a, _, _ in times], first)
        )
    rows += _wagtail([size for size in SIZES if size <= WAGTAIL_SIZE], first)
    if imports:
        rows.append(Row("import of 10,000 items", min(imports), 1))
    running = demo_running()
    return [*rows, Row(_memory(running), running.seconds, 1)]


def _row(name: str, seconds: list[float], first: float) -> Row:
    middle = median(seconds)
    return Row(f"{name} — slowest {max(seconds):.2f} s", middle, middle / first)


def _memory(running: Running) -> str:
    parts = ", ".join(f"{name} {size / 2**20:.0f}" for name, size in running.parts)
    return f"the demo, started again: {running.total / 2**20:.0f} MiB in all ({parts})"


# --- publications ---------------------------------------------------------------------------


def _publications(size: int) -> tuple[float, list[tuple[float, float, float]]]:
    with _folder(size) as folder:
        taken = _built(folder, size)
        with _worker(folder):
            return taken["import"], [tuple(one) for one in _site(folder, "publish", str(PUBLISHED))]


@contextmanager
def _folder(size: int) -> Iterator[str]:
    """Yield where a site of some size stands: kept, or for this run alone."""
    if SITES:
        kept = Path(SITES).resolve() / str(size)
        kept.mkdir(parents=True, exist_ok=True)
        yield str(kept)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield folder


def _built(folder: str, size: int) -> dict[str, float]:
    """Build a site, or let the worker find nothing but publications in one that was built."""
    note = Path(folder) / "built.json"
    if note.exists():
        _site(folder, "calm")
    else:
        note.write_text(json.dumps(_site(folder, "build", str(size))), encoding="utf-8")
    taken: dict[str, float] = json.loads(note.read_text(encoding="utf-8"))
    return taken


def _site(folder: str, *command: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.publishing_site", *command],
        cwd=ROOT,
        env=_env(folder),
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


@contextmanager
def _worker(folder: str) -> Iterator[None]:
    command = [sys.executable, "-m", "gongkai.config.cli", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env=_env(folder))
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


def _env(folder: str) -> dict[str, str]:
    return {**os.environ, "GONGKAI_VAR": folder, "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3"}


# --- the peer -------------------------------------------------------------------------------


def _wagtail(sizes: list[int], first: float) -> Iterator[Row]:
    python = _installed()
    if python is None:
        print(f"Wagtail is left out: {WAGTAIL} does not install from the registry", flush=True)
        return
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            script = str(Path(__file__).with_name("publishing_contender.py"))
            done = subprocess.run(
                [str(python), script, folder, str(size), str(PUBLISHED)],
                stdout=subprocess.PIPE,
                check=True,
            )
        yield _row(
            f"publish among {size:,}: {WAGTAIL.replace('==', ' ')}", json.loads(done.stdout), first
        )


def _installed() -> Path | None:
    """Return the Python of a place of its own with Wagtail, made on first use under ``var``."""
    place = ROOT / "var" / "wagtail"
    python = place / "bin" / "python"
    uv = Path(sys.executable).with_name("uv")
    if not (place / "installed").exists():
        shutil.rmtree(place, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
        command = [str(uv), "pip", "install", "--quiet", "--python", str(python), WAGTAIL]
        env = {**os.environ, "UV_SYSTEM_CERTS": "true"}
        if subprocess.run(command, env=env, check=False).returncode:
            return None
        (place / "installed").touch()
    return python


if __name__ == "__main__":
    for row in run():
        sys.stdout.write(f"{row.seconds:>10.3f} s {row.ratio:>8.2f} ×  {row.name}\n")
