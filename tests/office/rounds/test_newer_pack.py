"""A round moves to a newer version of its pack before the notice, after a look; never later."""

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from gongkai.assessment.actions import notifying, setting_up
from gongkai.assessment.actions.moving import move_to_newest
from gongkai.assessment.actions.setting_up import Listed
from gongkai.assessment.models import Round
from gongkai.core.actions import Refused
from tests.assessment.app.board import READINGS, Board, fresh

pytestmark = pytest.mark.django_db
LOCAL = """\
pack: {id: ben-kaohe, version: %s, title: 本县考评, extends: shifandian@1.0.0}
readings:
  deduct_step: {value: "%s", why: 本县定}
"""


def write(version: str, step: str) -> None:
    folder = Path(settings.GONGKAI_DATA) / "packs" / "ben-kaohe"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(LOCAL % (version, step), encoding="utf-8")


@pytest.fixture
def round_(board: Board) -> Round:
    write("1.0.0", "0.5")
    made = setting_up.create_round(
        board.people.unit("xian").pk,
        pack="ben-kaohe",
        title="本县考评",
        year=2026,
        units=[Listed(board.people.unit("caizheng").pk)],
        by=board.office,
    )
    for name, value in READINGS["shifandian"].items():
        setting_up.set_reading(made.pk, name=name, value=value, why="会议定", by=board.office)
    return fresh(made)


def test_the_office_looks_at_what_changes_and_moves(
    board: Board, round_: Round, signed_in: Callable[..., Client]
) -> None:
    office = signed_in(board.person("openness_office"))
    setup = reverse("round-setup", args=[round_.key])
    assert "有新版本" not in unescape(office.get(setup).content.decode())
    assert office.get(reverse("round-pack", args=[round_.key])).status_code == 404
    write("1.1.0", "1")
    assert "有新版本" in unescape(office.get(setup).content.decode())
    shown = office.get(reverse("round-pack", args=[round_.key]))
    page = unescape(shown.content.decode())
    assert "1.1.0" in page
    assert "0.5 → 1" in page
    before = round_.readings
    office.post(reverse("round-pack", args=[round_.key]), dict(shown.context["form"].hidden))
    now = fresh(round_)
    assert now.pack.version == "1.1.0"
    assert now.readings == before
    assert "有新版本" not in unescape(office.get(setup).content.decode())


def test_what_changed_since_the_look_is_not_taken(board: Board, round_: Round) -> None:
    write("1.1.0", "1")
    with pytest.raises(Refused, match="又有改动"):
        move_to_newest(round_.pk, seen="0" * 64, by=board.office)
    assert fresh(round_).pack.version == "1.0.0"


def test_from_the_notice_on_rules_are_frozen(board: Board, round_: Round) -> None:
    notifying.notify_round(round_.pk, by=board.office)
    write("1.1.0", "1")
    with pytest.raises(Refused, match="不能再改"):
        move_to_newest(round_.pk, seen="", by=board.office)
