"""A questionnaire is built from what the pack asks for, and frozen once somebody has answered."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions.surveys import building, running
from gongkai.assessment.current import pack_of
from gongkai.assessment.models import Question, RoundStage, Survey
from gongkai.assessment.surveys.needs import units_asked, wanted, wanted_of
from gongkai.assessment.surveys.standing import hindrances
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from gongkai.rules.rounds.questionnaires import Asked, Asks
from tests.assessment.app.asking import QUESTIONS, STRATA, Asking
from tests.assessment.app.board import Board

pytestmark = pytest.mark.django_db


def test_the_pack_says_which_surveys_and_questions_it_scores_by(board: Board) -> None:
    (found,) = wanted(pack_of(board.running()).scheme).values()
    assert found.survey == "satisfaction"
    assert found.questions == ("q1", "q2", "q3", "q4")
    assert [item.id for item in found.items_of("q1")] == ["effect.rights"]


def test_it_cannot_open_while_a_question_the_pack_asks_for_is_missing(board: Board) -> None:
    asking = Asking.built(board, questions=QUESTIONS[:3])
    assert len(hindrances(asking.survey)) == 1
    with pytest.raises(Refused, match="缺少题目 q4，考核项“透明度与群众满意度”"):
        running.publish_survey(asking.survey.pk, by=board.office)
    building.set_question(asking.survey.pk, QUESTIONS[3], by=board.office)
    running.publish_survey(asking.survey.pk, by=board.office)
    assert asking.fresh().survey.published_at == board.now


def test_what_feeds_a_score_is_a_scale_and_one_scale_for_each_item(board: Board) -> None:
    chosen = replace(QUESTIONS[0], asks=Asks.CHOICE, options=("好", "不好"))
    wider = replace(QUESTIONS[2], high=10, options=())
    asking = Asking.built(board, questions=(chosen, QUESTIONS[1], wider, QUESTIONS[3]))
    first, second = hindrances(asking.survey)
    assert "题目 q1 用来计分，要用量表" in first
    assert "透明度与群众满意度" in second
    assert "量表不一致" in second


def test_its_days_lie_within_the_stage_that_holds_surveys(board: Board) -> None:
    asking = Asking.built(board)
    by, pk = board.office, asking.survey.pk
    running.set_days(pk, opens_on=date(2026, 11, 20), closes_on=date(2026, 12, 20), by=by)
    with pytest.raises(Refused, match="要在“考评”阶段之内（2026-11-01 — 2026-11-30）"):
        running.publish_survey(pk, by=by)
    with pytest.raises(Refused, match="早于开始日期"):
        running.set_days(pk, opens_on=date(2026, 11, 20), closes_on=date(2026, 11, 19), by=by)
    with pytest.raises(Refused, match="已经过去"):
        running.set_days(pk, opens_on=date(2026, 11, 1), closes_on=date(2026, 11, 2), by=by)


def test_an_open_survey_may_be_given_more_days_but_not_beyond_its_stage(board: Board) -> None:
    asking = Asking.held(board)
    by, pk = board.office, asking.survey.pk
    running.set_days(pk, opens_on=date(2026, 11, 10), closes_on=date(2026, 11, 30), by=by)
    with pytest.raises(Refused, match="阶段之内"):
        running.set_days(pk, opens_on=date(2026, 11, 10), closes_on=date(2026, 12, 1), by=by)
    assert asking.fresh().survey.closes_on == date(2026, 11, 30)


def test_after_the_first_answer_questions_and_people_stay_as_they_are(board: Board) -> None:
    asking = Asking.held(board)
    pk, by = asking.survey.pk, board.office
    building.set_question(pk, replace(QUESTIONS[0], text="改过的题目？"), by=by)
    (code,) = asking.codes(1)
    asking.answer(code)
    with pytest.raises(Refused, match="已经有人答题，题目和答卷人类别不能再改") as refused:
        building.set_question(pk, QUESTIONS[0], by=by)
    assert refused.value.code == "survey.answered"
    for change in (
        lambda: building.remove_question(pk, "more", by=by),
        lambda: building.move_question(pk, "q2", up=True, by=by),
        lambda: building.set_people(pk, strata={}, is_open_to_all=True, by=by),
        lambda: running.withhold_survey(pk, by=by),
        lambda: running.set_days(
            pk, opens_on=date(2026, 11, 11), closes_on=date(2026, 11, 25), by=by
        ),
    ):
        with pytest.raises(Refused):
            change()
    building.edit_survey(pk, title="满意度问卷", intro="谢谢参与。", by=by)
    assert Question.objects.get(survey=pk, name="q1").text == "改过的题目？"


def test_people_are_of_kinds_with_exact_weights(board: Board) -> None:
    asking = Asking.built(board, strata={"群众": "0.50", "企业": ""})
    assert asking.survey.strata == {"群众": "0.5", "企业": "1"}
    for weight in ("0", "-1", "半", "NaN", "Infinity", "0.00001", "1E+9", "1001"):
        with pytest.raises(Refused, match="“群众”的权重要大于0"):
            building.set_people(
                asking.survey.pk, strata={"群众": weight}, is_open_to_all=False, by=board.office
            )
    with pytest.raises(Refused, match="至少要有一类人可以自己选择"):
        building.set_people(asking.survey.pk, strata=STRATA, is_open_to_all=True, by=board.office)


def test_kinds_of_people_stay_while_tickets_bear_them(board: Board) -> None:
    asking = Asking.built(board)
    asking.codes(3)
    with pytest.raises(Refused, match="已经制作了编码"):
        building.set_people(
            asking.survey.pk, strata={"群众": "1"}, is_open_to_all=False, by=board.office
        )


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (Asked(name="Q 1", asks=Asks.SCALE, text="题"), "name"),
        (Asked(name="q1", asks=Asks.SCALE, text=" "), "text"),
        (Asked(name="q1", asks=Asks.SCALE, text="题" * 301), "text"),
        (Asked(name="q1", asks=Asks.SCALE, text="题", low=5, high=1), "high"),
        (Asked(name="q1", asks=Asks.SCALE, text="题", low=1, high=50), "high"),
        (Asked(name="q1", asks=Asks.SCALE, text="题", options=("差", "中", "好")), "options"),
        (Asked(name="q1", asks=Asks.CHOICE, text="题", options=("网站", "网站")), "options"),
        (Asked(name="q1", asks=Asks.CHOICE, text="题", options=("网" * 61, "厅")), "options"),
    ],
)
def test_a_question_nobody_could_answer_is_refused(
    board: Board, question: Asked, field: str
) -> None:
    asking = Asking.built(board, questions=())
    with pytest.raises(Refused) as refused:
        building.set_question(asking.survey.pk, question, by=board.office)
    assert refused.value.field == field


def test_questions_change_places(board: Board) -> None:
    asking = Asking.built(board)
    building.move_question(asking.survey.pk, "q2", up=True, by=board.office)
    building.move_question(asking.survey.pk, "q2", up=True, by=board.office)
    building.move_question(asking.survey.pk, "way", up=False, by=board.office)
    building.remove_question(asking.survey.pk, "q4", by=board.office)
    names = [row.name for row in asking.survey.questions.all()]
    assert names == ["q2", "q1", "q3", "more", "way"]


def test_a_survey_of_the_offices_own_asks_about_every_unit(board: Board) -> None:
    round_ = board.running()
    first = building.create_survey(round_.pk, title="社会监督员评议", by=board.office)
    second = building.create_survey(round_.pk, title="企业座谈问卷", by=board.office)
    assert (first.survey, second.survey) == ("own-1", "own-2")
    assert wanted_of(first).questions == ()
    assert len(units_asked(first)) == 3
    with pytest.raises(Refused, match="已经有这份问卷"):
        building.create_survey(round_.pk, survey="own-1", title="又一份", by=board.office)


def test_a_stage_without_surveys_does_not_count(board: Board) -> None:
    round_ = board.running("xian-kaohe")  # its spot check holds surveys, its self-assessment not
    RoundStage.objects.filter(round=round_, stage="spot").delete()
    asking = Asking.built(board, round_, name="")
    assert hindrances(asking.survey) == ["本考核没有问卷环节，问卷不能开放。"]


def test_nobody_but_the_office_builds_and_every_step_leaves_an_event(board: Board) -> None:
    asking = Asking.held(board)
    for viewer in (board.clerk(), board.leader, board.viewer("assessor")):
        with pytest.raises(PermissionDenied):
            building.edit_survey(asking.survey.pk, title="改", intro="", by=viewer)
    about = {"object_type": "assessment.survey", "object_id": str(asking.survey.pk)}
    verbs = list(Event.objects.filter(**about).order_by("number").values_list("verb", flat=True))
    assert verbs == [
        "survey.create",
        *["survey.question"] * 6,
        "survey.people",
        "survey.days",
        "survey.publish",
    ]


def test_what_changes_nothing_leaves_no_event(board: Board) -> None:
    asking = Asking.held(board)
    before = Event.objects.count()
    survey, by = asking.survey, board.office
    running.publish_survey(survey.pk, by=by)
    building.edit_survey(survey.pk, title=survey.title, intro=survey.intro, by=by)
    building.set_people(survey.pk, strata=STRATA, is_open_to_all=False, by=by)
    assert Event.objects.count() == before
    assert Survey.objects.count() == 1
