"""Workers are woken by whoever writes a job; nothing hangs on a pipe nobody reads."""

import os
import threading
import time
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from gongkai.core import outbox
from gongkai.core.wake import Bell, ring
from tests.people import NOW

LONG = 30.0


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def waited(bell: Bell, ringing: "threading.Timer") -> float:
    began = time.monotonic()
    ringing.start()
    bell.wait(LONG)
    ringing.join()
    return time.monotonic() - began


def test_a_worker_wakes_when_rung_and_not_before() -> None:
    bell = Bell()
    began = time.monotonic()
    bell.wait(0.1)
    assert time.monotonic() - began >= 0.1
    assert 0.2 <= waited(bell, threading.Timer(0.2, ring)) < LONG / 2
    assert 0.2 <= waited(bell, threading.Timer(0.2, bell.ring)) < LONG / 2
    bell.close()
    ring()


def test_many_marks_wake_once_and_never_hold_up_who_rings() -> None:
    bell = Bell()
    for _ in range(70_000):  # more than a pipe holds
        ring()
    while bell_is_rung(bell):
        pass
    bell.close()


def bell_is_rung(bell: Bell) -> bool:
    began = time.monotonic()
    bell.wait(0.05)
    return time.monotonic() - began < 0.05


def test_the_pipe_of_a_killed_worker_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "wake" / "1"
    left.parent.mkdir()
    os.mkfifo(left)
    ring()
    assert not left.exists()


@pytest.mark.django_db
def test_a_job_rings_once_it_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    bell = Bell()
    kind = next(iter(outbox.kinds()))
    with django_capture_on_commit_callbacks() as committed:
        outbox.enqueue(kind, "woken", {}, at=NOW)
    assert not bell_is_rung(bell)
    for callback in committed:
        callback()
    assert bell_is_rung(bell)
    bell.close()
