"""Assessments kept as files: a folder of rounds, each with its facts, its pack and its readings.

``DATA/rounds/<id>/`` holds ``round.json`` (title, year, pack, previous), ``facts.*`` and, where a
pack leaves readings open, ``readings.yaml``; ``DATA/packs/`` holds local packs. An office can put
its own folders there and look at them in the browser.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.assessment.assess import assess
from gongkai.assessment.facts import facts_from_trees, read_facts_tree
from gongkai.assessment.results import Assessment
from gongkai.policy.cursor import Log
from gongkai.policy.diff import counterparts
from gongkai.policy.library import Library
from gongkai.policy.loading import Pack, PatchEntry, load_pack
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.tree import Branch, Node, read_tree

ABOUT = "round.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundInfo:
    """What a round says of itself."""

    id: str
    title: str
    year: int
    pack: str
    previous: str
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRound:
    """A round with its pack, its facts as read, and its result."""

    info: RoundInfo
    pack: Pack
    trees: tuple[Node, ...]
    readings: Node | None
    result: Assessment


class Rounds:
    """The rounds of one data folder. Results are kept until a file of the round changes."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._open: dict[str, tuple[tuple[tuple[str, int], ...], OpenRound]] = {}

    @property
    def library(self) -> Library:
        """Return the packs of this folder together with the built-in ones."""
        return Library(self.data / "packs")

    def infos(self) -> list[RoundInfo]:
        """Return every round, newest year first.

        Raises :class:`ProblemsError` naming a ``round.json`` that cannot be read.
        """
        found = [_info(path.parent) for path in (self.data / "rounds").glob(f"*/{ABOUT}")]
        return sorted(found, key=lambda info: (-info.year, info.id))

    def info(self, round_id: str) -> RoundInfo | None:
        """Return one round by id; ids are folder names, never paths."""
        return next((info for info in self.infos() if info.id == round_id), None)

    def open(self, info: RoundInfo) -> OpenRound:
        """Assess a round, or return the kept result when none of its files has changed.

        Raises :class:`ProblemsError` with everything that is wrong in its files.
        """
        stamp = self._stamp(info)
        kept = self._open.get(info.id)
        if kept and kept[0] == stamp:
            return kept[1]
        opened = self._assess(info)
        self._open[info.id] = (stamp, opened)
        return opened

    def what_if(self, round_: OpenRound, readings: Node, patch: list[PatchEntry]) -> Assessment:
        """Assess the facts of a round under other readings and values. Nothing is stored."""
        local = _merged(round_.readings, readings)
        reference = self._reference(round_.info)
        scheme = load_pack(reference, self.library, readings=local, patch=patch).scheme
        log = Log()
        facts = facts_from_trees(list(round_.trees), scheme, log)
        if log.errors:
            raise ProblemsError(log.errors)
        return assess(scheme, facts)

    def comparable(self, old: OpenRound, new: OpenRound) -> Mapping[str, tuple[str, bool]]:
        """Return new id → (old id, comparable) between two rounds' packs."""
        return counterparts(old.pack.scheme, new.pack.scheme, new.pack.changes)

    def _reference(self, info: RoundInfo) -> str:
        local = self.data / info.pack
        return str(local) if (local / "pack.yaml").is_file() else info.pack

    def _assess(self, info: RoundInfo) -> OpenRound:
        readings_path = info.folder / "readings.yaml"
        readings = read_tree(readings_path) if readings_path.is_file() else None
        pack = load_pack(self._reference(info), self.library, readings=readings)
        trees = tuple(read_facts_tree(path) for path in self._facts(info))
        log = Log()
        facts = facts_from_trees(list(trees), pack.scheme, log)
        if log.errors:
            raise ProblemsError(log.errors)
        result = assess(pack.scheme, facts)
        return OpenRound(info=info, pack=pack, trees=trees, readings=readings, result=result)

    def _facts(self, info: RoundInfo) -> list[Path]:
        paths = sorted(info.folder.glob("facts*.*"))
        if not paths:
            place = Place(str(info.folder))
            message = "没有事实文件（facts.yaml、facts.json 或 facts.xlsx）"
            raise ProblemsError([Problem(place, "F-MISSING", message)])
        return paths

    def _stamp(self, info: RoundInfo) -> tuple[tuple[str, int], ...]:
        files = [*info.folder.iterdir(), *(self.data / "packs").glob("*/*")]
        return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in files))


def _info(folder: Path) -> RoundInfo:
    path = folder / ABOUT
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        return RoundInfo(
            id=folder.name,
            title=str(body["title"]),
            year=int(body["year"]),
            pack=str(body["pack"]),
            previous=str(body.get("previous") or ""),
            folder=folder,
        )
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        message = f"读不了（须有 title、year、pack）：{error}"
        raise ProblemsError([Problem(Place(str(path), 1, 1), "F-ROUND", message)]) from error


def _merged(first: Node | None, second: Node) -> Node:
    """Lay the readings of a what-if over the readings of the round."""
    if isinstance(first, Branch) and isinstance(second, Branch):
        return Branch(
            second.place, {**first.entries, **second.entries}, {**first.keys, **second.keys}
        )
    return second
