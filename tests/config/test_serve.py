"""``gongkai serve`` is alone on its installation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.migrated import migrated_database
from tests.portal.serving.asking import free_port, wait_for

ROOT = Path(__file__).parents[2]
SERVE = (sys.executable, "-m", "gongkai.config.cli", "serve", "--no-worker")


def test_a_second_office_of_one_installation_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copyfile(migrated_database(), tmp_path / "gongkai.sqlite3")
    env = {
        **os.environ,
        "GONGKAI_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'gongkai.sqlite3'}",
        "PYTHONPATH": str(ROOT),
    }
    ports = [free_port() for _ in range(3)]
    commands = [(*SERVE, "--port", str(port), "--data", str(tmp_path / "data")) for port in ports]
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
