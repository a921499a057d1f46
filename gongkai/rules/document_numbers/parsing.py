"""One spelling of a document number (发文字号) out of the many that websites show.

An official number is the issuer's code (机关代字), the full year in 六角括号 and the sequence
without 第 and without leading zeros: ``国发〔2023〕5号`` (GB/T 9704-2012). Published cells show
other brackets, spaces, labels, 第, full-width digits, or a title run into the code. Orders (令)
and some old series count through without a year: ``重庆市人民政府令第359号``.

Reading is lenient about spelling and strict about numbers: a year of two digits or an
impossible one is refused, because guessing would put the document into another series.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from gongkai.rules.document_numbers.values import DocumentNumber

FIRST_YEAR, LAST_YEAR = 1949, 2099
"""Years a document of the People's Republic can bear; 2099 keeps out slips such as 2203."""

MAX_CODE = 24
"""Longest issuer code believed; full names with 公告 or 令 need up to about twenty."""

MAX_SEQUENCE = 999_999
"""Largest sequence believed; longer ones are dates or telephone numbers."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_HAN_EXCEPT_HAO = "\u3400-\u4dbf\u4e00-\u53f6\u53f8-\u9fff"  # 号 ends the number before

_CANONICAL = re.compile(rf"([{_HAN}]{{1,{MAX_CODE}}})〔([0-9]{{4}})〕([1-9][0-9]{{0,5}})号")

# In the code's place may stand a whole sentence, cut off later. The look-behind lets a run of
# characters be tried from its start only, so that long texts take linear time.
_ANY = re.compile(
    rf"(?<![{_HAN_EXCEPT_HAO}])([{_HAN}]{{1,200}}?)"
    r"(?:〔([0-9]{4})年?〕第?([0-9]{1,9})(?:号|(?=$|[\n、，,；;/〕]))"  # 国发〔2023〕5号
    r"|〔?([0-9]{4})年第?([0-9]{1,9})号"  # 公告2018年第14号, 商务部令（2018年第2号）
    r"|(?:第|(?<=令))([0-9]{1,9})号)"  # 省政府令第5号
)

_OPENING = "［[(（【〈﹝〖{｛<＜〈⟨"
_CLOSING = "］])）】〉﹞〗}｝>＞〉⟩"
_SPACES = "\t\v\f \u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SPELLING = str.maketrans(
    {
        **dict.fromkeys(_OPENING, "〔"),
        **dict.fromkeys(_CLOSING, "〕"),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys(_SPACES + _INVISIBLE + _DIRECTION),
        **dict.fromkeys("\r\u0085\u2028\u2029", "\n"),
    }
)
# A number set on two lines, as 令 are: the break is inside it, not between two things.
# The look-behind starts a run of breaks at its first only: a file of breaks takes linear time.
_BREAK_INSIDE = re.compile(r"(?<!\n)\n+(?=[第〔0-9])")
# Several numbers of one series written short: 〔2023〕5号、6号 or 〔2023〕5、6号.
_MORE = re.compile(r"(?:[、,，和及]第?[0-9]{1,9}号?){0,50}?[、,，和及]第?[0-9]{1,9}号")
_DIGITS = re.compile(r"[0-9]{1,9}")

# Words no issuer code contains: what ends with them is a label, a title or a sentence. Short
# words are left out on purpose: 办法 stands inside 国中医药办法监发, 决定 or 意见 might elsewhere.
_NOT_CODE = re.compile(
    r".*(?:的|关于(?:废止|修改)?|以及按?|按照|依据|根据|落实|贯彻|发布"
    r"|(?:通知|批复|文件)(?=.)"
    r"|文件编号|发文字号|字号|发文号|文号)"
)


def parse(text: str) -> DocumentNumber | None:
    """Return the number in a cell, or None where there is none to be sure of.

    Of several numbers the first is returned: in a joint issue (联合行文) it is the lead
    organ's, the only one the document bears by rule. Never raises, whatever the text.
    """
    found = _CANONICAL.fullmatch(text)
    if found is None:
        return next(_numbers(text), None)
    code, year, sequence = found.groups()
    return _number(code, int(year), int(sequence))


def parse_all(text: str) -> tuple[DocumentNumber, ...]:
    """Return every number in a cell in order, each once. Never raises."""
    return tuple(dict.fromkeys(_numbers(text)))


def _numbers(text: str) -> Iterator[DocumentNumber]:
    plain = _BREAK_INSIDE.sub("", text.translate(_SPELLING))
    for found in _ANY.finditer(plain):
        code, year, sequence, loose_year, loose_sequence, order = found.groups()
        any_year, digits = year or loose_year, sequence or loose_sequence or order
        more = _MORE.match(plain, found.end()) if any_year else None
        for each in (digits, *(_DIGITS.findall(more[0]) if more else ())):
            number = _number(code, int(any_year) if any_year else None, int(each))
            if number is not None:
                yield number


def _number(code: str, year: int | None, sequence: int) -> DocumentNumber | None:
    """Build the value if code, year and sequence can be true."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    issuer_code = _issuer_code(code)
    if not issuer_code or not 1 <= sequence <= MAX_SEQUENCE:
        return None
    return DocumentNumber(issuer_code, year, sequence)


@lru_cache(maxsize=8192)
def _issuer_code(run: str) -> str:
    """Cut a label, a title or a sentence off the code; empty when nothing credible is left.

    Few codes make many numbers, so the answers are kept.
    """
    code = run.rstrip("第")
    lead = _NOT_CODE.match(code)
    if lead is not None:
        code = code[lead.end() :]
    # Left over from 2018年…, 第…号…, 根据… when a collector cut the text before.
    code = code.lstrip("年号第据")
    return code if len(code) <= MAX_CODE else ""
