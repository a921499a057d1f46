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
from gongkai.rules.text.values import Certainty, Claims, Detected, Kind

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
# An amount, a count, a share, an ordinal: no number of a person, card or telephone is so short.
_SHORT_NUMBER = re.compile(r"(?:[.,%+\- ]*[0-9]){1,6}[.,%+\- ]*")
_ROUNDS = 4


def find_personal(text: str, label: str = "") -> tuple[Detected, ...]:
    """Return the personal data of a text in order, spans never overlapping.

    ``label`` is what stands over or beside the text where it is a cell: the head of its column.
    Never raises, whatever the text; time grows with its length, not with its square.
    """
    plain, head = normal(text), normal(label)
    if _WORTH.search(plain) is None or _SHORT_NUMBER.fullmatch(plain) is not None:
        return ()
    return _detected(plain, text, head)


def _detected(plain: str, text: str, head: str) -> tuple[Detected, ...]:
    claims = Claims(len(plain))
    for code in credit_codes(plain):
        claims.take(*code)
    found: list[Detected] = []
    for detect in _DETECTORS:
        fresh = sorted(detect(plain, text, head), key=_rank)
        found += (one for one in fresh if claims.take(one.start, one.end))
    found = list(_with_company(found, len(plain)))
    named = names(plain, text, found)
    found += (one for one in named if claims.take(one.start, one.end))
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
        text = masked(text, found)
    while found := [one for one in find_personal(text, label) if not one.office]:
        text = masked(text, (replace(one, mask="***") for one in found))
    return text


def masked(text: str, found: Iterable[Detected]) -> str:
    """Return the text with the mask of every finding in its place; spans never overlap."""
    parts: list[str] = []
    end = 0
    for one in sorted(found, key=lambda one: one.start):
        parts += (text[end : one.start], one.mask)
        end = one.end
    return "".join((*parts, text[end:]))


def _rank(one: Detected) -> tuple[int, int, int]:
    return _ORDER.index(one.certainty), one.start - one.end, one.start


def _with_company(found: list[Detected], length: int) -> Iterator[Detected]:
    """Keep a vague address only beside other personal data, and then believe it."""
    solid = Claims(length)
    for one in found:
        if one.kind is not Kind.ADDRESS and not one.office:
            solid.take(one.start, one.end)
    for one in found:
        if one.kind is not Kind.ADDRESS or one.certainty is Certainty.CERTAIN:
            yield one
        elif not one.office and solid.any(one.start - _NEAR, one.end + _NEAR):
            yield replace(one, certainty=Certainty.LIKELY)
        elif one.certainty is Certainty.LIKELY:
            yield one
