"""A round is opened from a pack: pinned, listed, its readings chosen, then frozen."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import notifying, setting_up, staffing
from gongkai.assessment.actions.setting_up import Listed
from gongkai.assessment.current import pack_of
from gongkai.assessment.models import PinnedPack, Round, RoundStage
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from gongkai.rules.rounds import Phase
from tests.assessment.app.board import Board, fresh

pytestmark = pytest.mark.django_db

OWN = """\
pack: {{id: benxian, version: {version}, title: 本县考评, extends: shifandian@1.0.0}}
readings:
  min_answers: {{value: {answers}, why: 会议定}}
"""


def own_pack(version: str, answers: int) -> str:
    """Write a local pack over a built-in one, and return its id."""
    folder = Path(settings.GONGKAI_DATA) / "packs" / "benxian"
    folder.mkdir(parents=True, exist_ok=True)
    text = OWN.format(version=version, answers=answers)
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    return "benxian"


def create(board: Board, **said: object) -> Round:
    """Create a round as the office does."""
    usual: dict[str, object] = {
        "pack": "shifandian",
        "title": "2026 年示范点考评",
        "year": 2026,
        "units": [Listed(board.people.unit("caizheng").pk)],
    }
    return setting_up.create_round(
        board.people.unit("xian").pk,
        by=board.office,
        **{**usual, **said},  # type: ignore[arg-type]
    )


def test_a_round_takes_units_days_and_readings_from_pack_and_register(board: Board) -> None:
    round_ = create(board)
    assert round_.phase is Phase.PREPARING
    assert [unit.name for unit in round_.units.all()] == ["示例县财政局"]
    days = {row.stage: (row.starts_on, row.ends_on) for row in round_.stages.all()}
    assert days["panel"] == (date(2026, 11, 1), date(2026, 11, 30))
    assert pack_of(round_).scheme.title == "政务公开示范点建设考评"
    assert Event.objects.filter(verb="round.create", object_id=str(round_.pk)).count() == 1


def test_a_later_version_of_the_pack_never_touches_the_round(board: Board) -> None:
    first = create(board, pack=own_pack("1.0.0", 30))
    second = create(board, pack=own_pack("1.1.0", 50))
    assert pack_of(first).scheme.readings.min_answers == 30
    assert pack_of(second).scheme.readings.min_answers == 50
    (Path(settings.GONGKAI_DATA) / "packs" / "benxian" / "pack.yaml").unlink()
    assert pack_of(fresh(first)).scheme.version == "1.0.0"


def test_the_same_pack_is_kept_once(board: Board) -> None:
    create(board)
    create(board)
    assert PinnedPack.objects.count() == 1


def test_a_copy_that_was_tampered_with_is_noticed(board: Board) -> None:
    round_ = create(board, pack=own_pack("1.0.0", 30))
    row = round_.pack
    row.files = {name: text.replace("30", "3") for name, text in row.files.items()}
    row.save()
    from gongkai.assessment import pinning

    pinning._kept.cache_clear()
    with pytest.raises(RuntimeError, match="does not match its hash"):
        pack_of(fresh(round_))


def test_it_cannot_open_while_a_reading_is_open(board: Board) -> None:
    round_ = create(board)
    with pytest.raises(Refused, match="还有口径没有定"):
        notifying.notify_round(round_.pk, by=board.office)
    setting_up.set_reading(
        round_.pk, name="min_answers", value=30, why="领导小组会议定", by=board.office
    )
    setting_up.set_reading(
        round_.pk, name="rectify_due", value="P1M", why="借用一个月", by=board.office
    )
    notifying.notify_round(round_.pk, by=board.office)
    assert fresh(round_).phase is Phase.RUNNING


def test_a_reading_needs_a_reason_and_a_value_that_fits(board: Board) -> None:
    round_ = create(board)
    with pytest.raises(Refused, match="没有写理由"):
        setting_up.set_reading(round_.pk, name="min_answers", value=30, why=" ", by=board.office)
    with pytest.raises(Refused):
        setting_up.set_reading(
            round_.pk, name="boundary", value="sideways", why="会议定", by=board.office
        )
    assert fresh(round_).readings == {}


def test_rules_and_list_are_frozen_once_units_are_told(board: Board) -> None:
    round_ = board.running()
    with pytest.raises(Refused, match="不能再改"):
        setting_up.set_reading(round_.pk, name="min_answers", value=9, why="改", by=board.office)
    with pytest.raises(Refused, match="不能再改"):
        setting_up.set_units(round_.pk, units=[], by=board.office)


def test_notifying_twice_is_one_notice(board: Board) -> None:
    round_ = board.running()
    before = fresh(round_).notified_at
    board.wait(hours=1)
    notifying.notify_round(round_.pk, by=board.office)
    assert fresh(round_).notified_at == before
    assert Event.objects.filter(verb="round.notify").count() == 1


def test_a_unit_signs_for_the_notice_itself(board: Board) -> None:
    round_ = board.running()
    unit = board.unit(round_)
    with pytest.raises(PermissionDenied):
        notifying.receive_notice(unit.pk, by=board.clerk("minzheng"))
    notifying.receive_notice(unit.pk, by=board.clerk())
    assert board.unit(round_).received_by == "张三（clerk）"


def test_exemption_and_more_time_need_reasons(board: Board) -> None:
    round_ = board.running()
    unit = board.unit(round_)
    with pytest.raises(Refused, match="没有写理由"):
        notifying.exempt_unit(unit.pk, exempt=True, by=board.office)
    notifying.exempt_unit(unit.pk, exempt=True, reason="机构改革，今年新设", by=board.office)
    assert board.unit(round_).exempt
    with pytest.raises(Refused, match="要晚于"):
        notifying.extend_stage(
            unit.pk, stage="self", until=date(2026, 11, 30), reason="停电", by=board.office
        )


def test_nobody_but_the_office_runs_a_round(board: Board) -> None:
    round_ = board.prepared()
    for viewer in (board.clerk(), board.leader, board.viewer("third_party")):
        with pytest.raises(PermissionDenied):
            notifying.notify_round(round_.pk, by=viewer)


def test_units_of_another_organ_are_refused(board: Board) -> None:
    round_ = board.prepared()
    other = board.people.unit("xian")
    round_.unit = board.people.unit("caizheng")
    round_.save()
    office = board.viewer("openness_office", "caizheng")
    with pytest.raises(Refused, match="不归本考核管"):
        setting_up.set_units(round_.pk, units=[Listed(other.pk)], by=office)


def test_scorers_of_an_outside_body_are_blind(board: Board) -> None:
    round_ = board.running("bowang-jiaoyun")
    outside = board.person("third_party", "xian", "李四")
    row = staffing.add_scorer(round_.pk, person=outside, component="third_party", by=board.office)
    assert row.blind
    with pytest.raises(Refused, match="自评由单位自己填"):
        staffing.add_scorer(round_.pk, person=outside, component="self", by=board.office)


def test_a_scheme_without_stages_has_one_for_everything(board: Board) -> None:
    round_ = board.running("duodao-caizheng")
    assert [row.stage for row in RoundStage.objects.filter(round=round_)] == ["round"]
