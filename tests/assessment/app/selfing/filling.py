"""A unit filling in its self-assessment, in one line each."""

from decimal import Decimal

from gongkai.assessment.actions.selfing import answering, reporting
from gongkai.assessment.actions.selfing.answering import ReportText, Said
from gongkai.assessment.models import Evidence, RoundUnit, SelfItem, SelfReport
from gongkai.assessment.queries.selfing import SelfView, self_view
from gongkai.assessment.selfform import Question
from gongkai.core.access import Viewer
from tests.assessment.app.board import Board

WRITTEN = ReportText(
    done="召开领导小组会议两次，公开信息 120 条。",
    problems="个别科室报送不及时。",
    plans="明年一季度补齐目录。",
)


def seen(unit: RoundUnit, by: Viewer) -> SelfView:
    """Return the self-assessment as somebody sees it."""
    unit = RoundUnit.objects.select_related("unit", "round__unit", "round__pack").get(pk=unit.pk)
    found = self_view(by, unit)
    assert found is not None
    return found


def answer(
    unit: RoundUnit, item: str, by: Viewer, score: str = "", reason: str = "", state: str = ""
) -> SelfItem:
    """Answer one question from where it stands."""
    row = SelfItem.objects.filter(round_unit=unit, item=item).first()
    said = Said(score=Decimal(score) if score else None, state=state, reason=reason)
    version = row.version if row is not None else 0
    return answering.save_answer(unit.pk, item, said, version=version, by=by)


def answer_well(unit: RoundUnit, question: Question, by: Viewer) -> None:
    """Answer a question so that nothing is missing."""
    if question.scored:
        answer(unit, question.id, by, str(question.most), "资料齐全。")
    else:
        answer(unit, question.id, by, reason="已办理。", state="done")


def fill(board: Board, unit: RoundUnit) -> None:
    """Fill in everything but the written parts."""
    for one in seen(unit, board.clerk()).missing:
        answer_well(unit, one.question, board.clerk())


def write(board: Board, unit: RoundUnit, text: ReportText = WRITTEN) -> SelfReport:
    """Write the report from where it stands."""
    row = SelfReport.objects.filter(round_unit=unit).first()
    version = row.version if row is not None else 0
    return answering.save_report(unit.pk, text, version=version, by=board.clerk())


def submitted(board: Board, unit: RoundUnit) -> SelfReport:
    """Fill in, write and submit."""
    fill(board, unit)
    write(board, unit)
    return reporting.submit_report(unit.pk, by=board.clerk())


def sign(board: Board, unit: RoundUnit, document: bytes) -> SelfReport:
    """Sign what is submitted."""
    version = SelfReport.objects.get(round_unit=unit).version
    return reporting.sign_report(unit.pk, version=version, document=document, by=board.chief())


def pieces(unit: RoundUnit, item: str = "") -> list[Evidence]:
    """Return the evidence that was not removed."""
    found = Evidence.objects.filter(round_unit=unit, removed_at=None)
    return list(found.filter(item=item) if item else found)
