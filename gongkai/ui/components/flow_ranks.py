"""Which layer each node of a flow chart stands in, its neighbours there, and its middle line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

PASSAGE: Final = 14
"""The width kept free where a long line passes a layer."""
_BETWEEN: Final = 12
_SWEEPS: Final = 12


class Named(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""


class Way(Protocol):
    """Anything that leads from one id to another."""

    @property
    def start(self) -> str:
        """Where it begins."""

    @property
    def end(self) -> str:
        """Where it ends."""


class Wide(Protocol):
    """Anything with a width."""

    @property
    def width(self) -> int:
        """The width."""


@dataclass(frozen=True, slots=True)
class Rank:
    """A layer: nodes and passages of long lines from left to right, with their middle lines."""

    keys: tuple[str, ...]
    middles: tuple[int, ...]


def ranks_of(
    boxes: Sequence[Named], links: Sequence[Way], sizes: Mapping[str, Wide]
) -> tuple[list[Rank], list[tuple[str, ...]]]:
    """Return the layers, and for each link the keys it passes; nothing for a loop."""
    names = [box.id for box in boxes]
    forward = _without_loops(names, links)
    levels = _levels(names, [link for link, ahead in zip(links, forward, strict=True) if ahead])
    layers: dict[int, list[str]] = defaultdict(list)
    for name in names:
        layers[levels[name]].append(name)
    ways = []
    for number, (link, ahead) in enumerate(zip(links, forward, strict=True)):
        way = _way(link, levels, number) if ahead else ()
        for offset, key in enumerate(way[1:-1], start=1):
            layers[levels[link.start] + offset].append(key)
        ways.append(way)
    rows = _ordered([layers[level] for level in sorted(layers)], ways)
    middles = _middles(rows, ways, sizes)
    return [Rank(tuple(row), tuple(middles[key] for key in row)) for row in rows], ways


def _without_loops(names: Sequence[str], links: Sequence[Way]) -> list[bool]:
    """Say of each link whether it leads ahead; walked without recursion, in the given order."""
    after: dict[str, list[int]] = defaultdict(list)
    for number, link in enumerate(links):
        after[link.start].append(number)
    ahead = [True] * len(links)
    state: dict[str, int] = {}
    for name in names:
        stack = [(name, iter(after[name]))] if name not in state else []
        state.setdefault(name, 1)
        while stack:
            at, rest = stack[-1]
            number = next(rest, -1)
            if number < 0:
                state[at] = 2
                stack.pop()
                continue
            end = links[number].end
            ahead[number] = state.get(end) != 1
            if end not in state:
                state[end] = 1
                stack.append((end, iter(after[end])))
    return ahead


def _levels(names: Sequence[str], links: Iterable[Way]) -> dict[str, int]:
    """Return the longest way from a beginning to each node."""
    links = list(links)
    after: dict[str, list[str]] = defaultdict(list)
    waiting = dict.fromkeys(names, 0)
    for link in links:
        after[link.start].append(link.end)
        waiting[link.end] += 1
    levels = dict.fromkeys(names, 0)
    ready = [name for name in names if not waiting[name]]
    for name in ready:
        for end in after[name]:
            levels[end] = max(levels[end], levels[name] + 1)
            waiting[end] -= 1
            if not waiting[end]:
                ready.append(end)
    return levels


def _way(link: Way, levels: Mapping[str, int], number: int) -> tuple[str, ...]:
    between = range(levels[link.start] + 1, levels[link.end])
    return (link.start, *(f"\0{number}.{level}" for level in between), link.end)


def _ordered(rows: list[list[str]], ways: Iterable[tuple[str, ...]]) -> list[list[str]]:
    """Order each layer by the middle of its neighbours above, then below, some times over."""
    above, below = _neighbours(ways)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        near = above if down else below
        for at in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
            fixed = rows[at - 1 if down else at + 1]
            place = {key: index for index, key in enumerate(fixed)}
            old = {key: index for index, key in enumerate(rows[at])}
            wish = {key: _mean([place[n] for n in near[key]], old[key]) for key in rows[at]}
            rows[at] = sorted(rows[at], key=lambda key: (wish[key], old[key]))
    return rows


def _neighbours(
    ways: Iterable[tuple[str, ...]],
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = defaultdict(list)
    below: dict[str, list[str]] = defaultdict(list)
    for way in ways:
        for one, two in pairwise(way):
            above[two].append(one)
            below[one].append(two)
    return above, below


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _middles(
    rows: list[list[str]], ways: Iterable[tuple[str, ...]], sizes: Mapping[str, Wide]
) -> dict[str, int]:
    """Return middle lines that keep nodes apart and lines as straight as that allows."""
    above, below = _neighbours(ways)
    widths = {key: sizes[key].width if key in sizes else PASSAGE for row in rows for key in row}
    found: dict[str, float] = {}
    for row in rows:
        found |= zip(row, _apart([0.0] * len(row), _steps(row, widths)), strict=True)
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            near = above if sweep % 2 == 0 else below
            wishes = [_mean([found[n] for n in near[key]], found[key]) for key in row]
            found |= zip(row, _apart(wishes, _steps(row, widths)), strict=True)
    return {key: round(x) for key, x in found.items()}


def _steps(row: Sequence[str], widths: Mapping[str, int]) -> list[float]:
    return [(widths[one] + widths[two]) / 2 + _BETWEEN for one, two in pairwise(row)]


def _apart(wishes: Sequence[float], steps: Sequence[float]) -> list[float]:
    """Return the places nearest to the wishes that keep the steps (pooling adjacent violators)."""
    offset = 0.0
    pools: list[list[float]] = []
    offsets: list[float] = []
    for index, wish in enumerate(wishes):
        offset += steps[index - 1] if index else 0.0
        offsets.append(offset)
        pools.append([wish - offset, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            value, weight = pools.pop()
            before, count = pools[-1]
            pools[-1] = [(before * count + value * weight) / (count + weight), count + weight]
    flat = [value for value, weight in pools for _ in range(int(weight))]
    return [value + offset for value, offset in zip(flat, offsets, strict=True)]
