"""Marks that no text of ours may hold: what XML, JSON and databases refuse, what turns lines round.

They come from copying out of other programs, or from somebody who tries the door. Nobody sees
them, so nobody could take them out when told; they are taken out for the person.
"""

import re
from typing import Final

# XML 1.0 §2.2 knows none of these; PostgreSQL refuses NUL and lone halves of a pair.
_REFUSED: Final = "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff\\ufffe\\uffff"
# Bidirectional overrides (UAX #9 §2) make “附件gpj.exe” look like another name.
_TURNING: Final = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
_TAKEN_OUT: Final = re.compile(f"[{_REFUSED}{_TURNING}]")
# Line breaks inside a paragraph of Word and PowerPoint, and page breaks.
_BREAKS: Final = re.compile("[\x0b\x0c]")


def plain(text: str) -> str:
    """Return a text without marks nobody sees and no file format holds; line breaks stay."""
    return _TAKEN_OUT.sub("", _BREAKS.sub("\n", text))


def is_plain(text: str) -> bool:
    """Whether nothing would be taken out of a text."""
    return not (_TAKEN_OUT.search(text) or _BREAKS.search(text))
