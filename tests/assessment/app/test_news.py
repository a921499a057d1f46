"""Units are told that a round has begun and that its results are out, once and by the worker."""

from typing import Any

import pytest
from django.db import transaction

from gongkai.assessment import round_news
from gongkai.assessment.actions import notifying
from gongkai.assessment.models import Round
from gongkai.assessment.round_upkeep import news
from gongkai.core.models import Event, Job, Notice
from gongkai.core.notices import tell as really_tell
from gongkai.core.outbox import Run
from tests.assessment.app.board import Board
from tests.assessment.app.mending.following import Following

pytestmark = pytest.mark.django_db


def ordered(board: Board, round_: Round) -> int:
    """Run what a round has ordered told so far; return how many jobs that were."""
    jobs = Job.objects.filter(kind="assessment.news", key__startswith=f"{round_.pk}:")
    for one in jobs:
        news(Run(one.key, {}, board.now, 1))
    return len(jobs)


def told(board: Board, role: str, unit: str) -> list[tuple[str, str]]:
    """Return title and address of what a person was told of the news, the first first."""
    rows = Notice.objects.filter(
        person=board.person(role, unit), kind__in=("assessment.begun", "assessment.results")
    )
    return list(rows.order_by("pk").values_list("title", "href"))


def test_each_unit_is_told_once_that_a_round_has_begun(board: Board) -> None:
    board.clerk()
    board.clerk("minzheng")
    board.chief()
    round_ = board.running()
    board.clerk("qingshan")
    assert (ordered(board, round_), ordered(board, round_)) == (1, 1)
    here = f"/office/rounds/{round_.key}/self/"
    title = "“2026 年度考核”开始，请签收通知"
    assert told(board, "clerk", "caizheng") == [(title, f"{here}caizheng/")]
    assert told(board, "clerk", "minzheng") == [(title, f"{here}minzheng/")]
    assert told(board, "final_reviewer", "caizheng") == [(title, f"{here}caizheng/")]
    assert told(board, "secrecy_reviewer", "caizheng") == []
    assert [one.data["count"] for one in Event.objects.filter(verb="round.tell")] == [4]


def test_an_exempt_unit_and_a_round_that_was_called_off_are_told_of_nothing(board: Board) -> None:
    board.clerk()
    board.clerk("minzheng")
    first, second = board.running(), board.running()
    notifying.exempt_unit(
        board.unit(first, "minzheng").pk, exempt=True, reason="今年新设", by=board.office
    )
    notifying.cancel_round(second.pk, reason="机构改革", by=board.office)
    ordered(board, first)
    ordered(board, second)
    assert len(told(board, "clerk", "caizheng")) == 1
    assert told(board, "clerk", "minzheng") == []


def test_the_result_is_told_to_the_units_it_is_of(board: Board) -> None:
    board.clerk()
    round_ = Following.announced(board).round
    ordered(board, round_)
    # That it has begun is no news any more.
    assert told(board, "clerk", "caizheng") == [
        ("“2026 年度考核”的结果已通报，请签收", f"/office/rounds/{round_.key}/")
    ]


class Killed(BaseException):
    """What no handler catches: the process ends here."""


@pytest.mark.django_db(transaction=True)
def test_telling_goes_on_where_it_was_broken_off(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unit in ("caizheng", "minzheng", "qingshan"):
        board.clerk(unit)
    round_ = board.running()
    monkeypatch.setattr(round_news, "_AT_ONCE", 1)
    calls = 0

    def tell(*arguments: Any, **named: Any) -> int:
        nonlocal calls
        calls += 1
        count = really_tell(*arguments, **named)
        if calls == 2:
            raise Killed
        return count

    with monkeypatch.context() as dying:
        dying.setattr(round_news, "tell", tell)
        with pytest.raises(Killed):
            ordered(board, round_)
    begun = Notice.objects.filter(kind="assessment.begun")
    assert begun.count() == 1, "what was told before stays told"
    ordered(board, round_)
    people = list(begun.values_list("person_id", flat=True))
    assert len(people) == len(set(people)) == round_.units.filter(exempt=False).count()
    assert [one.data["count"] for one in Event.objects.filter(verb="round.tell")] == [1] * len(
        people
    )


@pytest.mark.django_db(transaction=True)
def test_the_round_is_free_between_batches(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    for unit in ("caizheng", "minzheng"):
        board.clerk(unit)
    round_ = board.running()
    monkeypatch.setattr(round_news, "_AT_ONCE", 1)

    def tell(*arguments: Any, **named: Any) -> int:
        assert transaction.get_connection().in_atomic_block
        count = really_tell(*arguments, **named)
        transaction.on_commit(
            lambda: notifying.cancel_round(round_.pk, reason="机构改革", by=board.office)
        )
        return count

    monkeypatch.setattr(round_news, "tell", tell)
    ordered(board, round_)
    assert Notice.objects.filter(kind="assessment.begun").count() == 1, "then it was news no more"
