"""JSON as positioned nodes: the place is the path to a value, as ``$.units[0].id``."""

import json

from gongkai.policy.nodes import MAX_DEPTH, Branch, Leaf, Node, Row, has_surrogate
from gongkai.policy.problems import Place, Problem, ProblemsError


class _Number(str):
    """A number as its digits were written."""

    __slots__ = ()


class _Pairs(list[tuple[str, object]]):
    """An object with its keys as written, so that a repeated one can be named with its path."""

    __slots__ = ()


def parse_json(text: str, name: str) -> Node:
    """Parse JSON text; numbers keep the digits they were written with.

    Raises :class:`ProblemsError` with every repeated key, or with the place where the text stops
    being JSON.
    """
    start = Place(name, 1, 1)
    if not text.strip():
        raise ProblemsError([Problem(start, "Y-EMPTY", "文件是空的")])
    try:
        raw = json.loads(
            text,
            parse_float=_Number,
            parse_int=_Number,
            parse_constant=_Number,
            object_pairs_hook=_Pairs,
        )
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        message = "不是合法的 JSON：多半是缺逗号、引号，或括号没有配对"
        raise ProblemsError([Problem(place, "J-SYNTAX", message)]) from error
    except RecursionError as error:
        message = f"嵌套超过 {MAX_DEPTH} 层"
        raise ProblemsError([Problem(start, "Y-DEPTH", message)]) from error
    problems: list[Problem] = []
    node = _node(raw, name, "$", 0, problems)
    if problems:
        raise ProblemsError(problems)
    return node


def _node(value: object, name: str, path: str, depth: int, problems: list[Problem]) -> Node:
    place = Place(name, cell=path)
    if depth > MAX_DEPTH:
        problems.append(Problem(place, "Y-DEPTH", f"嵌套超过 {MAX_DEPTH} 层"))
        return Leaf(place, None)
    if isinstance(value, _Pairs):
        return _branch(value, name, path, depth, problems)
    if isinstance(value, list):
        parts = enumerate(value)
        return Row(place, [_node(p, name, f"{path}[{i}]", depth + 1, problems) for i, p in parts])
    if value is None or isinstance(value, bool):
        return Leaf(place, None if value is None else str(value).lower())
    text = str(value)
    if not text.isascii() and has_surrogate(text):
        problems.append(Problem(place, "J-SYNTAX", "含有不完整的字符（\\ud800 一类）"))
        return Leaf(place, None)
    return Leaf(place, text, quoted=type(value) is str)


def _branch(pairs: _Pairs, name: str, path: str, depth: int, problems: list[Problem]) -> Branch:
    branch = Branch(Place(name, cell=path))
    for key, part in pairs:
        inner = f"{path}.{key}"
        if has_surrogate(key):
            problems.append(Problem(branch.place, "J-SYNTAX", "键里含有不完整的字符"))
        elif key in branch.entries:
            problems.append(Problem(Place(name, cell=inner), "Y-DUP", f"键“{key}”重复"))
        else:
            branch.entries[key] = _node(part, name, inner, depth + 1, problems)
            branch.keys[key] = branch.entries[key].place
    return branch
