"""The worker killed while a program reads a document: the next one reads it, once."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.disclosure.checks.office_files import resident
from tests.disclosure.old_word import TITLE, needs_office, needs_pdf, written
from tests.disclosure.small_pdf import pdf
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
    script = Path(__file__).with_name("conversion_process.py")
    answer = call(env, str(script), *arguments)
    return json.loads(answer) if answer else None


def kill_a_worker_at(env: dict[str, str], file: str) -> None:
    """Start a worker and kill it when a program has begun with a file."""
    worker = subprocess.Popen([sys.executable, *WORKER], env=env)
    end = time.monotonic() + 120
    while not list(Path(env["TMPDIR"]).glob(f"gongkai-import-*/{file}")):
        assert time.monotonic() < end
        assert worker.poll() is None
        time.sleep(0.01)
    worker.kill()
    worker.wait()


@needs_office
def test_a_conversion_outlives_its_worker(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "通知.doc"
    file.write_bytes(written("doc"))
    site(env, "convert", str(file))
    assert site(env, "converted")["job"] == ["queued", 0]
    kill_a_worker_at(env, "source.doc")
    killed = site(env, "converted")
    assert (killed["job"], killed["waiting"], killed["held"]) == (["running", 1], 1, 1)
    call(env, *WORKER, "--until-idle")
    assert site(env, "converted") == {
        "title": TITLE,
        "imports": 1,
        "waiting": 0,
        "held": 0,
        "job": ["done", 2],
    }


@needs_pdf
def test_the_reading_of_a_file_outlives_its_worker(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "名单.pdf"
    file.write_bytes(pdf(f"ID {resident(1)}"))
    site(env, "attach", str(file))
    slow = tmp_path / "bin"
    slow.mkdir()
    (slow / "pdftotext").write_text("#!/bin/sh\nsleep 60\n")
    (slow / "pdftotext").chmod(0o755)
    kill_a_worker_at({**env, "PATH": f"{slow}:{env['PATH']}"}, "source.pdf")
    assert site(env, "attached") == {
        "copy": "waiting",
        "found": ["file.waiting"],
        "job": ["running", 1],
    }
    call(env, *WORKER, "--until-idle")
    assert site(env, "attached") == {
        "copy": "read",
        "found": ["personal.resident_id"],
        "job": ["done", 2],
    }
