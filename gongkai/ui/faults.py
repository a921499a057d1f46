"""Faults of the machine that a person can mend, told from faults of the program."""

import errno
import sqlite3
from typing import Final

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# The second: the index of the write-ahead log could not be made larger.
_SQLITE_FULL: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
_POSTGRES_DISK_FULL: Final = "53100"


def is_no_space(error: BaseException | None) -> bool:
    """Whether something failed because a disk or a quota is full, in whatever wrapping.

    Files, SQLite and PostgreSQL each say it in their own way, and libraries raise their own error
    from that one.
    """
    while error is not None:
        if _says_full(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _says_full(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) in _SQLITE_FULL
    if getattr(error, "sqlstate", None) == _POSTGRES_DISK_FULL:
        return True
    return getattr(error, "errno", None) in _FULL
