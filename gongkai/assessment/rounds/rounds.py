"""The rounds of one data folder, assessed when asked for and kept until a file changes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.assessment.assess import assess
from gongkai.assessment.facts import facts_from_trees, read_facts_tree
from gongkai.assessment.results import Assessment
from gongkai.assessment.rounds.about import ABOUT, BadRound, RoundInfo, read_about
from gongkai.assessment.rounds.files import Stamp, facts_files, listed, optional_file, stamp_of
from gongkai.policy.cursor import Log
from gongkai.policy.diff import counterparts
from gongkai.policy.library import Library
from gongkai.policy.loading import Pack, PatchEntry, load_pack
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.tree import Branch, Node, read_tree


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
        self._open: dict[str, tuple[Stamp, OpenRound]] = {}

    @property
    def library(self) -> Library:
        """Return the packs of this folder together with the built-in ones."""
        return Library(self.data / "packs")

    def listing(self) -> tuple[list[RoundInfo], list[BadRound]]:
        """Return every round, newest year first, and those whose ``round.json`` is broken."""
        infos, bad = [], []
        for folder in listed(self.data / "rounds"):
            if not os.path.lexists(folder / ABOUT):
                continue
            try:
                infos.append(read_about(folder))
            except ProblemsError as error:
                name = folder.name.encode("utf-8", "replace").decode()
                bad.append(BadRound(id=" ".join(name.split()), problems=error.problems))
        return sorted(infos, key=lambda info: (-info.year, info.id)), bad

    def infos(self) -> list[RoundInfo]:
        """Return every round that can be read, newest year first."""
        return self.listing()[0]

    def info(self, round_id: str) -> RoundInfo | None:
        """Return one round by id, reading its folder alone; ids are folder names, never paths.

        Raises :class:`ProblemsError` where its ``round.json`` cannot be used.
        """
        root = self.data / "rounds"
        if round_id in {"", ".", ".."} or Path(round_id).name != round_id:
            return None
        return read_about(root / round_id) if os.path.lexists(root / round_id / ABOUT) else None

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
        """Return what the loader takes: a folder inside the data, or an id of the library."""
        local = self._local(info)
        if local is not None:
            return str(local)
        place = Place(str(info.folder / ABOUT), cell="$.pack")
        if "/" in info.pack:
            message = f"数据文件夹里没有规则包 {info.pack}（应有 {info.pack}/pack.yaml）"
            raise ProblemsError([Problem(place, "F-PACK", message)])
        # The loader looks for a folder of that name first, wherever the server was started.
        found = self.library.by_id(info.pack)
        return str(found.path) if Path(info.pack, "pack.yaml").is_file() else info.pack

    def _local(self, info: RoundInfo) -> Path | None:
        """Return the pack's folder inside the data, where there is one."""
        local = self.data / info.pack
        if not (local / "pack.yaml").is_file():
            return None
        if not local.resolve().is_relative_to(self.data.resolve()):
            place = Place(str(info.folder / ABOUT), cell="$.pack")
            message = f"规则包 {info.pack} 是指向数据文件夹之外的链接；请把规则包放进来"
            raise ProblemsError([Problem(place, "F-LINK", message)])
        return local

    def _assess(self, info: RoundInfo) -> OpenRound:
        readings_path = optional_file(info.folder, "readings.yaml")
        readings = read_tree(readings_path) if readings_path else None
        pack = load_pack(self._reference(info), self.library, readings=readings)
        log = Log()
        files = facts_files(info.folder)
        trees = tuple(read_facts_tree(path, log.problems) for path in files)
        facts = facts_from_trees(list(trees), pack.scheme, log)
        if log.errors:
            raise ProblemsError(log.errors)
        result = assess(pack.scheme, facts)
        return OpenRound(info=info, pack=pack, trees=trees, readings=readings, result=result)

    def _stamp(self, info: RoundInfo) -> Stamp:
        """Watch the round, and every folder that its pack or the pack's base may stand in."""
        roots = [*self.library.roots]
        local = self.data / info.pack
        if "/" in info.pack:
            roots.append(local.parent)
        packs = {local, *(folder for root in roots for folder in listed(root))}
        return stamp_of([info.folder, *(folder for folder in packs if folder.is_dir())])


def _merged(first: Node | None, second: Node) -> Node:
    """Lay the readings of a what-if over the readings of the round."""
    if isinstance(first, Branch) and isinstance(second, Branch):
        return Branch(
            second.place, {**first.entries, **second.entries}, {**first.keys, **second.keys}
        )
    return second
