"""A late finding tried out by the office: who falls, who rises, nothing stored."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.assessment.models import Round
from gongkai.assessment.snapshots import present
from tests.assessment.app.board import Board

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_the_office_sees_what_a_late_finding_would_do(
    board: Board, scored_round: Round, signed_in: SignIn
) -> None:
    office = signed_in(board.person("openness_office"))
    address = reverse("late-finding", args=[scored_round.key])
    before = present(scored_round)
    assert office.get(address).status_code == 200
    asked = {"unit": "caizheng", "place": "component:third_party", "points": "30"}
    page = unescape(office.get(address, asked).content.decode())
    # 92 − 30 × 50 % = 77: the first of three becomes the last.
    assert "降 15.00" in page
    assert "1 → 3" in page
    assert "2 → 1" in page
    assert present(scored_round) == before


@pytest.mark.parametrize(
    "asked",
    [
        {"unit": "nobody", "place": "component:work", "points": "1"},
        {"unit": "caizheng", "place": "item:nothing", "points": "1"},
        {"unit": "caizheng", "place": "component:work", "points": "many"},
    ],
)
def test_nonsense_is_told_in_words(
    board: Board, scored_round: Round, signed_in: SignIn, asked: dict[str, str]
) -> None:
    office = signed_in(board.person("openness_office"))
    answer = office.get(reverse("late-finding", args=[scored_round.key]), asked)
    assert answer.status_code == 200
    assert "field-error" in answer.content.decode() or "error" in answer.content.decode()


def test_nobody_else_tries(board: Board, approved_round: Round, signed_in: SignIn) -> None:
    for role, unit in (("leader", "xian"), ("clerk", "caizheng")):
        client = signed_in(board.person(role, unit))
        assert client.get(reverse("late-finding", args=[approved_round.key])).status_code == 404
