"""The pages of a site rendered by several processes: the same, and none outlives what began it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.migrated import migrated_database

ROOT = Path(__file__).parents[2]
ENDLESS = """
import itertools
from datetime import UTC, datetime
from gongkai.portal.several import rendered_by

if __name__ == "__main__":
    batches = (["/"] for _ in itertools.count())
    for _ in rendered_by(2, batches, datetime(2026, 3, 2, tzinfo=UTC)):
        print("rendered", flush=True)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a site with an archive and its pages."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copyfile(migrated_database(), folder / "gongkai.sqlite3")
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'gongkai.sqlite3'}",
        "GONGKAI_VAR": str(folder),
        "PYTHONPATH": str(ROOT),
    }
    call(env, str(ROOT / "tests" / "failures" / "site_process.py"), "prepare")
    return env


def call(env: dict[str, str], *command: str) -> str:
    """Run Python to its end and return what it said to people."""
    done = subprocess.run(
        [sys.executable, *command], env=env, capture_output=True, timeout=300, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stderr.decode()


def test_several_processes_render_what_one_renders(site: dict[str, str]) -> None:
    rebuild = ("-m", "gongkai.config.cli", "portal", "rebuild", "--processes")
    call(site, *rebuild, "1")
    said = call(site, *rebuild, "3")
    assert "新增 0，变化 0，删除 0，未变" in said, said
    assert int("".join(filter(str.isdigit, said.rpartition("未变")[2]))) > 50


def test_no_process_outlives_the_one_that_writes(site: dict[str, str], tmp_path: Path) -> None:
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)], env=site, cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"rendered\n"
        begun = children_of(writer.pid)
        assert len(begun) >= 2
        writer.send_signal(signal.SIGKILL)
    end = time.monotonic() + 60
    while any(map(is_alive, begun)):
        assert time.monotonic() < end, "a process renders for nobody"
        time.sleep(0.05)


def children_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that ended and is waited for by nobody yet does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
