"""Visits ahead on the to-do lists of those who make them and of those who were told."""

from datetime import date, timedelta

import pytest

from gongkai.assessment.actions import spot
from gongkai.assessment.models import Round
from gongkai.core.access import Viewer
from gongkai.core.todo import TodoState, todos
from tests.assessment.app.spot.checking import Checking

pytestmark = pytest.mark.django_db


def planned(checking: Checking, days: int, key: str, **said: object) -> None:
    on = (checking.board.now + timedelta(days=days)).date()
    spot.plan_visit(
        checking.board.unit(checking.round).pk,
        key=key,
        form="files",
        plan=checking.plan(on=on, **said),
        by=checking.board.office,
    )


def listed(viewer: Viewer) -> list[tuple[str, TodoState, date | None]]:
    found = todos(viewer)
    assert found.failed == ()
    return [(one.title, one.state, one.due) for one in found.items if one.kind == "抽查"]


def test_an_inspector_sees_the_coming_week_and_what_was_not_recorded(checking: Checking) -> None:
    planned(checking, 0, "today")
    planned(checking, 7, "week")
    planned(checking, 8, "later")
    inspector = checking.inspector
    title = "到示例县财政局检查：查阅资料"
    assert listed(inspector) == [
        (title, TodoState.WAITING_FOR_ME, date(2026, 11, 16)),
        (title, TodoState.DUE_SOON, date(2026, 11, 23)),
    ]
    checking.board.wait(days=1)
    assert listed(checking.inspector)[0][1:] == (TodoState.OVERDUE, date(2026, 11, 16))


def test_a_unit_is_told_of_announced_visits_only(checking: Checking) -> None:
    planned(checking, 2, "a")
    planned(checking, 3, "b", announced=False)
    assert listed(checking.board.clerk()) == [
        ("考核检查：查阅资料", TodoState.DUE_SOON, date(2026, 11, 18))
    ]
    assert listed(checking.board.clerk("minzheng")) == []


def test_the_office_sees_a_list_that_waits_and_visits_nobody_recorded(checking: Checking) -> None:
    checking.fixed()
    planned(checking, 0, "a")
    office = checking.board.office
    assert listed(office) == [("2026 年度考核：抽查", TodoState.WAITING_FOR_ME, None)]
    checking.board.wait(days=1)
    assert [state for _, state, _ in listed(checking.board.office)] == [
        TodoState.OVERDUE,
        TodoState.WAITING_FOR_ME,
    ]


def test_nothing_waits_in_a_round_that_is_over(checking: Checking) -> None:
    checking.fixed()
    planned(checking, 0, "a")
    Round.objects.filter(pk=checking.round.pk).update(approved_at=checking.board.now)
    for viewer in (checking.board.office, checking.board.clerk()):
        assert listed(viewer) == []
