"""What a grade demands of the organ, read from the consequences of the pack."""

from collections.abc import Iterable
from typing import Final

from gongkai.rules.scheme import Scheme
from gongkai.rules.sites.life import Happening

_MEASURES: Final = {
    "commend": Happening.COMMEND,
    "rectify": Happening.RECTIFY,
    "revoke": Happening.REVOKE,
}


def demands_of(scheme: Scheme, grade: str, findings: Iterable[str] = ()) -> frozenset[Happening]:
    """Return what must be carried out after a grade, and after findings that beat points.

    Of the consequences of a pack only those are in it that are events of a site; what else it
    names, such as the record of leaders, is carried out elsewhere.
    """
    found = set(findings)
    named = {
        consequence.do
        for of, consequences in scheme.consequences
        if of == grade
        for consequence in consequences
    }
    named |= {do for one in scheme.overrides if one.finding in found for do in one.do}
    return frozenset(_MEASURES[do] for do in named & _MEASURES.keys())


def evaluates_sites(scheme: Scheme) -> bool:
    """Whether a scheme evaluates demonstration sites: a grade of it takes the status away."""
    return any(one.do == "revoke" for _, named in scheme.consequences for one in named)
