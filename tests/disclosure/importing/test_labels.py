"""Numbers in every format, against a second writer built on other lines."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.disclosure.importing.labels import KNOWN, formatted
from gongkai.rules.recognition.numerals import chinese_number


def spoken(number: int, digits: str = "零一二三四五六七八九", units: str = "千百十") -> str:
    """Write 1 to 9999 by spelling every place and then striking what is not said."""
    places = f"{number:04d}"
    text = "".join(
        digits[int(figure)] + unit for figure, unit in zip(places, (*units, ""), strict=True)
    )
    text = re.sub(f"{digits[0]}[{units}]", digits[0], text)
    text = re.sub(f"{digits[0]}+", digits[0], text).strip(digits[0])
    return re.sub(f"^{digits[1]}{units[2]}", units[2], text) if digits[1] == "一" else text


@given(st.integers(1, 9999))
def test_chinese_counting_by_thousands_is_what_one_says(number: int) -> None:
    assert formatted(number, "chineseCountingThousand") == spoken(number)


@given(st.integers(1, 9999))
def test_legal_numerals_are_the_same_words_in_capitals(number: int) -> None:
    expected = spoken(number, "零壹贰叁肆伍陆柒捌玖", "仟佰拾")
    assert formatted(number, "chineseLegalSimplified") == expected


@given(st.integers(1, 9999))
def test_counting_by_thousands_reads_back_as_the_number(number: int) -> None:
    assert chinese_number(formatted(number, "chineseCountingThousand")) == number


@given(st.integers(1, 99))
def test_the_three_counting_systems_agree_below_a_hundred(number: int) -> None:
    expected = formatted(number, "chineseCountingThousand")
    assert formatted(number, "chineseCounting") == expected
    assert formatted(number, "japaneseCounting") == expected
    assert formatted(number, "taiwaneseCounting") == expected


@given(st.integers(1, 9999))
def test_roman_numerals_read_back(number: int) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    letters = [values[letter] for letter in formatted(number, "upperRoman")]
    total = sum(
        -value if value < max(letters[place + 1 :], default=0) else value
        for place, value in enumerate(letters)
    )
    assert total == number
    assert formatted(number, "lowerRoman") == formatted(number, "upperRoman").lower()


@pytest.mark.parametrize(
    ("number_format", "number", "label"),
    [
        ("chineseCounting", 100, "一○○"),
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("chineseLegalSimplified", 10, "壹拾"),
        ("japaneseCounting", 101, "百一"),
        ("ideographTraditional", 10, "癸"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("ideographDigital", 20, "二〇"),
        ("ideographEnclosedCircle", 1, "㈠"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("decimalZero", 12, "12"),
        ("upperLetter", 27, "AA"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("ordinal", 11, "11th"),
        ("ordinal", 22, "22nd"),
        ("numberInDash", 3, "- 3 -"),
        ("chicago", 5, "**"),
        ("hex", 255, "FF"),
        ("none", 5, ""),
        ("decimal", 0, "0"),
        ("upperRoman", 0, "0"),
        ("no such format", 4, "4"),
    ],
)
def test_a_format_writes_the_number_as_word_does(
    number_format: str, number: int, label: str
) -> None:
    assert formatted(number, number_format) == label


@given(st.sampled_from(sorted(KNOWN)), st.integers(-5, 200_000))
def test_every_format_writes_every_number(number_format: str, number: int) -> None:
    label = formatted(number, number_format)
    assert (label == "") is (number_format in ("none", "bullet"))
