"""Loading ``selfcheck.yaml`` of a pack: the list a township checks itself by."""

import re
from typing import Final

from gongkai.policy.cites import Cites, merged_sources
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.library import Library
from gongkai.policy.loading import optional_tree
from gongkai.policy.problems import ProblemsError
from gongkai.policy.tree import read_tree
from gongkai.rules.selfchecks import CheckedPart, CheckedPoint, CheckList

DEFAULT: Final = "gongkai-jichu"
FILE: Final = "selfcheck.yaml"
# Ids become names of fields in a form.
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


def load_selfcheck(library: Library | None = None, reference: str = DEFAULT) -> CheckList:
    """Load the check list of a pack.

    Raises :class:`ProblemsError` with everything that is wrong in the file, or without one.
    """
    folder = (library or Library()).find(reference)
    log = Log()
    root = read_tree(folder.path / FILE, folder.named(FILE))
    cites = Cites()
    cites.read(merged_sources(root, optional_tree(folder, "sources.yaml"), log), log)
    cursor = Cursor(root, log, "自查清单")
    cursor.node("sources")
    seen: set[str] = set()
    found = CheckList(
        title=cursor.text("title", required=True),
        cite=cites.of(cursor),
        parts=tuple(
            _part(entry, seen) for entry in cursor.children("parts", "部分", required=True)
        ),
    )
    cursor.done()
    if log.errors:
        raise ProblemsError(log.problems)
    return found


def _part(entry: Cursor, seen: set[str]) -> CheckedPart:
    part = CheckedPart(
        title=entry.text("title", required=True),
        points=tuple(_point(one, seen) for one in entry.children("points", "要点", required=True)),
    )
    entry.done()
    return part


def _point(entry: Cursor, seen: set[str]) -> CheckedPoint:
    point = CheckedPoint(
        id=entry.text("id", required=True), title=entry.text("title", required=True)
    )
    if point.id and not _ID.fullmatch(point.id):
        entry.error("id", "T-NAME", f"编号 {point.id} 只能用小写字母、数字和下划线，字母开头")
    if point.id in seen:
        entry.error("id", "ID-DUP", f"要点编号 {point.id} 重复")
    seen.add(point.id)
    entry.done()
    return point
