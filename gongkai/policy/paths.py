"""Paths into a pack: ``components.work.weight``, ``items.org.attention.points``.

One small language serves what-if patches, local overlays and the list of what a base leaves open.
A path names a section, then an element by its id (ids may contain dots), then a field.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from gongkai.policy.problems import Place, Problem, suggestion
from gongkai.policy.tree import Branch, Leaf, Node, Row

CODE = "P-PATH"


def element_id(node: Node) -> str:
    """Return the ``id`` of a mapping, or an empty string."""
    leaf = node.entries.get("id") if isinstance(node, Branch) else None
    return leaf.text or "" if isinstance(leaf, Leaf) else ""


def _rubrics(root: Branch) -> Iterator[Branch]:
    single = root.entries.get("rubric")
    if isinstance(single, Branch):
        yield single
    several = root.entries.get("rubrics")
    for rubric in several.items if isinstance(several, Row) else ():
        if isinstance(rubric, Branch):
            yield rubric


def _listed(branch: Branch, key: str) -> Iterator[Branch]:
    row = branch.entries.get(key)
    for child in row.items if isinstance(row, Row) else ():
        if isinstance(child, Branch):
            yield child


def dimensions(root: Branch) -> Iterator[Branch]:
    """Yield the dimensions of every rubric."""
    for rubric in _rubrics(root):
        yield from _listed(rubric, "dimensions")


def items(root: Branch) -> Iterator[Branch]:
    """Yield the items of every rubric and of the bonus."""
    for dimension in dimensions(root):
        yield from _listed(dimension, "items")
    bonus = root.entries.get("bonus")
    if isinstance(bonus, Branch):
        yield from _listed(bonus, "items")


def components(root: Branch) -> Iterator[Branch]:
    """Yield every component, nested parts included."""
    stack = list(_listed(root, "components"))
    while stack:
        component = stack.pop(0)
        yield component
        stack = [*_listed(component, "parts"), *stack]


def nodes(root: Branch) -> Iterator[Branch]:
    """Yield every category of every catalogue of a disclosure pack, parents first."""
    stack = [
        node for catalogue in _listed(root, "catalogues") for node in _listed(catalogue, "nodes")
    ]
    while stack:
        node = stack.pop(0)
        yield node
        stack = [*_listed(node, "nodes"), *stack]


_COLLECTIONS = {
    "items": items,
    "dimensions": dimensions,
    "components": components,
    "nodes": nodes,
}


def elements(root: Branch, section: str) -> list[Branch]:
    """Return the elements of a section that are addressed by id."""
    collect = _COLLECTIONS.get(section)
    return list(collect(root)) if collect else list(_listed(root, section))


def patched(root: Node, changes: list[tuple[str, Place, Node]]) -> tuple[Node, list[Problem]]:
    """Return a copy of ``root`` with every change applied, and what could not be applied."""
    result = _copied(root)
    problems = []
    for path, place, value in changes:
        message = _apply(result, path, place, value)
        if message:
            problems.append(Problem(place, CODE, message))
    return result, problems


def _copied(node: Node) -> Node:
    """Return a copy that may be changed; single values are never changed and stay shared."""
    if isinstance(node, Row):
        return Row(node.place, [_copied(item) for item in node.items])
    if isinstance(node, Branch):
        entries = {key: _copied(value) for key, value in node.entries.items()}
        return Branch(node.place, entries, dict(node.keys))
    return node


def _apply(root: Node, path: str, place: Place, value: Node) -> str:
    if not isinstance(root, Branch):
        return "规则包不是“键: 值”的形式"
    section, _, rest = path.partition(".")
    found = elements(root, section)
    if found and rest:
        return _apply_element(found, section, rest, place, value)
    return _set(root, path.split("."), place, value)


def _apply_element(found: list[Branch], section: str, rest: str, place: Place, value: Node) -> str:
    known = [element_id(branch) for branch in found]
    matching = [name for name in known if name and (rest == name or rest.startswith(f"{name}."))]
    if not matching:
        return f"{section} 里没有 {rest}{suggestion(rest.rsplit('.', 1)[0], known)}"
    name = max(matching, key=len)
    field = rest[len(name) + 1 :]
    if not field:
        return f"路径 {section}.{rest} 还要写明改哪个键，例如 {section}.{name}.title"
    for branch in found:
        if element_id(branch) == name:
            message = _set(branch, field.split("."), place, value)
            if message:
                return message
    return ""


def _set(branch: Branch, keys: list[str], place: Place, value: Node) -> str:
    for depth, key in enumerate(keys[:-1]):
        child = branch.entries.get(key)
        if not isinstance(child, Branch):
            where = ".".join(keys[: depth + 1])
            return f"规则包里没有 {where}{suggestion(key, branch.entries)}"
        branch = child
    branch.entries[keys[-1]] = value
    branch.keys[keys[-1]] = place
    return ""


def is_open(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a base pack leaves ``path`` to local rules."""
    return any(fnmatchcase(path, pattern) for pattern in patterns)
