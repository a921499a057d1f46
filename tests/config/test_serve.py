"""``gongkai serve`` is alone on its installation, and nothing of it outlives it."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.migrated import migrated_database
from tests.portal.serving.asking import free_port, wait_for

ROOT = Path(__file__).parents[2]
SERVE = (sys.executable, "-m", "gongkai.config.cli", "serve")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "data").mkdir()
    shutil.copyfile(migrated_database(), tmp_path / "gongkai.sqlite3")
    return {
        **os.environ,
        "GONGKAI_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'gongkai.sqlite3'}",
        "PYTHONPATH": str(ROOT),
    }


def command(env: dict[str, str], port: int, *more: str) -> tuple[str, ...]:
    return (*SERVE, "--port", str(port), "--data", f"{env['GONGKAI_VAR']}/data", *more)


def children(process: "subprocess.Popen[bytes]") -> list[int]:
    """Return the processes a process has started."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(one) for one in found.split()]


def is_running(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_second_office_of_one_installation_is_refused(env: dict[str, str]) -> None:
    ports = [free_port() for _ in range(3)]
    commands = [command(env, port, "--no-worker") for port in ports]
    first = subprocess.Popen(commands[0], env=env)
    try:
        wait_for(ports[0], first, 120)
        second = subprocess.run(commands[1], env=env, capture_output=True, text=True, timeout=60)
        assert second.returncode == 2
        assert "已有一个 gongkai serve" in second.stderr
    finally:
        first.terminate()
        first.wait(30)
    third = subprocess.Popen(commands[2], env=env)
    try:
        wait_for(ports[2], third, 120)
    finally:
        third.terminate()
        third.wait(30)


def test_a_killed_office_leaves_nothing_behind_and_starts_again(env: dict[str, str]) -> None:
    port = free_port()
    first = subprocess.Popen(command(env, port), env=env)
    try:
        wait_for(port, first, 120)
        started = children(first)
        assert len(started) == 2, "the office and the worker"
    finally:
        first.kill()
        first.wait(30)
    end = time.monotonic() + 60
    while any(is_running(pid) for pid in started):
        assert time.monotonic() < end, "a child outlives the server"
        time.sleep(0.1)
    second = subprocess.Popen(command(env, port, "--no-worker"), env=env)
    try:
        wait_for(port, second, 120)
    finally:
        second.terminate()
        second.wait(30)
