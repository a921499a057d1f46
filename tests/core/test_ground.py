"""Actions, events, numbers and jobs: the ground everything stands on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from gongkai.core import outbox
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.audit import Anchor, head, verify
from gongkai.core.models import Event, EventChain, Job, JobState, NumberSequence, Unit
from gongkai.core.numbering import next_number

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SYSTEM = Viewer.system("测试", NOW)

pytestmark = pytest.mark.django_db


def make_unit(code: str = "xian") -> Unit:
    unit = Unit.objects.create(
        code=code,
        name="示例县人民政府",
        kind="government",
        level="county",
        path="/",
        since=NOW.date(),
    )
    unit.path = f"/{unit.pk}/"
    unit.save()
    return unit


def rename(unit: Unit, name: str) -> None:
    with acting(SYSTEM) as act:
        row = act.lock(Unit, unit.pk)
        act.require("units.manage", row.path)
        row.name = name
        row.save()
        act.event("unit.rename", row, unit_path=row.path, data={"name": name})


def silently_rename(unit: Unit) -> None:
    with acting(SYSTEM) as act:
        act.permit("test")
        Unit.objects.filter(pk=unit.pk).update(name="丙县")


def rename_and_fail(unit: Unit) -> None:
    with acting(SYSTEM) as act:
        act.permit("test")
        rename(unit, "甲县")
        raise Refused("不行")


def test_an_action_leaves_a_chained_event() -> None:
    unit = make_unit()
    rename(unit, "甲县人民政府")
    rename(unit, "乙县人民政府")
    first, second = Event.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert second.previous_hash == first.hash
    assert list(verify()) == []
    assert head() == Anchor(2, second.hash)


def test_an_action_without_an_event_is_rolled_back() -> None:
    unit = make_unit()
    with pytest.raises(RuntimeError, match="event"):
        silently_rename(unit)
    unit.refresh_from_db()
    assert unit.name == "示例县人民政府"


def test_an_action_that_asks_nobody_is_rolled_back() -> None:
    unit = make_unit()
    with pytest.raises(RuntimeError, match="permission"), acting(SYSTEM) as act:
        act.event("unit.rename", unit)
    assert not Event.objects.exists()


def test_the_database_refuses_to_change_or_delete_an_event() -> None:
    rename(make_unit(), "甲县")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(actor_name="李四")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all()._raw_delete("default")


def test_a_cut_tail_is_found_by_the_head_and_by_a_kept_number() -> None:
    rename(make_unit(), "甲县")
    kept = head()
    EventChain.objects.update(number=2)
    assert [fault.number for fault in verify()] == [2]
    EventChain.objects.update(number=1)
    assert next(iter(verify(Anchor(5, kept.hash)))).number == 5
    assert "重写" in next(iter(verify(Anchor(1, "f" * 64)))).what


def test_nested_actions_write_their_events_together() -> None:
    unit = make_unit()
    with pytest.raises(Refused):
        rename_and_fail(unit)
    assert not Event.objects.exists()
    unit.refresh_from_db()
    assert unit.name == "示例县人民政府"


def test_a_rolled_back_action_gives_its_number_back() -> None:
    unit = make_unit()

    def take(fail: bool) -> int:
        with acting(SYSTEM) as act:
            act.permit("test")
            number = next_number(act, "index", unit, 2026)
            act.event("test.number", unit)
            if fail:
                raise Refused("不行")
        return number

    assert take(fail=False) == 1
    with pytest.raises(Refused):
        take(fail=True)
    assert take(fail=False) == 2
    assert NumberSequence.objects.get().last == 2


@pytest.fixture
def flaky(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A kind of job that fails twice, then succeeds."""
    attempts: list[int] = []

    def handler(run: outbox.Run) -> None:
        attempts.append(run.attempt)
        if len(attempts) < 3:
            raise OSError("断网")

    monkeypatch.setitem(
        outbox._KINDS,
        "test.flaky",
        outbox.Kind("test.flaky", handler, "测试", 3, timedelta(seconds=10)),
    )
    return attempts


def test_a_failed_job_is_tried_again_later_and_then_done(flaky: list[int]) -> None:
    outbox.enqueue("test.flaky", "a", {}, at=NOW)
    assert outbox.run_due(NOW) == 1
    assert outbox.run_due(NOW + timedelta(seconds=9)) == 0
    assert outbox.run_due(NOW + timedelta(seconds=10)) == 1
    assert outbox.run_due(NOW + timedelta(seconds=40)) == 1
    assert flaky == [1, 2, 3]
    assert Job.objects.get().state == JobState.DONE


def test_a_job_that_keeps_failing_waits_for_a_person(flaky: list[int]) -> None:
    flaky.extend([0] * -10)
    outbox.enqueue("test.flaky", "a", {}, at=NOW)
    Job.objects.update(attempts=2)
    outbox.run_due(NOW)
    dead = Job.objects.get()
    assert dead.state == JobState.DEAD
    assert "断网" in dead.last_error


def test_a_killed_workers_job_is_taken_by_another(flaky: list[int]) -> None:
    outbox.enqueue("test.flaky", "a", {}, at=NOW)
    taken = outbox.take(NOW)
    assert taken is not None
    assert outbox.take(NOW) is None
    later = NOW + outbox.LEASE + timedelta(seconds=1)
    again = outbox.take(later)
    assert again is not None
    assert again.pk == taken.pk
    outbox.run(taken, later)  # the first worker wakes up after all: it no longer holds the job
    assert Job.objects.get().state == JobState.RUNNING


def test_the_same_key_waits_once_with_the_newest_payload(flaky: list[int]) -> None:
    outbox.enqueue("test.flaky", "a", {"n": 1}, at=NOW, run_at=NOW + timedelta(hours=1))
    outbox.enqueue("test.flaky", "a", {"n": 2}, at=NOW)
    waiting = Job.objects.get()
    assert waiting.payload == {"n": 2}
    assert waiting.run_at == NOW
