"""What the notices about demonstration sites are made of. Texts are as typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """One site in a notice: the unit, the group it is listed under, its evaluation where known."""

    unit: str
    group: str = ""
    grade: str = ""
    total: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notice:
    """What all notices have: issuer, level of the sites, number and date where known."""

    issuer: str
    level: str
    sites: Sequence[SiteLine]
    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(_Notice):
    """Units are named demonstration sites, with what is to be reached."""

    goal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commended(_Notice):
    """Sites are commended after an evaluation, named by ``round``; ``basis`` are the rule texts."""

    round: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked(_Notice):
    """The status of sites is revoked; ``reason`` is what the public reads."""

    reason: str
    basis: str = ""
