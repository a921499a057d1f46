"""The assessments of the demo county: whole, under way, each waiting for somebody."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from gongkai.assessment.current import current
from gongkai.assessment.demo import write_demo
from gongkai.assessment.models import (
    LedgerEntry,
    MonthlyBulletin,
    RectificationOrder,
    Round,
    SelfReport,
    Site,
)
from gongkai.assessment.queries.approvals import approval_state
from gongkai.assessment.queries.public_results import public_rounds
from gongkai.core.access import Viewer, viewer_of
from gongkai.core.models import Person
from gongkai.core.roles import install_roles
from gongkai.core.todo import todos
from gongkai.demo.county import plant_units, settle_people
from gongkai.demo.rounds import make_rounds
from gongkai.rules.rounds import Phase
from gongkai.rules.rounds.rectifications import OrderState

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def whose(username: str) -> list[str]:
    """Return what stands on the to-do list of one of the demo's people."""
    found = todos(viewer_of(Person.objects.get(username=username), NOW))
    assert found.failed == ()
    return [one.title for one in found.items]


@pytest.mark.django_db
def test_everybody_of_the_demo_county_finds_work_in_its_assessments(
    settings: Settings, tmp_path: Path
) -> None:
    settings.GONGKAI_DATA = tmp_path / "data"
    settings.GONGKAI_FILES = tmp_path / "files"
    write_demo(settings.GONGKAI_DATA)
    install_roles()
    by = Viewer.system("示例县", NOW)
    plant_units(by)
    settle_people(by)
    assert make_rounds(settings.GONGKAI_DATA, NOW) == 6
    phases = {one.title: one.phase for one in Round.objects.all()}
    assert list(phases.values()).count(Phase.CLOSED) == 4
    weighted = Round.objects.get(title__contains="2026 年度政务公开综合考核")
    assert current(weighted).problems == ()
    assert approval_state(weighted).awaited == 1
    sites = Round.objects.get(title__contains="2026 年度政务公开示范点考评")
    assert SelfReport.objects.filter(round_unit__round=sites, signed_at__isnull=False).count() == 16
    assert public_rounds().count() == 2
    assert Site.objects.count() == 3
    assert LedgerEntry.objects.count() > 30
    states = Counter(one.state for one in RectificationOrder.objects.all())
    assert states == {
        OrderState.CLOSED: 1,
        OrderState.WORKING: 2,
        OrderState.REPORTED: 1,
        OrderState.ISSUED: 1,
    }
    assert [one.month.month for one in MonthlyBulletin.objects.order_by("month")] == [10, 11]
    assert any("填报自评" in one for one in whose("zhangsan"))
    assert any("填报自评" in one for one in whose("chensan"))
    assert any("审定" in one for one in whose("zhoujiu"))
    assert any("评分" in one or "示范点" in one for one in whose("hanba"))
