"""The assessments of the demo county: two earlier years, one round to decide, one under way.

Everything under way is done by the people whose work it is, at the moments they would have done it.
"""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from gongkai.assessment.actions import approving, notifying, setting_up, sites, staffing
from gongkai.assessment.actions.judging import Given, deduct, look, submit_score
from gongkai.assessment.actions.ledger import EntryDraft, add_entry
from gongkai.assessment.actions.setting_up import Listed
from gongkai.assessment.actions.sites import Designation, Happened
from gongkai.assessment.actions.taking_over import take_over_round
from gongkai.assessment.archive import RoundFolders
from gongkai.assessment.current import pack_of
from gongkai.assessment.demo.people import TOWNSHIPS, UNITS, DemoUnit
from gongkai.assessment.demo.reasons import REASONS
from gongkai.assessment.models import Round, RoundUnit
from gongkai.core.access import Viewer, viewer_of
from gongkai.core.models import Person, Unit
from gongkai.demo.mending import make_bulletins, make_inspections
from gongkai.demo.self_reports import fill_in
from gongkai.rules.rounds import planned
from gongkai.rules.scheme import Work

_BEGUN: Final = timedelta(days=20)
# The days of each stage by the first thing done in it, counted from the notice.
_Days = dict[Work, tuple[int, int]]
_WEIGHTED_DAYS: Final[_Days] = {
    Work.PREPARE: (-15, -1),
    Work.SELF: (0, 12),
    Work.SCORE: (13, 19),
    Work.APPROVE: (19, 30),
    Work.BULLETIN: (31, 40),
}
_SITES_DAYS: Final[_Days] = {Work.SELF: (0, 30), Work.SCORE: (10, 35), Work.SPOT: (36, 50)}
_SITES: Final = "shixian-shifandian-2025"
_WEIGHTED: Final = "shixian-zonghe"
# Who has got how far in the round under way: signed and reported, still at it, received only.
_AT_WORK: Final = ("ju-caizheng", "zhen-heping", "ju-ziran", "qi-gongjiao")
_RECEIVED: Final = ("xiang-qingshan", "ju-zhujian")
_JUDGED: Final = ("ju-fagai", "ju-jiaoyu", "zhen-dongfeng")


def make_rounds(data: Path, now: datetime) -> int:
    """Take the earlier rounds over from the data folder, begin this year's; return how many."""
    by = Viewer.system("示例县", now)
    organ = Unit.objects.get(code="xian")
    folders, earlier = RoundFolders(data), dict[str, Round]()
    for info in sorted(folders.infos(), key=lambda one: one.year):
        earlier[info.id] = take_over_round(
            organ.pk,
            read=folders.read(info),
            packs=folders.library,
            previous=earlier.get(info.previous),
            public=info.year == now.year - 1,
            by=by,
        )
    _weighted(organ, earlier.get(f"{now.year - 1}-zonghe"), now)
    _sites(organ, earlier.get(f"{now.year - 1}-shifandian"), now)
    _ledger(now)
    _demonstration(organ, now)
    make_inspections(now)
    make_bulletins(now)
    return len(earlier) + 2


def _as(username: str, at: datetime) -> Viewer:
    return viewer_of(Person.objects.get(username=username), at)


def _listed(units: tuple[DemoUnit, ...] = UNITS) -> list[Listed]:
    keys = dict(Unit.objects.values_list("code", "pk"))
    return [Listed(keys[unit.id], unit.group) for unit in units]


def _begun(
    organ: Unit,
    pack: str,
    title: str,
    previous: Round | None,
    now: datetime,
    *,
    number: str,
    days: _Days,
) -> Round:
    """Set a round up with its stages one after another, and tell the units."""
    start = now - _BEGUN
    office = _as("sunba", start)
    round_ = setting_up.create_round(
        organ.pk,
        pack=pack,
        title=title,
        year=now.year,
        units=_listed(),
        previous=previous,
        by=office,
    )
    for stage in planned(pack_of(round_).scheme, now.year):
        first, last = days[stage.does[0]]
        setting_up.set_stage(
            round_.pk,
            stage=stage.id,
            starts_on=(start + timedelta(days=first)).date(),
            ends_on=(start + timedelta(days=last)).date(),
            by=office,
        )
    setting_up.set_public(round_.pk, is_public=True, by=office)
    for person, component in (("hanba", ""), ("yangjiu", "third_party"), ("hanba", "work")):
        if component in {"", *(leaf.id for leaf in pack_of(round_).scheme.leaves())}:
            _seat(round_, person, component, office)
    notifying.notify_round(round_.pk, number=number, text=_notice(title), by=office)
    return round_


def _seat(round_: Round, person: str, component: str, office: Viewer) -> None:
    rubric = bool(pack_of(round_).scheme.rubrics)
    if component or rubric:
        staffing.add_scorer(
            round_.pk,
            person=Person.objects.get(username=person),
            component=component,
            by=office,
        )


def _notice(title: str) -> str:
    return f"请各单位签收本通知，对照考核表逐项自评，附上佐证，按期报送{title}自评报告。"


def _rows(round_: Round) -> dict[str, RoundUnit]:
    rows = RoundUnit.objects.filter(round=round_).select_related("unit", "round__unit")
    return {row.unit.code: row for row in rows}


def _clerk(row: RoundUnit, at: datetime) -> Viewer:
    """Return who fills in for a unit: its own people where it has accounts."""
    known = {"ju-caizheng": "zhangsan", "xiang-qingshan": "chensan"}
    username = known.get(row.unit.code)
    return _as(username, at) if username else Viewer.system(f"{row.unit.label}经办人", at)


def _weighted(organ: Unit, previous: Round | None, now: datetime) -> None:
    """Make the weighted round: every score is in, the office has proposed, leaders decide."""
    title = f"示例县 {now.year} 年度政务公开综合考核"
    number = f"示政公开办〔{now.year}〕21号"
    round_ = _begun(organ, _WEIGHTED, title, previous, now, number=number, days=_WEIGHTED_DAYS)
    chance = random.Random(f"{now.year}-weighted")  # noqa: S311 - a demo, not a secret
    for unit in UNITS:
        row = _rows(round_)[unit.id]
        at = now - _BEGUN + timedelta(days=2)
        notifying.receive_notice(row.pk, by=_clerk(row, at))
        score = _score(chance.gauss(96.5, 1.2))
        fill_in(row, care=unit.level / 100, score=score, clerk=_clerk(row, at), chance=chance)
        level = 47 + unit.level / 2
        for person, component, mean in (
            ("yangjiu", "third_party", level - 1),
            ("hanba", "work", level + 1),
        ):
            value = _score(chance.gauss(mean, 1.5))
            reason = chance.choice(("公开不够及时。", "目录有缺项。", "解读材料偏少。"))
            submit_score(
                row.pk,
                component=component,
                given=Given(value, reason),
                by=_as(person, now - timedelta(days=6)),
            )
    approving.give_step(
        round_.pk,
        step=0,
        opinion="各项得分齐全，优秀名额按七成计算，建议审定。",
        by=_as("sunba", now - timedelta(days=1)),
    )


def _score(value: float) -> Decimal:
    return Decimal(round(min(max(value, 0), 100) * 2)) / 2


def _sites(organ: Unit, previous: Round | None, now: datetime) -> None:
    """Make the round under way: most units have reported, some are at it, judging has begun."""
    title = f"示例县 {now.year} 年度政务公开示范点考评"
    number = f"示政公开办〔{now.year}〕23号"
    round_ = _begun(organ, _SITES, title, previous, now, number=number, days=_SITES_DAYS)
    chance = random.Random(f"{now.year}-sites")  # noqa: S311 - a demo, not a secret
    rows = _rows(round_)
    for unit in UNITS:
        row, at = rows[unit.id], now - _BEGUN + timedelta(days=1)
        notifying.receive_notice(row.pk, by=_clerk(row, at))
        if unit.id not in _RECEIVED:
            half = unit.id in _AT_WORK
            at = now - timedelta(days=7)
            clerk = _clerk(row, at)
            fill_in(row, care=unit.level / 100, clerk=clerk, chance=chance, half=half)
    for code in _JUDGED:
        _judge(rows[code], _as("hanba", now - timedelta(days=2)), chance)


def _judge(row: RoundUnit, by: Viewer, chance: random.Random) -> None:
    """Judge a unit as an assessor does: most items are in order, a few lack something."""
    scheme = pack_of(row.round).scheme
    rubric = scheme.rubric_for(row.group)
    items = [item for item in (rubric.items() if rubric is not None else ()) if item.id in REASONS]
    faulty = set(chance.sample([item.id for item in items if _deducts(item.id)], 3))
    look(
        row.pk, items=[one.id for one in items if _deducts(one.id) and one.id not in faulty], by=by
    )
    for item in faulty:
        deduct(
            row.pk,
            item=item,
            points=Decimal("0.5"),
            reason=chance.choice(REASONS[item]),
            evidence="查阅报送的佐证材料",
            by=by,
        )


def _deducts(item: str) -> bool:
    """Whether an item is judged by deduction; rates and surveys are not."""
    return item != "content.done_ratio" and not item.startswith("effect.")


def _demonstration(organ: Unit, now: datetime) -> None:
    """Name three demonstration sites by one notice, two of them visited since."""
    keys = dict(Unit.objects.values_list("code", "pk"))
    named = sites.designate(
        organ.pk,
        Designation(
            level="county",
            named_by="示例县人民政府办公室",
            on=(now - timedelta(days=200)).date(),
            number=f"示政公开办〔{now.year}〕6号",
            goal="主动公开目录完整，更新及时，群众查得到、看得懂。",
        ),
        units=[keys[code] for code in ("ju-caizheng", "zhen-dongfeng", "qi-yiyuan")],
        by=_as("sunba", now - timedelta(days=200)),
    )
    visit = Happened(
        kind="visit",
        on=(now - timedelta(days=30)).date(),
        title="现场观摩和检查",
        text="查看公开专栏和便民服务窗口，抽查五份依申请公开卷宗。",
    )
    sites.record([one.pk for one in named[:2]], visit, by=_as("sunba", now - timedelta(days=30)))


def _ledger(now: datetime) -> None:
    """Enter a year's work into the ledgers: meetings, trainings, one planned for next week."""
    keys = dict(Unit.objects.values_list("code", "pk"))
    for number, unit in enumerate(UNITS):
        by = Viewer.system("经办人", now)
        if unit.group != TOWNSHIPS or number % 2:
            on = (now - timedelta(days=40 + 3 * number)).date()
            meeting = EntryDraft(
                kind="meeting",
                title=f"{now.year}年政务公开领导小组会议",
                on=on,
                people=8 + number % 5,
                leader=True,
            )
            add_entry(keys[unit.id], meeting, by=by)
        held = EntryDraft(
            kind="training",
            title=f"{now.year}年政务公开业务培训",
            on=(now - timedelta(days=90 + number)).date(),
            people=12 + number,
        )
        add_entry(keys[unit.id], held, by=by)
    planned_ = EntryDraft(
        kind="training",
        title="依申请公开办理培训",
        planned_on=(now + timedelta(days=6)).date(),
        people=20,
    )
    add_entry(keys["ju-caizheng"], planned_, by=_as("zhangsan", now))
