"""Loading ``references.yaml`` of the national pack: documents that no longer stand, since when."""

from datetime import date

from gongkai.policy.cites import Cites, merged_sources
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.library import Library
from gongkai.policy.loading import optional_tree
from gongkai.policy.problems import ProblemsError
from gongkai.policy.tree import read_tree
from gongkai.rules.references import RepealedDocument, number_key, title_key

DEFAULT = "cn"
_FILE = "references.yaml"


def load_repealed(
    library: Library | None = None, reference: str = DEFAULT
) -> tuple[RepealedDocument, ...]:
    """Load the repealed and replaced documents that a pack lists.

    Raises :class:`ProblemsError` with everything that is wrong in the file.
    """
    folder = (library or Library()).find(reference)
    log = Log()
    root = read_tree(folder.path / _FILE, folder.named(_FILE))
    cites = Cites()
    cites.read(merged_sources(root, optional_tree(folder, "sources.yaml"), log), log)
    cursor = Cursor(root, log, "已废止文件")
    cursor.node("sources")
    found: list[RepealedDocument] = []
    for entry in cursor.children("repealed", "已废止文件", required=True):
        document = _document(entry, cites)
        if any(document.id == other.id for other in found):
            entry.error("id", "ID-DUP", f"编号 {document.id} 重复")
        found.append(document)
    cursor.done()
    if log.errors:
        raise ProblemsError(log.problems)
    return tuple(found)


def _document(entry: Cursor, cites: Cites) -> RepealedDocument:
    since = entry.day("from")
    if since is None and not entry.has("from"):
        entry.error("from", "K-MISSING", f"{entry.what}缺少“from”（从哪一天起）")
    titles = entry.texts("titles")
    document = RepealedDocument(
        id=entry.text("id", required=True),
        name=entry.text("name", required=True),
        since=since or date.max,
        numbers=_numbers(entry),
        titles=tuple(title_key(title) for title in titles),
        instead=entry.text("instead", required=True),
        cite=cites.of(entry),
        basis=entry.text("basis", required=True),
        verified=entry.flag("verified", default=True),
    )
    if not document.numbers and not titles:
        entry.error(
            "titles", "K-MISSING", f"{document.name}没有写文号（numbers），也没有写标题（titles）"
        )
    entry.done()
    return document


def _numbers(entry: Cursor) -> tuple[str, ...]:
    keys = []
    for written in entry.texts("numbers"):
        key = number_key(written)
        if not key:
            entry.error("numbers", "T-NUMBER", f"不是发文字号：{written}")
        keys.append(key)
    return tuple(keys)
