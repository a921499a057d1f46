"""One form of a text for matching: width, case and traditional characters no longer matter.

Folding keeps every character in its place (one in, one out), so what was found in the folded
text can be marked in the original at the same offsets. Traditional characters are mapped one by
one, without looking at their neighbours: a query must fold like the sentence it stands in.
"""

import re
import unicodedata
from typing import Final

import opencc

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
"""Chinese characters, for use inside a character class."""

_GAP_INSIDE: Final = re.compile(rf"(?<=[{HAN}])[ \u3000]{{1,4}}(?=[{HAN}])")


class _Folds(dict[int, str]):
    """The fold of each character, worked out when it is first met."""

    def __init__(self) -> None:
        self._simplified = opencc.OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        folded = self._fold(chr(code))
        self[code] = folded
        return folded

    def _fold(self, character: str) -> str:
        if character == "\n":
            return character
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"):
            return " "
        for change in (_narrow, str.lower, self._simplified.convert):
            changed = change(character)
            character = changed if len(changed) == 1 else character
        return character


def _narrow(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


_FOLDS: Final = _Folds()


def fold(text: str) -> str:
    """Fold a text; the answer has the same length. Never raises, whatever the text."""
    return text.translate(_FOLDS)


def close_gaps(folded: str) -> str:
    """Take the spaces out of names and headings set wide (总　则, 张 三)."""
    return _GAP_INSIDE.sub("", folded)


def letters_only(folded: str) -> str:
    """Letters, digits and characters alone, as index numbers are compared."""
    return "".join(character for character in folded if character.isalnum())
