"""Exact decimal arithmetic for scores and money.

Floats are never used for scores: with weights 10/50/40 the scores 30.5 / 83.1 / 38.5 make exactly
60.00, but binary floats give 59.99999999999999 and the unit fails.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    InvalidOperation,
    localcontext,
)
from enum import StrEnum

ZERO = Decimal(0)
HUNDRED = Decimal(100)

_DIGITS = 15

# Thirty-four digits: a mean over thousands of units keeps far more digits than any pack prints.
_CONTEXT = Context(prec=34, rounding=ROUND_HALF_EVEN)


class RoundMode(StrEnum):
    """How the last printed digit is found."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


_SETTLED_DIGITS = 24
_SETTLED = Decimal(1).scaleb(-_SETTLED_DIGITS)
_WIDE = Context(prec=80, rounding=ROUND_HALF_EVEN)

_MODES = {
    RoundMode.HALF_UP: ROUND_HALF_UP,
    RoundMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundMode.DOWN: ROUND_DOWN,
}


@contextmanager
def exact() -> Iterator[None]:
    """Compute in the house context, whatever the caller's thread has set."""
    with localcontext(_CONTEXT):
        yield


def to_decimal(text: str) -> Decimal | None:
    """Return the number that ``text`` writes, or None.

    NaN, infinity and digit separators are refused: a score sheet that holds them is broken. So is
    a number beyond fifteen digits on either side of the point, which would not stay exact.
    """
    if "_" in text:
        return None
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    exponent = value.as_tuple().exponent
    small = isinstance(exponent, int) and exponent >= -_DIGITS and value.adjusted() < _DIGITS
    return value if small else None


def settled(value: Decimal) -> Decimal:
    """Return ``value`` without the noise that quotients without end leave in the last digits.

    10 ÷ 12 × 16 is cut at 34 digits, so a sum that is exactly 84.995 may stand as 84.99499…9 and
    would be rounded, and graded, the wrong way. Scores are made of points and counts with small
    denominators: what is not a tie is farther from it than 24 decimals can hide.
    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -_SETTLED_DIGITS:
        return value
    return value.quantize(_SETTLED, rounding=ROUND_HALF_EVEN, context=_WIDE)


def rounded(value: Decimal, digits: int, mode: RoundMode) -> Decimal:
    """Return ``value`` with exactly ``digits`` decimal places, rounded once, noise aside."""
    return settled(value).quantize(Decimal(1).scaleb(-digits), rounding=_MODES[mode], context=_WIDE)


def plain(value: Decimal) -> str:
    """Return a number as people write it: no exponent, no needless zeros (``3``, ``0.5``)."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
