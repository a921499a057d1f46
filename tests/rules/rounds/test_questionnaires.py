"""What may be answered to a question, and when a survey takes answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.rounds.questionnaires import (
    LONGEST,
    Asked,
    Asks,
    Fault,
    SurveyState,
    read,
    state_on,
)

SCALE = Asked(name="q1", asks=Asks.SCALE, low=1, high=5)
CHOICE = Asked(name="q2", asks=Asks.CHOICE, options=("网站", "大厅"), required=False)
TEXT = Asked(name="q3", asks=Asks.TEXT, required=False)
NOVEMBER = {"opens_on": date(2026, 11, 1), "closes_on": date(2026, 11, 30)}


@pytest.mark.parametrize(("typed", "answer"), [("5", 5), (" 1 ", 1), ("３", 3)])
def test_numbers_are_taken_as_people_type_them(typed: str, answer: int) -> None:
    assert SCALE.read(typed) == answer


@pytest.mark.parametrize("typed", ["0", "6", "-1", "2.5", "好", "五", "9" * 50])
def test_what_is_not_on_the_scale_is_a_fault(typed: str) -> None:
    assert SCALE.read(typed) is Fault.RANGE


def test_what_is_required_must_be_given_and_the_rest_may_stay_empty() -> None:
    given_, faults = read((SCALE, CHOICE, TEXT), {"q2": "", "q3": "  "})
    assert given_ == {}
    assert faults == {"q1": Fault.MISSING}
    assert read((SCALE, CHOICE, TEXT), {"q1": "4", "q2": "2", "q3": "窗口\r\n排队"}) == (
        {"q1": 4, "q2": 2, "q3": "窗口\n排队"},
        {},
    )


def test_words_are_taken_whole_or_refused() -> None:
    assert TEXT.read("好" * LONGEST) == "好" * LONGEST
    assert TEXT.read("好" * (LONGEST + 1)) is Fault.LONG


def test_steps_are_called_by_their_words_or_only_the_ends_are() -> None:
    whole = Asked(name="q", asks=Asks.SCALE, low=1, high=3, options=("差", "中", "好"))
    ends = Asked(name="q", asks=Asks.SCALE, low=0, high=10, options=("差", "好"))
    assert [whole.label(step) for step in whole.steps] == ["差", "中", "好"]
    assert [ends.label(step) for step in (0, 5, 10)] == ["差", "", "好"]
    assert [CHOICE.label(step) for step in CHOICE.steps] == ["网站", "大厅"]
    assert SCALE.label(3) == ""


@given(st.dictionaries(st.sampled_from(["q1", "q2", "q3", "x"]), st.text(max_size=600)))
def test_whatever_is_sent_is_an_answer_or_a_fault(typed: dict[str, str]) -> None:
    given_, faults = read((SCALE, CHOICE, TEXT), typed)
    assert not given_.keys() & faults.keys()
    for question in (SCALE, CHOICE):
        if question.name in given_:
            assert given_[question.name] in question.steps
    assert "\x00" not in str(given_.get("q3", ""))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 10, 31), SurveyState.AHEAD),
        (date(2026, 11, 1), SurveyState.OPEN),
        (date(2026, 11, 30), SurveyState.OPEN),
        (date(2026, 12, 1), SurveyState.OVER),
    ],
)
def test_both_days_are_open(day: date, state: SurveyState) -> None:
    assert state_on(day, published=True, closed=False, **NOVEMBER) is state
    assert state_on(day, published=False, closed=False, **NOVEMBER) is SurveyState.DRAFT
    assert state_on(day, published=True, closed=True, **NOVEMBER) is SurveyState.CLOSED


def test_without_days_it_is_a_draft() -> None:
    found = state_on(date(2026, 11, 1), published=True, closed=False, opens_on=None, closes_on=None)
    assert found is SurveyState.DRAFT
