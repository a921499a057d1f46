"""Loading ``checks.yaml`` of the national pack: the words looked for before publication."""

from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.library import Library
from gongkai.policy.problems import ProblemsError
from gongkai.policy.tree import read_tree
from gongkai.rules.text import Grade, Where, WordRule

DEFAULT = "cn"


def load_check_words(
    library: Library | None = None, reference: str = DEFAULT
) -> tuple[WordRule, ...]:
    """Load the word rules of a pack.

    Raises :class:`ProblemsError` with everything that is wrong in the file.
    """
    folder = (library or Library()).find(reference)
    name = "checks.yaml"
    root = read_tree(folder.path / name, folder.named(name))
    log = Log()
    cursor = Cursor(root, log, "公开前检查")
    rules: list[WordRule] = []
    seen: set[str] = set()
    for entry in cursor.children("words", "检查词", required=True):
        rule = _rule(entry)
        if rule.id in seen:
            entry.error("id", "ID-DUP", f"编号 {rule.id} 重复")
        seen.add(rule.id)
        rules.append(rule)
    cursor.done()
    if log.errors:
        raise ProblemsError(log.problems)
    return tuple(rules)


def _rule(entry: Cursor) -> WordRule:
    rule = WordRule(
        id=entry.text("id", required=True),
        title=entry.text("title", required=True),
        grade=entry.choice("grade", Grade, Grade.WARN),
        words=entry.texts("words", required=True),
        mend=entry.text("mend", required=True),
        where=entry.choice("where", Where, Where.ANYWHERE),
        near=entry.texts("near"),
        unless=entry.texts("unless"),
        basis=entry.text("basis"),
    )
    entry.done()
    if any(not word.replace(" ", "") for word in (*rule.words, *rule.near, *rule.unless)):
        entry.error("words", "T-LIST", "检查词不能是空的")
    if not rule.words:
        entry.error("words", "K-NULL", "“words”至少要写一个词")
    return rule
