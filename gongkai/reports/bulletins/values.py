"""What a bulletin is printed from."""

from dataclasses import dataclass
from datetime import date

from gongkai.assessment.month_figures import MonthFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinPaper:
    """A bulletin: heading, issuer, number and day where known, figures and what was added.

    ``hash`` is empty in a draft; ``replaces`` is the number of the bulletin it corrects.
    """

    title: str
    issuer: str
    month: date
    figures: MonthFigures
    number: str = ""
    on: date | None = None
    note: str = ""
    hash: str = ""
    replaces: str = ""
    reason: str = ""
