"""Names in facts: what may stand in an id or a text, and titles written where ids belong."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.problems import Place, shown
from gongkai.policy.tree import Leaf, Node, Row

LONGEST_ID = 100
_BREAKS = "\n\r\t"
# Marks that turn the direction of a line: a name can be made to look like another one.
_BIDI = {*map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))}


def check_texts(node: Node, log: Log) -> None:
    """Refuse control and bidi characters anywhere in a facts file, names of keys included."""
    if isinstance(node, Leaf):
        if node.text and not node.text.isprintable():
            _check_text(node.text, node.place, log)
    elif isinstance(node, Row):
        for item in node.items:
            check_texts(item, log)
    else:
        for key, value in node.entries.items():
            if not key.isprintable():
                _check_text(key, node.keys[key], log)
            check_texts(value, log)


def _check_text(text: str, place: Place, log: Log) -> None:
    bad = [char for char in text if _hidden(char)]
    if bad:
        message = f"文字里有看不见的控制字符（{_codes(bad)}），请删去后重新输入"
        log.error(place, "U-TEXT", message)


def _hidden(char: str) -> bool:
    return char in _BIDI or (
        unicodedata.category(char) in {"Cc", "Zl", "Zp"} and char not in _BREAKS
    )


def _codes(chars: Iterable[str]) -> str:
    return "、".join(sorted({f"U+{ord(char):04X}" for char in chars}))


def check_unit_id(cursor: Cursor, unit: str) -> None:
    """Refuse ids that would lead elsewhere as part of a path, an address or a file name."""
    wrong = ""
    if len(unit) > LONGEST_ID:
        wrong = f"有 {len(unit)} 个字符，最多 {LONGEST_ID} 个"
    elif "/" in unit or "\\" in unit:
        wrong = "含有斜线"
    elif unit and not unit.strip("."):
        wrong = "只有点"
    elif any(unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} for char in unit):
        wrong = "含有看不见的控制字符"
    if wrong:
        message = f"单位编号“{shown(_visible(unit))}”{wrong}；请改用字母、数字或汉字，如 u01"
        cursor.error("id", "U-ID", message)


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in text)


def by_title(said: str, titles: Mapping[str, str], place: Place) -> str:
    """Return the id for a unique title written in a cell; anything else as it stands.

    Only in Excel: people pick from a list there and see titles; a program writes ids.
    """
    if not place.cell or said in titles:
        return said
    plain = {key: title.strip() for key, title in titles.items()}
    times = Counter(plain.values())
    found = (key for key, title in plain.items() if title == said and times[title] == 1)
    return next(found, said)
