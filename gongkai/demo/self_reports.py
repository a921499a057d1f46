"""Self-assessments of the demo county: filled in from the form, written, signed."""

import random
from decimal import Decimal
from typing import Final

from gongkai.assessment.actions.selfing import answering, evidence, reporting
from gongkai.assessment.actions.selfing.answering import ReportText, Said
from gongkai.assessment.actions.selfing.evidence import PieceText
from gongkai.assessment.models import RoundUnit
from gongkai.assessment.queries.selfing import SelfView, self_view
from gongkai.assessment.selfform import Question
from gongkai.core.access import Viewer
from gongkai.office.selfing.paper import paper_of
from gongkai.reports.selfing import self_paper

_DONE: Final = (
    "领导小组召开专题会议{count}次，年初印发任务分工，指定{people}名信息员。全年主动公开信息"
    "{items}条，政策文件与解读材料同步发布，公开专栏按季度更新。"
)
_PROBLEMS: Final = (
    "一是个别股室报送不够及时；二是解读形式较单一，图解、视频偏少。",
    "一是村（社区）公开栏更新慢；二是信息员岗位调整频繁，业务不熟。",
    "一是目录与职能调整不同步；二是依申请公开答复文书不够规范。",
)
_PLANS: Final = (
    "明年一季度完成目录修订，每季度通报一次更新情况，组织两次业务培训。",
    "把公开任务列入股室年度目标，逐月核对时限，建立解读材料会审制度。",
)
_REASONS: Final = (
    "制度齐全，按要求办理，材料见佐证。",
    "已按要求办理，台账完整。",
    "对照标准逐条自查，未发现问题。",
)
_SHORT: Final = ("下半年有两期更新超过时限。", "一次公开不够完整，已补充。", "台账缺少一次记录。")


def fill_in(
    row: RoundUnit,
    *,
    care: float,
    clerk: Viewer,
    chance: random.Random,
    score: Decimal | None = None,
    half: bool = False,
) -> None:
    """Fill a unit's self-assessment in; with ``half`` only a part, and nothing is handed in.

    ``care`` from 0 to 1 is how often an item is in order; ``score`` is the one score of a form
    without points.
    """
    questions = list(_view(row, clerk).form.questions)
    for question in questions[: len(questions) // 2] if half else questions:
        _answer(row, question, care, clerk, chance)
    if half:
        return
    said = {
        "count": chance.randint(1, 4),
        "people": chance.randint(1, 3),
        "items": chance.randint(60, 320),
    }
    text = ReportText(
        done=_DONE.format(**said),
        problems=chance.choice(_PROBLEMS),
        plans=chance.choice(_PLANS),
        score=score if _view(row, clerk).form.total_most is not None else None,
    )
    report = _view(row, clerk).report
    answering.save_report(row.pk, text, version=report.version if report else 0, by=clerk)
    reporting.submit_report(row.pk, by=clerk)
    view = _view(row, clerk)
    chief = Viewer.system(f"{row.unit.label}负责人", clerk.at)
    paper = self_paper(paper_of(view, signed_on=clerk.at.date(), signed_by=chief.name))
    version = view.report.version if view.report is not None else 0
    reporting.sign_report(row.pk, version=version, document=paper, by=chief)


def _view(row: RoundUnit, by: Viewer) -> SelfView:
    fresh = RoundUnit.objects.select_related("unit", "round__unit", "round__pack").get(pk=row.pk)
    found = self_view(Viewer.system("示例县", by.at), fresh, with_known=False)
    if found is None:
        raise RuntimeError(f"no self-assessment for {row.name}")
    return found


def _answer(
    row: RoundUnit, question: Question, care: float, by: Viewer, chance: random.Random
) -> None:
    well = chance.random() < care
    words = chance.choice(_REASONS if well else _SHORT)
    if question.scored:
        points = question.most if well else max(question.most - 1, Decimal(0))
        said = Said(score=points, reason=words)
    else:
        said = Said(state="done" if well else "partly", reason=words)
    answering.save_answer(row.pk, question.id, said, version=0, by=by)
    if question.scored and chance.random() < 0.2:
        piece = PieceText(title=f"{question.title}的佐证材料", note="纸质材料存单位档案，备查。")
        evidence.add_words(row.pk, question.id, piece, by=by)
