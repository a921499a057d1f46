"""A disclosure pack with all it uses, as one tree; local changes laid over what is left open.

``uses: [id@version, …]`` brings in the elements of other disclosure packs, each pack once, whatever
the number of packs that use it. ``changes: {path: value}`` changes single values of what they
left ``open``. An element keeps the place it was written at, so messages name its own file.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.policy.cites import merged_sources
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.library import Library, PackFolder
from gongkai.policy.loading import DISCLOSURE, content_hash, kind_of, optional_tree
from gongkai.policy.paths import CODE as PATH_CODE
from gongkai.policy.paths import element_id, elements, is_open, patched
from gongkai.policy.problems import Place, ProblemsError, suggestion
from gongkai.policy.tree import Branch, Leaf, Node, Row, read_tree

SECTIONS = (
    "channels",
    "forms",
    "timing",
    "chains",
    "content_types",
    "releases",
    "catalogues",
)


@dataclass(kw_only=True)
class Composed:
    """All elements in one tree, and the same tree before local changes.

    ``files`` are the packs taken in, in order, the asked one last; ``changes`` the paths that were
    laid over with their places.
    """

    root: Branch
    before: Branch
    sources: Branch
    header: Branch
    folders: list[PackFolder] = field(default_factory=list)
    uses: tuple[str, ...] = ()
    changes: list[tuple[str, Place, Node]] = field(default_factory=list)


@dataclass(kw_only=True)
class _Part:
    """One pack as written."""

    folder: PackFolder
    root: Branch
    sources: Node | None


def composed(folder: PackFolder, library: Library, log: Log) -> Composed | None:
    """Return a pack together with what it uses, or None where the file itself is no mapping."""
    parts: dict[str, _Part] = {}
    uses = _collect(folder, library, log, parts, ())
    own = parts.get(_key(folder))
    if own is None:
        return None
    root, sources = _joined(parts.values(), log)
    changes = [
        (path, place, value)
        for part in parts.values()
        for path, place, value in _allowed_changes(part, root, parts.values(), log)
    ]
    laid, problems = patched(root, changes)
    log.problems += problems
    header = own.root.entries.get("pack")
    return Composed(
        root=laid if isinstance(laid, Branch) else root,
        before=root,
        sources=sources,
        header=header if isinstance(header, Branch) else Branch(own.root.place),
        folders=[part.folder for part in parts.values()],
        uses=uses,
        changes=changes,
    )


def _key(folder: PackFolder) -> str:
    return str(folder.path.resolve())


def _collect(
    folder: PackFolder,
    library: Library,
    log: Log,
    parts: dict[str, _Part],
    trail: tuple[str, ...],
) -> tuple[str, ...]:
    """Read a pack after all it uses; return what it names itself."""
    key = _key(folder)
    if key in parts:
        return ()
    root = read_tree(folder.main, folder.named("pack.yaml"), log.problems)
    if not isinstance(root, Branch):
        log.error(root.place, "T-MAP", "规则包应当写成“键: 值”")
        return ()
    _check_kind(root, log)
    _check_keys(root, log)
    uses = _uses(root, log)
    for reference, place in uses:
        _take_in(reference, place, library.beside(folder), log, parts, (*trail, key))
    parts[key] = _Part(folder=folder, root=root, sources=_side_sources(folder, root, log))
    return tuple(reference for reference, _ in uses)


def _check_kind(root: Branch, log: Log) -> None:
    kind, place = kind_of(root)
    if kind != DISCLOSURE:
        log.error(place, "X-KIND", f"这不是公开规则包（pack.kind 应为 {DISCLOSURE}）")


def _check_keys(root: Branch, log: Log) -> None:
    cursor = Cursor(root, log, "公开规则包")
    cursor.child("pack", "pack", required=True)
    cursor.done(also=(*SECTIONS, "uses", "open", "changes", "sources", "defaults"))


def _uses(root: Branch, log: Log) -> list[tuple[str, Place]]:
    node = root.entries.get("uses")
    found = Cursor(root, log, "规则包").texts("uses")
    if isinstance(node, Row):
        places = [item.place for item in node.items if isinstance(item, Leaf) and item.text]
        return list(zip(found, places, strict=True))
    return [(reference, node.place) for reference in found] if node else []


def _take_in(
    reference: str,
    place: Place,
    library: Library,
    log: Log,
    parts: dict[str, _Part],
    trail: tuple[str, ...],
) -> None:
    try:
        folder = library.by_id(reference)
        if _key(folder) in trail:
            log.error(place, "X-CYCLE", f"uses 绕成了一圈：{reference} 又用到本规则包")
            return
        _collect(folder, library, log, parts, trail)
    except ProblemsError as error:
        log.error(place, "X-BASE", f"所用规则包 {reference} 不能用：{error.problems[0].message}")
        return
    part = parts.get(_key(folder))
    if part is not None:
        _check_version(part.root, reference, place, log)


def _check_version(root: Branch, reference: str, place: Place, log: Log) -> None:
    wanted = reference.partition("@")[2]
    header = root.entries.get("pack")
    leaf = header.entries.get("version") if isinstance(header, Branch) else None
    found = leaf.text if isinstance(leaf, Leaf) else ""
    if not wanted:
        log.error(place, "X-VERSION", f"uses 要写明版本，例如 {reference}@{found}")
    elif wanted != found:
        log.error(place, "X-VERSION", f"所用规则包现为 {found} 版，这里写的是 {wanted} 版")


def _side_sources(folder: PackFolder, root: Branch, log: Log) -> Node | None:
    try:
        side = optional_tree(folder, "sources.yaml")
    except ProblemsError as error:
        log.problems += error.problems
        side = None
    return merged_sources(root, side, log)


def _joined(parts: Iterable[_Part], log: Log) -> tuple[Branch, Branch]:
    """Return the elements of all packs section by section, and their sources."""
    parts = list(parts)
    place = parts[-1].root.place
    root, sources = Branch(place), Branch(place)
    for section in SECTIONS:
        rows = [row for part in parts if isinstance(row := part.root.entries.get(section), Row)]
        if rows:
            root.entries[section] = Row(
                rows[-1].place, [item for row in rows for item in row.items]
            )
            root.keys[section] = rows[-1].place
    _join_defaults(parts, root)
    for part in parts:
        if isinstance(part.sources, Branch):
            join_sources(sources, part.sources, log)
    return root, sources


def _join_defaults(parts: list[_Part], root: Branch) -> None:
    """Lay the defaults of later packs over those of earlier ones, key by key."""
    for part in parts:
        node = part.root.entries.get("defaults")
        if not isinstance(node, Branch):
            continue
        old = root.entries.get("defaults")
        base = old if isinstance(old, Branch) else Branch(node.place)
        root.entries["defaults"] = _merged(base, node)
        root.keys["defaults"] = node.place


def _merged(base: Branch, over: Branch) -> Branch:
    entries = dict(base.entries)
    for key, value in over.entries.items():
        old = entries.get(key)
        both = isinstance(old, Branch) and isinstance(value, Branch)
        entries[key] = _merged(old, value) if both else value  # type: ignore[arg-type]
    return Branch(over.place, entries, {**base.keys, **over.keys})


def join_sources(sources: Branch, more: Branch, log: Log) -> None:
    """Add sources to sources; the same id must stand for the same document."""
    for name, node in more.entries.items():
        old = sources.entries.get(name)
        if old is not None and content_hash(old) != content_hash(node):
            message = f"来源 {name} 与 {old.place} 的同名来源不同；请换一个编号，或写得完全一样"
            log.error(more.keys[name], "ID-DUP", message)
            continue
        sources.entries[name] = node
        sources.keys[name] = more.keys[name]


def _allowed_changes(
    part: _Part, root: Branch, parts: Iterable[_Part], log: Log
) -> list[tuple[str, Place, Node]]:
    """Return the changes of a pack whose element its own pack left open."""
    node = part.root.entries.get("changes")
    if not isinstance(node, Branch):
        return []
    opened = {other.folder.named("pack.yaml"): _open(other) for other in parts}
    allowed = []
    for path, value in node.entries.items():
        place = node.keys[path]
        home = _home(root, path)
        patterns = opened.get(home, ())
        if not home:
            log.error(place, PATH_CODE, f"没有 {path} 所指的要素{_nearest(root, path)}")
        elif is_open(path, patterns):
            allowed.append((path, place, value))
        else:
            listed = "、".join(patterns) or "无"
            log.error(place, "X-CLOSED", f"所用规则包没有开放 {path}（开放：{listed}）")
    return allowed


def _open(part: _Part) -> tuple[str, ...]:
    return Cursor(part.root, Log(), "规则包").texts("open")


def _home(root: Branch, path: str) -> str:
    """Return the file in which the element that a path names was written."""
    section, _, rest = path.partition(".")
    best = ("", "")
    for item in elements(root, section):
        name = element_id(item)
        if name and (rest == name or rest.startswith(f"{name}.")) and len(name) > len(best[0]):
            best = (name, item.place.file)
    return best[1]


def _nearest(root: Branch, path: str) -> str:
    section, _, rest = path.partition(".")
    known = [element_id(item) for item in elements(root, section)]
    if not known:
        return f"；路径以 nodes、{'、'.join(SECTIONS)} 之一开头"
    return suggestion(rest.rpartition(".")[0] or rest, known)
