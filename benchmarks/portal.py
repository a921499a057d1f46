"""Public pages from files, against Django rendering them; publishing as the archive grows.

Pages: one item and one list of twenty, as bytes compressed beforehand, sent by nginx with the
shipped configuration and by the portal's own server, and rendered for every request by Django
under the same WSGI server (one table of 20,000 rows in SQLite, one template, no middleware). All
three send the same text, which is checked. `seconds` is the processor time of all the server's
processes for one request, under sixteen connections; `ratio` is to nginx's.

Publishing: one item changes in a tree of 1,000, 20,000 and 200,000 pages; its page, a list and the
home page are rendered, staged, flushed to disk and moved. `seconds` is processor time, the median
of twenty, and the wall time beside it is mostly waiting for the disk; `ratio` is to the smallest
tree. Full rebuilds of 20,000 items and their lists, pages of 3 KB, are per page: into an empty
tree, and beside pages that did not change.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.portal_servers import ROOT, Server, django_site, embedded, nginx
from gongkai.portal.tree import Outcome, PageTree, Rendered, rebuild

SIZES = (1_000, 20_000, 200_000)
REBUILT = 20_000
REPEATS = 20
ROUNDS = 3
WHEN = datetime(2026, 3, 2, tzinfo=UTC)
Taken = tuple[float, float]
PAGES = {"item": "/items/777/", "list": "/list/"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the result."""

    name: str
    seconds: float
    ratio: float


def run() -> list[Row]:
    """Measure serving, then publishing."""
    with tempfile.TemporaryDirectory() as folder:
        rows = _serving(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        rows += _publishing(Path(folder))
    return rows


def _serving(folder: Path) -> list[Row]:
    database, tree = folder / "contender.db", PageTree(folder / "site")
    subprocess.run(
        [sys.executable, "-m", "benchmarks.portal_contender"],
        cwd=ROOT,
        env={**os.environ, "PORTAL_BENCH": str(database)},
        check=True,
    )
    (folder / "nginx").mkdir()
    with ExitStack() as stack:
        rendering = stack.enter_context(django_site(database))
        for address in PAGES.values():
            page = Rendered(rendering.get(address), "text/html", frozenset(), WHEN)
            tree.write(address, page)
        servers = {
            "nginx, files": stack.enter_context(nginx(tree.root, folder / "nginx")),
            "gongkai's own server, files": stack.enter_context(embedded(tree.root)),
            "Django, rendered": rendering,
        }
        return [row for page in PAGES for row in _served(page, servers)]


def _served(page: str, servers: dict[str, Server]) -> Iterator[Row]:
    bodies = {server.get(PAGES[page]) for server in servers.values()}
    assert len(bodies) == 1, "the servers send different pages"
    times: dict[str, list[float]] = {name: [] for name in servers}
    for _ in range(ROUNDS):
        for name, server in servers.items():
            times[name].append(server.cpu_per_request(PAGES[page]))
    first = median(times["nginx, files"])
    size = len(bodies.pop())
    for name, taken in times.items():
        yield Row(f"{page} of {size:,} bytes: {name}", median(taken), median(taken) / first)


def _publishing(folder: Path) -> list[Row]:
    rows, refreshed = [], dict[int, Taken]()
    for size in SIZES:
        tree = PageTree(folder / f"{size}")
        addresses = ["/", *(f"/list/{n}/" for n in range(size // 20)), *_items(size)]
        empty = _rebuild(tree, addresses)
        if size == REBUILT:
            again = _rebuild(tree, addresses)
            name = f"full rebuild of {len(addresses):,} pages, each"
            rows.append(_row(f"{name}, into an empty tree", empty, empty))
            rows.append(_row(f"{name}, nothing changed", again, empty))
        refreshed[size] = sorted(_refresh(tree, turn) for turn in range(REPEATS))[REPEATS // 2]
    smallest = refreshed[SIZES[0]]
    one = [
        _row(f"publish one item among {size:,}", taken, smallest)
        for size, taken in refreshed.items()
    ]
    return one + rows


def _row(name: str, taken: Taken, first: Taken) -> Row:
    cpu, wall = taken
    return Row(f"{name} — wall {wall * 1000:.2g} ms", cpu, cpu / first[0])


def _items(size: int) -> Iterator[str]:
    return (f"/items/{number}/" for number in range(size))


def _rebuild(tree: PageTree, addresses: list[str]) -> Taken:
    """Processor and wall time for each page."""
    cpu, wall = process_time(), perf_counter()
    rebuild(tree, addresses, lambda address: _page(address, 0), keep=0)
    pages = len(addresses)
    return (process_time() - cpu) / pages, (perf_counter() - wall) / pages


def _refresh(tree: PageTree, turn: int) -> Taken:
    number = 7 * turn
    cpu, wall = process_time(), perf_counter()
    report = tree.refresh({f"item:{number}"}, lambda address: _page(address, turn + 1))
    taken = process_time() - cpu, perf_counter() - wall
    assert set(report.written) == {"/", f"/list/{number // 20}/", f"/items/{number}/"}
    return taken


def _page(address: str, version: int) -> Outcome:
    """A page of 3 KB that depends on what its kind would depend on."""
    kind, _, rest = address.strip("/").partition("/")
    depends = {"site:frame"}
    if kind == "items":
        depends |= {f"item:{rest}", f"unit:{int(rest) % 50}", "site:navigation"}
    elif kind == "list":
        depends |= {f"item:{number}" for number in range(20 * int(rest), 20 * int(rest) + 20)}
    else:
        depends |= {f"item:{7 * turn}" for turn in range(REPEATS)}
    text = f"<!DOCTYPE html><title>{address} {version}</title>" + "政务公开" * 250
    return Rendered(text.encode(), "text/html", frozenset(depends), WHEN)


if __name__ == "__main__":
    for row in run():
        sys.stdout.write(f"{row.seconds:>14.7f} s {row.ratio:>10,.2f} ×  {row.name}\n")
