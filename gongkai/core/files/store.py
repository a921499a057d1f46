"""Keeping and reading files. The path is made of the hash alone, never of anybody's file name."""

import hashlib
import os
import secrets
import tempfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext

from gongkai.core.files.sniffing import FileRefused, sniff
from gongkai.core.models import StoredFile
from gongkai.ui.faults import is_no_space


def store(data: bytes, name: str, *, at: datetime) -> StoredFile:
    """Keep a file and return its record; the same bytes are kept once.

    The bytes are on disk before the record is written, so a record never lacks its file; until it
    is committed nobody destroys them. Whatever an abandoned upload leaves behind is unreachable.

    Raises:
        FileRefused: too large, or not a kind that is taken (see :func:`sniff`), or no space left.
    """
    _refuse_size(data, name)
    kind = sniff(data, name)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        _hold_bytes(digest, alone=False)
        try:
            _write(_path(digest), data)
        except OSError as error:
            raise FileRefused(_not_kept(name, error)) from error
        record, _ = StoredFile.objects.get_or_create(
            sha256=digest,
            defaults={
                "size": len(data),
                "media_type": kind.media_type,
                "suffix": kind.suffixes[0],
                "stored_at": at,
            },
        )
    return record


def keep_apart(file: StoredFile) -> None:
    """Let nobody store these bytes until the present transaction ends: they may be destroyed."""
    _hold_bytes(file.sha256, alone=True)


def _hold_bytes(digest: str, *, alone: bool) -> None:
    """Hold some bytes to the end of the transaction: many may store them, one alone destroys them.

    SQLite has one writer anyway, from the start of its transaction.
    """
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s)", [int(digest[:15], 16)])


def _refuse_size(data: bytes, name: str) -> None:
    if len(data) > settings.UPLOAD_LIMIT:
        raise FileRefused(
            gettext("“%(name)s”超过 %(limit)s MB。请压缩图片或分成几个文件。")
            % {"name": name, "limit": settings.UPLOAD_LIMIT // 1024 // 1024}
        )


def _not_kept(name: str, error: OSError) -> str:
    if is_no_space(error):
        return gettext("服务器磁盘已满，“%(name)s”没有保存。请联系系统管理员清理磁盘后再上传。") % {
            "name": name
        }
    return gettext("存不下“%(name)s”：%(why)s。请联系系统管理员。") % {
        "name": name,
        "why": error.strerror or error,
    }


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(partial).replace(path)
    finally:
        Path(partial).unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return Path(settings.GONGKAI_FILES) / digest[:2] / digest[2:4] / digest


def hold(data: bytes, name: str, *, at: datetime) -> str:
    """Keep an upload apart until it has been read; return the name it is held under.

    It is no file of the platform yet: nothing serves it, and it can be destroyed without a trace,
    as what bears a secrecy marking must be. Each upload has bytes of its own.

    Raises:
        FileRefused: too large, not a kind that is taken, or no space left.
    """
    _refuse_size(data, name)
    sniff(data, name)
    held = f"{hashlib.sha256(data).hexdigest()}-{secrets.token_hex(8)}"
    try:
        _write(_held_path(held), data)
        os.utime(_held_path(held), (at.timestamp(), at.timestamp()))
    except OSError as error:
        raise FileRefused(_not_kept(name, error)) from error
    return held


def held_bytes(held: str) -> bytes:
    """Return the bytes of an upload that is held.

    Raises:
        OSError: they are not there, or changed on disk.
    """
    data = _held_path(held).read_bytes()
    if hashlib.sha256(data).hexdigest() != held.partition("-")[0]:
        raise OSError(f"upload {held} has changed on disk")
    return data


def let_go(held: str) -> None:
    """Destroy an upload that was held; one that has gone already is no matter."""
    if held:
        _held_path(held).unlink(missing_ok=True)


def held_before(moment: datetime) -> tuple[str, ...]:
    """Return the uploads held since before a moment, wanted or not."""
    folder = _held_path("")
    if not folder.is_dir():
        return ()
    old = moment.timestamp()
    return tuple(one.name for one in folder.iterdir() if one.stat().st_mtime < old)


def _held_path(held: str) -> Path:
    return Path(settings.GONGKAI_FILES) / "held" / held


def path_of(file: StoredFile) -> Path:
    """Return where the bytes of a file stand."""
    return _path(file.sha256)


def destroy(sha256: str) -> None:
    """Destroy bytes that must not be kept at all, unless somebody has stored them again."""
    with transaction.atomic():
        _hold_bytes(sha256, alone=True)
        if not StoredFile.objects.filter(sha256=sha256).exists():
            _path(sha256).unlink(missing_ok=True)


def read_bytes(file: StoredFile) -> bytes:
    """Return the bytes of a file.

    Raises:
        OSError: the bytes are not there, or changed on disk.
    """
    data = path_of(file).read_bytes()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise OSError(f"file {file.sha256} has changed on disk")
    return data


def open_file(file: StoredFile) -> BinaryIO:
    """Open a file for streaming."""
    return path_of(file).open("rb")
