"""What a round says of itself: ``round.json``, read like every other file of an office."""

import re
from dataclasses import dataclass
from pathlib import Path

from gongkai.assessment.archive.files import own_file
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.tree import read_tree

ABOUT = "round.json"
_YEARS = range(1949, 3000)
# An id of the library with or without its version; anything with a slash is a folder inside DATA.
_PACK_ID = re.compile(r"[\w.-]+(@[\w.+-]+)?")
_PACK_FOLDER = re.compile(r"[^/\\\0]+(/[^/\\\0]+)*")


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
class BadRound:
    """A round whose ``round.json`` cannot be used; the other rounds are not its business."""

    id: str
    problems: tuple[Problem, ...]


def read_about(folder: Path) -> RoundInfo:
    """Read the ``round.json`` of a folder.

    Raises :class:`ProblemsError` with everything that is wrong in it.
    """
    path = folder / ABOUT
    _check_name(folder)
    tree = read_tree(own_file(folder, path))
    log = Log()
    cursor = Cursor(tree, log, ABOUT)
    info = RoundInfo(
        id=folder.name,
        title=cursor.text("title", required=True),
        year=_year(cursor),
        pack=_pack(cursor),
        previous=cursor.text("previous"),
        folder=folder,
    )
    cursor.done(also={"note"})
    if log.errors:
        raise ProblemsError(log.errors)
    return info


def _check_name(folder: Path) -> None:
    """Refuse a name that no page can print and no address can hold."""
    if not folder.name.isprintable():
        shown = folder.name.encode("utf-8", "replace").decode()
        message = "文件夹名里有不能显示的字符，请改名"
        raise ProblemsError([Problem(Place(" ".join(shown.split())), "F-NAME", message)])


def _year(cursor: Cursor) -> int:
    value = cursor.decimal("year", required=True)
    if value is None:
        return 0
    if value not in _YEARS:
        message = f"“year”应当是 {_YEARS.start} 到 {_YEARS.stop - 1} 之间的年份，例如 2026"
        cursor.error("year", "F-YEAR", message)
        return 0
    return int(value)


def _pack(cursor: Cursor) -> str:
    """Return the pack: an id, or a folder inside the data. Never a place elsewhere on the disk."""
    text = cursor.text("pack", required=True)
    inside = _PACK_FOLDER.fullmatch(text) and not {".", ".."} & set(text.split("/"))
    if (text and not (_PACK_ID.fullmatch(text) or inside)) or text in {".", ".."}:
        message = "“pack”只能写规则包编号，或数据文件夹里的文件夹（例如 packs/本县）"
        cursor.error("pack", "F-PACK", message)
        return ""
    return text
