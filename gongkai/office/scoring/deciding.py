"""What the office establishes about a unit: facts that decide alone, a decided grade."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext

from gongkai.assessment.actions import judging
from gongkai.assessment.queries.judging.sheet import Sheet
from gongkai.assessment.rubric import topics
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.office.posting import number
from gongkai.office.scoring.forms import Forms
from gongkai.office.scoring.small_forms import form
from gongkai.rules.scheme import Grading
from gongkai.rules.spelling import chinese_date
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.assessment.models import EstablishedFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An established fact with the form that takes it back."""

    title: str
    note: str
    withdrawn: str
    form: ui.Form | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """The part of the page that is the office's and the deciders'."""

    result: ui.Summary | None
    problems: tuple[str, ...]
    findings: tuple[Found, ...]
    establish: ui.Form | None
    grade: ui.Form | None
    ungrade: ui.Form | None
    open: bool


def deciding(sheet: Sheet, asker: Viewer, forms: Forms) -> Deciding | None:
    """Return what the office sees and may decide; ``None`` for who sees no scores."""
    if not sheet.sight.scores:
        return None
    scheme, unit = sheet.sight.scheme, sheet.unit
    open_ = sheet.changing and not unit.exempt
    runs = open_ and sheet.sight.runs
    decides = open_ and (sheet.sight.runs or asker.may("assessment.decide", unit.round.unit.path))
    by_people = scheme.grading is Grading.DECIDED
    establish = _establish_form(sheet) if runs and scheme.findings() else None
    grade = _grade_form(sheet) if decides and by_people else None
    ungrade = _ungrade_form() if grade is not None and sheet.grade is not None else None
    return Deciding(
        result=_result(sheet),
        problems=tuple(one.message for one in sheet.graded.problems) if sheet.graded else (),
        findings=tuple(_found(sheet, row, forms, may=runs) for row in sheet.findings),
        establish=forms.get("establish", establish) if establish is not None else None,
        grade=forms.get("grade", grade) if grade is not None else None,
        ungrade=forms.get("ungrade", ungrade) if ungrade is not None else None,
        open=bool({"establish", "grade", "ungrade"} & forms.keys()),
    )


def _result(sheet: Sheet) -> ui.Summary | None:
    graded = sheet.graded
    if graded is None:
        return None
    rows: list[tuple[str, ui.Value]] = [(gettext("现在总分"), graded.score.total)]
    grade = in_language(graded.grade.title) if graded.grade is not None else None
    rows.append((gettext("现在等次"), grade))
    if graded.notes:
        rows.append((gettext("说明"), ui.Entries(graded.notes)))
    return ui.Summary.of(*rows)


def _found(sheet: Sheet, row: "EstablishedFinding", forms: Forms, *, may: bool) -> Found:
    stands = row.withdrawn_at is None
    undo = form(
        "unfind",
        (ui.Field("reason", gettext("为什么撤销"), required=True),),
        ui.Button(gettext("撤销认定"), kind=ui.ButtonKind.DANGER),
        label=gettext("撤销认定"),
        row=row.pk,
    )
    facts = [row.reason, gettext("依据：%(what)s") % {"what": row.evidence}]
    return Found(
        title=sheet.sight.scheme.findings().get(row.finding, row.finding),
        note="；".join([*facts, row.name, chinese_date(row.on)]),
        withdrawn="" if stands else gettext("已撤销：%(why)s") % {"why": row.withdraw_reason},
        form=forms.get(f"unfind-{row.pk}", undo) if may and stands else None,
    )


def _establish_form(sheet: Sheet) -> ui.Form:
    known = sheet.sight.scheme.findings()
    return form(
        "establish",
        (
            ui.Field(
                "finding",
                gettext("认定什么"),
                ui.FieldKind.RADIO,
                options=tuple(ui.Option(key, title) for key, title in known.items()),
                hint=gettext("认定以后，不论得分多少，都按办法定等次。"),
                required=True,
            ),
            ui.Field("reason", gettext("事实"), required=True),
            ui.Field(
                "evidence",
                gettext("依据"),
                hint=gettext("核查笔录、文件名称和文号。"),
                required=True,
            ),
        ),
        ui.Button(gettext("认定"), kind=ui.ButtonKind.DANGER),
        label=gettext("认定事实"),
    )


def _grade_form(sheet: Sheet) -> ui.Form:
    scheme, row = sheet.sight.scheme, sheet.grade
    return form(
        "grade",
        (
            ui.Field(
                "grade",
                gettext("等次"),
                ui.FieldKind.RADIO,
                (row.grade,) if row is not None else (),
                tuple(ui.Option(one.id, one.title, one.description) for one in scheme.grades),
                required=True,
            ),
            *_ticks(sheet),
            ui.Field(
                "reason",
                gettext("理由"),
                ui.FieldKind.TEXTAREA,
                (row.reason,) if row is not None else (),
                required=True,
            ),
            ui.Field(
                "minutes",
                gettext("会议记录（可不填）"),
                values=(row.minutes,) if row is not None else (),
            ),
        ),
        ui.Button(gettext("认定等次")),
        label=gettext("认定等次"),
    )


def _ticks(sheet: Sheet) -> Iterator[ui.Field]:
    """Yield the points that say when a grade is deserved, to tick those that hold."""
    scheme = sheet.sight.scheme
    graded = {cite for grade in scheme.grades for cite in grade.cite}
    criteria = {area.title for area in scheme.checklist if graded.issuperset(area.cite)}
    points = [topic for topic in topics(scheme) if topic.area in criteria]
    if points:
        yield ui.Field(
            "ticked",
            gettext("符合哪些认定要点"),
            ui.FieldKind.CHECKBOXES,
            tuple(sheet.grade.ticked) if sheet.grade is not None else (),
            tuple(ui.Option(one.id, f"{one.area}：{one.title}") for one in points),
        )


def _ungrade_form() -> ui.Form:
    return form(
        "ungrade",
        (ui.Field("reason", gettext("为什么撤销"), required=True),),
        ui.Button(gettext("撤销等次"), kind=ui.ButtonKind.DANGER),
        label=gettext("撤销等次"),
    )


def establish(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    """Establish what was chosen."""
    judging.establish_finding(
        sheet.unit.pk,
        finding=post.get("finding", ""),
        reason=post.get("reason", ""),
        evidence=post.get("evidence", ""),
        revision=sheet.revision,
        by=by,
    )
    return gettext("已认定。")


def unfind(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    """Take an established fact back."""
    row = number(post.get("row", ""))
    if all(one.pk != row for one in sheet.findings):
        raise Refused(gettext("没有这条认定。请刷新页面。"))
    judging.withdraw_finding(row, reason=post.get("reason", ""), revision=sheet.revision, by=by)
    return gettext("已撤销认定，记录保留。")


def grade(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    """Decide the grade that was chosen."""
    judging.decide_grade(
        sheet.unit.pk,
        grade=post.get("grade", ""),
        reason=post.get("reason", ""),
        ticked=post.getlist("ticked"),
        minutes=post.get("minutes", ""),
        revision=sheet.revision,
        by=by,
    )
    return gettext("等次已认定。")


def ungrade(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    """Take the decided grade back."""
    judging.withdraw_grade(
        sheet.unit.pk, reason=post.get("reason", ""), revision=sheet.revision, by=by
    )
    return gettext("等次已撤销。")
