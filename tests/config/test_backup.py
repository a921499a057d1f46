"""``gongkai backup`` and ``gongkai restore`` as processes, on files and on PostgreSQL."""

import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.indicators.engines_fixture import POSTGRES
from tests.migrated import database_url, migrated_database, migrated_template

GONGKAI = (sys.executable, "-m", "gongkai.config.cli")
ROOT = Path(__file__).parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]
FILLED = """
import django; django.setup()
from django.utils import timezone
from gongkai.core.actions.bodies import BodyDraft, create_body
from gongkai.core.files import hold, store
from tests.people import SINCE, SYSTEM, People
now = timezone.localtime()
store("附件一".encode(), "a.txt", at=now)
store("附件二".encode(), "b.txt", at=now)
hold("正在转换".encode(), "c.txt", at=now)
unit = People().unit("xian")
create_body(unit.pk, BodyDraft("leading_group", "领导小组"), since=SINCE, by=SYSTEM)
"""


class Place:
    """An installation: its folder and its database."""

    def __init__(self, folder: Path, url: str) -> None:
        self.var = folder
        self.env = {
            **os.environ,
            "GONGKAI_VAR": str(folder),
            "GONGKAI_DATA": str(folder / "data"),
            "DATABASE_URL": url,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        }

    def __call__(self, *words: str, status: int = 0) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            words, env=self.env, capture_output=True, text=True, timeout=300, cwd=ROOT
        )
        assert done.returncode == status, done.stderr
        return done

    def command(self, *words: str, status: int = 0) -> "subprocess.CompletedProcess[str]":
        return self(*GONGKAI, *words, status=status)


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    """An installation at work, and an empty one."""
    old, new = tmp_path / "old", tmp_path / "new"
    if request.param == "sqlite":
        old.mkdir()
        shutil.copyfile(migrated_database(), old / "gongkai.sqlite3")
        first, second = (Place(one, f"sqlite:///{one / 'gongkai.sqlite3'}") for one in (old, new))
        yield first, second
        return
    psycopg = pytest.importorskip("psycopg")
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")
    server = {**POSTGRES, "password": ""}
    del server["dbname"]
    try:
        admin = psycopg.connect(**server, dbname="postgres", autocommit=True)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at 127.0.0.1:5432: {error}")
    names = [f"t_backup_{os.getpid()}_{one}" for one in ("old", "new")]
    with admin:
        admin.execute(f"CREATE DATABASE {names[0]} TEMPLATE {migrated_template(server)}")
        admin.execute(f"CREATE DATABASE {names[1]}")
        first, second = (
            Place(folder, database_url(server, name))
            for folder, name in zip((old, new), names, strict=True)
        )
        yield first, second
        for name in names:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def at_work(places: tuple[Place, Place]) -> Place:
    """The one at work, with two files, an upload that waits, a pack, and events."""
    place = places[0]
    place(sys.executable, "-c", FILLED)
    pack = place.var / "data" / "packs" / "own" / "pack.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text("id: own\n", encoding="utf-8")
    return place


def backups(folder: Path) -> list[Path]:
    return sorted(one.parent for one in folder.glob("*/backup.json"))


def test_an_installation_comes_back_whole(
    places: tuple[Place, Place], at_work: Place, tmp_path: Path
) -> None:
    kept, (_, new) = tmp_path / "backups", places
    said = at_work.command("backup", str(kept))
    assert "附件 2 个" in said.stderr
    [made] = backups(kept)
    assert json.loads((made / "backup.json").read_text())["anchor"] == said.stdout.strip()
    assert made.stat().st_mode & 0o077 == 0
    restored = new.command("restore", str(made))
    assert "核验通过" in restored.stderr
    assert restored.stdout == said.stdout
    checked = new.command("audit", "verify", "--expect", said.stdout.strip())
    assert checked.stdout == said.stdout
    for name in ("secret_key", "data/packs/own/pack.yaml"):
        assert (new.var / name).read_bytes() == (at_work.var / name).read_bytes()
    files = [
        {path.relative_to(one.var) for path in (one.var / "files").rglob("*") if path.is_file()}
        for one in (at_work, new)
    ]
    assert files[0] == files[1]
    assert len(files[0]) == 3
    # Into what is there already nothing is ever restored.
    assert "没有覆盖" in at_work.command("restore", str(made), status=1).stderr


@pytest.mark.parametrize("places", ["sqlite"], indirect=True)
def test_what_is_not_whole_is_told(
    places: tuple[Place, Place], at_work: Place, tmp_path: Path
) -> None:
    kept, (_, new) = tmp_path / "backups", places
    assert "不是一份完整的备份" in new.command("restore", str(tmp_path), status=1).stderr
    at_work.command("backup", str(kept))
    [made] = backups(kept)
    [file, other] = [path for path in (kept / "files").rglob("*") if path.is_file()]
    good = file.read_bytes()
    file.write_bytes(b"bad")
    assert "与校验值不符" in new.command("restore", str(made), status=1).stderr
    file.write_bytes(good)
    other.unlink()
    shutil.rmtree(new.var)
    assert "缺少文件" in new.command("restore", str(made), status=1).stderr
    at_work.command("backup", str(kept))  # brings the file back
    shutil.rmtree(new.var)
    with closing(sqlite3.connect(made / "database.sqlite3")) as database:
        database.execute("DROP TRIGGER IF EXISTS core_event_no_update")
        for (name,) in list(
            database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ):
            database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE core_event SET object_title = '别的'")
        database.commit()
    assert "核验不通过" in new.command("restore", str(made), status=1).stderr


DESTROYED = """
import sys
from pathlib import Path
import django; django.setup()
from django.utils import timezone
from gongkai.core import backup
from gongkai.core.files import destroy
from gongkai.core.models import StoredFile

def before_copying(stored, folder):
    destroy_(stored[0])
    backup._added = added
    return added(stored, folder)

def after_dumping(target):
    dump(target)
    destroy_(StoredFile.objects.order_by("pk").last().sha256)

def destroy_(digest):
    StoredFile.objects.get(sha256=digest).delete()
    destroy(digest)

added, dump = backup._added, backup._dump
if sys.argv[2] == "dumped":
    backup._dump = after_dumping
else:
    backup._added = before_copying
backup.back_up(Path(sys.argv[1]), at=timezone.localtime(), keep=14)
"""


@pytest.mark.parametrize("moment", ["dumped", "copied"])
@pytest.mark.parametrize("places", ["sqlite"], indirect=True)
def test_what_is_destroyed_while_a_backup_is_made_is_not_missed_when_it_is_restored(
    places: tuple[Place, Place], at_work: Place, tmp_path: Path, moment: str
) -> None:
    kept = tmp_path / "backups"
    at_work(sys.executable, "-c", DESTROYED, str(kept), moment)
    [made] = backups(kept)
    assert "附件 1 个都在" in places[1].command("restore", str(made)).stderr


@pytest.mark.parametrize("places", ["sqlite"], indirect=True)
def test_nobody_else_reads_a_backup_or_the_key_that_is_restored(
    places: tuple[Place, Place], at_work: Place, tmp_path: Path
) -> None:
    kept, (_, new) = tmp_path / "backups", places
    at_work.command("backup", str(kept))
    [made] = backups(kept)
    for private in (kept, kept / "files", made):
        assert private.stat().st_mode & 0o077 == 0
    (made / "secret_key").chmod(0o644)
    new.command("restore", str(made))
    assert (new.var / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("places", ["sqlite"], indirect=True)
def test_the_key_comes_back_where_another_is_given_from_outside(
    places: tuple[Place, Place], at_work: Place, tmp_path: Path
) -> None:
    kept, (old, new) = tmp_path / "backups", places
    at_work.command("backup", str(kept))
    new.var.mkdir()
    new.env["GONGKAI_SECRET_KEY"] = "another key, from outside"
    [made] = backups(kept)
    new.command("restore", str(made))
    key = new.var / "secret_key"
    assert key.read_bytes() == (old.var / "secret_key").read_bytes()
    assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("places", ["sqlite"], indirect=True)
def test_two_backups_into_one_folder_do_not_meet(
    places: tuple[Place, Place], at_work: Place, tmp_path: Path
) -> None:
    kept = tmp_path / "backups"
    partial = kept / "2026-03-02T013000.partial"
    partial.mkdir(parents=True)
    with (kept / "backup.lock").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "另一份备份" in at_work.command("backup", str(kept), status=1).stderr
    assert partial.exists()
    at_work.command("backup", str(kept))
    assert not partial.exists()


@pytest.mark.parametrize("places", ["sqlite"], indirect=True)
def test_only_the_newest_are_kept_and_files_stand_once(
    places: tuple[Place, Place], at_work: Place, tmp_path: Path
) -> None:
    kept = tmp_path / "backups"
    (kept / "2026-03-01T013000").mkdir(parents=True)
    (kept / "2026-03-01T013000" / "backup.json").write_text("{}")
    (kept / "2026-03-02T013000.partial").mkdir()
    at_work.command("backup", str(kept), "--keep", "1")
    at_work(sys.executable, "-c", "import time; time.sleep(1.1)")
    at_work.command("backup", str(kept), "--keep", "1")
    assert len(backups(kept)) == 1
    assert not list(kept.glob("*.partial"))
    assert len([path for path in (kept / "files").rglob("*") if path.is_file()]) == 2
    at_work.var.joinpath("gongkai.sqlite3").unlink()
    assert "gongkai setup" in at_work.command("backup", str(kept), status=2).stderr
