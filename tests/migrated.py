"""A database with all tables and nothing in it, made once for each state of the migrations.

A file to copy for SQLite, a template on the server for PostgreSQL. ``python -m tests.migrated``
fills the database of the environment; it needs a process of its own, for the tests' settings are
already those of the tests.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import django

if TYPE_CHECKING:
    import psycopg

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "tests"
_DAY = 86_400


def migrated_database() -> Path:
    """Return the file, made if it is not there; whoever comes second waits for the first."""
    place = FOLDER / f"{_state()}.sqlite3"
    if place.exists():
        return place
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            _make(place)
    return place


def migrated_template(server: dict[str, Any]) -> str:
    """Return the name of a database of a PostgreSQL server to make others from."""
    import psycopg

    name = f"gongkai_tables_{_state()}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        (FOLDER / "lock").open("w") as lock,
        psycopg.connect(**server, dbname="postgres", autocommit=True) as admin,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        there = "SELECT 1 FROM pg_database WHERE datname = %s"
        if admin.execute(there, (name,)).fetchone() is None:
            _forget_templates(admin)
            beside = f"{name}_new_{os.getpid()}"
            admin.execute(f"CREATE DATABASE {beside}")
            _migrate(database_url(server, beside))
            admin.execute(f"ALTER DATABASE {beside} RENAME TO {name}")
        (FOLDER / f"{name}.template").touch()
    return name


def database_url(server: dict[str, Any], name: str) -> str:
    """Return the address of a database of a server."""
    who = f"{server['user']}:{quote(server['password'])}" if server["password"] else server["user"]
    return f"postgres://{who}@{server['host']}:{server['port']}/{name}"


def _forget_templates(admin: "psycopg.Connection[Any]") -> None:
    """Drop what this checkout made more than a day ago."""
    for old in FOLDER.glob("gongkai_tables_*.template"):
        if old.stat().st_mtime < time.time() - _DAY:
            admin.execute(f"DROP DATABASE IF EXISTS {old.stem}")
            old.unlink()


def _state() -> str:
    """Everything that decides what the tables are, as one short word."""
    found = hashlib.sha256(f"{django.__version__} {sys.version}".encode())
    for path in sorted((ROOT / "gongkai").glob("**/migrations/*.py")):
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    for name in ("gongkai/config/settings.py", "requirements/dev.txt"):
        found.update((ROOT / name).read_bytes())
    return found.hexdigest()[:20]


def server_of(settings: dict[str, Any]) -> dict[str, Any]:
    """Return how to reach the server of a PostgreSQL database, by its settings."""
    return {
        "host": settings["HOST"] or "127.0.0.1",
        "port": settings["PORT"] or 5432,
        "user": settings["USER"],
        "password": settings["PASSWORD"] or "",
    }


def _make(place: Path) -> None:
    beside = place.with_suffix(".new")
    beside.unlink(missing_ok=True)
    _migrate(f"sqlite:///{beside}")
    # Others may be about to copy the one before.
    for old in FOLDER.glob("*.sqlite3"):
        if old.stat().st_mtime < time.time() - _DAY:
            old.unlink()
    beside.replace(place)


def _migrate(url: str) -> None:
    own = {"DATABASE_URL": url, "GONGKAI_SECRET_KEY": "none is needed"}
    subprocess.run(
        [sys.executable, "-m", "tests.migrated"], env={**os.environ, **own}, cwd=ROOT, check=True
    )


def main() -> None:
    """Migrate the database of the environment; a file of SQLite is left as one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode = DELETE")


if __name__ == "__main__":
    main()
