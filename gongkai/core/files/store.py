"""Keeping and reading files. The path is made of the hash alone, never of anybody's file name."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext

from gongkai.core.files.sniffing import FileRefused, sniff
from gongkai.core.models import StoredFile
from gongkai.ui.faults import is_no_space


def store(data: bytes, name: str, *, at: datetime) -> StoredFile:
    """Keep a file and return its record; the same bytes are kept once.

    The bytes are on disk before the record is written, so a record never lacks its file. Whatever
    an abandoned upload leaves behind is unreachable.

    Raises:
        FileRefused: too large, or not a kind that is taken (see :func:`sniff`), or no space left.
    """
    if len(data) > settings.UPLOAD_LIMIT:
        raise FileRefused(
            gettext("“%(name)s”超过 %(limit)s MB。请压缩图片或分成几个文件。")
            % {"name": name, "limit": settings.UPLOAD_LIMIT // 1024 // 1024}
        )
    kind = sniff(data, name)
    digest = hashlib.sha256(data).hexdigest()
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


def path_of(file: StoredFile) -> Path:
    """Return where the bytes of a file stand."""
    return _path(file.sha256)


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
