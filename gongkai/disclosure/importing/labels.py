"""The number of a list item in every format Word offers Chinese offices.

Names and meaning of the formats: ECMA-376 Part 1, 17.18.59 (ST_NumberFormat). What Word does
beyond the table (a circle only to 20, stems only to 10) is decimal, as the standard says.
"""

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_CIRCLE_ZERO = "○一二三四五六七八九"
_IDEOGRAPH_ZERO = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_MARKS = "*†‡§"


def _grouped(digits: str, units: str, number: int, *, first_ten: str = "") -> str:
    """Write a number below 100,000 with units; a gap inside is one 零."""
    text, gap = "", False
    for power, unit in zip((10_000, 1000, 100, 10, 1), (*units, ""), strict=True):
        digit = number // power % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + unit
            gap = False
        else:
            gap = True
    opening = digits[1] + units[3]
    return first_ten + text[len(opening) :] if first_ten and text.startswith(opening) else text


def _thousand(number: int) -> str:
    return _grouped(_DIGITS, "万千百十", number, first_ten="十")


def _counting(number: int) -> str:
    return _thousand(number) if number < 100 else _places(_CIRCLE_ZERO, number)


def _japanese(number: int) -> str:
    """Japanese style: 百, 千 without 一 and no 零 inside: 101 is 百一."""
    text = ""
    for power, unit in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("" if digit == 1 and power in (10, 100, 1000) else _DIGITS[digit]) + unit
    return text


def _places(digits: str, number: int) -> str:
    return "".join(digits[int(figure)] for figure in str(number))


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        text += letters * count
    return text


def _letters(number: int) -> str:
    """A … Z, AA, BB …: Word repeats the letter."""
    count, index = divmod(number - 1, 26)
    return chr(ord("A") + index) * (count + 1)


def _from(characters: str, number: int) -> str:
    return characters[number - 1] if number <= len(characters) else str(number)


def _run(first: int, last: int, number: int) -> str:
    return chr(first + number - 1) if number <= last else str(number)


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def _circled(number: int) -> str:
    return _run(0x2460, 20, number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: _places("０１２３４５６７８９", number),
    "decimalFullWidth2": lambda number: _places("０１２３４５６７８９", number),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "numberInDash": lambda number: f"- {number} -",
    "chicago": lambda number: _MARKS[(number - 1) % 4] * ((number - 1) // 4 + 1),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: _run(0x2474, 20, number),
    "decimalEnclosedFullstop": lambda number: _run(0x2488, 20, number),
    # Word sets 一 in round brackets here, not in a circle (MS-OI29500 2.1.540 a).
    "ideographEnclosedCircle": lambda number: _run(0x3220, 10, number),
    "ideographTraditional": lambda number: _from(_STEMS, number),
    "ideographZodiac": lambda number: _from(_BRANCHES, number),
    "ideographDigital": lambda number: _places(_IDEOGRAPH_ZERO, number),
    "japaneseDigitalTenThousand": lambda number: _places(_IDEOGRAPH_ZERO, number),
    "taiwaneseDigital": lambda number: _places(_CIRCLE_ZERO, number),
    "japaneseCounting": _japanese,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "chineseLegalSimplified": lambda number: _grouped(_LEGAL, "萬仟佰拾", number),
    "ideographLegalTraditional": lambda number: _grouped(_LEGAL_TRADITIONAL, "萬仟佰拾", number),
}
_FORMATS["koreanDigital2"] = lambda number: _places(_DIGITS, number)

KNOWN = frozenset(_FORMATS)
"""The formats written exactly; any other is written as decimal and reported."""

HIGHEST = 99_999


def formatted(number: int, number_format: str) -> str:
    """Write a number in one of Word's formats.

    Zero, negative and very large numbers are written as decimals in every format but ``none``.
    """
    write = _FORMATS.get(number_format, str)
    if number_format in ("none", "bullet"):
        return ""
    if not 1 <= number <= HIGHEST and number_format != "decimalZero":
        return str(number)
    return write(number)
