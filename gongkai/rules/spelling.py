"""Dates, numbers and clauses as official documents spell them, whatever language a page is in."""

from datetime import date


def chinese_date(day: date) -> str:
    """Return a date as official documents write it: 2026年11月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def clause_text(clause: str, article: str) -> str:
    """Return ``4.1.2`` as 第四条第（一）项第2目; clauses that are not numbered stay as they are."""
    parts = clause.split(".")
    if not all(part.isdigit() for part in parts):
        return clause
    # Packs count what stands before the first article as clause 0.
    first = int(parts[0])
    words = f"第{chinese_number(first)}{article}" if first else "引言"
    if len(parts) > 1:
        words += f"第（{chinese_number(int(parts[1]))}）项"
    return words + "".join(f"第{part}目" for part in parts[2:3]) + ".".join(parts[3:])


def chinese_number(number: int) -> str:
    """Return a number from 0 to 99 in Chinese: 16 is 十六. Greater ones stay in digits."""
    digits = "零一二三四五六七八九"
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
