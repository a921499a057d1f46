"""What a round came to, taken into the history of the sites that were evaluated in it."""

from collections.abc import Mapping

from django.utils.translation import gettext

from gongkai.assessment.actions.common import told_round
from gongkai.assessment.actions.sites.common import locked_site, signed
from gongkai.assessment.current import current, pack_of
from gongkai.assessment.models import Round, RoundUnit, Site, SiteEvent, SiteEventKind
from gongkai.assessment.queries.sites.evaluations import to_take
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.rules.grading import Graded
from gongkai.rules.scheme import Scheme
from gongkai.rules.sites import Happening, Past, demands_of, evaluates_sites, why_not_next


def take_evaluations(round_id: int, *, by: Viewer) -> list[SiteEvent]:
    """Enter the announced result of a round at each site that was a unit of it, once.

    What the grade demands is read from the consequences of the round's pack and kept with it.

    Raises:
        Refused: the round does not evaluate sites or is not announced.
    """
    with acting(by) as act:
        round_ = act.lock(Round, round_id)
        act.require("sites.manage", round_.unit.path)
        scheme = pack_of(round_).scheme
        if not evaluates_sites(scheme):
            raise Refused(gettext("这次考核的办法不是示范点考评，没有结果要记入。"))
        if round_.announced_at is None:
            raise Refused(gettext("考评结果还没有通报。通报之后再记入示范点。"))
        results = {one.score.unit.id: one for one in current(round_).units}
        made = [
            row
            for site in to_take(round_)
            if (row := _take(act, site, round_, scheme, results)) is not None
        ]
        if not made:
            act.unchanged()
            return []
        names = [row.site.unit.name for row in made]
        told_round(act, "site.evaluate", round_, count=len(made), sites=names)
        return made


def _take(
    act: Act, site: Site, round_: Round, scheme: Scheme, results: Mapping[str, Graded]
) -> SiteEvent | None:
    site, life = locked_site(act, site.pk)
    place = RoundUnit.objects.filter(round=round_, unit=site.unit, exempt=False).first()
    result = results.get(site.unit.code)
    if place is None or result is None or result.grade is None or round_.announced_at is None:
        return None
    on = day_of(round_.announced_at)
    if why_not_next(life, Past(Happening.EVALUATE, on)):
        return None
    demands = demands_of(scheme, result.grade.id, [one.id for one in result.score.unit.findings])
    row = SiteEvent(
        site=site,
        kind=SiteEventKind.EVALUATE,
        on=on,
        title=round_.title,
        round=round_,
        grade=result.grade.id,
        grade_title=result.grade.title,
        total=result.score.total,
        demands=" ".join(sorted(demands)),
    )
    signed(row, act.by).save()
    return row
