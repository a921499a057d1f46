"""Opening a round: from a pack, with its units, days and readings, before anybody is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from secrets import token_hex

from django.utils.translation import gettext

from gongkai.assessment.actions.common import locked_round, refuse_unless, told_round, touch_round
from gongkai.assessment.current import pack_of
from gongkai.assessment.models import PinnedPack, Round, RoundStage, RoundUnit
from gongkai.assessment.pinning import kept_readings, pin, pinned
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.models import Unit
from gongkai.core.wording import brief
from gongkai.policy.problems import ProblemsError
from gongkai.rules.rounds import Phase, Verb, planned
from gongkai.rules.rounds.appeals import APPEAL_READINGS
from gongkai.rules.scheme import Scheme
from gongkai.rules.terms import read_term


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit as it enters a round: which, in which group, under which other unit."""

    unit_id: int
    group: str = ""
    parent_id: int | None = None


def create_round(
    unit_id: int,
    *,
    pack: str,
    title: str,
    year: int,
    units: Iterable[Listed] = (),
    previous: Round | None = None,
    within: Round | None = None,
    by: Viewer,
) -> Round:
    """Begin a round of an organ from a pack, which is pinned; nobody is told yet.

    From the round before come the readings, where both rounds are of one pack, in whatever version,
    as far as it still takes them; and the groups of units that have none of their own here. Where
    the pack asks for it, the result will be opened to the public.

    Raises:
        Refused: no title, a year out of reach, no such pack, a group without a rubric, or
            ``within`` is no running round that assesses the organ.
    """
    with acting(by) as act:
        unit = act.lock(Unit, unit_id)
        act.require("assessment.run", unit.path)
        _check_year(year, by)
        _check_within(within, unit)
        row = pin(pack, at=by.at)
        round_ = Round.objects.create(
            key=f"{year}-{token_hex(4)}",
            title=_titled(title),
            year=year,
            unit=unit,
            pack=row,
            readings=_readings_before(row, previous),
            previous=previous,
            within=within,
            created_at=by.at,
            created_by_id=by.person_id,
        )
        _follow_pack(round_, units, previous)
        about = {"within": within.title} if within is not None else {}
        pack_name = f"{row.pack}@{row.version}"
        told_round(act, "round.create", round_, pack=pack_name, hash=row.hash, **about)
        return round_


def _follow_pack(round_: Round, units: Iterable[Listed], previous: Round | None) -> None:
    """Give a new round what its pack says: stages, units in groups, whether it will be open."""
    scheme = pack_of(round_).scheme
    if scheme.public:
        round_.is_public = True
        round_.save(update_fields=["is_public"])
    RoundStage.objects.bulk_create(
        RoundStage(round=round_, stage=one.id, starts_on=one.starts_on, ends_on=one.ends_on)
        for one in planned(scheme, round_.year)
    )
    _list_units(round_, scheme, units, _groups_of(previous))


def _readings_before(row: PinnedPack, previous: Round | None) -> dict[str, object]:
    if previous is None or previous.pack.pack != row.pack:
        return {}
    return kept_readings(row, previous.readings)


def _groups_of(round_: Round | None) -> Mapping[int, str]:
    rows = round_.units.exclude(group="") if round_ is not None else RoundUnit.objects.none()
    return dict(rows.values_list("unit", "group"))


def _titled(title: str) -> str:
    if not title.strip():
        raise Refused(gettext("没有写名称。请填写。"), "title")
    return brief(title, Round, "title")


def _check_year(year: int, by: Viewer) -> None:
    """A round is of a year just past, this one or the next; older ones are imported."""
    if abs(year - day_of(by.at).year) > 1:
        raise Refused(gettext("只能发起去年、今年或明年的考核。请核对年份。"), "year")


def _check_within(within: Round | None, organ: Unit) -> None:
    if within is None:
        return
    known = within.units.filter(unit=organ, exempt=False).exists()
    if not known or within.phase is not Phase.RUNNING:
        raise Refused(gettext("上级考核没有在进行，或者没有考核这个单位。请重新选择。"), "within")


def _list_units(
    round_: Round,
    scheme: Scheme,
    units: Iterable[Listed],
    before: Mapping[int, str] | None = None,
) -> None:
    """List units; ``before`` has the groups they had, for those without one of their own."""
    listed = list(units)
    known = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[one.unit_id for one in listed])}
    rows = []
    for position, one in enumerate(listed):
        unit = known.get(one.unit_id)
        if unit is None or not unit.path.startswith(round_.unit.path):
            raise Refused(gettext("名单里有不归本考核管的单位。请刷新页面后重选。"), "units")
        named = one.group or unit.group or (before or {}).get(one.unit_id, "")
        group = brief(named, RoundUnit, "group", "units")
        if scheme.rubrics and scheme.rubric_for(group) is None:
            groups = "、".join(name for rubric in scheme.rubrics for name in rubric.groups)
            raise Refused(
                gettext("%(unit)s的组别“%(group)s”没有考核表。请改为：%(groups)s。")
                % {"unit": unit.name, "group": group, "groups": groups},
                "units",
            )
        rows.append(
            RoundUnit(round=round_, unit=unit, name=unit.name, group=group, position=position)
        )
    RoundUnit.objects.bulk_create(rows)
    _hang(round_, {one.unit_id: one.parent_id for one in listed if one.parent_id})


def _hang(round_: Round, parents: Mapping[int, int | None]) -> None:
    rows = {row.unit_id: row for row in RoundUnit.objects.filter(round=round_)}
    changed = []
    for unit_id, parent_id in parents.items():
        if parent_id is None or parent_id not in rows or parent_id == unit_id:
            raise Refused(gettext("上级单位不在名单里。请先把它列入。"), "units")
        rows[unit_id].parent = rows[parent_id]
        changed.append(rows[unit_id])
    RoundUnit.objects.bulk_update(changed, ["parent"])


def set_units(round_id: int, *, units: Iterable[Listed], by: Viewer) -> Round:
    """Set the list of assessed units anew, before the notice.

    Raises:
        Refused: the round was notified, a unit is twice in the list or not of this organ.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.SET_UP, "assessment.run")
        listed = list(units)
        if len({one.unit_id for one in listed}) != len(listed):
            raise Refused(gettext("名单里有单位重复。请删去重复的。"), "units")
        RoundUnit.objects.filter(round=round_).delete()
        _list_units(round_, pack_of(round_).scheme, listed)
        touch_round(round_)
        told_round(act, "round.units", round_, count=len(listed))
        return round_


def set_reading(round_id: int, *, name: str, value: object, why: str, by: Viewer) -> Round:
    """Choose a reading the text leaves open, with the reason; printed on every report.

    Raises:
        Refused: no reason, the round was notified, or the value does not fit.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.SET_UP, "assessment.run")
        if not why.strip():
            raise Refused(gettext("没有写理由。请写明为什么这样定。"), "why")
        readings = {**round_.readings, name: {"value": value, "why": why.strip()}}
        if round_.readings == readings:
            act.unchanged()
            return round_
        _refuse_no_term(name, value)
        try:
            pinned(round_.pack, readings)
        except ProblemsError as error:
            raise Refused(error.problems[0].message, name) from error
        round_.readings = readings
        round_.save(update_fields=["readings"])
        touch_round(round_)
        told_round(act, "round.reading", round_, reading=name, value=value, why=why.strip())
        return round_


def _refuse_no_term(name: str, value: object) -> None:
    """Refuse terms of appeal nobody could reckon with; other terms may be words of the office."""
    if name in APPEAL_READINGS and read_term(str(value or "")) is None:
        raise Refused(gettext("期限要写成“5 个工作日”“20 日”的样子。请改正。"), name)


def set_stage(
    round_id: int,
    *,
    stage: str,
    starts_on: date | None,
    ends_on: date | None,
    by: Viewer,
) -> RoundStage:
    """Set the days of a stage; also while the round runs, because life goes on.

    Raises:
        Refused: no such stage, the days are the wrong way round, or the round is over.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.STAFF, "assessment.run")
        row = RoundStage.objects.filter(round=round_, stage=stage).first()
        if row is None:
            raise Refused(gettext("没有这个阶段。请刷新页面。"), "stage")
        if starts_on and ends_on and ends_on < starts_on:
            raise Refused(gettext("结束日期早于开始日期。请改正。"), "ends_on")
        if (row.starts_on, row.ends_on) == (starts_on, ends_on):
            act.unchanged()
            return row
        before = f"{row.starts_on or ''}～{row.ends_on or ''}"
        row.starts_on, row.ends_on = starts_on, ends_on
        row.save(update_fields=["starts_on", "ends_on"])
        days = f"{starts_on or ''}～{ends_on or ''}"
        told_round(act, "round.stage", round_, stage=stage, before=before, days=days)
        return row


def set_public(round_id: int, *, is_public: bool, by: Viewer) -> Round:
    """Say whether the result is opened to the public after the bulletin."""
    with acting(by) as act:
        round_ = act.lock(Round, round_id)
        act.require("assessment.run", round_.unit.path)
        refuse_unless(Verb.STAFF, round_)
        if round_.is_public == is_public:
            act.unchanged()
            return round_
        round_.is_public = is_public
        round_.save(update_fields=["is_public"])
        told_round(act, "round.public", round_, is_public=is_public)
        return round_
