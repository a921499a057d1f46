"""Who scores what in a round: people of the office, invited experts, the second pair of eyes."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext

from gongkai.assessment.actions.common import locked_round, refuse_unless, told_round
from gongkai.assessment.current import pack_of
from gongkai.assessment.models import Round, RoundUnit, Scorer
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.models import Person
from gongkai.rules.rounds import Verb
from gongkai.rules.scheme import Scheme

OUTSIDE = frozenset({"third_party", "organ_or_third_party", "professional", "supervisors"})
"""Scorers a pack names who are not of the office: they judge without seeing others' scores."""


def add_scorer(
    round_id: int,
    *,
    person: Person,
    component: str = "",
    units: Iterable[RoundUnit] = (),
    items: Iterable[str] = (),
    blind: bool | None = None,
    checks: bool = False,
    by: Viewer,
) -> Scorer:
    """Let a person score a component, or the rubric, of all or of some units and items.

    Who is there already gets the new limits. Scorers of an outside body are blind unless said
    otherwise.

    Raises:
        Refused: no such component or item, a self-score, or somebody without the role.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.STAFF, "assessment.run")
        scheme = pack_of(round_).scheme
        outside = _check_component(scheme, component)
        chosen = list(dict.fromkeys(items))
        _check_items(scheme, chosen)
        rows = list(units)
        if any(unit.round_id != round_.pk for unit in rows):
            raise Refused(gettext("有单位不在这次考核里。请刷新页面后重选。"), "units")
        made, _ = Scorer.objects.update_or_create(
            round=round_,
            person=person,
            component=component,
            removed_at=None,
            defaults={
                "items": chosen,
                "blind": outside if blind is None else blind,
                "checks": checks,
                "added_at": by.at,
            },
        )
        made.units.set(rows)
        told_round(
            act, "scorer.add", round_, person=person.name, component=component, units=len(rows)
        )
        return made


def arrange_as_before(round_id: int, *, by: Viewer) -> int:
    """Let those score who scored the round before, the same parts; return how many seats came over.

    Units and items that are not in this round are left out, and with them whoever had no others;
    so are people whose account has ended, and parts this pack does not have. Who has a seat here
    already keeps it.

    Raises:
        Refused: there is no round before.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.STAFF, "assessment.run")
        if round_.previous is None:
            raise Refused(gettext("这次考核没有接着哪一次。"))
        act.unchanged()
        here = {row.unit_id: row for row in round_.units.all()}
        return sum(_arranged(round_, seat, here, by) for seat in seats_before(round_))


def seats_before(round_: Round) -> list[Scorer]:
    """Return the seats of the round before that nobody has here yet, of people still active."""
    rows = Scorer.objects.filter(
        round=round_.previous_id, removed_at=None, person__is_active=True
    ).select_related("person")
    taken = set(round_.scorers.filter(removed_at=None).values_list("person", "component"))
    found = rows.prefetch_related("units").order_by("pk")
    return [one for one in found if (one.person_id, one.component) not in taken]


def _arranged(round_: Round, seat: Scorer, here: Mapping[int, RoundUnit], by: Viewer) -> bool:
    scheme = pack_of(round_).scheme
    limited = list(seat.units.all())
    units = [here[one.unit_id] for one in limited if one.unit_id in here]
    items = [one for one in seat.items if one in _known_items(scheme)]
    if (limited and not units) or (seat.items and not items):
        return False
    try:
        add_scorer(
            round_.pk,
            person=seat.person,
            component=seat.component,
            units=units,
            items=items,
            blind=seat.blind,
            checks=seat.checks,
            by=by,
        )
    except Refused:
        return False  # this pack has no such part
    return True


def _check_component(scheme: Scheme, component: str) -> bool:
    """Refuse what nobody can score by hand; tell whether it belongs to an outside body."""
    if not component:
        if not scheme.rubrics:
            raise Refused(gettext("这个办法没有考核表。请选择得分构成。"), "component")
        return False
    leaf = next((one for one in scheme.leaves() if one.id == component), None)
    if leaf is None:
        raise Refused(gettext("没有这个得分构成。请刷新页面。"), "component")
    if leaf.scorer == "unit":
        raise Refused(gettext("自评由单位自己填，不另派人评分。"), "component")
    return leaf.scorer in OUTSIDE


def _check_items(scheme: Scheme, items: list[str]) -> None:
    known = _known_items(scheme)
    for item in items:
        if item not in known:
            raise Refused(gettext("没有考核项 %(item)s。请刷新页面。") % {"item": item}, "items")


def _known_items(scheme: Scheme) -> set[str]:
    known = {item.id for rubric in scheme.rubrics for item in rubric.items()}
    return known | {point.id for area in scheme.checklist for point in area.points}


def remove_scorer(scorer_id: int, *, by: Viewer) -> Scorer:
    """End a person's scoring; what they scored stays."""
    with acting(by) as act:
        row = act.lock(Scorer, scorer_id)
        round_ = Round.objects.select_related("unit").get(pk=row.round_id)
        act.require("assessment.run", round_.unit.path)
        if row.removed_at is not None:
            act.unchanged()
            return row
        refuse_unless(Verb.STAFF, round_)
        row.removed_at = by.at
        row.save(update_fields=["removed_at"])
        told_round(act, "scorer.remove", round_, person=row.person.name)
        return row
