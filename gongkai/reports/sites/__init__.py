"""Notices about demonstration sites: named, commended, revoked. Official documents in Word."""

from gongkai.reports.sites.notices import commendation, designation, revocation
from gongkai.reports.sites.values import Commended, Named, Revoked, SiteLine

__all__ = [
    "Commended",
    "Named",
    "Revoked",
    "SiteLine",
    "commendation",
    "designation",
    "revocation",
]
