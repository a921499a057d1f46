"""A whole installation into a folder, and back: database, files, local packs and rounds, key.

The database is copied as of one moment while people work; files afterwards, so that a copy lacks
none its database names, but what was destroyed meanwhile for its secrecy marking: those are listed
and not asked for again. Files stand once for all backups of a folder, which one backup at a time
writes. Pages and index are not copied: they are made anew.
"""

import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection

from gongkai.core.actions.verifying import walk
from gongkai.core.audit import Anchor, head
from gongkai.core.files import path_of
from gongkai.core.models import StoredFile

_ABOUT: Final = "backup.json"
_DATABASE: Final = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class BackupError(Exception):
    """It was not done; the message says why, and the mend."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its folder, how many files its database names, the end of the events then."""

    place: Path
    files: int
    anchor: str


def back_up(folder: Path, *, at: datetime, keep: int) -> Backup:
    """Make a backup below a folder and throw away all but the newest ``keep``.

    Raises:
        BackupError: a program is missing or failed, or another backup is being made there.
        OSError: the folder cannot be written, or is full.
    """
    with _alone(folder):
        return _backed_up(folder, at, keep)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep others out of the folder, who would take what is unfinished for left over."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "backup.lock").open("wb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(f"{folder} 里正在做另一份备份；请等它做完再试") from error
        yield


def _backed_up(folder: Path, at: datetime, keep: int) -> Backup:
    place = folder / at.strftime("%Y-%m-%dT%H%M%S")
    partial = place.with_name(f"{place.name}.partial")
    for left in folder.glob("*.partial"):
        shutil.rmtree(left)
    partial.mkdir(parents=True, mode=0o700)
    anchor = head()
    named = {digest for digest, _ in _stored()}
    _dump(partial / _DATABASE[connection.vendor])
    (folder / "files").mkdir(exist_ok=True, mode=0o700)
    added = {one[0] for one in _stored() if _added(one, folder / "files")}
    _copied(Path(settings.GONGKAI_DATA), partial / "data")
    _copied(Path(settings.GONGKAI_FILES) / "held", partial / "held")
    key = Path(settings.VAR) / "secret_key"
    if key.is_file():
        shutil.copy2(key, partial / "secret_key")
    made = Backup(place, len(added), f"{anchor.number}:{anchor.hash}")
    about = {
        "made_at": at.isoformat(),
        "database": connection.vendor,
        "files": len(added),
        "destroyed": sorted(named - added),
    }
    (partial / _ABOUT).write_text(
        json.dumps({**about, "anchor": made.anchor}, indent=2), encoding="utf-8"
    )
    partial.rename(place)
    for old in sorted(folder.glob("*/backup.json"), reverse=True)[keep:]:
        shutil.rmtree(old.parent)
    return made


def restore(place: Path) -> Backup:
    """Bring a backup into an empty installation, then hold it against itself.

    Raises:
        BackupError: it is no backup, the installation is not empty, or what came out is not
            whole: a file that is missing or changed, events that do not hold.
    """
    about = _about(place)
    _refuse_unless_empty()
    _load(place / _DATABASE[connection.vendor])
    _copied(place / "data", Path(settings.GONGKAI_DATA))
    _copied(place / "held", Path(settings.GONGKAI_FILES) / "held")
    if (place / "secret_key").is_file():
        key = Path(settings.VAR) / "secret_key"
        # Its owner's alone, whatever the disk of the backups has made of that.
        key.touch(mode=0o600)
        key.chmod(0o600)
        key.write_bytes((place / "secret_key").read_bytes())
    gone = frozenset(about.get("destroyed", ()))
    files = sum(_brought_back(one, place.parent / "files", gone) for one in _stored())
    number, _, digest = str(about["anchor"]).partition(":")
    done = walk(Anchor(int(number), digest) if int(number) else None)
    if not done.holds:
        raise BackupError(f"操作记录核验不通过：{done.breaks[0].what}；请换一份备份")
    return Backup(place, files, f"{done.head.number}:{done.head.hash}")


def _about(place: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((place / _ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackupError(f"{place} 不是一份完整的备份；请写到带日期的那个文件夹") from error
    if about.get("database") != connection.vendor:
        raise BackupError(
            f"备份来自 {about.get('database')}，这里是 {connection.vendor}；请核对 DATABASE_URL"
        )
    return about


def _refuse_unless_empty() -> None:
    tables = connection.introspection.table_names()
    connection.close()
    files = Path(settings.GONGKAI_FILES)
    if tables or (files.is_dir() and any(files.iterdir())):
        raise BackupError(
            "这里已有数据，没有覆盖。请恢复到空的数据库和空的数据文件夹；原来的先改名留着"
        )


# --- the database ---------------------------------------------------------------------------


def _dump(target: Path) -> None:
    if connection.vendor == "postgresql":
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
        return
    source = f"file:{settings.DATABASES['default']['NAME']}?mode=ro"
    with (
        closing(sqlite3.connect(source, uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)


def _load(source: Path) -> None:
    if connection.vendor == "postgresql":
        _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(source))
        return
    place = Path(settings.DATABASES["default"]["NAME"])
    place.parent.mkdir(parents=True, exist_ok=True)
    for journal in ("-wal", "-shm"):
        place.with_name(place.name + journal).unlink(missing_ok=True)
    shutil.copy2(source, place)


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on our database; the password goes by the environment."""
    about = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(about[ours]) for name, ours in names.items() if about.get(ours)}
    # pg_restore prints the statements unless it is told the database; pg_dump takes it as well.
    command = [program, f"--dbname={about['NAME']}", *arguments]
    try:
        done = subprocess.run(command, env={**os.environ, **given}, capture_output=True)
    except FileNotFoundError as error:
        raise BackupError(f"没有找到 {program}；请安装 postgresql-client") from error
    if done.returncode:
        raise BackupError(f"{program} 没有成功：{done.stderr.decode(errors='replace').strip()}")


# --- files ----------------------------------------------------------------------------------


def _stored() -> Iterator[tuple[str, Path]]:
    for one in StoredFile.objects.order_by("pk").iterator(chunk_size=2000):
        yield one.sha256, path_of(one)


def _below(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest[2:4] / digest


def _added(stored: tuple[str, Path], folder: Path) -> bool:
    """Copy a file unless an earlier backup has; tell whether it was there, or destroyed by now."""
    digest, source = stored
    target = _below(folder, digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f"{target.name}.partial")
        try:
            shutil.copy2(source, beside)
        except FileNotFoundError:
            if StoredFile.objects.filter(sha256=digest).exists():
                raise
            return False
        _check(beside, digest)
        beside.rename(target)
    return True


def _brought_back(stored: tuple[str, Path], folder: Path, gone: frozenset[str]) -> int:
    """Put a file where the platform keeps it; count it."""
    digest, path = stored
    source = _below(folder, digest)
    if digest in gone:
        return 0
    if not source.is_file():
        raise BackupError(f"备份里缺少文件 {digest}；请换一份备份，或找回 {folder}")
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, path)
    _check(path, digest)
    return 1


def _check(path: Path, digest: str) -> None:
    with path.open("rb") as file:
        if file_digest(file, "sha256").hexdigest() != digest:
            raise BackupError(f"文件 {digest} 的内容与校验值不符；磁盘可能有问题，请检查")


def _copied(source: Path, target: Path) -> None:
    """Copy a folder with all below it; what goes away meanwhile is not wanted any more."""
    for path in source.rglob("*"):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                shutil.copy2(path, place)
