"""Local changes held against what they change: stricter is allowed, looser is refused."""

from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.disclosure.catalogues import Known, read_catalogues
from gongkai.policy.disclosure.composing import Composed
from gongkai.policy.disclosure.pack import DisclosurePack
from gongkai.policy.disclosure.reading import Reading
from gongkai.policy.disclosure.strictness import looser
from gongkai.policy.disclosure.timing import read_timing

CODE = "X-LOOSER"


def check_strict(whole: Composed, pack: DisclosurePack, reading: Reading, log: Log) -> None:
    """Note every change that makes a timing rule, or what a category is held to, looser.

    ``reading`` has the law in force; what it notes of the pack before the changes is not shown.
    """
    _check_rules(whole, pack, reading, log)
    _check_nodes(whole, pack, reading, log)


def _check_rules(whole: Composed, pack: DisclosurePack, reading: Reading, log: Log) -> None:
    changed = [(path, place) for path, place, _ in whole.changes if path.startswith("timing.")]
    if not changed:
        return
    old = {rule.id: rule for rule in read_timing(Cursor(whole.before, Log(), ""), reading)}
    for rule in pack.timing:
        if rule.id not in old or not looser(old[rule.id].timing, rule.timing):
            continue
        for path, place in changed:
            if path.startswith(f"timing.{rule.id}."):
                log.error(place, CODE, f"{path} 比所用规则包宽；本地只能更严，不能更宽")


def _check_nodes(whole: Composed, pack: DisclosurePack, reading: Reading, log: Log) -> None:
    """A category may be held to more timing rules, and keeps all it had."""
    ending = ".timing"
    changed = {
        path.removeprefix("nodes.").removesuffix(ending): place
        for path, place, _ in whole.changes
        if path.startswith("nodes.") and path.endswith(ending)
    }
    if not changed:
        return
    before = Cursor(whole.before, Log(), "")
    known = Known(
        timing=[],
        channels=[],
        content_types=[],
        chains=[],
        national={entry.id: entry for entry in reading.law.categories},
    )
    old = {
        node.id: node
        for catalogue in read_catalogues(before, reading, known)
        for node in catalogue.walk()
    }
    for name, place in changed.items():
        if name not in old or not pack.has_node(name):
            continue
        dropped = [rule for rule in old[name].timing if rule not in pack.node(name).timing]
        if dropped:
            message = f"类别 {name} 去掉了时限规则 {'、'.join(dropped)}；本地可以增加，不能去掉"
            log.error(place, CODE, message)
