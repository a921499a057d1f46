"""Citations: every deciding element leads to a clause of a named source."""

import re
from collections.abc import Mapping

from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.problems import suggestion
from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.rules.scheme import SourceDocument

_RANGE = re.compile(r"(?P<stem>(?:[^.]+\.)*)(?P<first>\d{1,4})\.\.(?P<last>\d{1,4})", re.ASCII)
_SHA = re.compile(r"[0-9a-f]{64}")


class Cites:
    """The sources of a pack with their clause anchors; resolves ``kp#4.1.2``.

    A source that lists no anchors accepts any clause; the checker then leaves a note.
    """

    def __init__(self) -> None:
        self.documents: dict[str, SourceDocument] = {}
        self.anchors: dict[str, frozenset[str]] = {}

    def read(self, node: Node | None, log: Log) -> None:
        """Read the ``sources`` mapping of a pack."""
        if node is None:
            return
        for source_id, place, entry in Cursor(node, log, "sources").entries():
            cursor = Cursor(entry, log, f"来源 {source_id}")
            if source_id in self.documents:
                log.error(place, "ID-DUP", f"来源 {source_id} 写了两次")
            digest = cursor.text("sha256")
            if digest and not _SHA.fullmatch(digest):
                cursor.error("sha256", "T-HASH", "sha256 应当是 64 位十六进制数")
            self.documents[source_id] = SourceDocument(
                id=source_id,
                title=cursor.text("title", required=True),
                file=cursor.text("file"),
                part=cursor.text("part"),
                article=cursor.text("article", "条"),
                sha256=digest,
                note=cursor.text("note"),
            )
            self.anchors[source_id] = _anchors(cursor.node("anchors"), log)
            cursor.done()

    def of(self, cursor: Cursor, key: str = "cite", *, required: bool = True) -> tuple[str, ...]:
        """Return the citations of an element, noting those that lead nowhere."""
        cites = cursor.texts(key)
        if required and not cites:
            cursor.log.error(cursor.place, "C-MISSING", f"{cursor.what}缺少出处 cite")
        for cite in cites:
            problem = self._problem(cite)
            if problem:
                cursor.error(key, "C-CITE", problem)
        return cites

    def _problem(self, cite: str) -> str:
        source, _, clause = cite.partition("#")
        if source not in self.documents:
            return f"出处 {cite} 指向未列出的来源 {source}{suggestion(source, self.documents)}"
        known = self.anchors[source]
        if not clause:
            return f"出处 {cite} 没有条款号，应写成 {source}#条款"
        if known and clause not in known:
            near = suggestion(clause, known)
            return f"来源 {source} 没有条款 {clause}{near}"
        return ""


def _anchors(node: Node | None, log: Log) -> frozenset[str]:
    """Return clause anchors; ``4.1.1..6`` stands for six of them."""
    if node is None:
        return frozenset()
    if not isinstance(node, Row):
        log.error(node.place, "T-LIST", "anchors 应当是列表")
        return frozenset()
    found: set[str] = set()
    for leaf in node.items:
        if not isinstance(leaf, Leaf) or leaf.text is None:
            log.error(leaf.place, "T-LIST", "条款应当是文字，例如 4.1 或 4.1.1..6")
            continue
        found |= _expanded(leaf.text.strip())
    return frozenset(found)


def _expanded(text: str) -> set[str]:
    match = _RANGE.fullmatch(text)
    if match is None or int(match["first"]) > int(match["last"]):
        return {text}
    first, last = int(match["first"]), int(match["last"])
    return {f"{match['stem']}{number}" for number in range(first, last + 1)}


def merged_sources(pack: Node, extra: Node | None, log: Log) -> Node | None:
    """Return the sources written in the pack and in ``sources.yaml`` beside it as one mapping."""
    inline = pack.entries.get("sources") if isinstance(pack, Branch) else None
    if isinstance(inline, Leaf) and inline.text is None:
        return extra
    if not isinstance(inline, Branch) or not isinstance(extra, Branch):
        return inline or extra
    both: Mapping[str, Node] = {**extra.entries, **inline.entries}
    for key in inline.entries.keys() & extra.entries.keys():
        log.error(inline.keys[key], "ID-DUP", f"来源 {key} 在 sources.yaml 里已经写过")
    return Branch(inline.place, dict(both), {**extra.keys, **inline.keys})
