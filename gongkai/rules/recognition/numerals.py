"""Chinese numerals as documents write them: 二〇二三, 二ＯＯ七, 十二, 二十一, 一百零三."""

_ZERO = "〇○零ＯOo０0◯Οо"
_VALUES = {
    **{character: index for index, character in enumerate("〇一二三四五六七八九")},
    **{character: index for index, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **dict.fromkeys(_ZERO, 0),
    "两": 2,
    "元": 1,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}

DIGITS = "".join(sorted({*_VALUES, *_UNITS} - {"元"}))
"""Every character that may stand in a Chinese number, for use in patterns."""


def chinese_number(text: str) -> int | None:
    """Read a Chinese number, by places (二〇二三) or by units (二十一); None if it is neither."""
    if not text or any(character not in _VALUES and character not in _UNITS for character in text):
        return None
    if any(character in _UNITS for character in text):
        return _by_units(text)
    return int("".join(str(_VALUES[character]) for character in text))


def _by_units(text: str) -> int | None:
    total, digit, last = 0, 0, 10_000
    for character in text:
        unit = _UNITS.get(character)
        if unit is None:
            digit = _VALUES[character]
            continue
        if unit >= last:
            return None
        total += (digit or 1) * unit
        digit, last = 0, unit
    return total + digit
