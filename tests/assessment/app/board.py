"""The openness office of 示例县 running assessments, and the people of the assessed units."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from gongkai.assessment.actions import notifying, setting_up, staffing
from gongkai.assessment.actions.setting_up import Listed
from gongkai.assessment.models import Round, RoundUnit, Scorer
from gongkai.core.access import Viewer
from gongkai.core.models import Person
from tests.people import People

ZONE = ZoneInfo("Asia/Shanghai")
NOVEMBER = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
"""A Monday in the month in which demonstration sites are evaluated."""
UNITS = ("caizheng", "minzheng", "qingshan")
# What a pack leaves open, as this county chose it.
READINGS: dict[str, dict[str, object]] = {
    "shifandian": {"min_answers": 3, "rectify_due": "P1M"},
    "bowang-jiaoyun": {"notice_days": 10},
    "xian-kaohe": {"sample_size": 2, "notice_days": 3},
    "duodao-caizheng": {"cycle": "year"},
}
# The days a pack leaves open, where a test needs the stage open in November.
OPEN = (date(2026, 11, 1), date(2026, 11, 30))


@dataclass
class Board:
    """Viewers by role; ``now`` moves the clock of all of them."""

    people: People
    now: datetime = NOVEMBER
    _kept: dict[tuple[str, str, str], Viewer] = field(default_factory=dict)

    def viewer(self, role: str, unit: str = "xian", name: str = "") -> Viewer:
        """Return the same person of a role and unit each time, at the present moment."""
        key = (role, unit, name)
        if key not in self._kept:
            self._kept[key] = self.people.viewer(role, unit=unit, name=name or f"张三（{role}）")
        return replace(self._kept[key], at=self.now)

    def person(self, role: str, unit: str = "xian", name: str = "") -> Person:
        """Return that person."""
        return Person.objects.get(pk=str(self.viewer(role, unit, name).person_id))

    @property
    def office(self) -> Viewer:
        """The openness office of the county."""
        return self.viewer("openness_office")

    @property
    def leader(self) -> Viewer:
        """A leader of the county, who decides."""
        return self.viewer("leader")

    def clerk(self, unit: str = "caizheng") -> Viewer:
        """The clerk of a unit."""
        return self.viewer("clerk", unit)

    def chief(self, unit: str = "caizheng") -> Viewer:
        """The one who signs for a unit."""
        return self.viewer("final_reviewer", unit)

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def prepared(
        self, pack: str = "shifandian", units: tuple[str, ...] = UNITS, **groups: str
    ) -> Round:
        """A round with readings chosen and every stage open in November, not yet notified."""
        round_ = setting_up.create_round(
            self.people.unit("xian").pk,
            pack=pack,
            title="2026 年度考核",
            year=2026,
            units=[Listed(self.people.unit(code).pk, groups.get(code, "")) for code in units],
            by=self.office,
        )
        for name, value in READINGS.get(pack, {}).items():
            setting_up.set_reading(
                round_.pk, name=name, value=value, why="领导小组会议定", by=self.office
            )
        for stage in round_.stages.all():
            setting_up.set_stage(
                round_.pk, stage=stage.stage, starts_on=OPEN[0], ends_on=OPEN[1], by=self.office
            )
        return fresh(round_)

    def running(
        self, pack: str = "shifandian", units: tuple[str, ...] = UNITS, **groups: str
    ) -> Round:
        """A round the units were told of."""
        round_ = self.prepared(pack, units, **groups)
        notifying.notify_round(round_.pk, number="示政办〔2026〕8号", again=True, by=self.office)
        return fresh(round_)

    def unit(self, round_: Round, code: str = "caizheng") -> RoundUnit:
        """Return a unit's place in a round, as it is now."""
        return RoundUnit.objects.select_related("unit", "round").get(round=round_, unit__code=code)

    def scorer(
        self,
        round_: Round,
        component: str = "",
        *,
        role: str = "assessor",
        name: str = "李四",
        units: tuple[str, ...] = (),
    ) -> Viewer:
        """Let somebody score, and return them."""
        staffing.add_scorer(
            round_.pk,
            person=self.person(role, "xian", name),
            component=component,
            units=[self.unit(round_, code) for code in units],
            by=self.office,
        )
        return self.viewer(role, "xian", name)

    def scoring(self, round_: Round) -> list[Scorer]:
        """Return who scores in a round."""
        return list(round_.scorers.all())


def fresh(round_: Round) -> Round:
    """Return a round as it stands in the database."""
    return Round.objects.select_related("unit", "pack").get(pk=round_.pk)
