"""Scores of components: one's own draft, submitted, taken back, confirmed by another person."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import judging, staffing
from gongkai.assessment.actions.judging import Given
from gongkai.assessment.current import current_facts
from gongkai.assessment.models import ComponentScore
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from tests.assessment.app.board import Board
from tests.assessment.app.judging.bench import Bench

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(board: Board) -> Bench:
    """The traffic bureau's round, in which 李四 of an outside body measures."""
    round_ = board.running("bowang-jiaoyun")
    return Bench(board, round_, board.scorer(round_, "third_party", role="third_party"))


def submit(
    bench: Bench,
    value: str | None,
    reason: str = "栏目更新慢",
    by: Viewer | None = None,
    component: str = "third_party",
    version: int = 0,
    notes: Mapping[str, str] | None = None,
) -> ComponentScore:
    given = Given(Decimal(value) if value else None, reason, notes or {})
    return judging.submit_score(
        bench.unit().pk,
        component=component,
        given=given,
        version=version,
        by=by or bench.scorer,
    )


def component(bench: Bench) -> Decimal | None:
    return current_facts(bench.round).units[0].components.get("third_party")


def test_a_draft_is_saved_and_does_not_count(office: Bench) -> None:
    given = Given(None, "", {"affairs.decision": "有预公开记录"})
    row = judging.save_score(
        office.unit().pk, component="third_party", given=given, by=office.scorer
    )
    assert (row.version, row.value, row.submitted_at) == (1, None, None)
    assert component(office) is None
    assert Event.objects.get(verb="score.save").data.keys() == {
        "round", "round_id", "component", "component_id",
    }  # fmt: skip
    submit(office, "83.1", version=1)
    assert component(office) == Decimal("83.1")


@pytest.mark.parametrize("value", ["100.01", "-1", "NaN", "83.111"])
def test_off_the_scale_is_refused(office: Bench, value: str) -> None:
    with pytest.raises(Refused) as refused:
        submit(office, value)
    assert refused.value.field == "value"


def test_below_full_marks_it_says_why(office: Bench) -> None:
    with pytest.raises(Refused, match="没有填得分"):
        submit(office, None)
    with pytest.raises(Refused, match="没有写说明"):
        submit(office, "99", reason="")
    submit(office, "100", reason="")


def test_two_windows_do_not_overwrite_each_other(office: Bench) -> None:
    def save(value: str, version: int) -> None:
        judging.save_score(
            office.unit().pk,
            component="third_party",
            given=Given(Decimal(value)),
            version=version,
            by=office.scorer,
        )

    save("80", 0)
    with pytest.raises(Refused) as refused:
        save("90", 0)
    assert refused.value.code == "score.overtaken"
    save("90", 1)


def test_submitted_it_stands_until_taken_back_with_a_reason(office: Bench) -> None:
    row = submit(office, "83.1")
    assert submit(office, "83.1").pk == row.pk
    with pytest.raises(Refused, match="已经提交"):
        submit(office, "90", version=1)
    with pytest.raises(Refused, match="没有写理由"):
        judging.withdraw_score(row.pk, reason=" ", by=office.scorer)
    judging.withdraw_score(row.pk, reason="录错单位", by=office.scorer)
    assert component(office) is None
    judging.withdraw_score(row.pk, reason="录错单位", by=office.scorer)
    draft = ComponentScore.objects.get(withdrawn_at=None)
    assert (draft.value, draft.submitted_at) == (Decimal("83.1"), None)
    submit(office, "90", version=1)
    assert component(office) == 90


def test_only_the_own_component_and_only_ones_scored_by_hand(office: Bench) -> None:
    with pytest.raises(PermissionDenied, match="没有分配给您评"):
        submit(office, "90", component="work")
    with pytest.raises(Refused, match="不由评分人填写"):
        submit(office, "90", component="self")
    with pytest.raises(PermissionDenied):
        submit(office, "90", by=office.board.clerk())
    other = submit(office, "83")
    inside = office.board.scorer(office.round, "work", name="王五")
    with pytest.raises(PermissionDenied):
        judging.withdraw_score(other.pk, reason="x", by=inside)


def test_several_scorers_count_as_their_mean(office: Bench) -> None:
    submit(office, "80")
    second = office.board.scorer(office.round, "third_party", role="third_party", name="王五")
    submit(office, "85", by=second)
    assert component(office) == Decimal("82.5")


@pytest.fixture
def narrow(board: Board) -> Bench:
    """The same, with one point of the checklist to look at."""
    round_ = board.running("bowang-jiaoyun")
    staffing.add_scorer(
        round_.pk,
        person=board.person("third_party", "xian", "李四"),
        component="third_party",
        items=["channels.boards"],
        by=board.office,
    )
    return Bench(board, round_, board.viewer("third_party", "xian", "李四"))


def test_notes_stand_on_points_of_the_checklist_one_may_judge(narrow: Bench) -> None:
    row = submit(narrow, "90", notes={"channels.boards": " 公开栏整洁 "})
    assert row.notes == {"channels.boards": "公开栏整洁"}


def test_notes_elsewhere_are_refused(narrow: Bench) -> None:
    for notes in ({"channels.media": "x"}, {"nothing": "x"}):
        with pytest.raises(Refused, match="没有分配给您的要点"):
            submit(narrow, "90", notes=notes)
    with pytest.raises(Refused, match="太长"):
        submit(narrow, "90", notes={"channels.boards": "长" * 1001})


def test_a_second_person_confirms_never_the_first(bench: Bench) -> None:
    row = bench.deduct()
    colleague = bench.board.scorer(bench.round, name="王五")
    with pytest.raises(PermissionDenied, match="没有安排您核对"):
        judging.check_deduction(row.pk, by=colleague)
    checker = bench.board.person("assessor", "xian", "赵六")
    staffing.add_scorer(bench.round.pk, person=checker, checks=True, by=bench.board.office)
    zhao = bench.board.viewer("assessor", "xian", "赵六")
    judging.check_deduction(row.pk, by=zhao)
    judging.check_deduction(row.pk, by=zhao)
    row.refresh_from_db()
    assert row.checked_by_id == checker.pk
    assert Event.objects.filter(verb="score.check").count() == 1
    own = bench.deduct(reason="另一处", by=zhao)
    with pytest.raises(Refused, match="要由另一个人核对"):
        judging.check_deduction(own.pk, by=zhao)
    judging.check_deduction(own.pk, by=bench.board.office)


def test_what_was_changed_is_to_be_confirmed_again(bench: Bench) -> None:
    bench.rate("19", "20")
    value = bench.unit().item_scores.get()
    judging.check_value(value.pk, by=bench.board.office)
    value.refresh_from_db()
    assert value.checked_at is not None
    bench.rate("20", "20", version=1)
    value.refresh_from_db()
    assert value.checked_at is None


def test_withdrawn_and_unsubmitted_need_no_confirmation(office: Bench) -> None:
    draft = judging.save_score(
        office.unit().pk, component="third_party", given=Given(Decimal(80)), by=office.scorer
    )
    with pytest.raises(Refused, match="没有提交"):
        judging.check_score(draft.pk, by=office.board.office)
    row = submit(office, "80", version=1)
    judging.check_score(row.pk, by=office.board.office)
    row.refresh_from_db()
    assert row.checked_at is not None
