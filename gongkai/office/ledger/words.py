"""Words of the ledger: badges, counts, amounts."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.ledger import LedgerStanding, standing_of
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import LedgerEntry

_TONES: Final = {
    LedgerStanding.HELD: ui.Tone.GOOD,
    LedgerStanding.PLANNED: ui.Tone.FAIR,
    LedgerStanding.MISSED: ui.Tone.BAD,
    LedgerStanding.VOID: ui.Tone.NEUTRAL,
}


def standing_badge(entry: "LedgerEntry", today: date) -> ui.Badge:
    """Return the badge of where an entry stands on a day."""
    standing = standing_of(entry, today)
    return ui.Badge(str(standing.label), _TONES[standing])


def yuan(amount: Decimal | None) -> str:
    """Return an amount with its unit and separators: 12,000.00 元."""
    return gettext("%(amount)s 元") % {"amount": f"{amount:,.2f}"} if amount is not None else ""


def persons(count: int | None) -> str:
    """Return a number of people with its unit."""
    return gettext("%(count)s 人") % {"count": count} if count is not None else ""


def file_link(entry: "LedgerEntry") -> ui.Link | None:
    """Return the way to the file of an entry, where it has one."""
    if entry.file_id is None:
        return None
    return ui.Link(entry.file_name, reverse("ledger-file", args=[entry.pk]))
