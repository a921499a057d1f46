"""Grades, overrides and exports of a pack."""

from decimal import Decimal

from gongkai.policy.cites import Cites
from gongkai.policy.cursor import Cursor
from gongkai.policy.problems import suggestion
from gongkai.rules.numbers import HUNDRED, ZERO, plain
from gongkai.rules.scheme import Export, Grade, Grading, Override


def read_grades(root: Cursor, cites: Cites, top: Decimal) -> tuple[tuple[Grade, ...], Grading]:
    """Read ``grades``, best first, and whether they follow from points or are decided."""
    grading = root.choice("grading", Grading, Grading.THRESHOLDS)
    cursors = root.children("grades", "等次", required=True)
    grades = tuple(_grade(cursor, cites) for cursor in cursors)
    if grading is Grading.THRESHOLDS:
        _check_cover(root, cursors, grades, top)
    _check_quota(cursors, grades)
    return grades, grading


def _grade(cursor: Cursor, cites: Cites) -> Grade:
    title = cursor.text("title", required=True)
    cursor.what = f"等次“{title}”"
    grade = Grade(
        id=cursor.text("id", required=True),
        title=title,
        cite=cites.of(cursor),
        min=cursor.points("min"),
        max_share=cursor.decimal("max_share"),
        overflow_to=cursor.text("overflow_to"),
        description=cursor.text("description"),
    )
    cursor.done()
    return grade


def _check_cover(
    root: Cursor, cursors: list[Cursor], grades: tuple[Grade, ...], top: Decimal
) -> None:
    """Check that the grades cover [0, top] without gap or overlap: each takes [min, next min)."""
    previous: Decimal | None = None
    for cursor, grade in zip(cursors, grades, strict=True):
        if grade.min is None:
            cursor.log.error(cursor.place, "G-MIN", f"等次“{grade.title}”缺少下限 min")
        elif previous is not None and grade.min == previous:
            cursor.error("min", "G-OVERLAP", f"“{grade.title}”与上一等下限都是 {plain(previous)}")
        elif previous is not None and grade.min > previous:
            cursor.error("min", "G-ORDER", "等次应从高到低排列")
        elif grade.min > top:
            cursor.error("min", "G-RANGE", f"下限 {plain(grade.min)} 超过满分 {plain(top)}")
        previous = grade.min if grade.min is not None else previous
    if grades and grades[-1].min is not None and grades[-1].min != ZERO:
        low = plain(grades[-1].min)
        cursors[-1].error("min", "G-COVER", f"0 分到 {low} 分之间没有等次")
    if not grades:
        root.error("grades", "G-COVER", "至少要有一个等次")


def _check_quota(cursors: list[Cursor], grades: tuple[Grade, ...]) -> None:
    order = [grade.id for grade in grades]
    for index, (cursor, grade) in enumerate(zip(cursors, grades, strict=True)):
        share = grade.max_share
        if share is None:
            if grade.overflow_to:
                cursor.error("overflow_to", "G-SHARE", "没有 max_share 就不需要 overflow_to")
            continue
        if not ZERO < share <= 1:
            cursor.error("max_share", "G-SHARE", f"max_share 应大于 0 且不超过 1：{plain(share)}")
        if grade.overflow_to not in order[index + 1 :]:
            near = suggestion(grade.overflow_to, order[index + 1 :])
            message = f"overflow_to 应是更低的等次，现为“{grade.overflow_to}”{near}"
            cursor.error("overflow_to", "G-OVERFLOW", message)


def read_overrides(root: Cursor, cites: Cites, grades: tuple[Grade, ...]) -> tuple[Override, ...]:
    """Read findings that beat points; without ``grade`` they give the lowest grade."""
    known = [grade.id for grade in grades]
    overrides = []
    for cursor in root.children("overrides", "优先规则"):
        beats = cursor.text("beats", "grades")
        if beats != "grades":
            cursor.error("beats", "T-CHOICE", f"“beats”不能是 {beats}，可用：grades")
        grade = cursor.text("grade", known[-1] if known else "")
        if grade not in known:
            cursor.error("grade", "G-UNKNOWN", f"没有等次 {grade}{suggestion(grade, known)}")
            grade = known[-1] if known else ""
        finding = cursor.text("on_finding", required=True)
        overrides.append(
            Override(
                id=cursor.text("id", required=True),
                finding=finding,
                title=cursor.text("title", finding),
                grade=grade,
                do=cursor.texts("do"),
                cite=cites.of(cursor),
            )
        )
        cursor.done()
    return tuple(overrides)


def read_exports(root: Cursor, cites: Cites) -> tuple[Export, ...]:
    """Read how results count elsewhere: full marks from a line on, the real total below it."""
    cursor = root.child("exports", "exports")
    exports = []
    for name, _, node in cursor.entries() if cursor else ():
        entry = Cursor(node, root.log, f"结果运用 {name}")
        line = entry.points("full_at_least", required=True)
        full = entry.points("full_value")
        otherwise = entry.text("otherwise", "total")
        if otherwise != "total":
            entry.error("otherwise", "T-CHOICE", f"“otherwise”不能是 {otherwise}，可用：total")
        exports.append(
            Export(
                id=name,
                title=entry.text("title", name),
                full_at_least=HUNDRED if line is None else line,
                full_value=HUNDRED if full is None else full,
                cite=cites.of(entry),
            )
        )
        entry.done()
    return tuple(exports)
