"""The next round starts from the one before: readings, groups, scorers."""

from pathlib import Path

import pytest
from django.conf import settings

from gongkai.assessment.actions import setting_up, staffing
from gongkai.assessment.actions.setting_up import Listed
from gongkai.assessment.models import Round, Scorer
from gongkai.core.actions import Refused
from gongkai.core.todo import todos
from tests.assessment.app.board import Board, fresh

pytestmark = pytest.mark.django_db
LOCAL = """\
pack: {id: ben-kaohe, version: %s, title: 本县考评, extends: shifandian@1.0.0}
readings:
  deduct_step: {value: "0.5", why: 本县定}
"""


def write(version: str) -> None:
    folder = Path(settings.GONGKAI_DATA) / "packs" / "ben-kaohe"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(LOCAL % version, encoding="utf-8")


def begun(board: Board, pack: str, *codes: str, previous: Round | None = None) -> Round:
    listed = [Listed(board.people.unit(code).pk) for code in codes]
    return setting_up.create_round(
        board.people.unit("xian").pk,
        pack=pack,
        title="年度考核",
        year=2026,
        units=listed,
        previous=previous,
        by=board.office,
    )


def test_readings_come_over_to_a_newer_version_of_the_pack(board: Board) -> None:
    write("1.0.0")
    before = begun(board, "ben-kaohe", "caizheng")
    setting_up.set_reading(before.pk, name="min_answers", value="30", why="定", by=board.office)
    write("1.1.0")
    after = begun(board, "ben-kaohe", "caizheng", previous=fresh(before))
    assert after.pack.version == "1.1.0"
    assert after.readings == fresh(before).readings
    assert begun(board, "bowang-jiaoyun", "caizheng", previous=fresh(before)).readings == {}


def test_a_unit_keeps_its_group_where_it_has_none_of_its_own(board: Board) -> None:
    before = begun(board, "shifandian", "caizheng", "minzheng")
    before.units.filter(unit__code="caizheng").update(group="去年的组")
    board.people.unit("caizheng")
    type(board.people.unit("caizheng")).objects.filter(code="caizheng").update(group="")
    after = begun(board, "shifandian", "caizheng", "minzheng", previous=before)
    assert board.unit(after, "caizheng").group == "去年的组"


def test_scorers_come_over_with_their_parts_and_units_that_are_still_there(board: Board) -> None:
    before = begun(board, "shifandian", "caizheng", "minzheng")
    people = [board.person("assessor", "xian", name) for name in ("李四", "王五", "赵六")]
    rows = {row.unit.code: row for row in before.units.select_related("unit")}
    staffing.add_scorer(before.pk, person=people[0], by=board.office)
    staffing.add_scorer(
        before.pk, person=people[1], units=[rows["minzheng"]], checks=True, by=board.office
    )
    staffing.add_scorer(
        before.pk,
        person=people[2],
        units=[rows["caizheng"], rows["minzheng"]],
        items=["org.plan"],
        by=board.office,
    )
    after = begun(board, "shifandian", "caizheng", previous=before)
    assert len(staffing.seats_before(after)) == 3
    assert staffing.arrange_as_before(after.pk, by=board.office) == 2
    seats = {row.person.name: row for row in Scorer.objects.filter(round=after)}
    assert set(seats) == {"李四", "赵六"}
    assert not seats["李四"].units.exists()
    assert [row.unit.code for row in seats["赵六"].units.all()] == ["caizheng"]
    assert seats["赵六"].items == ["org.plan"]
    assert staffing.arrange_as_before(after.pk, by=board.office) == 0
    with pytest.raises(Refused, match="没有接着"):
        staffing.arrange_as_before(before.pk, by=board.office)


def test_the_office_is_told_how_many_have_not_signed_for_the_notice(board: Board) -> None:
    round_ = board.running("shifandian")

    def told() -> list[str]:
        found = todos(board.office)
        assert found.failed == ()
        return [one.why for one in found.items if "签收考核通知" in one.why]

    assert told() == ["3 个单位还没有签收考核通知"]
    round_.units.update(received_at=board.now, received_by="李四")
    assert told() == []
