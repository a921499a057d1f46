"""The registries every capability adds to: to-do list, search, dashboard."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from gongkai.core import directory, figures, todo
from gongkai.core.access import Viewer
from gongkai.core.directory import Found
from gongkai.core.figures import Panel
from gongkai.core.todo import Todo, TodoState
from gongkai.ui import components as ui

VIEWER = Viewer(datetime(2026, 3, 2, 9, tzinfo=UTC), 1, "张三", "/1/")


@pytest.fixture(autouse=True)
def empty_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(todo, "_SOURCES", {})
    monkeypatch.setattr(directory, "_PROVIDERS", {})
    monkeypatch.setattr(figures, "_PANELS", {})


def one(title: str, state: TodoState, due: date | None = None) -> Todo:
    return Todo(title, f"/{title}/", "因为", state, due)


def test_the_list_is_sorted_by_urgency_then_by_day() -> None:
    @todo.source("a")
    def first(viewer: Viewer) -> Iterable[Todo]:
        yield one("丙", TodoState.DUE_SOON, date(2026, 3, 9))
        yield one("乙", TodoState.WAITING_FOR_ME)
        yield one("甲", TodoState.OVERDUE, date(2026, 2, 27))

    @todo.source("b")
    def second(viewer: Viewer) -> Iterable[Todo]:
        assert viewer is VIEWER
        return [
            one("丁", TodoState.DUE_SOON, date(2026, 3, 4)),
            one("戊", TodoState.RETURNED_TO_ME),
            one("己", TodoState.WAITING_FOR_ME, date(2026, 3, 3)),
        ]

    listed = todo.todos(VIEWER)
    assert [item.title for item in listed.items] == ["甲", "戊", "己", "乙", "丁", "丙"]
    assert [item.title for item in listed.of(TodoState.DUE_SOON)] == ["丁", "丙"]
    assert listed.failed == ()


def test_a_source_that_fails_half_way_hides_none_of_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    @todo.source("broken")
    def broken(viewer: Viewer) -> Iterable[Todo]:
        yield one("甲", TodoState.OVERDUE)
        raise OSError("断网")

    @todo.source("sound")
    def sound(viewer: Viewer) -> Iterable[Todo]:
        return [one("乙", TodoState.WAITING_FOR_ME)]

    listed = todo.todos(VIEWER)
    assert "乙" in [item.title for item in listed.items]
    assert listed.failed == ("broken",)
    assert "断网" in caplog.text


def test_a_thing_keeps_its_identity_while_its_words_change() -> None:
    before = Todo("甲", "/items/1/", "还有3天", TodoState.DUE_SOON, kind="公开任务")
    after = Todo("甲（修改）", "/items/1/", "已超期", TodoState.OVERDUE, kind="公开任务")
    assert before.identity == after.identity
    assert Todo("甲", "/items/1/", "", TodoState.INFO, key="duty:7").identity == "duty:7"


def test_the_search_asks_everybody_and_says_when_there_is_more() -> None:
    asked: list[tuple[str, int]] = []

    @directory.provider("items", "事项")
    def items(viewer: Viewer, words: str, limit: int) -> Iterable[Found]:
        asked.append((words, limit))
        return (Found("事项", f"{words}{number}", "/") for number in range(50))

    @directory.provider("broken", "单位")
    def broken(viewer: Viewer, words: str, limit: int) -> Iterable[Found]:
        raise RuntimeError

    @directory.provider("nothing", "人员")
    def nothing(viewer: Viewer, words: str, limit: int) -> Iterable[Found]:
        return ()

    findings = directory.find(VIEWER, "  公租房   补贴 ", limit=3)
    assert asked == [("公租房 补贴", 4)]
    (group,) = findings.groups
    assert (group.title, len(group.items), group.more) == ("事项", 3, True)
    assert findings.failed == ("单位",)
    assert findings.total == 3


def test_no_words_ask_nobody() -> None:
    @directory.provider("items", "事项")
    def items(viewer: Viewer, words: str, limit: int) -> Iterable[Found]:
        raise AssertionError("asked without words")

    assert directory.find(VIEWER, " \n ") == directory.Findings(())


def test_panels_stand_in_their_order_and_fail_alone() -> None:
    @figures.panel("late", position=20)
    def late(viewer: Viewer) -> Panel | None:
        return Panel("乙", (ui.Figures((ui.Figure("件数", 3),)),))

    @figures.panel("early", position=10)
    def early(viewer: Viewer) -> Panel | None:
        return Panel("甲", ())

    @figures.panel("silent", position=5)
    def silent(viewer: Viewer) -> Panel | None:
        return None

    @figures.panel("broken", position=1)
    def broken(viewer: Viewer) -> Panel | None:
        raise ZeroDivisionError

    shown = figures.dashboard(VIEWER)
    assert [panel.title for panel in shown.panels] == ["甲", "乙"]
    assert shown.failed == ("broken",)
