"""The files of a round's folder: which of them are read."""

import os
import re
from pathlib import Path

from gongkai.policy.problems import Place, Problem, ProblemsError

_FACTS = re.compile(r"facts(-[^/]*)?\.(yaml|yml|json|xlsx)", re.IGNORECASE)


def own_file(folder: Path, path: Path) -> Path:
    """Return ``path`` where it is a regular file that really stands in ``folder``.

    A pipe would make a page wait for ever, and a link could show any file of the machine. Raises
    :class:`ProblemsError` saying which of the two it is.
    """
    if not path.is_file():
        if os.path.lexists(path):
            raise _problem(path, "F-FILE", "不是普通文件，或链接指向的文件不存在")
        raise _problem(path, "F-MISSING", "文件不存在")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _problem(path, "F-LINK", "链接指向文件夹之外；请把文件本身放进来")
    return path


def facts_files(folder: Path) -> list[Path]:
    """Return the facts files of a round, by name: ``facts.*`` and ``facts-*.*``.

    Raises :class:`ProblemsError` where there is none, or where one of them is no file of its own.
    """
    paths = [path for path in listed(folder) if _FACTS.fullmatch(path.name)]
    if not paths:
        message = "没有事实文件（facts.yaml、facts.json 或 facts.xlsx）"
        raise _problem(folder, "F-MISSING", message)
    return [own_file(folder, path) for path in paths]


def optional_file(folder: Path, name: str) -> Path | None:
    """Return a file of the folder, or None where nothing stands under that name."""
    path = folder / name
    return own_file(folder, path) if os.path.lexists(path) else None


def listed(folder: Path) -> list[Path]:
    """Return what stands in a folder, by name; nothing where it has just gone or is closed."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _problem(path: Path, code: str, message: str) -> ProblemsError:
    return ProblemsError([Problem(Place(str(path)), code, message)])
