"""Reading the headers of a request for a file (RFC 9110), forgiving what is malformed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from typing import Any, Final

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_TAG: Final = re.compile(r'(?:W/)?"[^"]*"')


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a file: its size and its time in whole seconds."""

    size: int
    seconds: int

    @property
    def tag(self) -> str:
        """The entity tag, as nginx makes it, so that readers may be passed between servers."""
        return f'"{self.seconds:x}-{self.size:x}"'

    @property
    def date(self) -> str:
        """The time as HTTP writes it."""
        return formatdate(self.seconds, usegmt=True)


@dataclass(frozen=True, slots=True)
class Request:
    """What matters of a request for a file."""

    environ: Mapping[str, Any]

    @property
    def method(self) -> str:
        """GET, HEAD or another."""
        return str(self.environ["REQUEST_METHOD"])

    @property
    def query(self) -> str:
        """What follows the question mark, as it came."""
        return str(self.environ.get("QUERY_STRING", ""))

    @property
    def path(self) -> str | None:
        """The path, decoded; None if it is not UTF-8."""
        try:
            return str(self.environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8")
        except UnicodeError:
            return None

    def header(self, name: str) -> str:
        """One header, empty if it was not sent."""
        return str(self.environ.get("HTTP_" + name, ""))

    def cookie(self, name: str) -> str:
        """One cookie, empty if it was not sent."""
        for pair in self.header("COOKIE").split(";"):
            key, _, value = pair.strip().partition("=")
            if key == name:
                return value
        return ""

    @property
    def takes_gzip(self) -> bool:
        """Whether the reader takes gzip; refusing it by name outweighs taking anything."""
        weights: dict[str, float] = {}
        for part in self.header("ACCEPT_ENCODING").lower().split(","):
            coding, _, weight = part.partition(";")
            weights[coding.strip()] = _weight(weight)
        return weights.get("gzip", weights.get("*", 0.0)) > 0

    def has_current(self, version: Version) -> bool:
        """Whether the reader's copy is this version, so that 304 is the answer.

        Times must be equal, not merely later: going back to an older state is a change too.
        """
        tags = self.header("IF_NONE_MATCH")
        if tags:
            known = {tag.removeprefix("W/") for tag in _TAG.findall(tags)}
            return tags.strip() == "*" or version.tag in known
        return _seconds(self.header("IF_MODIFIED_SINCE")) == version.seconds

    def span(self, version: Version) -> tuple[int, int] | None:
        """Return first and one past the last byte that is asked for, or None for all of them.

        Several ranges at once are answered whole, as the standard allows; an empty span means
        that nothing of the file lies in the range.
        """
        asked = _RANGE.fullmatch(self.header("RANGE").replace(" ", ""))
        if asked is None or not any(asked.groups()) or not self._range_holds(version):
            return None
        first, last = asked.groups()
        if not first:
            return max(version.size - int(last), 0), version.size
        if last and int(last) < int(first):
            return None
        end = min(int(last) + 1, version.size) if last else version.size
        return int(first), max(end, int(first)) if int(first) < version.size else int(first)

    def _range_holds(self, version: Version) -> bool:
        """Whether the part the reader has is of this version (``If-Range``)."""
        condition = self.header("IF_RANGE").strip()
        if not condition:
            return True
        if condition.startswith(('"', "W/")):
            return condition == version.tag
        return _seconds(condition) == version.seconds


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _seconds(date: str) -> int | None:
    try:
        return int(parsedate_to_datetime(date).timestamp()) if date else None
    except (ValueError, OverflowError, OSError):
        return None
