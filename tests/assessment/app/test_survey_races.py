"""Two at once: a code answers once, nothing is lost, nothing is counted twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection

from gongkai.assessment.actions.surveys import building, running
from gongkai.assessment.models import Answer, ItemScore, Question, Ticket
from gongkai.core.actions import Refused
from tests.assessment.app.asking import QUESTIONS, Asking
from tests.assessment.app.board import Board

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps: Callable[[], object]) -> list[str]:
    """Take steps in threads of their own; return what was refused."""

    def take(step: Callable[[], object]) -> str:
        try:
            step()
        except Refused as refused:
            return refused.code or refused.message
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(steps)) as pool:
        return sorted(pool.map(take, steps))


def test_one_code_from_eight_browsers_is_one_answer(board: Board) -> None:
    asking = Asking.held(board)
    (code,) = asking.codes(1)
    refused = at_once(*[lambda: asking.answer(code)] * 8)
    assert refused == ["", *["survey.used"] * 7]
    assert Answer.objects.count() == 1


def test_forty_codes_at_once_are_forty_answers(board: Board) -> None:
    asking = Asking.held(board)
    codes = asking.codes(40)
    refused = at_once(*[partial(asking.answer, code) for code in codes])
    assert refused == [""] * 40
    assert Answer.objects.count() == Ticket.objects.filter(used=True).count() == 40


def test_an_answer_and_a_change_of_its_question_never_both(board: Board) -> None:
    asking = Asking.held(board)
    office = board.office
    for number, code in enumerate(asking.codes(5)):
        Answer.objects.all().delete()
        changed = replace(QUESTIONS[0], text=f"第 {number} 种问法？", low=1, high=3, options=())
        Question.objects.filter(survey=asking.survey, name="q1").update(high=5)
        refused = at_once(
            partial(asking.answer, code, q1="5"),
            partial(building.set_question, asking.survey.pk, changed, by=office),
        )
        assert refused.count("") == 1
        highest = Question.objects.get(survey=asking.survey, name="q1").high
        assert (Answer.objects.count(), highest) in {(1, 5), (0, 3)}


def test_answers_while_it_closes_are_in_the_result_or_refused(board: Board) -> None:
    asking = Asking.held(board)
    asking.people(5)
    codes = asking.codes(10)
    office = board.office

    def close() -> None:
        with suppress(Refused):
            running.close_survey(asking.survey.pk, by=office)

    at_once(*[partial(asking.answer, code) for code in codes[:5]], close)
    row = ItemScore.objects.get(item="effect.rights")
    assert row.answers == Answer.objects.count() == Ticket.objects.filter(used=True).count()
