"""Inspections of the demo county and what became of them, and two months that were told of.

One order is closed, one overdue, one waits for the office, one for a unit, one for its receipt.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from gongkai.assessment.actions import bulletins
from gongkai.assessment.actions.bulletins import BulletinDraft
from gongkai.assessment.actions.mending import answering, checking, drafting, issuing
from gongkai.assessment.actions.mending.answering import LineText
from gongkai.assessment.actions.mending.checking import LineCheck
from gongkai.assessment.actions.mending.drafting import OrderDraft, ProblemText
from gongkai.assessment.models import RectificationOrder
from gongkai.core.access import Viewer, viewer_of
from gongkai.core.days import day_of
from gongkai.core.models import Person, Unit
from gongkai.office.mending.paper import order_paper
from gongkai.reports.mending import order_report

# Problem, measure, what was done.
_Problem = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inspected:
    """A unit inspected some days ago; the days are counted back from today, None is not yet."""

    unit: str
    issued: int
    term: str
    problems: tuple[_Problem, ...]
    received: int | None = None
    reported: int | None = None
    checked: int | None = None
    clerk: str = ""


_QUARTER: Final = "政务公开季度督查"
_INSPECTED: Final = (
    _Inspected(
        unit="zhen-heping",
        issued=70,
        term="一个月",
        received=69,
        reported=46,
        checked=43,
        problems=(
            (
                "公开栏停留在上半年，七月以后没有更新。",
                "党政办每月五日前更新公开栏，拍照存档。",
                "已补齐七月至九月内容，登记更新台账。",
            ),
            (
                "依申请公开没有登记簿，两件申请查不到答复记录。",
                "建立登记簿，专人登记、逐件归档。",
                "登记簿已启用，两件申请补齐卷宗。",
            ),
        ),
    ),
    _Inspected(
        unit="zhen-xinghuo",
        issued=60,
        term="一个月",
        received=58,
        problems=(
            (
                "网站专栏有三个栏目半年以上没有更新。",
                "对照目录逐栏补充，落实到股室。",
                "",
            ),
            ("惠农补贴发放情况公开缺二季度。", "", ""),
        ),
    ),
    _Inspected(
        unit="xiang-baiyun",
        issued=25,
        term="20 日",
        received=24,
        reported=3,
        problems=(
            (
                "公开指南的电话是空号，办公地址没有改。",
                "核对各单位联系方式，改正公开指南。",
                "公开指南已改正并重新发布。",
            ),
        ),
    ),
    _Inspected(
        unit="ju-caizheng",
        issued=10,
        term="20 日",
        received=9,
        clerk="zhangsan",
        problems=(
            (
                "专项资金目录没有标明更新日期。",
                "目录注明版本和更新日期，由预算股负责。",
                "",
            ),
            ("两份规范性文件没有同步发布解读。", "", ""),
        ),
    ),
    _Inspected(
        unit="xiang-qingshan",
        issued=2,
        term="15 个工作日",
        clerk="chensan",
        problems=(("村务公开栏抽查三处，两处没有写明公开日期。", "", ""),),
    ),
)


def make_inspections(now: datetime) -> None:
    """Issue the orders of the last inspections, let units and office answer as far as they got."""
    organ = Unit.objects.get(code="xian")
    for one in _INSPECTED:
        _inspect(organ, one, now)


def make_bulletins(now: datetime) -> None:
    """Tell the townships of the last two whole months, each in the first days of the next."""
    organ = Unit.objects.get(code="xian")
    present = day_of(now).replace(day=1)
    last = _before(present)
    for number, (month, after) in enumerate(((_before(last), last), (last, present)), start=1):
        at = min(now, now.replace(year=after.year, month=after.month, day=5, hour=9))
        draft = BulletinDraft(
            month=month, scope="township", number=f"示政办通〔{at.year}〕{number}号"
        )
        bulletins.issue_bulletin(organ.pk, draft, by=_as("sunba", at))


def _before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def _as(username: str, at: datetime) -> Viewer:
    return viewer_of(Person.objects.get(username=username), at)


def _inspect(organ: Unit, one: _Inspected, now: datetime) -> None:
    unit = Unit.objects.get(code=one.unit)
    office = _as("sunba", now - timedelta(days=one.issued))
    draft = OrderDraft(
        title=f"{unit.label}政务公开问题整改通知",
        basis=_QUARTER,
        term=one.term,
        problems=[ProblemText(problem=problem) for problem, _, _ in one.problems],
    )
    order = drafting.draft_order(
        organ.pk, unit_id=unit.pk, key=f"demo-{one.unit}", draft=draft, by=office
    )
    issuing.issue_order(order.pk, version=order.version, by=office)
    if one.received is not None:
        at = now - timedelta(days=one.received)
        clerk = _as(one.clerk, at) if one.clerk else Viewer.system(f"{unit.label}经办人", at)
        answering.receive_order(order.pk, by=clerk)
        _answer(order.pk, one, clerk, now)


def _answer(order_id: int, one: _Inspected, clerk: Viewer, now: datetime) -> None:
    """Say what is done of each problem; a unit that has all of it reports."""
    order = RectificationOrder.objects.get(pk=order_id)
    said = {
        line.pk: LineText(
            measure=measure,
            responsible="党政办" if measure else "",
            planned_on=day_of(clerk.at) + timedelta(days=14) if measure else None,
            result=result,
        )
        for line, (_, measure, result) in zip(order.lines.all(), one.problems, strict=True)
    }
    report = "对照通知逐条整改，举一反三，健全了更新和检查制度。" if one.reported else None
    answering.fill_lines(order_id, lines=said, report=report, version=order.version, by=clerk)
    if one.reported is not None:
        _report(order_id, one, now - timedelta(days=one.reported))
    if one.checked is not None:
        order = RectificationOrder.objects.get(pk=order_id)
        checks = {line.pk: LineCheck(accepted=True) for line in order.lines.all()}
        by = _as("sunba", now - timedelta(days=one.checked))
        checking.check_order(order_id, checks=checks, version=order.version, by=by)


def _report(order_id: int, one: _Inspected, at: datetime) -> None:
    order = RectificationOrder.objects.get(pk=order_id)
    clerk = Viewer.system(f"{order.unit.label}经办人", at)
    order = answering.submit_order_report(order_id, version=order.version, by=clerk)
    chief = Viewer.system(f"{order.unit.label}负责人", at)
    paper = order_report(order_paper(order, signed_by=chief.name, reported_on=day_of(at)))
    answering.sign_order_report(order_id, version=order.version, document=paper, by=chief)
