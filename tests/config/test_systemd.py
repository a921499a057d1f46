"""The shipped units: understood by systemd, alike in what they may touch, calling what exists."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.config.cli import app

SHIPPED = Path(__file__).parents[2] / "deploy" / "systemd"
OURS = ("gongkai", "gongkai-worker", "gongkai-backup")
# Of ten; systemd calls less than two and a half safe.
MOST_EXPOSED = 2.0


def program() -> str:
    found = shutil.which("systemd-analyze")
    if found is None:
        pytest.skip("systemd-analyze is not installed")
    return found


def analyse(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([program(), *words], capture_output=True, text=True, timeout=60)


def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    units = []
    for path in sorted(SHIPPED.glob("gongkai*")):
        if path.suffix != ".env":
            text = path.read_text(encoding="utf-8")
            units.append(tmp_path / path.name)
            units[-1].write_text(text.replace("/opt/gongkai/bin/gongkai", sys.executable))
    assert len(units) == 6
    done = analyse("verify", "--man=no", *map(str, units))
    ours = [line for line in done.stderr.splitlines() if "gongkai" in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.parametrize("name", OURS)
def test_a_service_is_open_to_little(name: str) -> None:
    done = analyse("security", "--offline=true", "--no-pager", str(SHIPPED / f"{name}.service"))
    found = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    if found is None:
        pytest.skip(f"this systemd cannot look at a file: {done.stderr}")
    assert float(found[1]) <= MOST_EXPOSED


def test_all_services_are_confined_alike() -> None:
    parts = set()
    for name in OURS:
        text = (SHIPPED / f"{name}.service").read_text(encoding="utf-8")
        found = re.search(r"# What it may touch.*?UMask=0027", text, re.S)
        assert found is not None
        parts.add(found[0])
    assert len(parts) == 1


@pytest.mark.parametrize("name", OURS)
def test_the_command_of_a_service_is_one_of_ours(name: str) -> None:
    text = (SHIPPED / f"{name}.service").read_text(encoding="utf-8")
    called = re.search(r"^ExecStart=/opt/gongkai/bin/gongkai (\w+)(.*)$", text, re.M)
    assert called is not None
    help_text = CliRunner().invoke(app, [called[1], "--help"]).output
    for option in re.findall(r"--[a-z-]+", called[2]):
        assert option in help_text
