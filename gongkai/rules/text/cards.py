"""Bank cards, licence plates and mail addresses."""

import re
from collections.abc import Iterator

from gongkai.rules.text.checksums import luhn_holds
from gongkai.rules.text.context import Around, around
from gongkai.rules.text.normal import compact
from gongkai.rules.text.values import Certainty, Detected, Kind

_CARD = re.compile(r"(?<![0-9])[1-9][0-9]{15,18}(?![0-9])")
_CARD_GROUPS = re.compile(
    r"(?<![0-9])[1-9][0-9]{3}(?:[- \u200b]{1,2}[0-9]{4}){3}(?:[- \u200b]{1,2}[0-9]{1,3})?(?![0-9])"
)
_CARD_WORDS = r"银行卡|卡\s*号|账\s*号|帐\s*号|账户|帐户|开户|存折|工资卡|一卡通"
_ORGAN = re.compile(r"财政|人民政府|[局委院校处所]|公司|中心|委员会|单位|财务|学校|医院|国库|专户")
# 62 is UnionPay; the others are the older cards of the large banks, and Visa and Mastercard.
_ISSUERS = re.compile(r"62|9558|60138[2-9]|4[0-9]|5[1-5]|35[2-8]|955[0-9]{2}")

_PROVINCE_LETTERS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LETTER = "A-HJ-NP-Z"
_PLATE = re.compile(
    rf"[{_PROVINCE_LETTERS}][{_LETTER}][·•. \u200b-]?"
    rf"(?:[{_LETTER}][{_LETTER}0-9][0-9]{{4}}|[0-9]{{5}}[{_LETTER}]"  # new energy: six
    rf"|(?=[{_LETTER}]{{0,4}}[0-9])[{_LETTER}0-9]{{4}}[{_LETTER}0-9挂学警港澳])(?![0-9A-Za-z/])"
)
_PLATE_WORDS = r"车牌|号牌|牌照|车辆|车号|机动车|轿车|货车|客车"
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,12}"
)


def bank_cards(text: str, original: str, label: str) -> Iterator[Detected]:
    """Yield bank card numbers: sixteen to nineteen digits that add up, or follow 卡号."""
    for pattern in (_CARD, _CARD_GROUPS):
        for match in pattern.finditer(text):
            seen = around(text, *match.span(), label)
            digits = compact(match[0])
            certainty = _card(digits, seen)
            if certainty is None:
                continue
            start, end = match.span()
            mask = digits[:4] + "*" * (len(digits) - 8) + digits[-4:]
            organ = _ORGAN.search(seen.line) is not None and not seen.private
            office = organ and certainty is not Certainty.CERTAIN
            written = original[start:end]
            yield Detected(Kind.BANK_CARD, start, end, written, certainty, mask, office)


def _card(digits: str, seen: Around) -> Certainty | None:
    named = seen.labelled(_CARD_WORDS)
    if not named and (seen.amount or seen.serial or seen.in_url):
        return None
    if not luhn_holds(digits):
        return Certainty.LIKELY if named else None
    issuer = _ISSUERS.match(digits) is not None
    if named and issuer:
        return Certainty.CERTAIN
    known = digits.startswith(("62", "9558")) and len(digits) in {16, 19}
    if known and not seen.in_word:
        return Certainty.CERTAIN
    if named or known or digits.startswith("62"):
        return Certainty.LIKELY
    return Certainty.POSSIBLE if issuer and len(digits) == 16 else None


def plates(text: str, original: str, label: str) -> Iterator[Detected]:
    """Yield licence plates, new energy ones included."""
    for match in _PLATE.finditer(text):
        seen = around(text, *match.span(), label)
        start, end = match.span()
        number = original[start:end]
        sure = seen.labelled(_PLATE_WORDS) or number[2] in "·•"
        certainty = Certainty.CERTAIN if sure else Certainty.LIKELY
        mask = f"{number[:2]}***{number[-2:]}"
        yield Detected(Kind.PLATE, start, end, number, certainty, mask)


def emails(text: str, original: str, label: str) -> Iterator[Detected]:
    """Yield mail addresses; those of offices are expected in official documents."""
    for match in _EMAIL.finditer(text):
        seen = around(text, *match.span(), label)
        start, end = match.span()
        domain = match[0].rpartition("@")[2].lower()
        office = seen.office or domain.endswith(("gov.cn", "12345.cn"))
        mask = f"{match[0][0]}***@{domain}"
        written = original[start:end]
        yield Detected(Kind.EMAIL, start, end, written, Certainty.LIKELY, mask, office)
