"""Stages, approval, consequences, appeal, meeting forms and check lists of a pack."""

import re

from gongkai.policy.cites import Cites
from gongkai.policy.cursor import Cursor
from gongkai.policy.indicator_names import INDICATORS, read_known
from gongkai.policy.problems import suggestion
from gongkai.rules.scheme import (
    Accountability,
    Appeal,
    ApprovalStep,
    CheckArea,
    CheckPoint,
    Consequence,
    Degree,
    Grade,
    Ground,
    MeetingForm,
    Responsibility,
    Stage,
    Work,
)
from gongkai.rules.scheme.procedure import MonthDay

# What follows whatever the grade: fraud in the process, a crime, use in yearly targets.
ANY_GRADE = "any"
_MONTH_DAY = re.compile(r"(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read_stages(root: Cursor, cites: Cites) -> tuple[Stage, ...]:
    """Read the stages of a round in order."""
    stages = []
    for cursor in root.children("stages", "阶段"):
        stage_id = cursor.text("id", required=True)
        cursor.what = f"阶段 {stage_id}"
        opens, closes, words = _when(cursor)
        sample, size = _sample(cursor)
        stages.append(
            Stage(
                id=stage_id,
                title=cursor.text("title", stage_id),
                who=cursor.text("who", required=True),
                does=_works(cursor),
                makes=cursor.text("makes"),
                when=words,
                opens=opens,
                closes=closes,
                sample=sample,
                sample_size=size,
                cite=cites.of(cursor),
            )
        )
        cursor.done()
    return tuple(stages)


def _works(cursor: Cursor) -> tuple[Work, ...]:
    """Return what is done in a stage; a stage that says nothing is only shown."""
    works = []
    for text in cursor.texts("does"):
        if text in set(Work):
            works.append(Work(text))
        else:
            near = suggestion(text, list(Work))
            cursor.error("does", "T-CHOICE", f"“does”没有 {text}{near}（有：{'、'.join(Work)}）")
    return tuple(works)


def _when(cursor: Cursor) -> tuple[MonthDay | None, MonthDay | None, str]:
    """Return first and last day of a stage where it has them, and its time in words.

    Days are of the round's year and include themselves (Q27, Q28).
    """
    month, by, between = cursor.whole("month"), cursor.text("by"), cursor.texts("between")
    words = cursor.text("when")
    if month is not None and not 1 <= month <= 12:
        cursor.error("month", "T-RANGE", f"没有 {month} 月")
        month = None
    if between and len(between) != 2:
        cursor.error("between", "T-LIST", "between 要写起止两天，例如 [12-11, 12-20]")
    if month is not None:
        return (month, 1), (month, _MONTH_LENGTHS[month - 1]), f"每年 {month} 月"
    if len(between) == 2:
        first, last = (_month_day(cursor, "between", text) for text in between)
        return first, last, f"{_day_words(first)}至{_day_words(last)}"
    if by:
        last = _month_day(cursor, "by", by)
        return None, last, f"{_day_words(last)} 24 时前（含当日）"
    return None, None, words


def _month_day(cursor: Cursor, key: str, text: str) -> MonthDay:
    match = _MONTH_DAY.fullmatch(text)
    month, day = (int(match["month"]), int(match["day"])) if match else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= _MONTH_LENGTHS[month - 1]:
        cursor.error(key, "T-DATE", f"“{key}”应当写成 12-10（月-日）：{text}")
    return month, day


def _day_words(day: MonthDay) -> str:
    return f"{day[0]} 月 {day[1]} 日"


def _sample(cursor: Cursor) -> tuple[str, int | None]:
    """Return whom a sample is drawn from, in words, and how many, where the source says it."""
    sample = cursor.child("sample", "抽样")
    if sample is None:
        return "", None
    size = sample.whole("size")
    source = sample.text("from", required=True)
    sample.done()
    return f"{source}（{size if size is not None else '数量由开展考核时确定'}）", size


def read_approval(root: Cursor, cites: Cites) -> tuple[ApprovalStep, ...]:
    """Read the steps by which a result becomes final."""
    steps = []
    for cursor in root.children("approval", "审定步骤"):
        steps.append(
            ApprovalStep(
                by=cursor.text("by", required=True),
                act=cursor.text("act", required=True),
                cite=cites.of(cursor, required=False),
            )
        )
        cursor.done()
    return tuple(steps)


def read_consequences(
    root: Cursor, cites: Cites, grades: tuple[Grade, ...]
) -> tuple[tuple[str, tuple[Consequence, ...]], ...]:
    """Read what follows from each grade, and under ``any`` what follows whatever the grade."""
    cursor = root.child("consequences", "consequences")
    known = [*(grade.id for grade in grades), ANY_GRADE]
    found = []
    for grade, place, _ in list(cursor.entries()) if cursor else ():
        if grade not in known:
            near = suggestion(grade, known)
            root.log.error(place, "G-UNKNOWN", f"没有等次 {grade}{near}")
        children = cursor.children(grade, "后果") if cursor else []
        found.append((grade, tuple(_consequence(child, cites) for child in children)))
    return tuple(found)


def _consequence(cursor: Cursor, cites: Cites) -> Consequence:
    consequence = Consequence(
        do=cursor.text("do", required=True),
        cite=cites.of(cursor),
        by=cursor.text("by"),
        who=cursor.texts("who"),
        due=cursor.text("due") or None,
        start=cursor.text("from"),
        report_to=cursor.text("report_to"),
        after=cursor.text("after"),
        note=cursor.text("note"),
    )
    cursor.done()
    return consequence


def read_appeal(root: Cursor, cites: Cites) -> Appeal | None:
    """Read the review of decisions, or None where the source has none (Q24)."""
    cursor = root.child("appeal", "appeal")
    if cursor is None:
        return None
    appeal = Appeal(
        covers=cursor.texts("covers", required=True),
        within=cursor.text("within", required=True),
        to=cursor.texts("to", required=True),
        decide_within=cursor.text("decide_within"),
        in_source=cursor.flag("in_source", default=True),
        cite=cites.of(cursor),
    )
    cursor.done()
    return appeal


def read_forms(root: Cursor, cites: Cites) -> tuple[MeetingForm, ...]:
    """Read the forms of checking with the number and kinds of people they need."""
    forms: list[MeetingForm] = []
    for cursor in root.children("forms", "检查形式"):
        form_id = cursor.text("id", required=True)
        cursor.what = f"检查形式 {form_id}"
        low, high = cursor.whole("people_min"), cursor.whole("people_max")
        if low is not None and high is not None and low > high:
            cursor.error("people_max", "T-RANGE", f"人数上限 {high} 小于下限 {low}")
        forms.append(
            MeetingForm(
                id=form_id,
                title=cursor.text("title", required=True),
                cite=cites.of(cursor),
                group=cursor.text("group"),
                people_min=low,
                people_max=high,
                categories=cursor.texts("categories"),
                borrows=_borrowed(cursor, [form.id for form in forms]),
            )
        )
        cursor.done()
    return tuple(forms)


def _borrowed(cursor: Cursor, known: list[str]) -> str:
    """Return the form above whose people this one takes over."""
    named = cursor.text("borrows")
    if named and named not in known:
        cursor.error(
            "borrows", "T-CHOICE", f"“borrows”借用的 {named} 不在前面{suggestion(named, known)}"
        )
    return named


def read_checklist(root: Cursor, cites: Cites) -> tuple[CheckArea, ...]:
    """Read areas of points that people look at without scores of their own."""
    areas = []
    seen: set[str] = set()
    for cursor in root.children("checklist", "内容清单"):
        title = cursor.text("title", required=True)
        cursor.what = f"内容清单“{title}”"
        children = cursor.children("points", "清单项")
        points = tuple(_check_point(child, cites, seen) for child in children)
        area = CheckArea(
            id=cursor.text("id", required=True),
            title=title,
            cite=cites.of(cursor),
            points=points,
            known=read_known(cursor),
            categories=cursor.texts("categories"),
        )
        cursor.done()
        areas.append(area)
    return tuple(areas)


def _check_point(cursor: Cursor, cites: Cites, seen: set[str]) -> CheckPoint:
    point = CheckPoint(
        id=cursor.text("id", required=True),
        title=cursor.text("title", required=True),
        cite=cites.of(cursor),
        method=cursor.text("method"),
        known=read_known(cursor),
        categories=cursor.texts("categories"),
    )
    if point.id in seen:
        cursor.error("id", "ID-DUP", f"清单项编号 {point.id} 重复")
    seen.add(point.id)
    if "." in point.method and point.method not in INDICATORS:
        near = suggestion(point.method, INDICATORS)
        cursor.error("method", "I-UNKNOWN", f"没有名为 {point.method} 的计算指标{near}")
    cursor.done()
    return point


def read_accountability(root: Cursor, cites: Cites) -> Accountability | None:
    """Read grounds, degrees and responsibilities of accountability."""
    cursor = root.child("accountability", "accountability")
    if cursor is None:
        return None
    accountability = Accountability(
        grounds=tuple(_ground(c, cites) for c in cursor.children("grounds", "追究情形")),
        degrees=tuple(_degree(c, cites) for c in cursor.children("degrees", "追究程度")),
        responsibilities=tuple(
            _responsibility(c, cites) for c in cursor.children("responsibilities", "责任区分")
        ),
    )
    cursor.done()
    return accountability


def _ground(cursor: Cursor, cites: Cites) -> Ground:
    ground = Ground(
        id=cursor.text("id", required=True),
        title=cursor.text("title", required=True),
        applies_to=cursor.text("applies_to", required=True),
        cite=cites.of(cursor),
    )
    cursor.done()
    return ground


def _degree(cursor: Cursor, cites: Cites) -> Degree:
    degree = Degree(
        id=cursor.text("id", required=True),
        title=cursor.text("title", required=True),
        unit=cursor.texts("unit"),
        persons=cursor.texts("persons"),
        cite=cites.of(cursor),
    )
    cursor.done()
    return degree


def _responsibility(cursor: Cursor, cites: Cites) -> Responsibility:
    responsibility = Responsibility(
        id=cursor.text("id", required=True),
        when=cursor.text("when", required=True),
        main=cursor.text("main", required=True),
        secondary=cursor.text("secondary"),
        cite=cites.of(cursor),
    )
    cursor.done()
    return responsibility
