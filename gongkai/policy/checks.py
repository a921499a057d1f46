"""Checks across the sections of a pack that no single section can make."""

from collections.abc import Iterable

from gongkai.policy.changes import Change, withdrawn
from gongkai.policy.checks_rubric import check_rubrics, check_scales, unroundable
from gongkai.policy.cites import Cites
from gongkai.policy.cursor import Log
from gongkai.policy.paths import components, dimensions, element_id, elements, items
from gongkai.policy.problems import Place, suggestion
from gongkai.policy.tree import Branch, Leaf, Row
from gongkai.rules.numbers import plain
from gongkai.rules.readings import NoCases, NotApplicable, RoundAt
from gongkai.rules.scheme import Grading, Method, Scheme, Source

# Names of the engine's own nodes in an explanation; a tie-break by them would be ambiguous.
_RESERVED = {"total", "components", "bonus"}
_LISTED = ("grades", "stages", "vetoes", "overrides", "checklist", "forms")


def check_ids(root: Branch, changes: tuple[Change, ...], log: Log) -> None:
    """Check that ids are unique in their section and that none given up comes back."""
    scored = [*components(root)]
    rubrics = _rubric_elements(root)
    for rubric in rubrics:
        _unique([*scored, *rubric], log)
    if not rubrics:
        _unique(scored, log)
    for section in _LISTED:
        _unique(elements(root, section), log)
    gone = withdrawn(changes)
    for branch in (*items(root), *dimensions(root), *scored):
        name = element_id(branch)
        if name in _RESERVED:
            message = f"编号 {name} 留作总分、加权合成和加分用，请换一个"
            log.error(_id_place(branch), "ID-RESERVED", message)
        if name in gone:
            message = f"编号 {name} 在 {gone[name]} 版已停用，编号不得重复使用"
            log.error(_id_place(branch), "ID-REUSED", message)


def _rubric_elements(root: Branch) -> list[list[Branch]]:
    several = root.entries.get("rubrics")
    single = root.entries.get("rubric")
    rubrics = [single] if isinstance(single, Branch) else []
    rubrics += (
        [rubric for rubric in several.items if isinstance(rubric, Branch)]
        if isinstance(several, Row)
        else []
    )
    bonus = (
        Branch(root.place, {"bonus": root.entries["bonus"]}) if "bonus" in root.entries else None
    )
    found = []
    for rubric in rubrics:
        alone = Branch(rubric.place, {"rubric": rubric})
        extra = list(items(bonus)) if bonus else []
        found.append([*dimensions(alone), *items(alone), *extra])
    return found


def _id_place(branch: Branch) -> Place:
    leaf = branch.entries.get("id")
    return leaf.place if isinstance(leaf, Leaf) else branch.place


def _unique(branches: Iterable[Branch], log: Log) -> None:
    first: dict[str, Place] = {}
    for branch in branches:
        name = element_id(branch)
        if not name:
            continue
        if name in first and _id_place(branch) != first[name]:
            message = f"编号 {name} 重复，第一次在 {first[name]}"
            log.error(_id_place(branch), "ID-DUP", message)
        first.setdefault(name, _id_place(branch))


def check_scheme(scheme: Scheme, root: Branch, cites: Cites, log: Log) -> None:
    """Check what the parts of a scheme say about each other."""
    _check_ties(scheme, root, log)
    _check_rubric_sources(scheme, root, log)
    _check_overflow(scheme, root, log)
    _check_vetoes(scheme, root, log)
    _check_conflicts(scheme, root, log)
    check_rubrics(scheme, root, log)
    check_scales(scheme, root, log)
    if not scheme.grades and scheme.grading is Grading.DECIDED:
        log.error(root.keys.get("grades", root.place), "G-COVER", "至少要有一个等次")
    for source, anchors in cites.anchors.items():
        if not anchors:
            place = root.keys.get("sources", root.place)
            log.note(place, "C-ANCHORS", f"来源 {source} 没有列出条款，出处只核对到来源")
    unset = [item.id for rubric in scheme.rubrics for item in rubric.items() if item.points is None]
    if unset:
        message = f"{len(unset)} 个考核项没有分值，设定口径 unset_points 或用本地规则包补上才能考核"
        log.note(root.keys.get("rubric", root.place), "N-POINTS", message)


def scored_ids(scheme: Scheme) -> set[str]:
    """Return the ids of everything that has a score."""
    found = {leaf.id for leaf in scheme.leaves()} | {part.id for part in scheme.components}
    for rubric in scheme.rubrics:
        found |= {dimension.id for dimension in rubric.dimensions}
        found |= {item.id for item in rubric.items()}
    return found


def _check_ties(scheme: Scheme, root: Branch, log: Log) -> None:
    if not any(grade.max_share is not None for grade in scheme.grades):
        return
    known = scored_ids(scheme) | {"decide"}
    ties = scheme.readings.quota_tie or ()
    if "decide" in ties[:-1]:
        message = "quota_tie 里 decide（会议记录决定）只能放在最后：决定之后不再比分"
        log.error(_reading_place(root, "quota_tie"), "R-TIE", message)
    for name in ties:
        if name not in known:
            message = f"quota_tie 里的 {name} 不是得分构成或考核项{suggestion(name, known)}"
            log.error(_reading_place(root, "quota_tie"), "R-TIE", message)


def _reading_place(root: Branch, name: str) -> Place:
    readings = root.entries.get("readings")
    if isinstance(readings, Branch) and name in readings.entries:
        return readings.entries[name].place
    return readings.place if readings else root.place


def _check_rubric_sources(scheme: Scheme, root: Branch, log: Log) -> None:
    uses = any(leaf.source is Source.RUBRIC for leaf in scheme.leaves())
    if uses and not scheme.rubrics:
        log.error(root.keys["components"], "K-MISSING", "有得分构成取自考核表，但没有 rubric")
    if scheme.components and scheme.rubrics and not uses:
        message = "有 rubric，但没有得分构成写 from: rubric，考核表不会计分"
        log.error(root.keys["components"], "W-UNUSED", message)
    scored = scheme.components or scheme.rubrics
    if scheme.grading is Grading.THRESHOLDS and not scored:
        log.error(root.place, "K-MISSING", "按分数定等次，但既没有 rubric 也没有 components")


def _check_overflow(scheme: Scheme, root: Branch, log: Log) -> None:
    """Check that a quota moves units one grade down, no further.

    Otherwise a unit that rose from the grade between would end below where it stood.
    """
    order = [grade.id for grade in scheme.grades]
    for index, branch in enumerate(elements(root, "grades")[: len(order)]):
        grade = scheme.grades[index]
        if grade.max_share is not None and grade.overflow_to in order[index + 2 :]:
            title = scheme.grades[index + 1].title
            message = f"“{grade.title}”超额的应列下一等“{title}”，否则多得分反而降等"
            log.error(branch.entries["overflow_to"].place, "G-OVERFLOW", message)


def _check_vetoes(scheme: Scheme, root: Branch, log: Log) -> None:
    known = [grade.id for grade in scheme.grades]
    for veto, branch in zip(scheme.vetoes, elements(root, "vetoes"), strict=False):
        if veto.grade not in known:
            message = f"没有等次 {veto.grade}{suggestion(veto.grade, known)}"
            log.error(branch.place, "G-UNKNOWN", message)
        if veto.total is not None and not veto.stops:
            message = f"“{veto.title}”写了 stops: false，分数照算，不能再写 total"
            log.error(branch.place, "S-VETO", message)
        if veto.total is not None and veto.total > scheme.max:
            message = f"total {plain(veto.total)} 超过满分 {plain(scheme.max)}"
            log.error(branch.place, "T-RANGE", message)


def _check_conflicts(scheme: Scheme, root: Branch, log: Log) -> None:
    """Check that no two readings contradict each other, and that points survive the rounding."""
    readings = scheme.readings
    rounding = readings.round
    if rounding is not None:
        place = _reading_place(root, "round")
        for name, points in unroundable(scheme, rounding):
            worth = f"{plain(points)} 分" if points is not None else "等分的分值"
            message = f"{name}{worth}，比取位的 {rounding.digits} 位小数更细，取位会超过满分"
            log.error(place, "R-CONFLICT", message)
        spread = readings.not_applicable is NotApplicable.SPREAD_EQUALLY
        if spread and rounding.at is not RoundAt.TOTAL:
            message = "平均分摊后的分值有很多位小数，只能在总分处取位（round: {at: total}）"
            log.error(place, "R-CONFLICT", message)
    rates = any(i.method is Method.COMPUTED for r in scheme.rubrics for i in r.items())
    forbids = readings.not_applicable is NotApplicable.FORBID
    if rates and forbids and readings.no_cases is NoCases.NOT_APPLICABLE:
        message = "no_cases 是不适用，not_applicable 却是 forbid，请改其一"
        log.error(_reading_place(root, "no_cases"), "R-CONFLICT", message)


def relevant_readings(scheme_parts: Scheme) -> set[str]:
    """Return the readings that an assessment under this scheme rests on."""
    relevant = {"boundary"} if scheme_parts.grading is Grading.THRESHOLDS else set()
    if scheme_parts.components or scheme_parts.rubrics:
        relevant.add("round")
    if scheme_parts.components:
        relevant.add("missing_component")
    every = [item for rubric in scheme_parts.rubrics for item in rubric.items()]
    methods = {item.method for item in every}
    if every:
        relevant |= {"not_applicable", "deduct_floor"}
    if methods - {Method.DEDUCT}:
        relevant.add("missing_item")
    if Method.SURVEY in methods:
        relevant.add("map")
        own = [item.survey.min_answers for item in every if item.survey]
        if any(value is None for value in own):
            relevant.add("min_answers")
    if Method.COMPUTED in methods:
        relevant.add("no_cases")
    if any(item.points is None for item in every):
        relevant.add("unset_points")
    if any(grade.max_share is not None for grade in scheme_parts.grades):
        relevant |= {"quota_base", "quota_round", "quota_tie"}
    return relevant
