"""The file of an appeal, and the letter of its decision."""

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.appeals import appealable
from gongkai.assessment.snapshots import assessment_of
from gongkai.assessment.terms import appeal_source, appeal_terms
from gongkai.assessment.whatif import shifts
from gongkai.assessment.wording import duration
from gongkai.core.days import day_of
from gongkai.core.files import open_file
from gongkai.office.appeals.appeal import appeal_of
from gongkai.office.disclosure.papers import document
from gongkai.office.rounds.finding import round_of
from gongkai.reports.mending import DecisionPaper, Moved, decision_letter
from gongkai.rules.grading import Graded
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Appeal


@requires("assessment.view")
def file(request: HttpRequest, key: str, appeal_id: int) -> FileResponse:
    """Send what a unit handed in with its appeal."""
    row = appeal_of(request, round_of(request, key), appeal_id)
    if row.file is None:
        raise Http404(gettext("这件申诉没有附材料。"))
    return FileResponse(
        open_file(row.file),
        as_attachment=True,
        filename=row.file_name,
        content_type=row.file.media_type,
    )


@requires("assessment.view")
def letter(request: HttpRequest, key: str, appeal_id: int) -> HttpResponse:
    """Send the decision (复核决定书)."""
    row = appeal_of(request, round_of(request, key), appeal_id)
    if row.decided_at is None:
        raise Http404(gettext("还没有决定，没有决定书。"))
    return document(f"复核决定书-{row.round_unit.name}.docx", decision_letter(paper_of(row)))


def paper_of(row: "Appeal") -> DecisionPaper:
    """Return what the letter says; of a correction only once it is in force."""
    if row.decided_at is None:
        raise LookupError("an appeal that is not decided has no letter")
    unit = row.round_unit
    return DecisionPaper(
        number=row.number,
        round=unit.round.title,
        unit=unit.name,
        issuer=unit.round.unit.name,
        covers=_covers(row),
        text=row.text,
        filed_on=day_of(row.filed_at),
        outcome=str(row.get_outcome_display()),
        reason=row.reason,
        basis=_basis(row),
        hearers=tuple(person.name for person in row.hearers.all()),
        decided_on=day_of(row.decided_at),
        moved=_moved(row),
        corrected=bool(row.revision and row.revision.after_id),
    )


def _covers(row: "Appeal") -> str:
    if row.covers == "grades":
        return "等次"
    unit = row.round_unit
    titles = {one.id: one.title for one in appealable(pack_of(unit.round).scheme, unit.group)}
    return "得分（" + "、".join(titles.get(item, item) for item in row.items) + "）"


def _basis(row: "Appeal") -> str:
    round_ = row.round_unit.round
    terms = appeal_terms(round_)
    if terms is None:
        return "本次考核的申诉办法"
    decide = f"，{duration(terms.decide_within)}内决定" if terms.decide_within else ""
    source = appeal_source(terms, pack_of(round_).scheme)
    return f"签收结果后{duration(terms.within)}内提出{decide}（{source}）".replace(" ", "")


def _moved(row: "Appeal") -> tuple[Moved, ...]:
    """Return the appealing unit before and after; others are told by their own letters."""
    revision = row.revision
    if revision is None or revision.after is None:
        return ()
    code = row.round_unit.unit.code
    return tuple(
        Moved(unit=row.round_unit.name, before=_said(one.before), after=_said(one.after))
        for one in shifts(assessment_of(revision.before), assessment_of(revision.after))
        if one.after.score.unit.id == code
    )


def _said(unit: Graded) -> str:
    parts = []
    if unit.score.total is not None:
        parts.append(f"{unit.score.total}分")
    if unit.grade is not None:
        parts.append(unit.grade.title)
    if unit.rank:
        parts.append(f"第{unit.rank}名")
    return "，".join(parts) or "—"
