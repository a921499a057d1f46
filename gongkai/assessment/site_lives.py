"""From the rows of a site's history to its life, as the rules know it."""

from collections.abc import Iterable

from gongkai.assessment.models import SiteEvent
from gongkai.rules.sites import Happening, Life, Past


def past_of(row: SiteEvent) -> Past:
    """Return an event as the rules know it."""
    return Past(Happening(row.kind), row.on, frozenset(map(Happening, row.demands.split())))


def life_of(rows: Iterable[SiteEvent]) -> Life:
    """Return the life these rows tell, in the order of recording, without what was voided."""
    kept = sorted((row for row in rows if row.voided_at is None), key=lambda row: row.pk)
    return Life.of(past_of(row) for row in kept)
