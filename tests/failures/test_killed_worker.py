"""A worker killed in the middle of a publication: another finishes it, once, at every outlet."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.migrated import migrated_database

ROOT = Path(__file__).parents[2]


class Site:
    """A site in a folder, and the processes on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder / 'gongkai.sqlite3'}",
            "GONGKAI_VAR": str(folder),
            "PYTHONPATH": str(ROOT),
        }

    def call(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], env=self.env, capture_output=True, timeout=300, cwd=ROOT
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def run(self, *command: str) -> Any:
        answer = self.call(str(Path(__file__).with_name("site_process.py")), *command)
        return json.loads(answer) if answer else None

    def restart(self) -> None:
        """Run the worker as it is shipped, until there is nothing more to do."""
        self.call("-m", "gongkai.config.cli", "worker", "--until-idle")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one edition whose minute has come."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copyfile(migrated_database(), folder / "gongkai.sqlite3")
    Site(folder).run("prepare")
    return folder


@pytest.fixture
def site(prepared: Path, tmp_path: Path) -> Site:
    folder = tmp_path / "site"
    shutil.copytree(prepared, folder, symlinks=True)
    return Site(folder)


def whole(report: dict[str, Any]) -> dict[str, Any]:
    """What has to be true in the end, whatever happened on the way."""
    return report | {
        "state": "live",
        "number": "caizheng/others/2026-00004",  # three of the archive are of this year
        "events": 1,
        "notices": 1,
        "open jobs": [],
        "in the feed": 1,
        "found": 1,
        "index": [],
        "pages": [],
        "staging": [],
        "chain": [],
    }


@pytest.mark.xdist_group("killed worker")
@pytest.mark.parametrize(
    ("job", "points", "deaths"),
    [
        pytest.param(
            "disclosure.release",
            "release:0 release:9 release:30 release:999",  # the last after the last statement
            4,
            id="while it is published",
        ),
        pytest.param(
            "portal.refresh",
            "pages:0 pages:11 switch:1 placed:0 struck:0",
            5,
            id="while pages are rendered and put in place",
        ),
        pytest.param(
            "search.index", "index:0 index:1 index:3 index:6 index:12", 2, id="while it is indexed"
        ),
    ],
)
def test_a_worker_killed_in_the_middle_of_a_publication_loses_nothing_and_does_nothing_twice(
    site: Site, job: str, points: str, deaths: int
) -> None:
    died = site.run("die", *points.split())
    site.restart()
    report = site.run("look")
    assert report == whole(report)
    # Each took the job up from the one before; a quick index may be done when its last death comes.
    assert deaths < report["attempts"][job] <= died + 1
