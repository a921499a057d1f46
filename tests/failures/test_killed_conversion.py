"""The worker killed while LibreOffice converts: the next one imports the document, once."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.disclosure.old_word import TITLE, needs_office, written
from tests.migrated import migrated_database

ROOT = Path(__file__).parents[2]
WORKER = ("-m", "gongkai.config.cli", "worker")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    shutil.copyfile(migrated_database(), tmp_path / "gongkai.sqlite3")
    (tmp_path / "tmp").mkdir()
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'gongkai.sqlite3'}",
        "GONGKAI_VAR": str(tmp_path),
        "TMPDIR": str(tmp_path / "tmp"),
        "PYTHONPATH": str(ROOT),
    }


def call(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], env=env, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def site(env: dict[str, str], *arguments: str) -> Any:
    answer = call(env, str(Path(__file__).with_name("conversion_process.py")), *arguments)
    return json.loads(answer) if answer else None


@needs_office
def test_a_conversion_outlives_its_worker(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "通知.doc"
    file.write_bytes(written("doc"))
    site(env, "prepare", str(file))
    assert site(env, "look")["job"] == ["queued", 0]
    worker = subprocess.Popen([sys.executable, *WORKER], env=env)
    end = time.monotonic() + 120
    while not list((tmp_path / "tmp").glob("gongkai-import-*/source.doc")):
        assert time.monotonic() < end
        assert worker.poll() is None
        time.sleep(0.01)
    worker.kill()
    worker.wait()
    killed = site(env, "look")
    assert (killed["job"], killed["waiting"], killed["held"]) == (["running", 1], 1, 1)
    call(env, *WORKER, "--until-idle")
    assert site(env, "look") == {
        "title": TITLE,
        "imports": 1,
        "waiting": 0,
        "held": 0,
        "job": ["done", 2],
    }
