"""Addresses finer than 乡镇 or 街道: a house, a flat, a villagers' group.

An address may be published down to the township only. Offices publish their own addresses, and
notices on land name villages and groups as they must, so an address counts as personal only by
what stands around it: 住址 before it, a flat in it, or other personal data beside it.
"""

import re
from collections.abc import Iterator

from gongkai.rules.text.context import Around, around
from gongkai.rules.text.values import Certainty, Detected, Kind

_NUMBER = r"[0-9A-Za-z一二三四五六七八九十百零〇]{1,6}"
_UNIT = (
    r"(?:号楼|号院|号(?![文令线桥]|公告|隧道|地块|标段|文件|口|机组|泵站|厂房)|弄|村民小组|组|社(?!区)|生产队|队"
    r"|栋|幢|座|单元|楼|层|室|房|户(?!口|籍))"
)
_DETAIL = re.compile(
    r"(?:(?:路|街|巷|道|胡同|里|弄|村|社区|小区|花园|苑|家园|城|屯|寨|庄|湾|坊|公寓|大厦|乡|镇)"
    r"(?:[东西南北中内]段?)?"
    r"|(?<=址[:： ])|(?<=址))"
    rf"(?P<detail>(?:第?{_NUMBER}(?:[-之附]{_NUMBER})*{_UNIT}[\s,，]?){{1,6}})"
)
_FLAT = re.compile(r"室|单元|房|栋|幢|号楼")
_HOME = re.compile(r"家庭|住\s*址|户籍|现住|居住|家住|住所|住于|住在")
# Where an address begins: after a label, a verb, or anything that is not part of a name.
_BEGIN = re.compile(
    r"(?:住\s*址|地\s*址|户籍(?:所在地|地)?|现住|家住|居住[于在地]?|住所地?|住[于在]|位于|坐落[于在]?|住)"
    r"[:\s]*|[^\u4e00-\u9fff0-9A-Za-z·]"
)
_TOWN = re.compile(r".*(?:街道|(?<![乡城])镇|(?<!城)乡(?!镇|村)|苏木)(?:办事处)?")
_UPPER = re.compile(r".*(?:[市区县旗州盟省])")
_REACH = 48


def addresses(text: str, original: str, label: str) -> Iterator[Detected]:
    """Yield detailed addresses; ``POSSIBLE`` ones count only beside other personal data."""
    for match in _DETAIL.finditer(text):
        end = match.start("detail") + len(match["detail"].rstrip(" ,，\n\t"))
        start = _start(text, match.start())
        seen = around(text, start, end, label)
        found = original[start:end]
        certainty = _certainty(text[start:end], seen)
        office = seen.office and certainty is not Certainty.CERTAIN
        yield Detected(Kind.ADDRESS, start, end, found, certainty, _mask(found), office)


def _start(text: str, anchor: int) -> int:
    begin = max(0, anchor - _REACH)
    ends = [match.end() for match in _BEGIN.finditer(text, begin, anchor)]
    return ends[-1] if ends else begin


def _certainty(address: str, seen: Around) -> Certainty:
    if _HOME.search(seen.before[-12:]) or _HOME.search(seen.label):
        return Certainty.CERTAIN
    return Certainty.LIKELY if _FLAT.search(address) else Certainty.POSSIBLE


def _mask(address: str) -> str:
    """Cut the address after the township, or after the county where none is named."""
    kept = _TOWN.match(address) or _UPPER.match(address)
    # What is kept must be shorter and must not read as an address again.
    return kept[0] if kept and not _DETAIL.search(kept[0]) else "***"
