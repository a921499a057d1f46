"""Resident ID numbers (GB 11643), passports and travel permits."""

import re
from collections.abc import Iterator

from gongkai.rules.text.checksums import (
    birth_holds,
    credit_code_holds,
    id_checksum_holds,
    province_holds,
)
from gongkai.rules.text.context import Around, around
from gongkai.rules.text.normal import compact
from gongkai.rules.text.values import Certainty, Detected, Kind

Span = tuple[int, int]

_GAP = r"[-\s\u200b.·]{0,2}"
_SOLID = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])")
_SPACED = re.compile(rf"(?<![0-9])[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx](?![0-9])")
_GROUPED = re.compile(r"[0-9]{6}[- ][0-9]{8}[- ][0-9]{3}[0-9Xx]")
_OLD = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{14}(?![0-9Xx])")
_CREDIT = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NP-Y]{2}[0-9]{6}[0-9A-Z]{10}(?![0-9A-Za-z])")
_ID_WORDS = r"身份证|证件号|公民身份|身份号"
_CREDIT_WORDS = r"信用代码|组织机构代码|机构代码|税号|纳税人识别号|注册号"

# E/G/D/S/P ordinary, diplomatic, service; C/W Hong Kong and Macao, T/L Taiwan; H/M home return.
_PASSPORT = re.compile(
    r"(?<![0-9A-Za-z])(?:[EGDSPCWTLKJ][0-9]{8}|(?:E|C)[A-HJ-NP-Z][0-9]{7}|[HM][0-9]{8}(?:[0-9]{2})?)"
    r"(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_PASSPORT_WORDS = r"护照|通行证|回乡证|台胞证|旅行证"


def credit_codes(text: str) -> Iterator[Span]:
    """Yield the unified social credit codes: they name an organisation, never a person.

    An eighteen-digit run that is a valid resident ID too stays a resident ID unless a label
    says otherwise.
    """
    for match in _CREDIT.finditer(text):
        named = around(text, *match.span()).labelled(_CREDIT_WORDS)
        if named or (credit_code_holds(match[0]) and not _is_id(match[0])):
            yield match.span()


def resident_ids(text: str, original: str, label: str) -> Iterator[Detected]:
    """Yield resident ID numbers of eighteen and fifteen characters, also written in groups."""
    for match in _SOLID.finditer(text):
        seen = around(text, *match.span(), label)
        certainty = _solid(match[0], seen)
        if certainty is not None:
            yield _detected(match.span(), original, certainty)
    for match in _SPACED.finditer(text):
        # Any eighteen figures of a table could be read as one number: here all must be right.
        if _is_id(compact(match[0])):
            yield _detected(match.span(), original, Certainty.CERTAIN)
        elif _GROUPED.fullmatch(match[0]) and _plausible(compact(match[0])):
            yield _detected(match.span(), original, Certainty.LIKELY)
    for match in _OLD.finditer(text):
        seen = around(text, *match.span(), label)
        certainty = _old(match[0], seen)
        if certainty is not None:
            yield _detected(match.span(), original, certainty)


def passports(text: str, original: str, label: str) -> Iterator[Detected]:
    """Yield numbers of passports and travel permits; sure only beside their name."""
    for match in _PASSPORT.finditer(text):
        seen = around(text, *match.span(), label)
        if seen.in_url or (seen.serial and not seen.labelled(_PASSPORT_WORDS)):
            continue
        named = seen.labelled(_PASSPORT_WORDS) or seen.labelled(_ID_WORDS)
        number, (start, end) = match[0], match.span()
        mask = number[0] + "*" * (len(number) - 4) + number[-3:]
        certainty = Certainty.CERTAIN if named else Certainty.POSSIBLE
        yield Detected(Kind.PASSPORT, start, end, original[start:end], certainty, mask)


def id_mask(number: str) -> str:
    """Return two characters, stars, three characters: ``35*************123``."""
    return number[:2] + "*" * (len(number) - 5) + number[-3:]


def _detected(span: Span, original: str, certainty: Certainty) -> Detected:
    written = original[slice(*span)]
    return Detected(Kind.RESIDENT_ID, *span, written, certainty, id_mask(compact(written)))


def _plausible(number: str) -> bool:
    return province_holds(number) and birth_holds(number[6:14])


def _is_id(number: str) -> bool:
    if len(number) != 18 or not number[:17].isdigit() or number[17] not in "0123456789Xx":
        return False
    return _plausible(number) and id_checksum_holds(number)


def _solid(number: str, seen: Around) -> Certainty | None:
    if _is_id(number):
        return Certainty.CERTAIN
    if seen.amount or seen.in_url:
        return None
    if _plausible(number) or seen.labelled(_ID_WORDS):
        return Certainty.LIKELY
    return None if seen.serial else Certainty.POSSIBLE


def _old(number: str, seen: Around) -> Certainty | None:
    if not province_holds(number) or not birth_holds(number[6:12]):
        return Certainty.LIKELY if seen.labelled(_ID_WORDS) else None
    if seen.labelled(_ID_WORDS):
        return Certainty.CERTAIN
    if seen.amount or seen.serial or seen.in_url or seen.labelled(_CREDIT_WORDS + "|账号|帐号"):
        return None
    return Certainty.LIKELY
