"""Worked examples of disclosure packs (``tests/*.yaml`` in the pack's folder).

A case asks for one thing — what a category is held to, what a content type cannot lack, which steps
a chain needs, when duties fall due — and says what the answer must be. Due dates are computed by
the same rules the office uses, with the calendar of the national pack.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.disclosure.loading import load_disclosure
from gongkai.policy.disclosure.pack import DisclosurePack
from gongkai.policy.disclosure.values import UnitKind
from gongkai.policy.library import Library
from gongkai.policy.national import load_national
from gongkai.policy.national_values import Level
from gongkai.policy.problems import Problem
from gongkai.policy.tree import Leaf, Row, read_tree
from gongkai.rules.obligations import (
    Assignment,
    Formation,
    Holding,
    Matter,
    Publication,
    Reckoning,
    Staged,
    StageFact,
    duties,
)
from gongkai.rules.publishing.chains import Condition
from gongkai.rules.workdays import CalendarError, WorkCalendar

_UNIT, _ITEM = 1, 1


def run_disclosure_cases(
    reference: str, library: Library | None = None
) -> tuple[list[Problem], int]:
    """Run every case of a disclosure pack; return the problems, and how many cases there are."""
    library = library or Library()
    folder = library.find(reference)
    pack = load_disclosure(reference, library)
    calendar = load_national(library, pack.national).calendar
    problems: list[Problem] = []
    count = 0
    for path in sorted((folder.path / "tests").glob("*.yaml")):
        tree = read_tree(path, folder.named(f"tests/{path.name}"))
        for node in tree.items if isinstance(tree, Row) else [tree]:
            log = Log()
            _run(Cursor(node, log, "算例"), pack, calendar)
            problems += log.errors[:1]
            count += 1
    return problems, count


def _run(cursor: Cursor, pack: DisclosurePack, calendar: WorkCalendar) -> None:
    name = cursor.text("name", required=True)
    expected = cursor.text("gives", required=True)
    try:
        found = _answer(cursor, pack, calendar)
    except (LookupError, CalendarError) as error:
        found = str(error.args[0] if error.args else error)
        # What stopped half-way has not asked for every key.
        cursor.asked |= set(cursor.branch.entries)
    cursor.done()
    if found != expected:
        message = f"“{name}”：应为 {expected}，得到 {found}"
        cursor.log.error(cursor.at("gives"), "T-FAIL", message)


def _answer(cursor: Cursor, pack: DisclosurePack, calendar: WorkCalendar) -> str:
    if cursor.has("timing"):
        return _due(cursor, pack, calendar)
    for key, answer in _ANSWERS.items():
        if cursor.has(key):
            return answer(cursor, pack)
    cursor.log.error(cursor.place, "K-MISSING", f"算例要问一样：timing、{'、'.join(_ANSWERS)}")
    return ""


def _joined(parts: Iterable[str]) -> str:
    return "、".join(parts) or "无"


def _category(cursor: Cursor, pack: DisclosurePack) -> str:
    node = pack.node(cursor.text("category"))
    known: Mapping[str, Callable[[], str]] = {
        "title": lambda: node.title,
        "path": lambda: " / ".join(entry.title for entry in pack.path(node.id)),
        "levels": lambda: _joined(level for level in Level if level in node.levels),
        "timing": lambda: _joined(node.timing),
        "channels": lambda: _joined(node.channels),
        "attribute": lambda: node.attribute.label,
        "audience": lambda: node.audience.label,
        "modes": lambda: _joined(sorted(mode.label for mode in node.modes)),
        "content_types": lambda: _joined(node.content_types),
        "cite": lambda: _joined(node.cite),
    }
    return _asked(cursor, known)


def _content_type(cursor: Cursor, pack: DisclosurePack) -> str:
    entry = pack.content_type(cursor.text("content_type"))
    known: Mapping[str, Callable[[], str]] = {
        "required": lambda: _joined(spec.title for spec in entry.required),
        "common": lambda: _joined(sorted(name.label for name in entry.common)),
        "validity": lambda: "有" if entry.validity else "无",
        "releases": lambda: _joined(
            f"{rule.at_least} 份解读{'，同步' if rule.together else ''}"
            for rule in pack.releases_of(entry.id)
        ),
        "category": lambda: pack.category_for(entry.id) or "无",
    }
    return _asked(cursor, known)


def _asked(cursor: Cursor, known: Mapping[str, Callable[[], str]]) -> str:
    asked = cursor.text("ask", required=True)
    if asked in known:
        return known[asked]()
    return f"“ask”可写：{'、'.join(known)}"


def _chain(cursor: Cursor, pack: DisclosurePack) -> str:
    chain = pack.chain(cursor.text("chain"))
    place = cursor.at("when")
    named = [cursor.member(Leaf(place, name), Condition, "when") for name in cursor.texts("when")]
    steps = chain.needed(condition for condition in named if condition is not None)
    return " → ".join((chain.drafting, *(step.title for step in steps), chain.publishing))


def _chain_of(cursor: Cursor, pack: DisclosurePack) -> str:
    asked = cursor.child("chain_of", "chain_of")
    if asked is None:
        return ""
    found = pack.chain_of(asked.text("category"), asked.text("content_type"))
    asked.done()
    return found.id


def _duties_of(cursor: Cursor, pack: DisclosurePack) -> str:
    asked = cursor.child("unit", "unit")
    if asked is None:
        return ""
    level = asked.choice("level", Level, Level.COUNTY)
    kind = asked.choice("kind", UnitKind, UnitKind.BUREAU)
    catalogue = asked.text("catalogue")
    asked.done()
    bound = pack.duties_of(level, kind)
    return str(sum(1 for node in bound if catalogue in {"", node.catalogue}))


def _catalogue(cursor: Cursor, pack: DisclosurePack) -> str:
    return str(sum(1 for node in pack.catalogue(cursor.text("catalogue")).walk() if node.leaf))


def _column(cursor: Cursor, pack: DisclosurePack) -> str:
    return str(len(pack.shown_in(cursor.text("column"))))


def _due(cursor: Cursor, pack: DisclosurePack, calendar: WorkCalendar) -> str:
    """Return the days the duties of a rule fall due that begins on ``on``, up to ``through``."""
    on = cursor.day("on") or date.min
    through = cursor.day("through") or on
    published = cursor.day("published")
    changed = cursor.flag("changed")
    rule = pack.timing_rule(cursor.text("timing"))
    formation = Formation(item=_ITEM, on=on, changed=changed)
    stages = rule.timing.stages if isinstance(rule.timing, Staged) else ()
    matter = Matter(
        id=_ITEM,
        title="事项",
        started_on=on,
        stages={stage.id: StageFact(reached_on=on) for stage in stages},
    )
    holding = Holding(
        publications=(Publication(item=_ITEM, on=published),) if published else (),
        formations=(formation,),
        matters=(matter,),
    )
    assignment = Assignment(unit=_UNIT, category="类别", rule=rule, start=on)
    reckoning = Reckoning(calendar=calendar, as_of=through, through=through)
    found = duties(reckoning, [assignment], {(_UNIT, "类别"): holding})
    return _joined(duty.due_on.isoformat() for duty in found)


_ANSWERS: Mapping[str, Callable[[Cursor, DisclosurePack], str]] = {
    "category": _category,
    "content_type": _content_type,
    "chain": _chain,
    "chain_of": _chain_of,
    "unit": _duties_of,
    "catalogue": _catalogue,
    "column": _column,
}
