"""Sites of 示例县 and the round that evaluates them, for tests of any layer."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from gongkai.assessment.actions import approving, sites
from gongkai.assessment.actions.common import touch
from gongkai.assessment.actions.sites import Designation, Happened
from gongkai.assessment.models import Deduction, ItemScore, Round, Site, SiteEvent
from tests.assessment.app.board import UNITS, Board

NOTICE = Designation(
    level="county",
    named_by="示例县政务公开领导小组",
    on=date(2026, 3, 2),
    number="示公开〔2026〕4号",
    goal="以点带面，规范公开内容和程序。",
)
# Taken off in the first dimensions: what is left is 合格, 基本合格, 不合格.
LOST = {"caizheng": 0, "minzheng": 20, "qingshan": 36}


def named(board: Board, *codes: str, said: Designation = NOTICE) -> list[Site]:
    """Name units of the county by one notice."""
    units = [board.people.unit(code).pk for code in codes or UNITS]
    return sites.designate(board.people.unit("xian").pk, said, units=units, by=board.office)


def happened(board: Board, site: Site, kind: str, **more: object) -> SiteEvent:
    """Record an event of today at a site, by its office."""
    said = Happened(kind=kind, on=board.now.date(), title=f"登记{kind}")
    return sites.record([site.pk], replace(said, **more), by=board.office)[0]  # type: ignore[arg-type]


def evaluated(board: Board, lost: dict[str, int] | None = None) -> Round:
    """A round on the pack of the sources, scored, approved and announced a week later."""
    round_ = board.running()
    for code, points in (LOST if lost is None else lost).items():
        unit = board.unit(round_, code)
        for item, worth in _ITEMS:
            taken = min(points, worth)
            points -= taken
            if taken:
                _take_off(board, unit.pk, item, taken)
        _rest(board, unit.pk)
        touch(unit)
    approving.give_step(round_.pk, step=0, by=board.office)
    approving.give_step(round_.pk, step=1, by=board.leader)
    board.now += timedelta(days=7)
    return approving.announce(round_.pk, by=board.office)


_ITEMS = (
    ("org.attention", 4),
    ("org.mechanism", 4),
    ("org.responsibility", 3),
    ("org.plan", 3),
    ("org.supervision", 3),
    ("org.feedback", 3),
    ("content.catalogue", 4),
    ("content.ten_kinds", 4),
    ("content.timely", 4),
    ("procedure.proactive", 6),
)


def _take_off(board: Board, unit: int, item: str, points: int) -> None:
    Deduction.objects.create(
        round_unit_id=unit,
        item=item,
        points=Decimal(points),
        reason="没有落实",
        on=board.now.date(),
        at=board.now,
        name="李四",
    )


def _rest(board: Board, unit: int) -> None:
    """What is computed and what people answered, in full."""
    ItemScore.objects.create(
        round_unit_id=unit,
        item="content.done_ratio",
        origin="computed",
        numerator=Decimal(20),
        denominator=Decimal(20),
        at=board.now,
    )
    for item in ("effect.rights", "effect.satisfaction"):
        ItemScore.objects.create(
            round_unit_id=unit,
            item=item,
            origin="survey",
            mean=Decimal(5),
            scale_low=Decimal(1),
            scale_high=Decimal(5),
            answers=40,
            at=board.now,
        )
