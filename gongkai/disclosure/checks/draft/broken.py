"""Numbers broken over two lines, or written one digit to a cell: read as one, found as one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from gongkai.disclosure.checks.values import Piece, Row
from gongkai.rules.text import Detected, Kind, find_personal

_REACH = 40
_FEWEST = 11
_SURE = {Kind.RESIDENT_ID, Kind.BANK_CARD}


@dataclass(frozen=True, slots=True)
class Broken:
    """Personal data over several pieces; ``start`` and ``end`` count in their joined texts."""

    pieces: tuple[Piece, ...]
    detected: Detected
    start: int
    end: int

    @property
    def sure(self) -> bool:
        """Whether a check digit says so, not only the length."""
        return self.detected.kind in _SURE

    @property
    def place(self) -> str:
        """Return where the number begins and ends."""
        return f"{self.pieces[0].place}至{self.pieces[-1].place}"


def broken_numbers(pieces: list[Piece]) -> Iterator[tuple[int, Broken]]:
    """Yield numbers no single piece holds, each with the index of the piece it begins in."""
    shown = [(at, one) for at, one in enumerate(pieces) if isinstance(one.source, list)]
    for (at, one), (_, two) in pairwise(shown):
        if one.row is None and two.row is None:
            for found in _over_break(one, two):
                yield at, found
    for row, cells in groupby(shown, key=lambda entry: entry[1].row):
        if row is not None:
            yield from _by_digit(row, list(cells))


def _over_break(one: Piece, two: Piece) -> Iterator[Broken]:
    tail = one.text.rstrip()
    head = two.text.lstrip()
    if not tail[-1:].isdigit() or not head[:1].isalnum():
        return
    near, far = tail[-_REACH:], head[:_REACH]
    for detected in find_personal(near + far):
        if detected.start < len(near) < detected.end and not detected.office:
            start = len(tail) - len(near) + detected.start
            lead = len(two.text) - len(head)
            end = len(one.text) + lead + detected.end - len(near)
            yield Broken((one, two), detected, start, end)


def _by_digit(row: Row, cells: list[tuple[int, Piece]]) -> Iterator[tuple[int, Broken]]:
    """A form with one box for each digit of a number."""
    for single, run in groupby(cells, key=lambda entry: len(entry[1].text.strip()) == 1):
        boxes = list(run)
        if not single or len(boxes) < _FEWEST:
            continue
        digits = "".join(piece.text.strip() for _, piece in boxes)
        for detected in find_personal(digits):
            held = tuple(piece for _, piece in boxes[detected.start : detected.end])
            end = sum(len(piece.text) for piece in held)
            yield boxes[detected.start][0], Broken(held, detected, 0, end)
