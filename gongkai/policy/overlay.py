"""Local rules over a base pack: only what the base leaves open may change.

A base lists open paths; a local pack says ``extends: id@version`` and gives new values by path.
Higher rules let lower governments make their own details, not their own law.
"""

from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.library import Library, PackFolder
from gongkai.policy.paths import is_open, patched
from gongkai.policy.problems import Place, ProblemsError
from gongkai.policy.tree import Branch, Leaf, Node, read_tree

_OWN = ("pack", "sources", "readings", "changes", "extends")


def resolved(
    folder: PackFolder, library: Library, log: Log, trail: tuple[str, ...] = ()
) -> tuple[Node, Node | None, str]:
    """Return the full tree of a pack, its ``sources.yaml``, and the reference of its base.

    Problems of this pack go to ``log``; a base that cannot be read raises with its own problems.
    """
    root = read_tree(folder.main, folder.named("pack.yaml"), log.problems)
    side = folder.path / "sources.yaml"
    named = folder.named("sources.yaml")
    extra = read_tree(side, named, log.problems) if side.is_file() else None
    reference, place = _extends(root)
    if not reference:
        return root, extra, ""
    own = str(folder.path.resolve())
    if own in trail:
        names = [part.rsplit("/", 1)[-1] for part in (*trail, own)]
        log.error(place, "X-CYCLE", "extends 绕成了一圈：" + " → ".join(names))
        return root, extra, reference
    try:
        base_folder = library.beside(folder).by_id(reference)
        base, base_extra, _ = resolved(base_folder, library, log, (*trail, own))
    except ProblemsError as error:
        log.error(place, "X-BASE", f"上级规则包 {reference} 不能用：{error.problems[0].message}")
        return root, extra, reference
    _check_base_version(base, reference, place, log)
    return _laid_over(base, root, log), _both(base_extra, extra), reference


def _extends(root: Node) -> tuple[str, Place]:
    """Return what a pack extends, written in its header or beside it."""
    header = root.entries.get("pack") if isinstance(root, Branch) else None
    for holder in (header, root):
        leaf = holder.entries.get("extends") if isinstance(holder, Branch) else None
        if isinstance(leaf, Leaf) and leaf.text:
            return leaf.text.strip(), leaf.place
    return "", root.place


def _check_base_version(base: Node, reference: str, place: Place, log: Log) -> None:
    wanted = reference.partition("@")[2]
    header = base.entries.get("pack") if isinstance(base, Branch) else None
    leaf = header.entries.get("version") if isinstance(header, Branch) else None
    found = leaf.text if isinstance(leaf, Leaf) else ""
    if not wanted:
        log.error(place, "X-VERSION", f"extends 要写明版本，例如 {reference}@{found}")
    elif wanted != found:
        log.error(place, "X-VERSION", f"上级规则包现为 {found} 版，这里写的是 {wanted} 版")


def _laid_over(base: Node, local: Node, log: Log) -> Node:
    """Return the base with the local header, sources, readings and open changes laid over it."""
    if not isinstance(base, Branch) or not isinstance(local, Branch):
        return local
    cursor = Cursor(local, log, "本地规则包")
    for key in _OWN:
        cursor.node(key)
    cursor.done()
    changes = [
        *_entries(local, "readings", "readings."),
        *_entries(local, "changes", ""),
    ]
    open_paths = Cursor(base, Log(), "base").texts("open")
    for path, place, _ in changes:
        if not is_open(path, open_paths):
            allowed = "、".join(open_paths) or "无"
            log.error(place, "X-CLOSED", f"上级规则包没有开放 {path}（开放：{allowed}）")
    allowed_changes = [change for change in changes if is_open(change[0], open_paths)]
    laid, problems = patched(base, allowed_changes)
    log.problems += problems
    if isinstance(laid, Branch):
        _take_header(laid, local)
    return laid


def _entries(local: Branch, key: str, prefix: str) -> list[tuple[str, Place, Node]]:
    node = local.entries.get(key)
    if not isinstance(node, Branch):
        return []
    return [(prefix + path, node.keys[path], value) for path, value in node.entries.items()]


def _take_header(laid: Branch, local: Branch) -> None:
    """Keep what the base says of itself unless the local pack says otherwise."""
    old, new = laid.entries.get("pack"), local.entries.get("pack")
    if isinstance(old, Branch) and isinstance(new, Branch):
        entries = {**old.entries, **new.entries}
        laid.entries["pack"] = Branch(new.place, entries, {**old.keys, **new.keys})
    sources = local.entries.get("sources")
    if sources is not None:
        merged = _both(laid.entries.get("sources"), sources)
        if merged is not None:
            laid.entries["sources"] = merged
            laid.keys["sources"] = sources.place


def _both(first: Node | None, second: Node | None) -> Node | None:
    if isinstance(first, Branch) and isinstance(second, Branch):
        return Branch(
            second.place, {**first.entries, **second.entries}, {**first.keys, **second.keys}
        )
    return second or first
