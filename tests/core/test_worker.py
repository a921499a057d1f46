"""Real workers in real processes: killed, stopped, several at once, on time to the second."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from gongkai.core import outbox, periodic, warming
from gongkai.core.housekeeping import tidy
from gongkai.core.models import Job, JobState, PeriodicSlot, WorkerBeat
from gongkai.core.periodic import Schedule, every, note_done, plan
from gongkai.core.worker import SILENT, Worker, is_silent
from tests.migrated import database_url, migrated_database, migrated_template, server_of

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai


class Farm:
    """A database of its own and the worker processes on it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.log = folder / "log"
        self.log.touch()
        self.env = {
            **os.environ,
            "DATABASE_URL": url,
            "GONGKAI_VAR": str(folder),
            "GONGKAI_LEASE_SECONDS": "3",
            "WORKER_TEST_LOG": str(self.log),
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        }
        self.started: list[subprocess.Popen[bytes]] = []

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(Path(__file__).with_name("worker_process.py")), *arguments]

    def call(self, *arguments: str) -> str:
        done = subprocess.run(
            self.command(*arguments), env=self.env, capture_output=True, timeout=120
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def start(self, *options: str, **env: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            self.command("work", *options), env={**self.env, **env}, stderr=subprocess.PIPE
        )
        self.started.append(process)
        return process

    def workers(self) -> list[str]:
        """The names of workers that have been heard of, asked without starting a process."""
        statement = "SELECT name FROM core_workerbeat ORDER BY started_at"
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as database:
                return [row[0] for row in database.execute(statement)]
        import psycopg

        with psycopg.connect(self.url.replace("postgres:", "postgresql:", 1)) as server:
            return [row[0] for row in server.execute(statement)]

    def report(self) -> Any:
        return json.loads(self.call("report"))

    def lines(self, begin: str) -> list[str]:
        text = self.log.read_text(encoding="utf-8")
        return [line for line in text.splitlines() if line.startswith(begin)]


def until(condition: Callable[[], object], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    """A farm on a fresh database of the kind the tests run on."""
    if connection.vendor == "postgresql":
        import psycopg

        server = server_of(connection.settings_dict)
        name = f"t_farm_{os.getpid()}"
        with psycopg.connect(**server, dbname="postgres", autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {migrated_template(server)}")
        url = database_url(server, name)
    else:
        shutil.copyfile(migrated_database(), tmp_path / "farm.sqlite3")
        url = f"sqlite:///{tmp_path / 'farm.sqlite3'}"
    made = Farm(url, tmp_path)
    yield made
    for process in made.started:
        if process.poll() is None:
            process.kill()
        process.communicate()
    if connection.vendor == "postgresql":
        with psycopg.connect(**server, dbname="postgres", autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_a_worker_killed_in_the_middle_of_a_job_loses_nothing_and_does_nothing_twice(
    farm: Farm,
) -> None:
    farm.call("prepare", "6")
    first = farm.start(WORKER_TEST_SECONDS="3")
    until(lambda: len(farm.lines("start")) > len(farm.lines("end")) >= 1)
    first.send_signal(signal.SIGKILL)
    first.wait()
    interrupted = len(farm.lines("start")) - len(farm.lines("end"))
    assert interrupted == 1
    second = farm.start()
    until(lambda: len({line.split()[1] for line in farm.lines("end")}) == 6)
    second.terminate()
    assert second.wait(30) == 0
    report = farm.report()
    assert report["states"] == {"done": 6}
    assert report["effects"] == 6
    assert report["attempts"] == {"1": 5, "2": 1}
    assert len(farm.lines("end")) == 6


def test_a_job_longer_than_its_lease_is_not_taken_by_another_worker(farm: Farm) -> None:
    farm.call("prepare", "1")
    farm.start(WORKER_TEST_SECONDS="8")
    until(lambda: farm.lines("start"))
    farm.start(WORKER_TEST_SECONDS="0")
    until(lambda: farm.lines("end"))
    assert len(farm.lines("start")) == 1
    until(lambda: farm.report()["states"] == {"done": 1})


def test_several_workers_share_the_jobs_and_each_periodic_slot_is_done_once(farm: Farm) -> None:
    farm.call("prepare", "40")
    workers = [farm.start("--until-idle", WORKER_TEST_PERIODIC="1") for _ in range(3)]
    for worker in workers:
        assert worker.wait(120) == 0
    report = farm.report()
    assert report["states"] == {"done": 40}
    assert report["attempts"] == {"1": 40}
    assert report["effects"] == 40
    slots = [line.split()[1] for line in farm.lines("minute")]
    assert slots
    assert len(slots) == len(set(slots))


def test_a_worker_told_to_stop_finishes_its_job_and_signs_off(farm: Farm) -> None:
    farm.call("prepare", "3")
    worker = farm.start(WORKER_TEST_SECONDS="1")
    until(lambda: farm.lines("start"))
    worker.terminate()
    assert worker.wait(30) == 0
    assert len(farm.lines("start")) == len(farm.lines("end"))
    report = farm.report()
    assert report["states"] == {
        "done": len(farm.lines("end")),
        "queued": 3 - len(farm.lines("end")),
    }
    assert [running for _, running, _ in report["beats"]] == [False]


def test_a_job_for_a_set_moment_runs_then_and_not_before(farm: Farm) -> None:
    farm.call("prepare", "0")
    worker = farm.start()
    until(farm.workers)
    due = float(farm.call("later", "3.4"))
    until(lambda: farm.lines("start 777"))
    began = float(farm.lines("start 777")[0].split()[-1])
    assert 0 <= began - due <= 20  # a loaded machine takes its time
    worker.terminate()
    worker.wait(30)


def test_what_takes_long_is_done_beside_the_rest_and_finished_before_the_end(farm: Farm) -> None:
    farm.call("prepare", "0")
    farm.call("slow", "120")
    worker = farm.start()
    until(lambda: farm.lines("slow 1"))
    farm.call("later", "0")
    until(lambda: farm.lines("end 777"))
    worker.terminate()
    assert worker.wait(60) == 0
    [over] = farm.lines("slow-end")
    assert float(over.split()[-1]) >= float(farm.lines("end 777")[0].split()[-1])
    assert len(farm.workers()) == 1


def test_serve_runs_a_worker_that_comes_back_when_it_dies_and_ends_with_the_server(
    farm: Farm, tmp_path: Path
) -> None:
    farm.call("prepare", "2")
    (tmp_path / "data").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    serve = [sys.executable, "-m", "gongkai.config.cli", "serve", "--port", port]
    server = subprocess.Popen([*serve, "--data", str(tmp_path / "data")], env=farm.env)
    try:
        until(lambda: len(farm.workers()) == 1)
        os.kill(int(farm.workers()[0].rpartition(":")[2]), signal.SIGKILL)
        until(lambda: len(farm.workers()) == 2)
    finally:
        server.terminate()
        server.wait(40)
    assert [running for _, running, _ in farm.report()["beats"]] == [True, False]
    for pid in (int(name.rpartition(":")[2]) for name in farm.workers()):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


# --- in this process --------------------------------------------------------------------------


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing periodic and no kind of job, but one that notes its runs."""
    ran: list[str] = []
    monkeypatch.setattr(periodic, "_SCHEDULES", {})
    monkeypatch.setattr(outbox, "_KINDS", {})
    outbox.job("test.note", "记一笔")(lambda run: ran.append(run.key))
    return ran


@pytest.mark.django_db
def test_a_step_runs_what_is_due_and_nothing_else(known: list[str]) -> None:
    worker = Worker(name="a", clock=lambda: NOW)
    assert not worker.step()
    outbox.enqueue("test.note", "now", {}, at=NOW)
    outbox.enqueue("test.note", "later", {}, at=NOW, run_at=NOW + timedelta(seconds=1))
    assert worker.step()
    assert not worker.step()
    assert known == ["now"]


@pytest.mark.django_db
def test_each_lane_takes_its_own(known: list[str]) -> None:
    outbox.job("test.slow", "慢", slow=True)(lambda run: known.append(run.key))
    outbox.enqueue("test.slow", "slow", {}, at=NOW)
    outbox.enqueue("test.note", "quick", {}, at=NOW)
    quick, slow = (Worker(name="a", clock=lambda: NOW, slow=lane) for lane in (False, True))
    assert quick.step()
    assert not quick.step()
    assert known == ["quick"]
    assert slow.step()
    assert known == ["quick", "slow"]


@pytest.mark.django_db
def test_what_work_needs_is_read_once_before_the_first_rest(
    known: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(name="a", clock=lambda: NOW)

    def fails(now: datetime) -> None:
        raise LookupError("not there yet")

    def reads(now: datetime) -> None:
        known.append("read")
        outbox.enqueue("test.last", "done", {}, at=now)

    def last(run: outbox.Run) -> None:
        known.append(run.key)
        worker.stop()

    monkeypatch.setattr(warming, "_warmers", [fails, reads])
    # The connection is the test's own.
    monkeypatch.setattr("gongkai.core.worker.close_old_connections", lambda: None)
    outbox.job("test.last", "末")(last)
    outbox.enqueue("test.note", "first", {}, at=NOW)
    worker.run()
    assert known == ["first", "read", "done"]


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_each_time_is_laid_aside(known: list[str]) -> None:
    outbox.enqueue("test.note", "poison", {}, at=NOW)
    Job.objects.update(attempts=outbox.kinds()["test.note"].tries)
    assert Worker(name="a", clock=lambda: NOW).step()
    assert known == []
    dead = Job.objects.get()
    assert dead.state == JobState.DEAD
    assert "多次中断" in dead.last_error


@pytest.mark.django_db
def test_a_job_of_a_dead_process_is_free_at_once_and_that_of_a_living_one_is_not(
    known: list[str],
) -> None:
    outbox.enqueue("test.note", "mine", {}, at=NOW)
    assert outbox.take(NOW) is not None
    assert outbox.free_orphans(NOW) == 0
    assert outbox.take(NOW) is None
    died = subprocess.Popen(["true"])
    died.wait()
    own = Job.objects.get()
    Job.objects.update(lease=own.lease.replace(f".{os.getpid()}.", f".{died.pid}."))
    assert outbox.free_orphans(NOW) == 1
    again = outbox.take(NOW)
    assert again is not None
    assert again.attempts == 2


@pytest.mark.django_db
def test_a_missed_daily_slot_is_made_up_for_once(known: list[str]) -> None:
    every("test.daily", "每日", daily=clock_time(2, 30))(lambda run: known.append(run.key))
    assert plan(NOW) == 1
    assert plan(NOW) == 0
    assert plan(NOW + timedelta(days=5)) == 1
    worker = Worker(name="a", clock=lambda: NOW + timedelta(days=5))
    while worker.step():
        pass
    assert known == ["2026-03-02T02:30:00+08:00", "2026-03-07T02:30:00+08:00"]


@pytest.mark.django_db
def test_what_was_done_in_another_way_is_not_done_again_before_its_next_time(
    known: list[str],
) -> None:
    every("test.daily", "每日", daily=clock_time(2, 30))(lambda run: known.append(run.key))
    note_done("test.daily", NOW)
    assert plan(NOW) == 0
    assert plan(NOW + timedelta(days=1)) == 1


@pytest.mark.parametrize(
    ("schedule", "latest", "following"),
    [
        (Schedule("a", "", minutes=15), (9, 0), (9, 15)),
        (Schedule("a", "", daily=clock_time(9, 0)), (9, 0), (9, 0)),
        (Schedule("a", "", daily=clock_time(9, 1)), (9, 1), (9, 1)),
    ],
)
def test_slots_are_of_local_time(
    schedule: Schedule, latest: tuple[int, int], following: tuple[int, int]
) -> None:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Asia/Shanghai")
    before, after = schedule.latest(NOW), schedule.following(NOW)
    assert (before.astimezone(zone).hour, before.minute) == latest
    assert (after.astimezone(zone).hour, after.minute) == following
    assert before <= NOW < after
    assert schedule.latest(after) == after


def test_a_schedule_says_either_minutes_or_a_time() -> None:
    with pytest.raises(ValueError, match="either"):
        every("x", "x")
    with pytest.raises(ValueError, match="either"):
        every("x", "x", minutes=1, daily=clock_time(1))


@pytest.mark.django_db
def test_silence_is_noticed_and_a_stopped_worker_is_silent() -> None:
    assert is_silent(NOW)
    beat = WorkerBeat.objects.create(name="a", started_at=NOW, seen_at=NOW)
    assert not is_silent(NOW + SILENT - timedelta(seconds=1))
    assert is_silent(NOW + SILENT)
    beat.stopped_at = NOW
    beat.save()
    assert is_silent(NOW)


@pytest.mark.django_db
def test_housekeeping_keeps_what_somebody_must_look_at() -> None:
    old = NOW - timedelta(days=31)
    for state in JobState:
        Job.objects.create(
            kind="t", key=state, state=state, run_at=old, created_at=old, finished_at=old
        )
    PeriodicSlot.objects.create(name="x", slot=old)
    tidy(outbox.Run("k", {}, NOW, 1))
    assert set(Job.objects.values_list("state", flat=True)) == {"queued", "running", "dead"}
    assert not PeriodicSlot.objects.exists()
