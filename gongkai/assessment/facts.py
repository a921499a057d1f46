"""Reading facts files: YAML, JSON or Excel in, facts about units out, every problem at once."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from gongkai.assessment.facts_items import read_items
from gongkai.assessment.facts_names import by_title, check_texts, check_unit_id
from gongkai.assessment.facts_votes import read_ballots, read_decisions
from gongkai.assessment.facts_xlsx import workbook_tree
from gongkai.assessment.facts_xlsx.layout import SHEETS
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.problems import Place, Problem, ProblemsError, suggestion
from gongkai.policy.tree import Leaf, Node, Row, read_tree
from gongkai.policy.workbook.told import told
from gongkai.rules.facts import (
    DecidedGrade,
    Facts,
    Finding,
    NotApplicableClaim,
    UnitFacts,
)
from gongkai.rules.numbers import ZERO, plain
from gongkai.rules.readings import NotApplicable
from gongkai.rules.scheme import Component, Grading, Scheme, Source
from gongkai.rules.scoring.collector import collector_at_rest


def read_facts_files(paths: Iterable[Path], scheme: Scheme) -> Facts:
    """Read one or more facts files as one set of facts.

    Raises :class:`ProblemsError` with everything that is wrong in all of them.
    """
    log = Log()
    trees = []
    with collector_at_rest():
        for path in paths:
            try:
                trees.append(read_facts_tree(path, log.problems))
            except ProblemsError as error:
                log.problems += error.problems
        facts = facts_from_trees(trees, scheme, log)
    if log.errors:
        raise ProblemsError(log.errors)
    return facts


def read_facts_tree(path: Path, problems: list[Problem] | None = None) -> Node:
    """Read a facts file of any supported kind into positioned nodes (see ``read_tree``)."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return workbook_tree(path, problems=problems)
    if suffix in {".yaml", ".yml", ".json"}:
        return read_tree(path, None, problems)
    message = f"不支持 {suffix or '没有后缀的'} 文件，请用 .yaml、.json 或 .xlsx"
    raise ProblemsError([Problem(Place(str(path)), "F-KIND", message)])


def facts_from_trees(trees: list[Node], scheme: Scheme, log: Log) -> Facts:
    """Build facts from parsed files, checking them against the scheme."""
    units: list[UnitFacts] = []
    places: dict[str, Place] = {}
    ballots: list[Cursor] = []
    decisions: list[Cursor] = []
    for tree in trees:
        check_texts(tree, log)
        root = Cursor(tree, log, "事实文件")
        for cursor in root.children("units", "单位", required=True):
            unit = _unit(cursor, scheme)
            _check_twice(unit.id, cursor, places, log)
            units.append(unit)
        ballots += root.children("ballots", "互评票")
        decisions += root.children("tie_decisions", "同分决定")
        for key in ("pack", "year", "title", "note"):
            root.node(key)
        root.done()
    if trees and not units and not log.errors:
        log.error(trees[0].place, "U-NONE", "没有一个单位")
    _check_parents(units, places, log)
    facts = Facts(
        units=tuple(units),
        ballots=read_ballots(ballots, scheme, places, log),
        tie_decisions=read_decisions(decisions, scheme, places),
    )
    _check_polled_twice(facts, scheme, places, log)
    log.problems = told(log.problems, SHEETS)
    return facts


def _check_twice(unit: str, cursor: Cursor, places: dict[str, Place], log: Log) -> None:
    if unit and unit in places:
        log.error(cursor.at("id"), "U-DUP", f"单位 {unit} 出现两次，第一次在 {places[unit]}")
    places.setdefault(unit, cursor.at("id"))


def _check_parents(units: list[UnitFacts], places: dict[str, Place], log: Log) -> None:
    """Check that superiors exist and that nobody is, by a chain, above himself."""
    parents = {unit.id: unit.parent for unit in units}
    straight: set[str] = set()
    for unit in units:
        if unit.parent and unit.parent not in parents:
            near = suggestion(unit.parent, parents)
            log.error(places[unit.id], "U-PARENT", f"没有上级单位 {unit.parent}{near}")
        seen, current = {unit.id}, unit.parent
        while current in parents and current and current not in straight:
            if current in seen:
                message = f"单位 {unit.id} 的上级关系绕成了一圈"
                log.error(places[unit.id], "U-CYCLE", message)
                break
            seen.add(current)
            current = parents[current]
        else:
            straight |= seen


def _check_polled_twice(facts: Facts, scheme: Scheme, places: dict[str, Place], log: Log) -> None:
    """Refuse a score written by hand for what the ballots decide: one of them would be lost."""
    rated = {unit for ballot in facts.ballots for unit in ballot.scores}
    polls = [leaf for leaf in scheme.leaves() if leaf.source is Source.POLL]
    for unit in facts.units:
        for leaf in polls:
            if leaf.id in unit.components and unit.id in rated:
                message = f"单位 {unit.id} 的“{leaf.title}”既有互评票，又写了分数，只留一种"
                log.error(places[unit.id], "U-BOTH", message)


def _unit(cursor: Cursor, scheme: Scheme) -> UnitFacts:
    unit_id = cursor.text("id", required=True)
    check_unit_id(cursor, unit_id)
    cursor.what = f"单位 {unit_id}"
    group = cursor.text("group")
    unit = UnitFacts(
        id=unit_id,
        name=cursor.text("name", unit_id),
        group=group,
        parent=cursor.text("parent"),
        components=_components(cursor, scheme),
        items=read_items(cursor, scheme, group),
        not_applicable=_not_applicable(cursor, scheme, group),
        findings=_findings(cursor, scheme),
        decided_grade=_decided(cursor, scheme),
        exempt=cursor.flag("exempt"),
        exempt_reason=cursor.text("exempt_reason"),
    )
    _check_both(cursor, unit, scheme)
    if scheme.rubrics and scheme.rubric_for(group) is None:
        groups = "、".join(name for rubric in scheme.rubrics for name in rubric.groups)
        cursor.error("group", "U-GROUP", f"组别“{group}”没有对应的考核表（有：{groups}）")
    cursor.done()
    return unit


def _check_both(cursor: Cursor, unit: UnitFacts, scheme: Scheme) -> None:
    """Refuse facts that contradict each other, where the engine could only heed one of them."""
    rubric = scheme.rubric_for(unit.group)
    claimed = [claim.item for claim in unit.not_applicable]
    for dimension in rubric.dimensions if rubric else ():
        for item in dimension.items:
            times = claimed.count(item.id) + claimed.count(dimension.id)
            if times and item.id in unit.items:
                message = f"“{item.title}”写了不适用，又在 items 里给了事实，只留一种"
                cursor.error("not_applicable", "U-BOTH", message)
            if times > 1:
                cursor.error("not_applicable", "U-DUP", f"“{item.title}”写了两次不适用")
    for leaf in scheme.leaves():
        fed = unit.items.keys() & {item.id for item in rubric.items()} if rubric else set()
        if leaf.source is Source.RUBRIC and leaf.id in unit.components and (fed or claimed):
            message = f"“{leaf.title}”由考核表得出，又在 components 里写了分数，只留一种"
            cursor.error("components", "U-BOTH", message)


def _components(cursor: Cursor, scheme: Scheme) -> dict[str, Decimal]:
    child = cursor.child("components", f"{cursor.what}的得分构成")
    if child is None:
        return {}
    leaves: dict[str, Component] = {leaf.id: leaf for leaf in scheme.leaves()}
    found = {}
    titles = {key: leaf.title for key, leaf in leaves.items()}
    for name, place, _ in child.entries():
        leaf = leaves.get(by_title(name, titles, place))
        if leaf is None:
            near = suggestion(name, [*leaves, *titles.values()] if place.cell else leaves)
            # In a sheet the name may be a heading: a column of remarks is no component.
            mend = "；这一列若不是得分，请删去" if place.cell and not near else ""
            cursor.log.error(place, "U-COMPONENT", f"没有得分构成 {name}{near}{mend}")
            continue
        if leaf.id in found:
            child.error(name, "U-DUP", f"“{leaf.title}”写了两次，编号和名称各一次，只留一种")
        score = child.decimal(name)
        if score is None:
            continue
        if not ZERO <= score <= leaf.max:
            message = f"{leaf.title} {plain(score)} 分，应在 0 到 {plain(leaf.max)} 之间"
            child.error(name, "U-RANGE", message)
            continue
        found[leaf.id] = score
    return found


def _not_applicable(cursor: Cursor, scheme: Scheme, group: str) -> tuple[NotApplicableClaim, ...]:
    rubric = scheme.rubric_for(group)
    known = {item.id: item.title for item in rubric.items()} if rubric else {}
    known |= {part.id: part.title for part in rubric.dimensions} if rubric else {}
    claims = []
    for child in cursor.children("not_applicable", "不适用"):
        claim = NotApplicableClaim(
            item=by_title(child.text("item", required=True), known, child.at("item")),
            reason=child.text("reason", required=True),
            approved_by=child.text("approved_by", required=True),
        )
        if claim.item and claim.item not in known:
            message = f"没有考核项 {claim.item}{suggestion(claim.item, known)}"
            child.error("item", "U-ITEM", message)
        if scheme.readings.not_applicable is NotApplicable.FORBID:
            child.error("item", "U-FORBID", "本办法不允许不适用（口径 not_applicable: forbid）")
        child.done()
        claims.append(claim)
    return tuple(claims)


def _findings(cursor: Cursor, scheme: Scheme) -> tuple[Finding, ...]:
    node = cursor.node("findings")
    known = scheme.findings()
    found = []
    for entry in node.items if isinstance(node, Row) else ():
        finding = _finding(entry, cursor, known)
        if finding.id not in known:
            near = suggestion(finding.id, known)
            listed = "、".join(known) or "无"
            message = f"本办法没有认定事实 {finding.id}{near}（有：{listed}）"
            cursor.log.error(entry.place, "U-FINDING", message)
        found.append(finding)
    if node is not None and not isinstance(node, Row):
        cursor.error("findings", "T-LIST", "“findings”应当是列表")
    return tuple(found)


def _finding(node: Node, cursor: Cursor, known: Mapping[str, str]) -> Finding:
    if isinstance(node, Leaf):
        return Finding(id=node.text or "")
    child = Cursor(node, cursor.log, "认定事实")
    finding = Finding(
        id=by_title(child.text("id", required=True), known, child.at("id")),
        reason=child.text("reason"),
        evidence=child.text("evidence"),
        by=child.text("by"),
        on=child.day("on"),
    )
    child.done()
    return finding


def _decided(cursor: Cursor, scheme: Scheme) -> DecidedGrade | None:
    child = cursor.child("decided_grade", "认定等次")
    if child is None:
        return None
    if scheme.grading is not Grading.DECIDED:
        message = "本办法按分数定等次，不能另写 decided_grade"
        cursor.error("decided_grade", "U-DECIDED", message)
    known = {grade.id: grade.title for grade in scheme.grades}
    decided = DecidedGrade(
        grade=by_title(child.text("grade", required=True), known, child.at("grade")),
        reason=child.text("reason", required=True),
        by=child.text("by"),
    )
    if decided.grade and decided.grade not in known:
        message = f"没有等次 {decided.grade}{suggestion(decided.grade, known)}"
        child.error("grade", "U-GRADE", message)
    child.done()
    return decided
