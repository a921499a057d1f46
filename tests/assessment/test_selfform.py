"""What a unit is asked under each pack, and when an answer is complete."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.assessment.fitting import best, kinds_for, pairs
from gongkai.assessment.selfform import (
    Answer,
    Lack,
    Question,
    SelfForm,
    lack,
    lacking,
    self_form,
    total,
)
from gongkai.policy.library import Library
from gongkai.policy.loading import load_pack
from gongkai.policy.tree import parse_yaml
from gongkai.rules.scheme import Scheme


def scheme_of(pack: str) -> Scheme:
    return load_pack(pack, Library()).scheme


def form_of(pack: str, group: str = "") -> SelfForm:
    return self_form(scheme_of(pack), group)


def test_a_rubric_asks_for_every_item_with_its_points() -> None:
    form = form_of("shifandian")
    assert [len(part.questions) for part in form.parts] == [6, 4, 3, 8, 4, 2]
    assert [part.points for part in form.parts] == [20, 16, 16, 16, 16, 16]
    assert form.points == 100
    assert (form.total_most, form.scored) == (None, True)
    numbers = [one.number for one in form.questions]
    assert (numbers[0], numbers[6], numbers[-1]) == ("1.1", "2.1", "6.2")
    assert all(part.may_be_inapplicable for part in form.parts)
    by_survey = [one.id for one in form.questions if one.by_survey]
    assert by_survey == ["effect.rights", "effect.satisfaction"]


def test_a_checklist_asks_for_states_and_one_score_for_everything() -> None:
    form = form_of("bowang-jiaoyun")
    assert len(form.parts) == 8
    assert len(list(form.questions)) == 53
    assert not any(one.scored for one in form.questions)
    assert form.total_most == 100
    assert not any(part.may_be_inapplicable for part in form.parts)


def test_an_area_without_points_is_asked_as_a_whole() -> None:
    form = form_of("xian-kaohe")
    assert [one.id for one in form.questions] == ["tasks", "information", "regulation", "powers"]
    assert form.total_most == 100


def test_what_says_when_a_grade_is_deserved_is_not_asked_of_the_unit() -> None:
    form = form_of("duodao-caizheng")
    assert [part.id for part in form.parts] == ["content", "standard", "inputs"]
    assert form.total_most is None, "nothing is counted there"


def test_bonus_items_may_be_left_alone() -> None:
    form = form_of("bianti-wangzhan")
    bonus = form.parts[-1]
    assert (bonus.title, bonus.may_be_inapplicable) == ("加分项", False)
    assert {lack(one, Answer()) for one in bonus.questions} == {None}
    assert lack(bonus.questions[0], Answer(score=Decimal(5))) is Lack.BASIS
    assert form.points == sum(part.points or 0 for part in form.parts[:-1])


def test_points_split_without_end_can_be_typed_and_are_full() -> None:
    readings = parse_yaml("unset_points: {value: equal_split, why: 试}\nmin_answers: 3", "r")
    pack = load_pack("zhibiao", Library(), readings=readings)
    question = next(self_form(pack.scheme, "").questions)
    assert question.most <= (question.points or 0)
    assert question.most == question.most.quantize(Decimal("0.01"))
    assert lack(question, Answer(score=question.most, evidence=1)) is None


SCORED = Question(id="a", number="1.1", title="甲", cite=(), points=Decimal(4))
STATED = Question(id="b", number="1.2", title="乙", cite=())


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(), Lack.SCORE),
        (Answer(reason="有说明"), Lack.SCORE),
        (Answer(score=Decimal(4)), Lack.BASIS),
        (Answer(score=Decimal(4), evidence=1), None),
        (Answer(score=Decimal(4), reason="见说明"), None),
        (Answer(score=Decimal("3.5"), evidence=1), Lack.REASON),
        (Answer(score=Decimal("3.5"), reason=" "), Lack.REASON),
        (Answer(score=Decimal(0), reason="没有做"), None),
    ],
)
def test_points_given_away_need_a_reason_and_points_claimed_a_basis(
    answer: Answer, expected: Lack | None
) -> None:
    assert lack(SCORED, answer) is expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(), Lack.STATE),
        (Answer(state="done"), Lack.BASIS),
        (Answer(state="done", evidence=1), None),
        (Answer(state="partly", evidence=1), Lack.REASON),
        (Answer(state="not_done", reason="人手不足"), None),
        (Answer(state="not_applicable"), Lack.REASON),
    ],
)
def test_a_state_needs_its_reason_or_basis(answer: Answer, expected: Lack | None) -> None:
    assert lack(STATED, answer) is expected


def test_what_a_questionnaire_counts_needs_a_figure_and_no_evidence() -> None:
    survey = form_of("shifandian").question("effect.rights")
    assert survey is not None
    assert lack(survey, Answer()) is Lack.SCORE
    assert lack(survey, Answer(score=Decimal(8))) is None


@given(st.dictionaries(st.integers(0, 26), st.integers(0, 200)))
def test_the_sum_and_what_is_missing_follow_from_the_answers(typed: dict[int, int]) -> None:
    form = form_of("shifandian")
    questions = list(form.questions)
    answers = {
        questions[at].id: Answer(score=Decimal(points) / 100, reason="有")
        for at, points in typed.items()
    }
    assert total(form, answers) == sum((Decimal(one) / 100 for one in typed.values()), Decimal(0))
    missing = [one.id for one, _ in lacking(form, answers)]
    assert missing == [one.id for one in questions if one.id not in answers]
    assert list(lacking(form, answers, claimed=missing)) == []


def test_a_claim_of_a_dimension_is_about_all_of_its_items() -> None:
    form = form_of("shifandian")
    assert form.under("effect") == ("effect.rights", "effect.satisfaction")
    assert form.under("org.plan") == ("org.plan",)


def test_kinds_of_the_ledger_and_titles_are_found_by_the_words_of_an_item() -> None:
    form = form_of("shifandian")

    def kinds(item: str) -> tuple[str, ...]:
        question = form.question(item)
        assert question is not None
        return kinds_for(question)

    assert kinds("org.attention") == ("meeting", "report_heard")
    assert kinds("org.supervision") == ("meeting", "inspection")
    assert kinds("form.media") == ("publicity", "conference")
    assert kinds("system.innovation") == ()
    hearing = form.question("system.hearing")
    assert hearing is not None
    titles = [
        ("a", pairs("关于召开水价调整听证会的公告")),
        ("b", pairs("示例县财政局政府信息公开制度")),
        ("c", pairs("听证会记录")),
    ]
    assert best(hearing, titles, 3) == ["a", "c"]
