"""A document as a tree of positioned nodes, whatever it was written in.

YAML, JSON and Excel all become the same three node kinds, each knowing its place, so one validator
serves them all and every message names a line and column, a JSON path, or a cell.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from gongkai.policy.problems import Place, Problem, ProblemsError

MAX_DEPTH = 40
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value as written; ``text`` is None for an explicit null."""

    place: Place
    text: str | None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A mapping; the place of each key is kept beside its value."""

    place: Place
    entries: dict[str, "Node"] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A sequence."""

    place: Place
    items: list["Node"] = field(default_factory=list)


Node: TypeAlias = Leaf | Branch | Row

# CSafeLoader is several times faster; where libyaml is absent the pure loader gives the same tree.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL_TAG = "tag:yaml.org,2002:null"


class _Builder:
    """Turns composed YAML into our nodes, collecting what is wrong on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def place(self, node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(self.name, mark.line + 1, mark.column + 1)

    def complain(self, place: Place, code: str, message: str) -> None:
        self.problems.append(Problem(place, code, message))

    def build(self, node: yaml.Node, depth: int = 0) -> Node:
        place = self.place(node)
        if id(node) in self.seen:
            self.complain(place, "Y-ALIAS", "不支持 YAML 锚点和别名（&、*），请把内容写出来")
            return Leaf(place, None)
        self.seen.add(id(node))
        if depth > MAX_DEPTH:
            self.complain(place, "Y-DEPTH", f"嵌套超过 {MAX_DEPTH} 层")
            return Leaf(place, None)
        if isinstance(node, yaml.MappingNode):
            return self.branch(node, place, depth)
        if isinstance(node, yaml.SequenceNode):
            return Row(place, [self.build(child, depth + 1) for child in node.value])
        return self.leaf(node, place)

    def leaf(self, node: yaml.Node, place: Place) -> Leaf:
        quoted = getattr(node, "style", None) in {"'", '"'}
        return Leaf(place, None if node.tag == _NULL_TAG else str(node.value), quoted)

    def branch(self, node: yaml.MappingNode, place: Place, depth: int) -> Branch:
        branch = Branch(place)
        for key_node, value_node in node.value:
            key_place = self.place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.complain(key_place, "Y-KEY", "键必须是一个词")
                continue
            key = str(key_node.value)
            value = self.build(value_node, depth + 1)
            if key in branch.entries:
                first = branch.keys[key]
                self.complain(key_place, "Y-DUP", f"键“{key}”重复，第一次在第 {first.line} 行")
                continue
            branch.entries[key] = value
            branch.keys[key] = key_place
        return branch


def parse_yaml(text: str, name: str) -> Node:
    """Parse YAML text safely.

    Raises :class:`ProblemsError` with every duplicate key, alias and over-deep node, or with the
    one place where the text stops being YAML.
    """
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
        raise ProblemsError([Problem(place, "Y-SYNTAX", _syntax_message(error))]) from error
    except yaml.YAMLError as error:
        message = f"含有不能出现的字符：{error}"
        raise ProblemsError([Problem(Place(name, 1, 1), "Y-SYNTAX", message)]) from error
    if root is None:
        raise ProblemsError([Problem(Place(name, 1, 1), "Y-EMPTY", "文件是空的")])
    builder = _Builder(name)
    node = builder.build(root)
    if builder.problems:
        raise ProblemsError(builder.problems)
    return node


def _syntax_message(error: yaml.MarkedYAMLError) -> str:
    said = error.problem or error.context or "无法解析"
    hints = {
        "found character '\\t'": "缩进不能用制表符，请改用空格",
        "mapping values are not allowed": "冒号位置不对：文字里含冒号时请加引号",
        "could not find expected ':'": "这里缺少冒号",
        "did not find expected": "括号、引号或缩进没有配对",
    }
    mend = next((hint for start, hint in hints.items() if said.startswith(start)), "")
    return f"不是合法的 YAML：{mend or said}"


def parse_json(text: str, name: str) -> Node:
    """Parse JSON text; numbers keep the digits they were written with."""

    class _Number(str):
        __slots__ = ()

    duplicates: list[str] = []

    def pairs(entries: list[tuple[str, object]]) -> dict[str, object]:
        result: dict[str, object] = {}
        for key, value in entries:
            if key in result:
                duplicates.append(key)
            result[key] = value
        return result

    try:
        raw = json.loads(
            text,
            parse_float=_Number,
            parse_int=_Number,
            parse_constant=_Number,
            object_pairs_hook=pairs,
        )
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        raise ProblemsError(
            [Problem(place, "J-SYNTAX", f"不是合法的 JSON：{error.msg}")]
        ) from error
    except RecursionError as error:
        raise ProblemsError([Problem(Place(name, 1, 1), "Y-DEPTH", "嵌套太深")]) from error
    if duplicates:
        raise ProblemsError(
            [Problem(Place(name, 1, 1), "Y-DUP", f"键“{key}”重复") for key in duplicates]
        )
    return _from_json(raw, name, "$")


def _from_json(value: object, name: str, path: str) -> Node:
    place = Place(name, cell=path)
    if isinstance(value, dict):
        entries = {key: _from_json(part, name, f"{path}.{key}") for key, part in value.items()}
        return Branch(place, entries, {key: entries[key].place for key in entries})
    if isinstance(value, list):
        return Row(place, [_from_json(part, name, f"{path}[{i}]") for i, part in enumerate(value)])
    if value is None or isinstance(value, bool):
        return Leaf(place, None if value is None else str(value).lower())
    return Leaf(place, str(value), quoted=type(value) is str)


def read_text(path: Path, name: str | None = None) -> str:
    """Read a UTF-8 text file, refusing what cannot be one, with a message that names the mend."""
    shown = name or str(path)
    place = Place(shown, 1, 1)
    try:
        if path.is_dir():
            raise ProblemsError([Problem(place, "F-DIR", "这是文件夹，不是文件")])
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"文件有 {size // 1024 // 1024} MB，上限 64 MB；请按组拆成几个文件"
            raise ProblemsError([Problem(place, "F-SIZE", message)])
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ProblemsError([Problem(place, "F-MISSING", "文件不存在")]) from None
    except PermissionError:
        raise ProblemsError([Problem(place, "F-ACCESS", "没有读取权限")]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        message = "不是 UTF-8 文本；若是 GB18030（GBK）编码，请另存为 UTF-8"
        raise ProblemsError([Problem(Place(shown, line, 1), "F-ENCODING", message)]) from None


def read_tree(path: Path, name: str | None = None) -> Node:
    """Read a ``.yaml``, ``.yml`` or ``.json`` file into positioned nodes."""
    text = read_text(path, name)
    parse = parse_json if path.suffix.lower() == ".json" else parse_yaml
    return parse(text, name or str(path))
