"""The rounds of a data folder as they are read, before they are taken over into the database."""

import os
from dataclasses import dataclass
from pathlib import Path

from gongkai.assessment.archive.about import ABOUT, BadRound, RoundInfo, read_about
from gongkai.assessment.archive.files import facts_files, listed, optional_file
from gongkai.assessment.facts import facts_from_trees, read_facts_tree
from gongkai.policy.cursor import Log
from gongkai.policy.library import Library
from gongkai.policy.loading import Pack, load_pack
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.tree import Node, read_tree
from gongkai.rules.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRound:
    """A round as read: its pack with the local readings, the readings alone, its facts.

    ``reference`` is what the loader of packs takes.
    """

    info: RoundInfo
    reference: str
    pack: Pack
    readings: Node | None
    facts: Facts


class RoundFolders:
    """The rounds of one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

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

    def read(self, info: RoundInfo) -> ReadRound:
        """Read the pack, the readings and the facts of a round.

        Raises :class:`ProblemsError` with everything that is wrong in its files.
        """
        readings_path = optional_file(info.folder, "readings.yaml")
        readings = read_tree(readings_path) if readings_path else None
        reference = self._reference(info)
        pack = load_pack(reference, self.library, readings=readings)
        log = Log()
        trees = [read_facts_tree(path, log.problems) for path in facts_files(info.folder)]
        facts = facts_from_trees(trees, pack.scheme, log)
        if log.errors:
            raise ProblemsError(log.errors)
        return ReadRound(info=info, reference=reference, pack=pack, readings=readings, facts=facts)

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
