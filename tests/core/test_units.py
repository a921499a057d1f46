"""Units over time: names, superiors, mergers, splits; the tree stays a tree whatever is done."""

from contextlib import suppress
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.core.actions import Refused
from gongkai.core.actions.reforms import end_unit, merge_units, split_unit
from gongkai.core.actions.units import (
    NewUnit,
    create_unit,
    edit_unit,
    move_unit,
    rename_unit,
)
from gongkai.core.levels import Level
from gongkai.core.models import Event, Succession, SuccessionKind, Unit
from gongkai.core.queries import units as queries
from gongkai.policy import national_values as policy
from tests.people import SYSTEM, People

TODAY = date(2026, 3, 2)
BEFORE = date(2025, 6, 1)


def new(code: str, name: str, since: date = BEFORE) -> NewUnit:
    return NewUnit(code, name, "bureau", "county", since, "示例县机构改革方案")


def names(nodes: tuple[queries.Node, ...]) -> dict[str, object]:
    return {node.name: names(tuple(node.children)) for node in nodes}


def test_a_new_unit_stands_under_its_superior_with_its_first_name(people: People) -> None:
    root = people.unit()
    made = create_unit(new("jiaoyu", "示例县教育局"), parent_id=root.pk, by=SYSTEM)
    assert made.path == f"{root.path}{made.pk}/"
    assert [row.name for row in made.names.all()] == ["示例县教育局"]
    assert [row.parent for row in made.places.all()] == [root]
    assert Event.objects.latest("number").verb == "unit.create"


@pytest.mark.parametrize(
    ("unit", "field", "words"),
    [
        (new("caizheng", "示例县甲局"), "code", "已被使用"),
        (new("甲局", "示例县甲局"), "code", "小写字母"),
        (new("jia", "示例县财政局"), "name", "同名"),
        (new("jia", ""), "name", "全称"),
        (new("jia", "甲局", date(2026, 3, 3)), "since", "不能晚于今天"),
        (new("jia", "甲局", date(2019, 1, 1)), "since", "不存在"),
        (NewUnit("jia", "甲局", "club", "county", BEFORE), "kind", "可用"),
        (NewUnit("jia", "甲局", "bureau", "moon", BEFORE), "level", "可用"),
    ],
)
def test_a_unit_that_makes_no_sense_is_refused_at_its_field(
    people: People, unit: NewUnit, field: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        create_unit(unit, parent_id=people.unit().pk, by=SYSTEM)
    assert refused.value.field == field


def test_an_old_name_is_kept_with_its_period(people: People) -> None:
    unit = people.unit("minzheng")
    rename_unit(
        unit.pk, name="示例县民政和社会工作局", on=BEFORE, basis="县编〔2025〕6号", by=SYSTEM
    )
    unit.refresh_from_db()
    assert queries.name_on(unit, date(2025, 5, 31)) == "示例县民政局"
    assert queries.name_on(unit, BEFORE) == "示例县民政和社会工作局" == unit.name
    with pytest.raises(Refused, match="晚于2025-06-01"):
        rename_unit(unit.pk, name="示例县社会局", on=BEFORE, by=SYSTEM)


def test_the_tree_of_a_day_is_the_tree_as_it_was(people: People) -> None:
    viewer = people.viewer("clerk")
    dongcun, caizheng = people.unit("qingshan-dongcun"), people.unit("caizheng")
    move_unit(dongcun.pk, parent_id=caizheng.pk, on=BEFORE, by=SYSTEM)
    rename_unit(caizheng.pk, name="示例县财政金融局", on=date(2025, 9, 1), by=SYSTEM)
    before = names(queries.tree(viewer, date(2025, 1, 1)))["示例县人民政府"]
    after = names(queries.tree(viewer, TODAY))["示例县人民政府"]
    assert before == {
        "示例县财政局": {"示例县财政局预算股": {}},
        "示例县民政局": {},
        "青山乡人民政府": {"青山乡东村村民委员会": {}},
    }
    assert after == {
        "示例县财政金融局": {"示例县财政局预算股": {}, "青山乡东村村民委员会": {}},
        "示例县民政局": {},
        "青山乡人民政府": {},
    }
    dongcun.refresh_from_db()
    assert dongcun.path == f"{caizheng.path}{dongcun.pk}/"


def test_a_unit_never_comes_under_itself(people: People) -> None:
    caizheng, yusuan = people.unit("caizheng"), people.unit("yusuan")
    for parent in (caizheng, yusuan):
        with pytest.raises(Refused, match="自己"):
            move_unit(caizheng.pk, parent_id=parent.pk, on=BEFORE, by=SYSTEM)


def test_a_unit_with_anything_left_in_it_cannot_end(people: People) -> None:
    with pytest.raises(Refused, match="下级单位"):
        end_unit(people.unit("caizheng").pk, on=TODAY, by=SYSTEM)
    people("clerk", unit="yusuan")
    with pytest.raises(Refused, match="1个在用账号"):
        end_unit(people.unit("yusuan").pk, on=TODAY, by=SYSTEM)


def test_a_merger_passes_people_and_lower_units_on_and_no_roles(people: People) -> None:
    clerk = people("clerk", unit="caizheng")
    caizheng, minzheng = people.unit("caizheng"), people.unit("minzheng")
    reform = merge_units([caizheng.pk], into_id=minzheng.pk, on=BEFORE, by=SYSTEM)
    caizheng.refresh_from_db()
    clerk.refresh_from_db()
    yusuan = Unit.objects.get(code="yusuan")
    assert (reform.people_moved, reform.roles_ended) == (1, 1)
    assert caizheng.until == BEFORE
    assert clerk.unit == minzheng
    assert yusuan.path == f"{minzheng.path}{yusuan.pk}/"
    assert [one.until for one in clerk.assignments.all()] == [BEFORE]
    assert Succession.objects.get().kind == SuccessionKind.MERGED
    assert queries.successor_of(caizheng) == minzheng


def test_the_last_administrator_stops_a_merger(people: People) -> None:
    people("auditor", unit="caizheng")
    pair = people.unit("caizheng").pk, people.unit("minzheng").pk
    with pytest.raises(Refused, match="审计管理"):
        merge_units([pair[0]], into_id=pair[1], on=BEFORE, by=SYSTEM)
    people("auditor", unit="xian", name="李四")
    assert merge_units([pair[0]], into_id=pair[1], on=BEFORE, by=SYSTEM).roles_ended == 1


def test_one_unit_that_passes_to_one_made_for_it_is_replaced(people: People) -> None:
    made = create_unit(new("xin", "示例县新局"), parent_id=people.unit().pk, by=SYSTEM)
    merge_units([people.unit("minzheng").pk], into_id=made.pk, on=BEFORE, by=SYSTEM)
    assert Succession.objects.get().kind == SuccessionKind.REPLACED


def test_a_split_may_keep_or_end_the_old_unit(people: People) -> None:
    minzheng, caizheng = people.unit("minzheng"), people.unit("caizheng")
    kept = split_unit(minzheng.pk, [new("a", "示例县甲局")], stays=True, by=SYSTEM)
    minzheng.refresh_from_db()
    assert minzheng.until is None
    assert kept.units[0].parent == people.unit()
    with pytest.raises(Refused, match="至少两个"):
        split_unit(caizheng.pk, [new("b", "示例县乙局")], stays=False, by=SYSTEM)
    parts = [new("b", "示例县乙局"), new("c", "示例县丙局")]
    ended = split_unit(caizheng.pk, parts, stays=False, by=SYSTEM)
    caizheng.refresh_from_db()
    assert caizheng.until == BEFORE
    assert Unit.objects.get(code="yusuan").parent == ended.units[0]
    assert caizheng.successions.count() == 2


def test_what_is_said_of_a_unit_changes_and_the_event_says_what(people: People) -> None:
    unit = people.unit("minzheng")
    edit_unit(unit.pk, {"phone": "0000-1234567", "office_hours": "工作日8:00—12:00"}, by=SYSTEM)
    assert Event.objects.latest("number").data == {"fields": ["办公时间", "电话"]}
    count = Event.objects.count()
    edit_unit(unit.pk, {"phone": "0000-1234567"}, by=SYSTEM)
    assert Event.objects.count() == count
    with pytest.raises(Refused, match="不能超过40个字"):
        edit_unit(unit.pk, {"short_name": "长" * 41}, by=SYSTEM)


def test_only_who_manages_both_places_may_move(people: People) -> None:
    manager = people.viewer("system_admin", unit="qingshan")
    dongcun, caizheng = people.unit("qingshan-dongcun"), people.unit("caizheng")
    edit_unit(dongcun.pk, {"phone": "1"}, by=manager)
    with pytest.raises(PermissionDenied):
        move_unit(dongcun.pk, parent_id=caizheng.pk, on=BEFORE, by=manager)
    with pytest.raises(PermissionDenied):
        create_unit(new("gen", "示例市人民政府"), parent_id=None, by=manager)


STEPS = st.lists(
    st.tuples(st.sampled_from(["move", "make", "merge"]), st.integers(0, 30), st.integers(0, 30)),
    max_size=25,
)


def _do(step: tuple[str, int, int], number: int) -> None:
    kind, one, other = step
    units = list(Unit.objects.order_by("pk"))
    unit, target = units[one % len(units)], units[other % len(units)]
    if kind == "make":
        create_unit(new(f"n{number}", f"第{number}局"), parent_id=target.pk, by=SYSTEM)
    elif kind == "move":
        move_unit(unit.pk, parent_id=target.pk, on=TODAY, by=SYSTEM)
    else:
        merge_units([unit.pk], into_id=target.pk, on=TODAY, by=SYSTEM)


def _check_tree() -> None:
    units = {unit.pk: unit for unit in Unit.objects.all()}
    for unit in units.values():
        above = units[unit.parent_id].path if unit.parent_id else "/"
        assert (
            unit.path == f"{above}{unit.pk}/"
        )  # so no ring: each path is longer than its parent's
        if unit.until is None and unit.parent_id:
            assert units[unit.parent_id].until is None


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_whatever_is_moved_made_and_merged_the_paths_are_right_and_there_is_no_ring(
    people: People, steps: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        for number, step in enumerate(steps):
            with suppress(Refused):
                _do(step, number)
            _check_tree()
        transaction.set_rollback(True)


def test_the_levels_of_units_are_those_that_packs_know(people: People) -> None:
    assert Level.values == [one.value for one in policy.Level]
    village = people.unit("qingshan-dongcun")
    Unit.objects.filter(pk=village.pk).update(level="village")
    step = import_module("gongkai.core.migrations.0007_no_village_level")
    step.raise_to_township(apps, connection.schema_editor())
    assert Unit.objects.get(pk=village.pk).level == Level.TOWNSHIP
