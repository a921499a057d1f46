"""What spot checks put on a person's to-do list: visits ahead, lists fixed and not drawn from."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.current import pack_of
from gongkai.assessment.inspection import form_of
from gongkai.assessment.models import Draw, Round, Visit
from gongkai.assessment.queries.spot import Ahead, ahead, visits_late
from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.todo import Todo, TodoState

_AHEAD: Final = timedelta(days=7)
_ROUNDS: Final = "/office/rounds/"


@todo.source("assessment.spot")
def visits(viewer: Viewer) -> Iterator[Todo]:
    """Yield the visits of the coming week: to make, or announced to one's own unit."""
    if not viewer.may("assessment.view"):
        return
    today = day_of(viewer.at)
    for one in ahead(viewer):
        if one.visit.on <= today + _AHEAD:
            yield _to_be_visited(one) if one.own else _to_visit(one, today)


def _title(visit: Visit) -> str:
    unit = visit.round_unit
    form = form_of(pack_of(unit.round).scheme, unit.group, visit.form)
    return form.title if form is not None else visit.form


def _to_visit(one: Ahead, today: date) -> Todo:
    visit, unit = one.visit, one.visit.round_unit
    late = visit.on < today
    if late:
        why = gettext("安排的日期已过，还没有登记检查")
    else:
        why = gettext("安排在%(place)s") % {"place": visit.place or unit.name}
    now = TodoState.WAITING_FOR_ME if visit.on == today else TodoState.DUE_SOON
    return Todo(
        title=gettext("到%(unit)s检查：%(form)s") % {"unit": unit.name, "form": _title(visit)},
        href=f"{_ROUNDS}{unit.round.key}/field/{unit.unit.code}/",
        why=why,
        state=TodoState.OVERDUE if late else now,
        due=visit.on,
        unit=unit.unit.label,
        kind=gettext("抽查"),
        key=f"visit:{visit.pk}",
    )


def _to_be_visited(one: Ahead) -> Todo:
    visit, unit = one.visit, one.visit.round_unit
    return Todo(
        title=gettext("考核检查：%(form)s") % {"form": _title(visit)},
        href=f"{_ROUNDS}{unit.round.key}/spot/visits/{visit.pk}/",
        why=gettext("%(inspectors)s 将到本单位检查，请做好准备") % {"inspectors": visit.inspectors},
        state=TodoState.DUE_SOON,
        due=visit.on,
        unit=unit.unit.label,
        kind=gettext("抽查"),
        key=f"visited:{visit.pk}",
    )


@todo.source("assessment.spot_office")
def office(viewer: Viewer) -> Iterator[Todo]:
    """Yield what the office has to see to: a list that waits for its seed, visits not recorded."""
    if not viewer.may("assessment.run"):
        return
    running = Round.objects.filter(
        viewer.reach_of("assessment.run", "unit__path"),
        notified_at__isnull=False,
        approved_at=None,
        cancelled_at=None,
    ).select_related("unit")
    rounds = {one.pk: one for one in running}
    for draw in Draw.objects.filter(round__in=rounds, drawn_at=None, voided_at=None):
        yield _of_office(
            rounds[draw.round_id],
            gettext("抽取名单已固定，等待种子"),
            TodoState.WAITING_FOR_ME,
            f"spot/draws/{draw.pk}/",
        )
    late = Counter(visits_late(rounds, day_of(viewer.at)))
    for pk, count in late.items():
        words = gettext("%(count)s 次检查过了安排的日期还没有登记") % {"count": count}
        yield _of_office(rounds[pk], words, TodoState.OVERDUE, "spot/")


def _of_office(round_: Round, why: str, state: TodoState, place: str) -> Todo:
    return Todo(
        title=gettext("%(round)s：抽查") % {"round": round_.title},
        href=f"{_ROUNDS}{round_.key}/{place}",
        why=why,
        state=state,
        unit=round_.unit.label,
        kind=gettext("抽查"),
        key=f"spot:{round_.pk}:{place}",
    )
