"""The log: an entry begins at the margin and nothing else does, whatever people sent."""

import logging
import re
from typing import Final

_BREAKS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """Writes breaks and control marks of a message as codes, and moves tracebacks in.

    Addresses and errors hold what strangers typed: with a line break in it they would write entries
    of their own, or colour the screen of whoever reads them.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        """Return the first line of an entry."""
        return _BREAKS.sub(_code, super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        """Return the whole entry."""
        first, *more = super().format(record).splitlines()
        return "\n".join([first, *(f"  {_BREAKS.sub(_code, line)}" for line in more)])


def _code(found: re.Match[str]) -> str:
    return f"\\x{ord(found[0]):02x}"
