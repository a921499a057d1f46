"""``CHANGES.yaml``: what became of every id between versions, so that years can be compared."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.tree import Node


class ChangeKind(StrEnum):
    """What happened to an element."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    ADDED = "added"


KIND_TITLES = {
    ChangeKind.UNCHANGED: "未变",
    ChangeKind.CHANGED: "有变",
    ChangeKind.MOVED: "移动",
    ChangeKind.SPLIT: "拆分",
    ChangeKind.MERGED: "合并",
    ChangeKind.WITHDRAWN: "取消",
    ChangeKind.ADDED: "新增",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of a change list. A moved element keeps its points and stays comparable."""

    version: str
    kind: ChangeKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    note: str = ""

    @property
    def comparable(self) -> bool:
        """Whether scores before and after may be put side by side."""
        return self.kind in {ChangeKind.UNCHANGED, ChangeKind.MOVED}


def read_changes(node: Node | None, log: Log) -> tuple[Change, ...]:
    """Read a change list, newest version first or last: each entry names its version."""
    if node is None:
        return ()
    changes = []
    root = Cursor(node, log, "CHANGES.yaml")
    for release in root.children("releases", "版本"):
        version = release.text("version", required=True)
        for cursor in release.children("changes", "变更"):
            changes.append(
                Change(
                    version=version,
                    kind=cursor.choice("kind", ChangeKind, ChangeKind.CHANGED),
                    old=cursor.texts("old"),
                    new=cursor.texts("new"),
                    note=cursor.text("note"),
                )
            )
            _check(cursor, changes[-1])
            cursor.done()
        release.text("date")
        release.text("note")
        release.done()
    root.done()
    return tuple(changes)


def _check(cursor: Cursor, change: Change) -> None:
    needs_old = change.kind is not ChangeKind.ADDED
    needs_new = change.kind is not ChangeKind.WITHDRAWN
    if needs_old and not change.old:
        cursor.error("old", "V-OLD", f"{KIND_TITLES[change.kind]}须写明 old（原编号）")
    if needs_new and not change.new:
        cursor.error("new", "V-NEW", f"{KIND_TITLES[change.kind]}须写明 new（新编号）")


def withdrawn(changes: tuple[Change, ...]) -> dict[str, str]:
    """Return ids that were given up, with the version that did: they may never be used again."""
    return {
        old: change.version
        for change in changes
        if change.kind in {ChangeKind.WITHDRAWN, ChangeKind.MOVED, ChangeKind.MERGED}
        for old in change.old
        if old not in change.new
    }
