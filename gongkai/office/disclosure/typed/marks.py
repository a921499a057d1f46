"""The marks of typed text, known to what reads it and to what writes it."""

import re
from typing import Final

HEADINGS: Final = {"# ": "h2", "## ": "h3", "### ": "h4"}
LOOKS: Final = {"→ ": "right", "↔ ": "center", "※ ": "note"}
POINTS: Final = {"• ": "ul", "№ ": "ol"}
LEFT, ABOVE = "<", "^"
"""A cell that is one with its neighbour."""
BREAK: Final = "↵"
TABLE: Final = re.compile(
    r"【表(?: ?(?P<head>[0-9０-９]))?(?: ?(?P<side>首列))?】\s*(?P<caption>.*)"
)
SIDE: Final = "首列"
"""In the line before a table: the first cell of each row says what the row is about."""
STARTS: Final = (*HEADINGS, *LOOKS, *POINTS, "【表")
ESCAPED: Final = r"\\*\[!^_#→↔※•№【<"
"""What a backslash takes its meaning, as a class of characters."""

_FIRST: Final = re.compile(r"[一二三四五六七八九十]{1,3}、\S")
_SECOND: Final = re.compile(r"（[一二三四五六七八九十]{1,3}）\S")
_SHORT: Final = 40


def heading_of(text: str) -> str:
    """Return the element of a line that is a heading by its words, or nothing."""
    if len(text) > _SHORT or text.endswith(("。", "；")):
        return ""
    if _FIRST.match(text):
        return "h2"
    return "h3" if _SECOND.match(text) else ""
