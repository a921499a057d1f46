"""Worked examples of the national pack (``packs/cn/tests/*.yaml``).

A case asks for one thing: a parameter on a day, a fee for a number of pieces, the working day that
a term ends on, or the remedy of a decision; and says what the answer must be.
"""

from datetime import date

from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.library import Library
from gongkai.policy.national import load_national
from gongkai.policy.national_values import FeeScale, MonthDay, NationalPack
from gongkai.policy.problems import Problem
from gongkai.policy.tree import Row, read_tree
from gongkai.rules.numbers import plain
from gongkai.rules.workdays import CalendarError


def run_national_cases(
    reference: str = "cn", library: Library | None = None
) -> tuple[list[Problem], int]:
    """Run every case of a national pack; return the problems, and how many cases there are."""
    library = library or Library()
    folder = library.find(reference)
    law = load_national(library, reference)
    problems: list[Problem] = []
    count = 0
    for path in sorted((folder.path / "tests").glob("*.yaml")):
        tree = read_tree(path, folder.named(f"tests/{path.name}"))
        for node in tree.items if isinstance(tree, Row) else [tree]:
            log = Log()
            _run(Cursor(node, log, "算例"), law)
            problems += log.errors[:1]
            count += 1
    return problems, count


def _run(cursor: Cursor, law: NationalPack) -> None:
    name = cursor.text("name", required=True)
    expected = cursor.text("gives", required=True)
    on = cursor.day("on") or date.min
    try:
        found = _answer(cursor, law, on)
    except (KeyError, CalendarError) as error:
        found = str(error.args[0] if error.args else error)
    cursor.done()
    if found != expected:
        message = f"“{name}”：应为 {expected}，得到 {found}"
        cursor.log.error(cursor.at("gives"), "T-FAIL", message)


def _answer(cursor: Cursor, law: NationalPack, on: date) -> str:
    """Return what the law answers, as text."""
    parameter, decision = cursor.text("parameter"), cursor.text("decision")
    pieces, term = cursor.whole("pieces"), cursor.whole("working_days")
    if parameter:
        held = law.parameter(parameter).at(on)
        value = held.value if held else None
        if isinstance(value, FeeScale):
            return plain(value.amount(pieces or 0))
        if isinstance(value, MonthDay):
            return f"{value.month:02}-{value.day:02}"
        return "无" if value is None else str(value)
    if decision:
        remedy = law.remedy(decision, on)
        return remedy.value.value if remedy else "无"
    if term is not None:
        return law.calendar.add(on, term).day.isoformat()
    return "工作日" if law.calendar.is_working(on) else "休息日"
