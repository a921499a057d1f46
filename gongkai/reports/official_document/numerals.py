"""The numbers of headings: 一、（一）1.（1）."""

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Return 1 to 99 in Chinese: 一, 十, 十一, 二十, 二十一.

    Raises :class:`ValueError` beyond that; no document has a hundred headings of one level.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"no heading number for {number}")
    tens, ones = divmod(number, 10)
    start = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return start + (_DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """Return the number of a heading with its punctuation, by GB/T 9704-2012."""
    if level == 1:
        return f"{chinese(number)}、"
    if level == 2:
        return f"（{chinese(number)}）"
    return f"{number}. " if level == 3 else f"（{number}）"
