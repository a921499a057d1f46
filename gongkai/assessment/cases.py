"""Worked examples of a pack (``tests/*.yaml``): the policy owner's own tests, run by name.

A case has ``input`` in one of four shapes — ``{total}``, component scores, ``{units, at_least_90}``
for quotas, or full ``{facts}`` — and either an ``output`` that must hold or an ``error`` code that
must occur. An unknown key in a case is an error of the case, never silently ignored.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gongkai.assessment.assess import assess
from gongkai.assessment.facts import facts_from_trees
from gongkai.assessment.results import Assessment, exported
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.library import Library
from gongkai.policy.loading import Pack, PatchEntry, load_pack
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.tree import Branch, Leaf, Node, Row, read_tree
from gongkai.rules.facts import Facts, UnitFacts
from gongkai.rules.grading import grade_units
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Scheme
from gongkai.rules.scoring import UnitScore


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """How one case ended; ``problems`` is empty when it passed."""

    name: str
    place: Place
    problems: tuple[Problem, ...]
    assessment: Assessment | None = None


def run_cases(reference: str, library: Library | None = None) -> list[CaseResult]:
    """Run every case of a pack, in file order."""
    library = library or Library()
    return [run_case(node, reference, library) for node in read_cases(reference, library)]


def read_cases(reference: str, library: Library) -> list[Node]:
    """Return the cases of a pack as written, in file order."""
    folder = library.find(reference)
    cases: list[Node] = []
    for path in sorted((folder.path / "tests").glob("*.yaml")):
        name = folder.named(f"tests/{path.name}")
        tree = read_tree(path, name)
        if not isinstance(tree, Row):
            raise ProblemsError([Problem(tree.place, "T-LIST", "测试文件应当是列表")])
        cases += tree.items
    return cases


def run_case(node: Node, reference: str, library: Library) -> CaseResult:
    """Run one case; ``reference`` is the pack it tests unless it names another."""
    log = Log()
    made: list[Assessment] = []
    cursor = Cursor(node, log, "测试")
    name = cursor.text("name", required=True)
    error = cursor.text("error")
    pack = cursor.text("pack", reference)
    patch = tuple(_patch(cursor))
    readings, given, expected = (cursor.node(key) for key in ("readings", "input", "output"))
    cursor.done()
    if (expected is None) == (not error):
        log.error(node.place, "T-CASE", "测试要写 output 或 error 之一")
    if not log.errors:
        problems = _outcome(pack, library, readings, patch, given, expected, log, made)
        log.problems = _against(error, problems, node.place)
    return CaseResult(
        name=name,
        place=node.place,
        problems=tuple(log.errors),
        assessment=made[0] if made else None,
    )


def _patch(cursor: Cursor) -> Iterator[PatchEntry]:
    node = cursor.node("patch")
    for path, value in node.entries.items() if isinstance(node, Branch) else ():
        yield path, value.place, value


def _against(error: str, problems: list[Problem], place: Place) -> list[Problem]:
    """Return what is wrong with a case, given the problems that its run met."""
    if not error:
        return problems
    codes = sorted({problem.code for problem in problems})
    if error in codes:
        return []
    found = "、".join(codes) if codes else "没有错误"
    return [Problem(place, "T-ERROR", f"应出现 {error}，实际：{found}")]


def _outcome(
    reference: str,
    library: Library,
    readings: Node | None,
    patch: tuple[PatchEntry, ...],
    given: Node | None,
    expected: Node | None,
    log: Log,
    made: list[Assessment],
) -> list[Problem]:
    try:
        pack = load_pack(reference, library, readings=readings, patch=patch)
        if given is None:
            return []
        result = _assessed(pack, given, log)
        made.append(result)
    except ProblemsError as error:
        return list(error.problems)
    if log.errors:
        return log.errors
    if expected is None:
        return [
            Problem(given.place, "BLOCKED", f"{problem.part}：{problem.message}")
            for problem in result.problems
        ]
    return list(_differences(result, expected))


def _assessed(pack: Pack, given: Node, log: Log) -> Assessment:
    scheme = pack.scheme
    keys = set(given.entries) if isinstance(given, Branch) else set()
    cursor = Cursor(given, log, "input")
    if keys == {"total"}:
        total = cursor.decimal("total")
        return _from_totals(scheme, [total] if total is not None else [])
    if "at_least_90" in keys:
        return _from_totals(scheme, _made_up(cursor))
    if "facts" in keys:
        node = cursor.node("facts")
        return _assess(scheme, facts_from_trees([node] if node else [], scheme, log), log)
    return _assess(scheme, _one_unit(given, scheme, log), log)


def _assess(scheme: Scheme, facts: Facts, log: Log) -> Assessment:
    """Assess facts that were read without an error; wrong facts are never scored."""
    if log.errors:
        raise ProblemsError(log.errors)
    return assess(scheme, facts)


def _made_up(cursor: Cursor) -> list[Decimal]:
    """Return distinct totals: ``at_least_90`` of them from 90 up, the others below."""
    units, high = cursor.whole("units") or 0, cursor.whole("at_least_90") or 0
    cursor.done()
    tops = [Decimal(90) + Decimal(index) / 100 for index in range(high)]
    return tops + [Decimal(80) - Decimal(index) / 100 for index in range(units - high)]


def _from_totals(scheme: Scheme, totals: list[Decimal]) -> Assessment:
    """Grade bare totals, for cases about boundaries and quotas alone."""
    units = [UnitFacts(id=f"u{index:03}", name=f"单位{index}") for index in range(len(totals))]
    scores = tuple(
        UnitScore(unit, total, None, (), (), ()) for unit, total in zip(units, totals, strict=True)
    )
    graded, quotas = grade_units(scheme, Facts(units=tuple(units)), scores)
    return Assessment(scheme=scheme, units=graded, quotas=quotas)


def _one_unit(given: Node, scheme: Scheme, log: Log) -> Facts:
    """Read an input that is one unit: bare component scores, or the body of a facts entry."""
    place = given.place
    entries = dict(given.entries) if isinstance(given, Branch) else {}
    leaves = {leaf.id for leaf in scheme.leaves()}
    if entries and leaves.issuperset(entries):
        entries = {"components": Branch(place, entries, dict.fromkeys(entries, place))}
    entries.setdefault("id", Leaf(place, "u"))
    unit = Branch(place, entries, dict.fromkeys(entries, place))
    root = Branch(place, {"units": Row(place, [unit])}, {"units": place})
    return facts_from_trees([root], scheme, log)


def _differences(result: Assessment, expected: Node) -> Iterator[Problem]:
    for key, node in expected.entries.items() if isinstance(expected, Branch) else ():
        wanted = _wanted(node)
        found = _found(result, key)
        if found is None:
            yield Problem(node.place, "T-KEY", f"output 里不认识 {key}")
        elif found != wanted:
            yield Problem(node.place, "T-FAIL", f"{key} 应为 {wanted}，算得 {found}")


def _wanted(node: Node) -> str:
    if isinstance(node, Row):
        return "、".join(_wanted(item) for item in node.items)
    return (node.text if isinstance(node, Leaf) else None) or "无"


def _found(result: Assessment, key: str) -> str | None:
    """Return what the result says under a key of ``output``."""
    head, _, unit_id = key.partition("@")
    units = [u for u in result.units if not unit_id or u.score.unit.id == unit_id]
    grades = {grade.id for grade in result.scheme.grades}
    if head in grades:
        return str(sum(1 for unit in result.units if unit.grade and unit.grade.id == head))
    if head == "overflow":
        return str(sum(len(quota.overflow) for quota in result.quotas))
    if head == "undecided":
        return str(sum(len(quota.undecided) for quota in result.quotas))
    if not units:
        return None
    unit = units[0]
    if head == "total":
        return format(unit.score.total, "f") if unit.score.total is not None else "无"
    if head == "grade":
        return unit.grade.id if unit.grade else "无"
    if head == "rank":
        return str(unit.rank) if unit.rank else "无"
    if head == "notes":
        return str(len(unit.notes))
    if head in exported(unit, result.scheme):
        value = exported(unit, result.scheme)[head]
        return plain(value) if value is not None else "无"
    return _node_value(unit.score, head)


def _node_value(score: UnitScore, node_id: str) -> str | None:
    """Return the value of a node of the explanation, by id."""
    stack = [score.trace] if score.trace else []
    while stack:
        node = stack.pop()
        if node.id == node_id:
            return plain(node.value) if node.value is not None else "无"
        stack += node.children
    return None


def failures(results: list[CaseResult]) -> list[Problem]:
    """Return the problems of failed cases, each naming its case."""
    return [
        replace(problem, message=f"“{result.name}”：{problem.message}")
        for result in results
        for problem in result.problems
    ]
