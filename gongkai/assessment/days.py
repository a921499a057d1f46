"""Days of a round are those of Shanghai; what a stage allows on a day, for one unit."""

from collections.abc import Iterable
from datetime import date

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import Round, RoundUnit
from gongkai.rules.rounds import Extension, StagePlan, works
from gongkai.rules.scheme import Work


def plans_of(round_: Round) -> tuple[StagePlan, ...]:
    """Return the stages of a round in the order of its pack, with the days set for this round."""
    stages = pack_of(round_).scheme.stages
    titles = {stage.id: (stage.title, stage.does) for stage in stages}
    everything = ("考核", tuple(Work))
    return tuple(
        StagePlan(
            id=row.stage,
            title=titles.get(row.stage, everything)[0],
            does=titles.get(row.stage, everything)[1],
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in round_.stages.all()
    )


def extensions_of(unit: RoundUnit) -> tuple[Extension, ...]:
    """Return the extensions of a unit."""
    return tuple(Extension(stage=one.stage, until=one.until) for one in unit.extensions.all())


def works_for(
    round_: Round, day: date, unit: RoundUnit | None = None, plans: Iterable[StagePlan] = ()
) -> frozenset[Work]:
    """Return what may be done in a round on a day, for one unit where it is given."""
    more = extensions_of(unit) if unit is not None else ()
    return works(tuple(plans) or plans_of(round_), day, more)
