"""All personal data of one text, and the text with it masked."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from gongkai.rules.text.addresses import addresses
from gongkai.rules.text.cards import bank_cards, emails, plates
from gongkai.rules.text.identity import credit_codes, passports, resident_ids
from gongkai.rules.text.names import names
from gongkai.rules.text.normal import normal
from gongkai.rules.text.telephones import landlines, mobiles
from gongkai.rules.text.values import Certainty, Detected, Kind

Detector = Callable[[str, str, str], Iterator[Detected]]

# The first to claim a span keeps it: what is longer and better checked comes first.
_DETECTORS: tuple[Detector, ...] = (
    resident_ids,
    bank_cards,
    mobiles,
    landlines,
    passports,
    plates,
    emails,
    addresses,
)
_ORDER = (Certainty.CERTAIN, Certainty.LIKELY, Certainty.POSSIBLE)
_NEAR = 80
# Without a digit, an @ or a Chinese numeral nothing can be found; most cells end here.
_WORTH = re.compile(r"[0-9@一二三四五六七八九十]")
_ROUNDS = 4


def find_personal(text: str, label: str = "") -> tuple[Detected, ...]:
    """Return the personal data of a text in order, spans never overlapping.

    ``label`` is what stands over or beside the text where it is a cell: the head of its column.
    Never raises, whatever the text.
    """
    plain, head = normal(text), normal(label)
    if _WORTH.search(plain) is None:
        return ()
    codes = list(credit_codes(plain))
    found: list[Detected] = []
    for detect in _DETECTORS:
        fresh = sorted(detect(plain, text, head), key=_rank)
        found += _unclaimed(fresh, found, codes)
    found = list(_with_company(found))
    found += _unclaimed(names(plain, text, found), found, codes)
    return tuple(sorted(found, key=lambda one: one.start))


def mask_personal(text: str, label: str = "") -> str:
    """Return the text with everything masked that is not an office's own contact.

    Fails closed: unsure findings are masked too, and what a mask would make new is masked in
    turn, in the end with nothing but stars.
    """
    for _ in range(_ROUNDS):
        found = [one for one in find_personal(text, label) if not one.office]
        if not found:
            return text
        text = _replaced(text, ((one.start, one.end, one.mask) for one in found))
    while found := [one for one in find_personal(text, label) if not one.office]:
        text = _replaced(text, ((one.start, one.end, "***") for one in found))
    return text


def _replaced(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    for start, end, mask in sorted(spans, reverse=True):
        text = text[:start] + mask + text[end:]
    return text


def _rank(one: Detected) -> tuple[int, int, int]:
    return _ORDER.index(one.certainty), one.start - one.end, one.start


def _unclaimed(
    fresh: Iterable[Detected], taken: list[Detected], codes: list[tuple[int, int]]
) -> list[Detected]:
    """Return what overlaps neither a finding, nor another of the fresh ones, nor a code."""
    kept: list[Detected] = []
    for one in fresh:
        if any(one.overlaps(*code) for code in codes):
            continue
        if not any(one.overlaps(other.start, other.end) for other in [*taken, *kept]):
            kept.append(one)
    return kept


def _with_company(found: list[Detected]) -> Iterator[Detected]:
    """Keep a vague address only beside other personal data, and then believe it."""
    solid = [one for one in found if one.kind is not Kind.ADDRESS and not one.office]
    for one in found:
        if one.kind is not Kind.ADDRESS or one.certainty is Certainty.CERTAIN:
            yield one
            continue
        start, end = one.start - _NEAR, one.end + _NEAR
        if any(other.overlaps(start, end) for other in solid) and not one.office:
            yield replace(one, certainty=Certainty.LIKELY)
        elif one.certainty is Certainty.LIKELY:
            yield one
