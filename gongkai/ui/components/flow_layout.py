"""Layers of a flow chart from top to bottom, and lines that never run through a node.

After Sugiyama: break loops, rank by the longest way, give long lines a place of their own in each
layer they pass, order each layer by its neighbours, then pull everything straight. Lines run
horizontally only between layers, each on a track of its own; loops go back at the right.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from gongkai.ui.components.flow_ranks import PASSAGE, Rank, ranks_of
from gongkai.ui.components.flow_text import Size, TextLine

MARGIN: Final = 6
_TRACK: Final = 7
_BEFORE, _AFTER = 8, 11
_LABEL: Final = 12
_LANE: Final = 10
_SLANT: Final = 9
_READABLE: Final = 350


@dataclass(frozen=True, slots=True)
class Box:
    """A node to be placed."""

    id: str
    size: Size


@dataclass(frozen=True, slots=True)
class Link:
    """A way to be drawn."""

    start: str
    end: str
    label: str


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A node in its place; ``points`` are the corners of a hexagon."""

    id: str
    shape: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[TextLine, ...]

    @property
    def middle(self) -> int:
        """Where its text is centred."""
        return self.x + self.width // 2

    @property
    def round(self) -> int:
        """The radius of its corners."""
        return min(self.height // 2, 18) if self.shape == "round" else 3

    @property
    def points(self) -> str:
        """The corners of a hexagon."""
        left, right, top, low = self.x, self.x + self.width, self.y, self.y + self.height
        half = (top + low) // 2
        corners = (
            (left, half),
            (left + _SLANT, top),
            (right - _SLANT, top),
            (right, half),
            (right - _SLANT, low),
            (left + _SLANT, low),
        )
        return " ".join(f"{x},{y}" for x, y in corners)


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A line as points with an arrow at its end, and its label."""

    points: tuple[tuple[int, int], ...]
    label: str
    label_x: int
    label_y: int

    @property
    def path(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{x},{y}" for x, y in self.points)

    @property
    def arrow(self) -> str:
        """The head of the arrow: lines always arrive from above."""
        x, y = self.points[-1]
        return f"{x},{y} {x - 3},{y - 6} {x + 3},{y - 6}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the template draws; ``order`` are the ids from top to bottom."""

    width: int
    height: int
    boxes: tuple[PlacedBox, ...]
    links: tuple[PlacedLink, ...]
    order: tuple[str, ...]

    @property
    def wide(self) -> bool:
        """Whether it is too wide to be made smaller on a phone and still be read."""
        return self.width > _READABLE

    @property
    def width_em(self) -> str:
        """The width in multiples of the type size."""
        return f"{self.width / 10:.1f}em"

    @property
    def height_em(self) -> str:
        """The height likewise."""
        return f"{self.height / 10:.1f}em"


@dataclass(slots=True)
class _Gap:
    """The space under a layer: tracks of horizontal lines, then labels."""

    tracks: int = 0
    labels: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def track(self) -> int:
        self.tracks += 1
        return self.tracks - 1

    def label(self, x: int) -> int:
        self.labels[x] += 1
        return self.labels[x] - 1

    @property
    def height(self) -> int:
        most = max(self.labels.values(), default=0)
        return _BEFORE + self.tracks * _TRACK + most * _LABEL + _AFTER


def lay_out(boxes: list[Box], links: list[Link]) -> Drawing:
    """Return the drawing of nodes and ways; the order of nodes decides where nothing else does."""
    ranks, ways = ranks_of(boxes, links, {box.id: box.size for box in boxes})
    layout = _Layout(boxes, ranks)
    return layout.draw(links, ways)


class _Layout:
    def __init__(self, boxes: list[Box], ranks: list[Rank]) -> None:
        self.sizes = {box.id: box.size for box in boxes}
        self.ranks = ranks
        self.rank_of = {key: at for at, rank in enumerate(ranks) for key in rank.keys}
        self.x = {key: x for rank in ranks for key, x in zip(rank.keys, rank.middles, strict=True)}
        # One gap above each layer and one below the last: loops turn in both.
        self.gaps = [_Gap() for _ in range(len(ranks) + 1)]
        self.right = 0

    def draw(self, links: list[Link], ways: list[tuple[str, ...]]) -> Drawing:
        """Place everything: tracks first, for they decide how far layers stand apart."""
        self._shift()
        plans = [self._plan(link, way) for link, way in zip(links, ways, strict=True)]
        tops = self._tops()
        placed = tuple(
            self._box(key, tops) for rank in self.ranks for key in rank.keys if key in self.sizes
        )
        drawn = tuple(self._line(plan, tops) for plan in plans)
        words = max((one.label_x + round(len(one.label) * 8.6) for one in drawn), default=0)
        width = max(self.right, words) + MARGIN
        height = tops[-1] + self._gap_height(len(self.ranks)) + MARGIN if self.ranks else 0
        return Drawing(width, height, placed, drawn, tuple(box.id for box in placed))

    def _shift(self) -> None:
        edges = [
            (self.x[key] - self._width(key) // 2, self.x[key] + self._width(key) // 2)
            for key in self.x
        ]
        left = min((one for one, _ in edges), default=0) - MARGIN
        self.x = {key: x - left for key, x in self.x.items()}
        self.right = max((two for _, two in edges), default=0) - left

    def _width(self, key: str) -> int:
        return self.sizes[key].width if key in self.sizes else PASSAGE

    def _plan(self, link: Link, way: tuple[str, ...]) -> "_Plan":
        """Take tracks and room for the label; ``way`` is empty for a loop."""
        if not way:
            return self._plan_loop(link)
        turns: list[tuple[int, int, int, int]] = []
        for one, two in pairwise(way):
            gap = self.rank_of[two]
            from_x, to_x = self.x[one], self.x[two]
            track = self.gaps[gap].track() if from_x != to_x else -1
            turns.append((gap, from_x, to_x, track))
        # Beside the line once it has left its siblings: where it arrives in the first gap.
        first_gap, _, first_x, _ = turns[0]
        slot = self.gaps[first_gap].label(first_x) if link.label else -1
        return _Plan(link, tuple(turns), slot, first_gap, first_x)

    def _plan_loop(self, link: Link) -> "_Plan":
        down, up = self.rank_of[link.start] + 1, self.rank_of[link.end]
        self.right += _LANE
        lane = self.right
        turns = (
            (down, self.x[link.start], lane, self.gaps[down].track()),
            (up, lane, self.x[link.end], self.gaps[up].track()),
        )
        slot = self.gaps[down].label(self.x[link.start]) if link.label else -1
        return _Plan(link, turns, slot, down, self.x[link.start], loop=True)

    def _gap_height(self, gap: int) -> int:
        found = self.gaps[gap]
        outer = gap in {0, len(self.ranks)}
        return 0 if outer and not found.tracks else found.height

    def _tops(self) -> list[int]:
        """Return where each layer begins, and where the last one ends."""
        y = MARGIN
        tops: list[int] = []
        for at, rank in enumerate(self.ranks):
            y += self._gap_height(at)
            tops.append(y)
            y += max(self.sizes[key].height for key in rank.keys if key in self.sizes)
        return [*tops, y]

    def _gap_top(self, gap: int, tops: list[int]) -> int:
        return tops[gap] - self._gap_height(gap) if gap < len(self.ranks) else tops[-1]

    def _box(self, key: str, tops: list[int]) -> PlacedBox:
        size = self.sizes[key]
        x = self.x[key] - size.width // 2
        y = tops[self.rank_of[key]]
        lines = tuple(replace(line, y=y + line.y) for line in size.lines)
        return PlacedBox(key, size.shape.value, x, y, size.width, size.height, lines)

    def _line(self, plan: "_Plan", tops: list[int]) -> PlacedLink:
        start, end = plan.link.start, plan.link.end
        low = tops[self.rank_of[start]] + self.sizes[start].height
        points = [(self.x[start], low)]
        for gap, from_x, to_x, track in plan.turns:
            if track >= 0:
                y = self._gap_top(gap, tops) + _BEFORE + track * _TRACK
                points += [(from_x, y), (to_x, y)]
        points.append((self.x[end], tops[self.rank_of[end]]))
        found = self.gaps[plan.label_gap]
        tracks = _BEFORE + found.tracks * _TRACK
        label_y = self._gap_top(plan.label_gap, tops) + tracks + plan.slot * _LABEL + 6
        if plan.loop:
            label_y = points[1][1] - 2
        return PlacedLink(tuple(points), plan.link.label, plan.label_x + 4, label_y)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A way before heights are known: per gap from where to where on which track."""

    link: Link
    turns: tuple[tuple[int, int, int, int], ...]
    slot: int
    label_gap: int
    label_x: int
    loop: bool = False
