"""What lies on whose desk: assigned work, other people's scores, how far everybody is."""

from decimal import Decimal

import pytest
from django.db.models import Q

from gongkai.assessment.actions import judging, staffing
from gongkai.assessment.current import pack_of
from gongkai.assessment.factbook import own_scores
from gongkai.assessment.models import ItemScore, NotApplicable, Origin, SelfItem, SelfReport
from gongkai.assessment.queries.judging.differences import self_gaps, spreads
from gongkai.assessment.queries.judging.matrix import matrix
from gongkai.assessment.queries.judging.sheet import Line, sheet
from gongkai.assessment.queries.judging.worklist import progress, tasks, uncovered
from gongkai.assessment.rubric import places
from gongkai.core.access import Viewer, viewer_of
from tests.assessment.app.board import UNITS, Board
from tests.assessment.app.judging.bench import ATTENTION, FEEDBACK, RATIO, Bench

pytestmark = pytest.mark.django_db


def line(viewer: Viewer, bench: Bench, item: str = FEEDBACK) -> Line:
    shown = sheet(viewer, bench.unit())
    assert shown is not None
    found = shown.line(item)
    assert found is not None
    return found


def blind(bench: Bench, *items: str, name: str = "王五") -> Viewer:
    """Somebody of an outside body who judges items without seeing what others did."""
    staffing.add_scorer(
        bench.round.pk,
        person=bench.board.person("third_party", "xian", name),
        items=items,
        blind=True,
        by=bench.board.office,
    )
    return bench.board.viewer("third_party", "xian", name)


def test_units_and_strangers_have_no_desk(bench: Bench) -> None:
    board = bench.board
    for viewer in (board.clerk(), board.chief(), board.viewer("assessor", name="王五")):
        assert sheet(viewer, bench.unit()) is None
        assert tasks(viewer, bench.round) == ()
        assert matrix(viewer, bench.round) is None
        assert progress(viewer, bench.round) == ()


def test_who_is_of_the_unit_does_not_have_it_on_the_desk(board: Board) -> None:
    bench = Bench(board, board.running(), board.office)
    person = board.people("assessor", unit="yusuan", name="赵六", at="xian")
    staffing.add_scorer(bench.round.pk, person=person, by=board.office)
    zhao = viewer_of(person, board.now)
    assert sheet(zhao, bench.unit()) is None
    assert [task.unit.unit.code for task in tasks(zhao, bench.round)] == ["minzheng", "qingshan"]
    assert progress(board.office, bench.round)[0].units == 2


def test_a_scorer_sees_the_assigned_items_and_everybodys_deductions_there(bench: Bench) -> None:
    colleague = bench.board.scorer(bench.round, name="王五")
    bench.deduct("1")
    assert [row.name for row in line(colleague, bench).deductions] == ["李四"]
    assert line(colleague, bench).node is not None
    shown = sheet(colleague, bench.unit())
    assert shown is not None
    assert shown.graded is None


def test_a_blind_scorer_sees_nothing_of_others(bench: Bench) -> None:
    outside = blind(bench, FEEDBACK)
    bench.deduct("1")
    judging.comment(bench.unit().pk, item=FEEDBACK, text="内部意见", by=bench.scorer)
    judging.look(bench.unit().pk, items=[FEEDBACK], by=bench.scorer)
    bench.deduct("0.5", by=outside, reason="看不到材料")
    shown = sheet(outside, bench.unit())
    assert shown is not None
    assert [one.id for one in shown.lines] == [FEEDBACK]
    seen = line(outside, bench)
    assert [row.name for row in seen.deductions] == ["王五"]
    assert (seen.comments, seen.node, seen.looks) == ((), None, ())
    assert not shown.said.shows_self
    rows = matrix(outside, bench.round)
    assert rows is not None
    assert [place.item.id for place in rows.columns] == [FEEDBACK]
    assert rows.rows[0].cells[0].off == Decimal("0.5")
    assert rows.rows[0].total is None


def test_a_value_another_person_set_is_not_for_the_blind(bench: Bench) -> None:
    outside = blind(bench, RATIO)
    bench.rate("10", "20")
    assert line(outside, bench, RATIO).value is None
    ItemScore.objects.update(person=None, origin=Origin.COMPUTED)
    assert line(outside, bench, RATIO).value is not None
    assert line(bench.scorer, bench, RATIO).value is not None


def test_leaders_see_scores_once_a_result_is_put_before_them(bench: Bench) -> None:
    bench.deduct("1")
    assert line(bench.board.leader, bench).deductions == ()
    bench.round.approved_at = bench.board.now
    bench.round.save()
    assert len(line(bench.board.leader, bench).deductions) == 1


def test_a_draft_is_nobody_elses_business(board: Board) -> None:
    bench = Bench.set_up_component(board, "bowang-jiaoyun", "third_party")
    given = judging.Given(Decimal(80), "栏目更新慢", {"channels.boards": "空白"})
    judging.save_score(bench.unit().pk, component="third_party", given=given, by=bench.scorer)
    office, own = (sheet(by, bench.unit()) for by in (board.office, bench.scorer))
    assert office is not None
    assert own is not None
    assert office.scores == ()
    assert [row.value for row in own.scores] == [80]
    judging.submit_score(
        bench.unit().pk, component="third_party", given=given, version=1, by=bench.scorer
    )
    office = sheet(board.office, bench.unit())
    assert office is not None
    found = office.line("channels.boards")
    assert found is not None
    assert found.notes == (("李四", "空白"),)
    inside = board.scorer(bench.round, "work", name="王五")
    other = sheet(inside, bench.unit())
    assert other is not None
    assert other.scores == ()


def test_progress_counts_items_one_is_done_with(bench: Bench) -> None:
    one, *_ = tasks(bench.scorer, bench.round)
    assert (one.done, one.all) == (0, 25)
    bench.deduct("1")
    judging.look(bench.unit().pk, items=[ATTENTION, FEEDBACK], by=bench.scorer)
    bench.rate("10", "20")
    one, *_ = tasks(bench.scorer, bench.round)
    assert one.done == 2
    bench.deduct("1", RATIO)
    one, two, _ = tasks(bench.scorer, bench.round)
    assert (one.done, one.left, two.done) == (3, 22, 0)
    row = progress(bench.board.office, bench.round)[0]
    assert (row.done, row.all, row.units, row.finished) == (3, 75, 3, 0)
    assert row.last == bench.board.now


def test_what_waits_for_a_second_person_is_counted_for_whom_it_waits(bench: Bench) -> None:
    staffing.add_scorer(
        bench.round.pk,
        person=bench.board.person("assessor", "xian", "赵六"),
        checks=True,
        by=bench.board.office,
    )
    checker = bench.board.viewer("assessor", "xian", "赵六")
    row = bench.deduct("1")
    assert tasks(checker, bench.round)[0].unchecked == 1
    assert tasks(bench.scorer, bench.round)[0].unchecked == 0
    judging.check_deduction(row.pk, by=checker)
    assert tasks(checker, bench.round)[0].unchecked == 0


def test_components_count_once_submitted(board: Board) -> None:
    bench = Bench.set_up_component(board, "bowang-jiaoyun", "third_party")
    given = judging.Given(Decimal(80), "栏目更新慢")
    judging.save_score(bench.unit().pk, component="third_party", given=given, by=bench.scorer)
    one = tasks(bench.scorer, bench.round)[0]
    assert (one.done, one.all, one.drafts) == (0, 1, 1)
    judging.submit_score(
        bench.unit().pk, component="third_party", given=given, version=1, by=bench.scorer
    )
    one = tasks(bench.scorer, bench.round)[0]
    assert (one.done, one.drafts) == (1, 0)


def test_what_nobody_is_asked_to_judge_is_named(board: Board) -> None:
    bench = Bench.set_up_component(board, "bowang-jiaoyun", "third_party")
    missing = uncovered(board.office, bench.round)
    assert [one.components for one in missing] == [("政务公开工作考核",)] * 3
    assert uncovered(bench.scorer, bench.round) == ()
    other = board.running()
    assert [one.items for one in uncovered(board.office, other)] == [25] * 3
    board.scorer(other, name="王五")
    assert uncovered(board.office, other) == ()


def test_gaps_beyond_the_line_of_the_pack_are_marked(board: Board) -> None:
    bench = Bench.set_up_component(board, "bowang-jiaoyun", "third_party")
    given = judging.Given(Decimal("83.1"), "栏目更新慢")
    judging.submit_score(bench.unit().pk, component="third_party", given=given, by=bench.scorer)
    bench.report_self("caizheng", "98")
    gap, *others = self_gaps(board.office, bench.round)
    assert others == []
    assert (gap.own, gap.other, gap.beyond) == (Decimal(98), Decimal("83.1"), True)
    assert self_gaps(bench.scorer, bench.round) == ()


def test_several_scorers_of_one_component_are_held_beside_each_other(board: Board) -> None:
    bench = Bench.set_up_component(board, "bowang-jiaoyun", "third_party")
    second = board.scorer(bench.round, "third_party", role="third_party", name="王五")
    for code, values in {"caizheng": ("80", "90"), "minzheng": ("70", "72")}.items():
        for by, value in zip((bench.scorer, second), values, strict=True):
            given = judging.Given(Decimal(value), "栏目更新慢")
            judging.submit_score(bench.unit(code).pk, component="third_party", given=given, by=by)
    found, leanings = spreads(board.office, bench.round)
    assert [(one.unit.unit.code, one.width, one.mean) for one in found] == [
        ("caizheng", Decimal(10), Decimal(85)),
        ("minzheng", Decimal(2), Decimal(71)),
    ]
    assert [(one.name, one.mean, one.units) for one in leanings] == [
        ("李四", Decimal(-3), 2),
        ("王五", Decimal(3), 2),
    ]
    assert spreads(bench.scorer, bench.round) == ((), ())


def test_the_matrix_says_how_every_item_of_every_unit_stands(bench: Bench) -> None:
    bench.deduct("1.5")
    bench.rate("10", "20")
    judging.look(bench.unit("minzheng").pk, items=[ATTENTION], by=bench.scorer)
    found = matrix(bench.board.office, bench.round)
    assert found is not None
    assert found.scores
    states = {place.item.id: number for number, place in enumerate(found.columns)}
    first, second, _ = found.rows
    assert first.cells[states[FEEDBACK]].off == Decimal("1.5")
    assert first.cells[states[RATIO]].state == "left"
    assert first.cells[states["effect.rights"]].state == "survey"
    assert second.cells[states[ATTENTION]].state == "full"
    assert (first.left, second.left) == (24, 24)


def test_groups_with_rubrics_of_their_own_have_tables_of_their_own(board: Board) -> None:
    groups = {"caizheng": "业务部门", "minzheng": "综合部门", "qingshan": "业务部门"}
    bench = Bench.set_up(board, "bianti-shi", **groups)
    first = matrix(bench.scorer, bench.round)
    other = matrix(bench.scorer, bench.round, "综合部门")
    assert first is not None
    assert other is not None
    assert first.groups == ("业务部门", "综合部门")
    assert [row.unit.unit.code for row in first.rows] == ["caizheng", "qingshan"]
    assert [place.item.id for place in other.columns][-1] == "coordination.guidance"
    assert UNITS[1] == other.rows[0].unit.unit.code


def test_what_does_not_apply_makes_no_gap(board: Board) -> None:
    """Who gives itself everything that applies is held against full marks, not against less."""
    bench = Bench.set_up(board)
    unit = bench.unit()
    for place in places(pack_of(bench.round).scheme, unit.group):
        if place.item.id != "org.plan" and not place.is_bonus:
            SelfItem.objects.create(
                round_unit=unit, item=place.item.id, score=place.points, at=board.now, name="张三"
            )
    SelfReport.objects.create(
        round_unit=unit,
        saved_at=board.now,
        submitted_at=board.now,
        signed_at=board.now,
    )
    scheme = pack_of(bench.round).scheme
    assert dict(own_scores(Q(round_unit=unit), scheme))[unit.pk] < scheme.max
    NotApplicable.objects.create(
        round_unit=unit,
        item="org.plan",
        reason="无此职能",
        asked_by="张三",
        asked_at=board.now,
        decided_at=board.now,
        decided_by="办公室",
        approved=True,
    )
    assert dict(own_scores(Q(round_unit=unit), scheme)) == {unit.pk: scheme.max}
