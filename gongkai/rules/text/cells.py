"""Texts in files that spreadsheets open: none of them may run as a formula.

Excel, WPS and LibreOffice read a field of a CSV file that begins with one of ``= + - @``, or with
its full-width twin, as a formula, quotation marks or not; a tab or a break before it changes
nothing. An apostrophe keeps it a text and is not shown. A number stays a number: ``-3.5`` is one.
"""

import re
from typing import Final

_FORMULA: Final = re.compile(r"[\s\x00]*[=+\-@＝＋－﹣＠﹦﹢]|[\t\r\n]")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?", re.ASCII)


def harmless(text: str) -> str:
    """Return a text as it may stand in a field of a CSV file."""
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
