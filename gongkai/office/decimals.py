"""Typed numbers: points and money, as people write them."""

from decimal import Decimal
from typing import Final
from unicodedata import normalize

from django.utils.translation import gettext

from gongkai.core.actions import Refused
from gongkai.rules.numbers import to_decimal

_UNITS: Final = "分元人次"


def number_or_none(text: str, field: str) -> Decimal | None:
    """Return a typed number; ``None`` where nothing was typed.

    Full-width digits (３．５), separators of thousands (12,000) and a unit behind the number (3 分)
    are understood.

    Raises:
        Refused: something that is no number; ``field`` is where the message belongs.
    """
    plain = normalize("NFKC", text).replace(",", "").strip().rstrip(_UNITS).strip()
    if not plain:
        return None
    found = to_decimal(plain)
    if found is None:
        raise Refused(gettext("要写成数字，例如 3.5。请改正。"), field)
    return found
