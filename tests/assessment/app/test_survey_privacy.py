"""Nothing anywhere links an answer to a ticket, a person, an address or a moment."""

import json
import logging
from collections import defaultdict
from datetime import date, datetime
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import connection, models

from gongkai.assessment.models import Answer, Ticket
from gongkai.core.models import Event
from tests.assessment.app.asking import QUESTIONS, Asking
from tests.assessment.app.board import Board

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(board: Board) -> Asking:
    return Asking.held(board)


def everything() -> dict[str, list[dict[str, object]]]:
    """Return every row of every table."""
    return {
        model._meta.label: list(model._default_manager.values())
        for model in apps.get_models(include_auto_created=True)
    }


def test_an_answer_adds_one_row_and_marks_one_ticket_and_nothing_else(asking: Asking) -> None:
    codes = asking.codes(8)
    for code in codes[:3]:
        asking.answer(code)
    before = everything()
    asking.answer(codes[5], more="窗口再多一个就好了。")
    after = everything()
    changed = {label for label in after if after[label] != before[label]}
    assert changed == {"assessment.Answer", "assessment.Ticket"}
    assert len(after["assessment.Answer"]) == 4
    assert {str(row) for row in after["assessment.Ticket"]} - {
        str(row) for row in before["assessment.Ticket"]
    } == {str(row) for row in after["assessment.Ticket"] if row["used"]} - {
        str(row) for row in before["assessment.Ticket"]
    }


def test_the_rows_have_no_field_in_which_a_person_or_a_moment_could_stand() -> None:
    of_answer = {field.name: field for field in Answer._meta.get_fields()}
    assert of_answer.keys() == {
        "id",
        "survey",
        "round_unit",
        "stratum",
        "answers",
        "on",
        "batch",
    }
    of_ticket = {field.name: field for field in Ticket._meta.get_fields()}
    assert of_ticket.keys() == {
        "id",
        "survey",
        "round_unit",
        "stratum",
        "code_hash",
        "batch",
        "made_on",
        "used",
    }
    for field in (*of_answer.values(), *of_ticket.values()):
        assert not isinstance(field, models.DateTimeField)
    assert not isinstance(of_answer["id"], models.AutoField)
    assert not isinstance(of_ticket["id"], models.AutoField)


def test_no_value_of_a_ticket_stands_in_an_answer_or_an_event(asking: Asking) -> None:
    for code in asking.codes(5):
        asking.answer(code, more="谢谢")
    asking.paper("5555")
    answers = json.dumps(list(Answer.objects.values()), default=str)
    events = json.dumps(list(Event.objects.values()), default=str)
    for ticket in Ticket.objects.all():
        assert str(ticket.pk) not in answers + events
        assert ticket.code_hash not in answers + events
    for answer in Answer.objects.all():
        assert str(answer.pk) not in events
    assert isinstance(Answer.objects.first().on, date)  # type: ignore[union-attr]
    assert not isinstance(Answer.objects.first().on, datetime)  # type: ignore[union-attr]


def test_keys_do_not_tell_the_order(asking: Asking) -> None:
    """Of forty answers given one after the other, the keys are in no order worth the name."""
    for number, code in enumerate(asking.codes(40)):
        asking.answer(code, more=f"{number:02}")
    by_key = [row.answers["more"] for row in Answer.objects.order_by("pk")]
    rising = sum(before < after for before, after in pairwise(by_key))
    assert 8 < rising < 31
    assert by_key != sorted(by_key)
    made = [row.pk for row in Ticket.objects.order_by("pk")]
    assert max(made) - min(made) > 10**15


def test_postgresql_does_not_lay_a_ticket_beside_an_answer(asking: Asking) -> None:
    """Its hidden columns name the transaction that wrote a row: one for many of both."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL keeps the transaction with each row")
    for code in asking.codes(6):
        asking.answer(code)
    writers: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text FROM assessment_answer")
        for (writer,) in cursor.fetchall():
            writers[writer] = (writers[writer][0] + 1, writers[writer][1])
        cursor.execute("SELECT xmin::text FROM assessment_ticket WHERE used")
        for (writer,) in cursor.fetchall():
            writers[writer] = (writers[writer][0], writers[writer][1] + 1)
    assert dict(writers) == {next(iter(writers)): (6, 6)}


def test_nothing_is_logged(asking: Asking, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    (code,) = asking.codes(1)
    caplog.clear()
    asking.answer(code, more="谢谢")
    assert caplog.text == ""


def test_words_are_kept_without_what_would_join_them_to_a_person(asking: Asking) -> None:
    assert {one.name for one in QUESTIONS} >= {"more"}
    (code,) = asking.codes(1)
    asking.answer(code, more="  第一行\r\n第二行  ")
    assert Answer.objects.get().answers["more"] == "第一行\n第二行"
