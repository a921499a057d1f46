"""Answers of a server of files: whole, not modified, in part, or a notice."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import PurePath
from typing import Final

from gongkai.portal.serving.requests import Request, Version

_BLOCK: Final = 256 * 1024
Headers = dict[str, str]


@dataclass(slots=True)
class Answer:
    """A status, headers and a body, ready for WSGI."""

    status: HTTPStatus
    headers: Headers = field(default_factory=dict)
    body: Iterable[bytes] = ()


@dataclass(slots=True)
class OpenFile:
    """An open regular file. Whoever opens it reads it to the end or closes it."""

    descriptor: int
    version: Version

    def close(self) -> None:
        """Close it; once is enough."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def read(self) -> bytes:
        """Return all of it and close it."""
        return b"".join(Body(self, 0, self.version.size))


class Body:
    """Part of a file in blocks; closes the file at the end, and when the server breaks off."""

    def __init__(self, file: OpenFile, start: int, end: int) -> None:
        self._file, self._start, self._end = file, start, end

    def __iter__(self) -> Iterator[bytes]:
        try:
            place = self._start
            while place < self._end:
                block = os.pread(self._file.descriptor, min(_BLOCK, self._end - place), place)
                if not block:
                    return
                place += len(block)
                yield block
        finally:
            self.close()

    def close(self) -> None:
        """Close the file (PEP 3333)."""
        self._file.close()


def empty(status: HTTPStatus, headers: Headers) -> Answer:
    """Answer with headers alone."""
    about = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": "0"}
    return Answer(status, about | headers)


def open_inside(folder: str, relative: str) -> OpenFile | None:
    """Open a regular file below a folder; None if there is none.

    ``folder`` is a real path, ``relative`` has no steps upwards. No link on the way is followed,
    whether it leads out of the folder or not: the platform puts no links there.
    """
    place = folder
    try:
        for name in relative.split("/")[:-1]:
            place = f"{place}/{name}"
            if not stat.S_ISDIR(os.lstat(place).st_mode):
                return None
        descriptor = os.open(f"{folder}/{relative}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError):
        return None
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        return None
    return OpenFile(descriptor, Version(about.st_size, int(about.st_mtime)))


def is_plain(relative: str) -> bool:
    """Whether a relative path has neither hidden names nor steps upwards."""
    parts = relative.split("/")
    return all(part and not part.startswith(".") for part in parts) and (
        PurePath(relative).as_posix() == relative and "\0" not in relative
    )


def send(file: OpenFile, request: Request, headers: Headers) -> Answer:
    """Answer with an open file: 200, 206, 304 or 416."""
    version = file.version
    headers |= {"ETag": version.tag, "Last-Modified": version.date}
    if request.has_current(version):
        file.close()
        return Answer(HTTPStatus.NOT_MODIFIED, _without_content(headers))
    headers["Accept-Ranges"] = "bytes"
    span = request.span(version)
    if span is None:
        return _part(HTTPStatus.OK, file, (0, version.size), request, headers)
    start, end = span
    if start >= end:
        file.close()
        unsatisfied = {"Content-Range": f"bytes */{version.size}"}
        return empty(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, unsatisfied)
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{version.size}"
    return _part(HTTPStatus.PARTIAL_CONTENT, file, span, request, headers)


def _part(
    status: HTTPStatus, file: OpenFile, span: tuple[int, int], request: Request, headers: Headers
) -> Answer:
    start, end = span
    headers["Content-Length"] = str(end - start)
    body = Body(file, start, end)
    if request.method == "HEAD":
        body.close()
        return Answer(status, headers)
    if end - start <= _BLOCK:  # read at once, so that no file stays open while a slow reader reads
        return Answer(status, headers, list(body))
    return Answer(status, headers, body)


def _without_content(headers: Headers) -> Headers:
    return {name: value for name, value in headers.items() if not name.startswith("Content-")}
