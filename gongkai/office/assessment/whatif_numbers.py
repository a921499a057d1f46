"""Numbers as people type them: full width, with a percent sign, with needless zeros."""

import unicodedata
from decimal import Decimal
from enum import Enum, auto

from django.utils.translation import gettext

from gongkai.rules.numbers import HUNDRED, ZERO, plain, to_decimal


class Scale(Enum):
    """What a number means."""

    POINTS = auto()
    PERCENT = auto()  # a weight: 50 or 50%
    WHOLE = auto()
    SHARE = auto()  # in percent; 0.7 is taken for 70 %


def number_of(raw: str, scale: Scale, top: Decimal | None = None) -> tuple[str, str]:
    """Return the plain form of a number and an empty text, or nothing and what is wrong.

    A share is written 70, 70% or 0.7, and comes back as 70. ``top`` is the greatest allowed.
    """
    text = unicodedata.normalize("NFKC", raw).strip()
    percent = text.endswith("%") and scale in {Scale.PERCENT, Scale.SHARE}
    value = to_decimal(text[:-1] if percent else text) if text.isascii() else None
    if value is None:
        return "", gettext("不是数，应写成 85 或 85.5")
    if scale is Scale.SHARE and not percent and value <= 1:
        value *= HUNDRED
    if value < ZERO:
        return "", gettext("不能小于 0")
    if top is not None and value > top:
        return "", gettext("不能大于 %(top)s") % {"top": plain(top)}
    if scale is Scale.WHOLE and value != value.to_integral_value():
        return "", gettext("应当是整数")
    return plain(value), ""
