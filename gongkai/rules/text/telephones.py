"""Mobile and landline telephone numbers."""

import re
from collections.abc import Iterator

from gongkai.rules.text.context import Around, around
from gongkai.rules.text.normal import compact
from gongkai.rules.text.values import Certainty, Detected, Kind

_GAP = r"[-\s\u200b.·]?"
_COUNTRY = r"(?:(?:\+|00)?86[-\s)]{0,2}|\(\+?86\)\s?|0)?"
_SOLID = re.compile(rf"(?<![0-9]){_COUNTRY}(1[3-9][0-9]{{9}})(?![0-9])")
_GROUPED = re.compile(
    rf"(?<![0-9])(?<![0-9][-.]){_COUNTRY}"
    r"(1[3-9][0-9](?:[-\s\u200b.·]{1,3}[0-9]{4}){2}"
    r"|1[3-9][0-9]{2}[- \u200b][0-9]{3}[- \u200b][0-9]{4}"
    r"|1[3-9][0-9][- \u200b][0-9]{3}[- \u200b][0-9]{5})(?![0-9])"
)
_SPREAD = re.compile(rf"(?<![0-9])(1{_GAP}[3-9](?:{_GAP}[0-9]){{9}})(?![0-9])")
_HIDDEN_INSIDE = re.compile(r"[0-9]\u200b+[0-9]")
_PHONE_WORDS = r"手机|电话|联系|tel|mobile|phone"
_UNUSED = ("154", "160", "161", "163", "164", "168", "169", "194")

_LANDLINE = re.compile(
    r"(?<![0-9])(?<![0-9][-.])\(?(?P<area>0(?:10|2[0-9]|[3-9][0-9]{2}))\)?[-\s]{0,3}"
    r"(?P<local>[2-9][0-9]{6,7}|[2-9][0-9]{2,3}[- ][0-9]{4})(?:-[0-9]{1,6})?(?![0-9])"
)
_SHORT = re.compile(r"(?<![0-9.,-])(?P<local>[2-9][0-9]{6,7})(?![0-9.])")
_SHORT_WORDS = r"(?:电\s*话|传\s*真|热线)[^0-9]{0,6}$"
_HOME_WORDS = r"家庭电话|住宅电话|宅电|家里电话"


def mobiles(text: str, original: str, label: str) -> Iterator[Detected]:
    """Yield mobile numbers: plain, ``138-1234-5678``, with spaces, after +86."""
    for pattern in (_SOLID, _GROUPED):
        for match in pattern.finditer(text):
            seen = around(text, *match.span(), label)
            certainty = _mobile(match[1], seen)
            if certainty is not None:
                yield _detected(match.span(1), original, certainty)
    for match in _SPREAD.finditer(text):
        seen = around(text, *match.span(1), label)
        # Figures in a row look like this too; only a label or hidden characters tell.
        if _HIDDEN_INSIDE.search(match[1]) or seen.labelled(_PHONE_WORDS):
            yield _detected(match.span(1), original, Certainty.LIKELY)


def landlines(text: str, original: str, label: str) -> Iterator[Detected]:
    """Yield landline numbers with area code, and without one after 电话."""
    for match in _LANDLINE.finditer(text):
        seen = around(text, *match.span(), label)
        if not (seen.amount or seen.in_url or seen.serial):
            yield _landline(match.span(), match.start("local"), match["local"], original, seen)
    for match in _SHORT.finditer(text):
        seen = around(text, *match.span(), label)
        if re.search(_SHORT_WORDS, seen.before) or re.search("电话|传真", label):
            yield _landline(match.span(), match.start(), match["local"], original, seen)


def _mobile(number: str, seen: Around) -> Certainty | None:
    """Say how sure a number of eleven digits beginning with 13–19 is a mobile number."""
    labelled = seen.labelled(_PHONE_WORDS)
    digits = compact(number)
    if not labelled and (seen.amount or seen.serial):
        return None
    if labelled:
        return Certainty.CERTAIN
    if seen.in_url:
        return Certainty.POSSIBLE
    if seen.in_word or digits.startswith(_UNUSED):
        return Certainty.LIKELY
    in_figures = re.search(r"[0-9]\s$", seen.before) or re.match(r"\s[0-9]", seen.after)
    if len(digits) != len(number) and in_figures:
        return Certainty.LIKELY
    return Certainty.CERTAIN


def _detected(span: tuple[int, int], original: str, certainty: Certainty) -> Detected:
    written = original[slice(*span)]
    digits = compact(written)
    return Detected(Kind.MOBILE, *span, written, certainty, f"{digits[:3]}****{digits[-4:]}")


def _landline(
    span: tuple[int, int], local_start: int, local: str, original: str, seen: Around
) -> Detected:
    start, end = span
    digits = compact(local)
    mask = original[start:local_start] + "*" * (len(digits) - 4) + digits[-4:]
    home = seen.labelled(_HOME_WORDS)
    certainty = Certainty.CERTAIN if home else Certainty.LIKELY
    return Detected(
        Kind.LANDLINE, start, end, original[start:end], certainty, mask, seen.office and not home
    )
