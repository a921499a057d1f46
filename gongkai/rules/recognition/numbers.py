"""The document's own number: it stands alone in the head, in the head's table, or in the title."""

import re
from collections.abc import Iterator

from gongkai.rules.document_numbers import DocumentNumber, parse
from gongkai.rules.recognition.layout import Layout
from gongkai.rules.recognition.numerals import DIGITS, chinese_number
from gongkai.rules.recognition.values import Confidence, Found

_OPEN, _CLOSE = r"〔［\[【（(〈﹝〖{<＜", r"〕］\]】）)〉﹞〗}>＞"
_YEARLY = rf"[\u3400-\u9fff]{{1,24}}[{_OPEN}][12]\d{{3}}年?[{_CLOSE}]第?\d{{1,6}}号"
_COUNTED = (
    rf"[\u3400-\u9fff]{{2,30}}?(?:令|公告|通告)[{_OPEN}]?(?:[12]\d{{3}}年)?第\d{{1,6}}号[{_CLOSE}]?"
)
_OLD = r"(?!总|期|会)[\u3400-\u9fff]{2,6}第\d{1,5}号"
_ALONE = re.compile(
    rf"(?:(?:发文)?[文字]号[:：])?[{_OPEN}]?({_YEARLY}|{_COUNTED}|{_OLD})[{_CLOSE}]?(?:签发人.*|会签.*)?"
)
_LEADING = re.compile(rf"({_YEARLY}|{_COUNTED})(?=《|[（(]?关于|[\u3400-\u9fff]{{4}})")
_ORDER_HEAD = re.compile(r"[\u3400-\u9fff]{3,30}(?:令|公告|通告)")
_ORDER_NUMBER = re.compile(r"[（(]?((?:[12]\d{3}年)?第\d{1,6}号)[)）]?")
_CHINESE_ORDER = re.compile(rf"第([{DIGITS}]{{1,9}})号")
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}


def plain_number(text: str) -> str:
    """Return a line with 第六十三号 and full-width digits as plain digits."""

    def digits(found: re.Match[str]) -> str:
        value = chinese_number(found[1])
        return f"第{value}号" if value else found[0]

    return _CHINESE_ORDER.sub(digits, text.translate(_FULL_WIDTH))


def number_alone(bare: str) -> DocumentNumber | None:
    """Read a line that is nothing but a document number."""
    found = _ALONE.fullmatch(plain_number(bare))
    number = parse(found[1]) if found else None
    # A line of a title may end in another document's number: 关于贯彻国发〔2007〕24号.
    whole = found is not None and number is not None and found[1].startswith(number.issuer_code)
    return number if whole else None


def leading_number(bare: str) -> tuple[DocumentNumber, str] | None:
    """Read a number run into the title behind it, and return the rest of the line."""
    plain = plain_number(bare)
    found = _LEADING.match(plain)
    number = parse(found[1]) if found else None
    if found is None or number is None or not found[1].startswith(number.issuer_code):
        return None
    return number, plain[found.end() :]


def is_order_number(bare: str) -> bool:
    """Whether a line is the second line of an order: 第12号, 2018年第2号."""
    return _ORDER_NUMBER.fullmatch(plain_number(bare)) is not None


def order_head(bare: str) -> str:
    """Return the head of an order without its number: 某某令, 某某公告; empty if it is none."""
    plain = plain_number(bare)
    number = re.search(r"[（(]?(?:[12]\d{3}年)?第\d{1,6}号[)）]?$", plain)
    head = plain[: number.start()] if number else plain
    return head if _ORDER_HEAD.fullmatch(head) else ""


def recognise_number(layout: Layout) -> Found[DocumentNumber] | None:
    """Find the number of the document itself; numbers in its body belong to others."""
    for label in ("发文字号", "文号"):
        value, paragraph = layout.metadata.get(label, ("", 0))
        number = parse(plain_number(value)) if value else None
        if number is not None:
            return Found(number, paragraph, Confidence.HIGH, f"文件信息表的“{label}”")
    return next(_candidates(layout), None)


def _candidates(layout: Layout) -> Iterator[Found[DocumentNumber]]:
    before = ""
    for index in layout.head:
        line = layout.lines[index]
        number = number_alone(line.bare)
        if number is not None:
            yield Found(number, line.paragraph, Confidence.HIGH, "正文之前单独成行")
        found = _ORDER_NUMBER.fullmatch(plain_number(line.bare))
        if found is not None and order_head(before):
            number = parse(before + found[1])
            if number is not None:
                yield Found(number, line.paragraph, Confidence.HIGH, "文件头下一行的编号")
        leading = None if "关于" in before else leading_number(line.bare)
        if leading is not None:
            yield Found(leading[0], line.paragraph, Confidence.MEDIUM, "与标题写在同一行")
        before = line.bare
