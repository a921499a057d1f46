"""The screens around a round in a browser, at both sizes: indicators, a late finding tried out, a
newer pack looked at, a round below another.
"""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from gongkai.assessment.actions import ledger, setting_up
from gongkai.assessment.actions.ledger import EntryDraft
from gongkai.assessment.actions.setting_up import Listed
from gongkai.assessment.models import Round, RoundUnit
from tests.assessment.app.test_approving import scored
from tests.journeys.assessment_rounds.hall import Hall
from tests.office.rounds.test_newer_pack import LOCAL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]
SIZES = pytest.mark.parametrize("size", ["desktop", "phone"])


@SIZES
def test_indicators_are_counted_and_a_number_opens_its_records(hall: Hall, size: str) -> None:
    hall.size = size
    board = hall.board
    round_ = board.running("shifandian")
    heard = EntryDraft(kind="report_heard", title="听取政务公开汇报", on=date(2026, 3, 5))
    unit = board.unit(round_)
    ledger.add_entry(unit.unit_id, heard, by=board.clerk())
    start = reverse("indicators", args=[round_.key])
    page = hall.as_("openness_office", start, unit="xian")
    expect(page.get_by_text("还没有计算。")).to_be_visible()
    page.get_by_role("button", name="重新计算").click()
    expect(page.get_by_text("最近一次计算")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    hall.sound(page, f"indicators-{size}")
    page.get_by_role("link", name="主要负责同志听取汇报").first.click()
    hall.sound(page, f"indicator-numbers-{size}")
    page = hall.as_("clerk", reverse("indicators-unit", args=[round_.key, "caizheng"]))
    hall.sound(page, f"indicators-unit-{size}")
    page = hall.as_(
        "clerk",
        reverse("indicators-records", args=[round_.key, "caizheng", "leadership.report_heard"]),
    )
    expect(page.get_by_text("听取政务公开汇报").first).to_be_visible()
    hall.sound(page, f"indicator-records-{size}")


@SIZES
def test_a_late_finding_is_tried_out(hall: Hall, size: str) -> None:
    hall.size = size
    round_ = scored(hall.board)
    asked = "?unit=caizheng&place=component:third_party&points=30"
    page = hall.as_(
        "openness_office", reverse("late-finding", args=[round_.key]) + asked, unit="xian"
    )
    expect(page.get_by_text("降 15.00").first).to_be_visible()
    hall.sound(page, f"late-finding-{size}")


@SIZES
def test_a_newer_pack_is_looked_at(hall: Hall, size: str) -> None:
    hall.size = size
    round_ = _of_local_pack(hall)
    _write("1.1.0", "1")
    setup = reverse("round-setup", args=[round_.key])
    page = hall.as_("openness_office", setup, unit="xian")
    hall.sound(page, f"setup-newer-{size}")
    page.get_by_role("link", name="看有哪些变化，决定是否改用").click()
    expect(page.get_by_text("0.5 → 1").first).to_be_visible()
    hall.sound(page, f"newer-pack-{size}")


@SIZES
def test_a_round_below_another_is_followed_from_above(hall: Hall, size: str) -> None:
    hall.size = size
    board = hall.board
    county = board.running("xian-kaohe")
    township = board.people.unit("qingshan")
    setting_up.create_round(
        township.pk,
        pack="xian-kaohe",
        title="青山乡对各村的考核",
        year=2026,
        within=county,
        by=board.people.viewer("openness_office", unit="qingshan"),
    )
    page = hall.as_("openness_office", reverse("round", args=[county.key]), unit="xian")
    expect(page.get_by_text("青山乡对各村的考核")).to_be_visible()
    hall.sound(page, f"nested-above-{size}")
    place = RoundUnit.objects.get(round=county, unit=township)
    new = f"{reverse('round-new')}?within={place.pk}"
    page = hall.as_("openness_office", new, unit="qingshan", name="王五")
    hall.sound(page, f"nested-new-{size}")


def _write(version: str, step: str) -> None:
    folder = Path(settings.GONGKAI_DATA) / "packs" / "ben-kaohe"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(LOCAL % (version, step), encoding="utf-8")


def _of_local_pack(hall: Hall) -> Round:
    _write("1.0.0", "0.5")
    return setting_up.create_round(
        hall.board.people.unit("xian").pk,
        pack="ben-kaohe",
        title="本县考评",
        year=2026,
        units=[Listed(hall.board.people.unit("caizheng").pk)],
        by=hall.board.office,
    )
