"""Results side by side: units or groups over the rounds of several years, item by item.

Every number is one of a result the viewer may see. Whether two may be compared the packs say
(``CHANGES.yaml``); where not, the reason stands in place of the change.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

from gongkai.assessment.opened import OpenRound, opened
from gongkai.assessment.queries.rounds import explained_units
from gongkai.core.access import Viewer
from gongkai.policy.diff import Counterpart, relations
from gongkai.rules.explain import TraceNode
from gongkai.rules.grading import Graded

MOST_ROUNDS: Final = 10
_CENT: Final = Decimal("0.01")
# What only holds the parts together and says nothing of its own.
_WRAPPERS: Final = frozenset({"total", "components", "rubric"})
WITHDRAWN: Final = "此后取消，或者并入、拆入别项"
NO_VALUE: Final = "有一年没有得分"


def chain_of(viewer: Viewer, newest: OpenRound) -> tuple[OpenRound, ...]:
    """Return a round and those before it, newest first, as far as the viewer sees their results."""
    found, seen = [newest], {newest.round.pk}
    before = newest.round.previous
    while before is not None and before.pk not in seen and len(found) < MOST_ROUNDS:
        seen.add(before.pk)
        one = opened(viewer, before)
        if one is not None:
            found.append(one)
        before = before.previous
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared: a unit by its code, or a group as the mean of its units."""

    key: str
    title: str
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """What a subject has in one round: its total, and every part by id, with titles in order."""

    total: Decimal | None
    grade: str
    parts: Mapping[str, Decimal | None]
    nodes: tuple[tuple[str, str, int, bool], ...]
    """Id, title, level and whether it holds others, in printed order."""


@dataclass(frozen=True, slots=True)
class Line:
    """One dimension or item over the rounds: ``ids`` lead from a round to the id it has there.

    ``apart`` says of a round why its value cannot be held against the round before.
    """

    title: str
    level: int
    is_sum: bool
    ids: dict[int, str] = field(default_factory=dict)
    apart: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rounds, newest first, subjects, lines, and the values of each subject in each round."""

    rounds: tuple[OpenRound, ...]
    subjects: tuple[Subject, ...]
    lines: tuple[Line, ...]
    values: Mapping[tuple[str, int], Values]

    def total(self, subject: Subject, index: int) -> Decimal | None:
        """Return the total of a subject in a round."""
        found = self.values.get((subject.key, index))
        return found.total if found is not None else None

    def value(self, line: Line, subject: Subject, index: int) -> Decimal | None:
        """Return what a subject has at a line in a round."""
        found = self.values.get((subject.key, index))
        name = line.ids.get(index)
        return found.parts.get(name) if found is not None and name is not None else None

    def apart(self, line: Line, subject: Subject, index: int) -> str:
        """Return why a value cannot be held against the round before; empty where it can."""
        reason = line.apart.get(index, "")
        if reason:
            return reason
        both = (self.value(line, subject, index), self.value(line, subject, index + 1))
        return NO_VALUE if None in both else ""

    @property
    def same_rules(self) -> bool:
        """Whether all rounds were held under the very same rules."""
        return len({one.pack.scheme.hash for one in self.rounds}) == 1


def compare(
    viewer: Viewer, rounds: tuple[OpenRound, ...], subjects: tuple[Subject, ...]
) -> Comparison:
    """Return subjects over rounds, newest first.

    Parts are there for units whose scores the viewer may open; of others the total alone, which the
    result page shows to everybody who sees it. A group has parts where all its units have.
    """
    values: dict[tuple[str, int], Values] = {}
    for index, round_ in enumerate(rounds):
        explained = explained_units(viewer, round_.round)
        graded = {one.score.unit.id: one for one in round_.result.units}
        for subject in subjects:
            found = _of_subject(subject, graded, explained)
            if found is not None:
                values[subject.key, index] = found
    return Comparison(rounds, subjects, tuple(_lines(rounds, subjects, values)), values)


def _of_subject(
    subject: Subject, graded: Mapping[str, Graded], explained: frozenset[str]
) -> Values | None:
    if not subject.is_group:
        one = graded.get(subject.key)
        return _of_unit(one, open_=subject.key in explained) if one is not None else None
    title = subject.title
    members = [one for one in graded.values() if one.score.unit.group == title]
    if not members:
        return None
    found = [_of_unit(one, open_=one.score.unit.id in explained) for one in members]
    nodes: dict[str, tuple[str, str, int, bool]] = {}
    for values in found:
        for node in values.nodes:
            nodes.setdefault(node[0], node)
    whole = all(one.nodes or one.total is None for one in found)
    return Values(
        total=_mean(one.total for one in found),
        grade="",
        parts={name: _mean(one.parts.get(name) for one in found) for name in nodes}
        if whole
        else {},
        nodes=tuple(nodes.values()) if whole else (),
    )


def _mean(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the mean of what there is, to two digits; units without a score do not count as 0."""
    present = [one for one in values if one is not None]
    if not present:
        return None
    return (sum(present, Decimal(0)) / len(present)).quantize(_CENT, ROUND_HALF_UP)


def _of_unit(one: Graded, *, open_: bool) -> Values:
    trace = one.score.trace if open_ else None
    walked = tuple(_below(trace, 0)) if trace is not None else ()
    return Values(
        total=one.score.total,
        grade=one.grade.title if one.grade is not None else "",
        parts={node.id: node.value for node, _ in walked},
        nodes=tuple((node.id, node.title, level, bool(node.children)) for node, level in walked),
    )


def _below(node: TraceNode, level: int) -> Iterator[tuple[TraceNode, int]]:
    """Yield the parts below a node with their level; wrappers stand for their own parts."""
    for child in node.children:
        if child.id in _WRAPPERS:
            yield from _below(child, level)
            continue
        yield child, level
        yield from _below(child, level + 1)


def _lines(
    rounds: tuple[OpenRound, ...],
    subjects: tuple[Subject, ...],
    values: Mapping[tuple[str, int], Values],
) -> Iterator[Line]:
    """Yield every part of the newest round, then what earlier rounds had and no later one has."""
    steps = [
        relations(old.pack.scheme, new.pack.scheme, new.pack.changes)
        for new, old in pairwise(rounds)
    ]
    present = [
        {
            node[0]: node
            for subject in subjects
            if (subject.key, index) in values
            for node in values[subject.key, index].nodes
        }
        for index in range(len(rounds))
    ]
    taken: list[set[str]] = [set() for _ in rounds]
    for start, nodes in enumerate(present):
        for name, (_, title, level, is_sum) in nodes.items():
            if name in taken[start]:
                continue
            line = Line(title, level, is_sum, {start: name})
            if start:
                line.apart[start - 1] = WITHDRAWN
            _follow(line, start, steps, present, taken)
            yield line


def _follow(
    line: Line,
    start: int,
    steps: list[Mapping[str, Counterpart]],
    present: list[dict[str, tuple[str, str, int, bool]]],
    taken: list[set[str]],
) -> None:
    """Lead a line back through the rounds, as far as it has one origin there."""
    name = line.ids[start]
    taken[start].add(name)
    for index in range(start, len(steps)):
        found = steps[index].get(name)
        if found is None or found.old is None:
            line.apart[index] = found.reason if found is not None else "新增"
            return
        if not found.comparable:
            line.apart[index] = found.reason
        name = found.old
        if name not in present[index + 1]:
            return
        line.ids[index + 1] = name
        taken[index + 1].add(name)
