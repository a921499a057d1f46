"""Typed reading of positioned nodes: every key is asked for once, the rest is refused.

A cursor never raises on wrong content. It notes the problem with its place and hands back a
harmless default, so that one pass over a file finds everything that is wrong with it.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from gongkai.policy.problems import Place, Problem, Severity, shown, suggestion
from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.rules.numbers import ZERO, plain, to_decimal

_E = TypeVar("_E", bound=StrEnum)
_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII)
_BOOLEANS = {"true": True, "false": False, "yes": True, "no": False, "是": True, "否": False}


class Log:
    """The problems of one run, shared by all cursors."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def error(self, place: Place, code: str, message: str) -> None:
        """Note an error."""
        self.problems.append(Problem(place, code, message))

    def note(self, place: Place, code: str, message: str) -> None:
        """Note something worth knowing that stops nothing."""
        self.problems.append(Problem(place, code, message, Severity.NOTE))

    @property
    def errors(self) -> list[Problem]:
        """Return the errors alone."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]


class Cursor:
    """Reads one mapping. Call :meth:`done` at the end: it refuses the keys nobody asked for."""

    def __init__(self, node: Node, log: Log, what: str) -> None:
        self.log = log
        self.what = what
        self.place = node.place
        self.asked: set[str] = set()
        self.branch = node if isinstance(node, Branch) else Branch(node.place)
        if not isinstance(node, Branch):
            log.error(node.place, "T-MAP", f"{what}应当写成“键: 值”")

    def error(self, key: str, code: str, message: str) -> None:
        """Note an error at the value of ``key``, or at the mapping where the key is absent."""
        self.log.error(self.at(key), code, message)

    def at(self, key: str) -> Place:
        """Return the place of a value, or of the mapping where the key is absent."""
        node = self.branch.entries.get(key)
        return node.place if node else self.place

    def has(self, key: str) -> bool:
        """Whether the key is written, whatever its value."""
        return key in self.branch.entries

    def is_null(self, key: str) -> bool:
        """Whether the key is written with an explicit null."""
        self.asked.add(key)
        node = self.branch.entries.get(key)
        return isinstance(node, Leaf) and node.text is None

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """Return the raw node of a key and count the key as known."""
        self.asked.add(key)
        node = self.branch.entries.get(key)
        if node is None and required:
            self.log.error(self.place, "K-MISSING", f"{self.what}缺少“{key}”")
        return node

    def _leaf(self, key: str, required: bool) -> Leaf | None:
        node = self.node(key, required=required)
        if node is None:
            return None
        if not isinstance(node, Leaf):
            self.log.error(node.place, "T-VALUE", f"“{key}”应当是一个值")
            return None
        if node.text is None:
            if required:
                self.log.error(node.place, "K-NULL", f"“{key}”不能是空值")
            return None
        return node

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """Return the text of a key."""
        leaf = self._leaf(key, required)
        if leaf is None or leaf.text is None:
            return default
        text = leaf.text.strip()
        if required and not text:
            self.log.error(leaf.place, "K-NULL", f"“{key}”不能是空值")
        return text

    def decimal(self, key: str, *, required: bool = False) -> Decimal | None:
        """Return the exact number of a key, or None."""
        leaf = self._leaf(key, required)
        if leaf is None or leaf.text is None:
            return None
        value = to_decimal(leaf.text)
        if value is None:
            self.log.error(leaf.place, "T-NUMBER", f"“{key}”不是数：{shown(leaf.text)}")
        return value

    def points(self, key: str, *, required: bool = False) -> Decimal | None:
        """Return a number that may not be negative."""
        value = self.decimal(key, required=required)
        if value is not None and value < ZERO:
            self.error(key, "T-NEGATIVE", f"“{key}”不能是负数：{plain(value)}")
            return None
        return value

    def whole(self, key: str) -> int | None:
        """Return a whole number of zero or more, or None."""
        value = self.points(key)
        if value is not None and value != value.to_integral_value():
            self.error(key, "T-WHOLE", f"“{key}”应当是整数：{plain(value)}")
            return None
        return None if value is None else int(value)

    def flag(self, key: str, default: bool = False) -> bool:
        """Return true or false."""
        leaf = self._leaf(key, required=False)
        if leaf is None or leaf.text is None:
            return default
        value = _BOOLEANS.get(leaf.text.lower())
        if value is None:
            self.log.error(leaf.place, "T-BOOL", f"“{key}”应当是 true 或 false：{shown(leaf.text)}")
        return default if value is None else value

    def day(self, key: str) -> date | None:
        """Return a date written as 2026-11-05; a time of day after it is not read."""
        leaf = self._leaf(key, required=False)
        if leaf is None or leaf.text is None:
            return None
        match = _DAY.fullmatch(leaf.text.strip())
        try:
            if match is not None:
                return date.fromisoformat(match["day"])
        except ValueError:
            pass
        self.log.error(leaf.place, "T-DATE", f"“{key}”应当写成 2026-11-05：{shown(leaf.text)}")
        return None

    def choice(self, key: str, kind: type[_E], default: _E) -> _E:
        """Return one of a closed set."""
        leaf = self._leaf(key, required=False)
        if leaf is None or leaf.text is None:
            return default
        return self.member(leaf, kind, key) or default

    def member(self, leaf: Leaf, kind: type[_E], key: str) -> _E | None:
        """Return the member of a closed set that ``leaf`` names, or note what is allowed."""
        try:
            return kind((leaf.text or "").strip())
        except ValueError:
            allowed = [member.value for member in kind]
            near = suggestion(leaf.text or "", allowed)
            wrong = shown(leaf.text or "空值")
            message = f"“{key}”不能是 {wrong}，可用：{'、'.join(allowed)}{near}"
            self.log.error(leaf.place, "T-CHOICE", message)
            return None

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return one text or a list of texts as a tuple."""
        node = self.node(key, required=required)
        if node is None or (isinstance(node, Leaf) and node.text is None):
            return ()
        leaves = node.items if isinstance(node, Row) else [node]
        found: list[str] = []
        for leaf in leaves:
            if isinstance(leaf, Leaf) and leaf.text:
                found.append(leaf.text.strip())
            else:
                self.log.error(leaf.place, "T-LIST", f"“{key}”应当是文字或文字的列表")
        return tuple(found)

    def child(self, key: str, what: str, *, required: bool = False) -> "Cursor | None":
        """Return a cursor on the mapping under ``key``."""
        node = self.node(key, required=required)
        if node is None or (isinstance(node, Leaf) and node.text is None):
            return None
        return Cursor(node, self.log, what)

    def children(self, key: str, what: str, *, required: bool = False) -> "list[Cursor]":
        """Return cursors on the mappings of the list under ``key``."""
        node = self.node(key, required=required)
        if node is None or (isinstance(node, Leaf) and node.text is None):
            return []
        if not isinstance(node, Row):
            self.log.error(node.place, "T-LIST", f"“{key}”应当是列表，每行以“- ”开头")
            return []
        return [Cursor(item, self.log, what) for item in node.items]

    def entries(self) -> Iterator[tuple[str, Place, Node]]:
        """Yield every key with its place and value, counting all of them as known."""
        for key, node in self.branch.entries.items():
            self.asked.add(key)
            yield key, self.branch.keys[key], node

    def done(self, also: Iterable[str] = ()) -> None:
        """Refuse the keys that nobody asked for, each with the nearest known name."""
        known = self.asked | set(also)
        for key, node in self.branch.entries.items():
            if key in known:
                continue
            message = f"{self.what}没有“{key}”这个键{suggestion(key, known)}"
            if isinstance(node, Leaf) and node.text is None:
                message += "；它没有值，若是句子的一部分，请给整句加引号"
            self.log.error(self.branch.keys[key], "K-UNKNOWN", message)
