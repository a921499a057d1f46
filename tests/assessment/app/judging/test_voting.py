"""Ties at a quota's edge, ballots of a mutual rating."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import judging
from gongkai.assessment.current import current
from gongkai.assessment.models import PollBallot
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from tests.assessment.app.board import Board
from tests.assessment.app.judging.bench import Bench

pytestmark = pytest.mark.django_db
TIED = ("caizheng", "minzheng", "qingshan")


def test_a_minuted_order_decides_among_equals(board: Board) -> None:
    bench = Bench.set_up_component(board, "bowang-jiaoyun", "third_party")
    inside = board.scorer(bench.round, "work", name="王五")
    for code in TIED:
        for part, by in (("third_party", bench.scorer), ("work", inside)):
            judging.submit_score(
                bench.unit(code).pk, component=part, given=judging.Given(Decimal(100)), by=by
            )
    for code in TIED:
        bench.report_self(code, "95")
    undecided = [unit for quota in current(bench.round).quotas for unit in quota.undecided]
    assert set(undecided) == set(TIED)

    def decide(*order: str, minutes: str = "第 2 次会议纪要", grade: str = "excellent") -> None:
        judging.decide_tie(
            bench.round.pk, grade=grade, order=order, minutes=minutes, by=board.office
        )

    for order, words in (
        (("caizheng",), "至少要有两个"),
        (("caizheng", "caizheng"), "不能重复"),
        (("caizheng", "elsewhere"), "没有单位 elsewhere"),
    ):
        with pytest.raises(Refused, match=words):
            decide(*order)
    with pytest.raises(Refused, match="没有写会议记录"):
        decide(*TIED, minutes=" ")
    with pytest.raises(Refused, match="没有名额限制"):
        decide(*TIED, grade="fail")
    decide("qingshan", "caizheng", "minzheng")
    granted = [unit for quota in current(bench.round).quotas for unit in quota.granted]
    assert set(granted) == {"qingshan", "caizheng"}
    row = bench.round.tie_decisions.get()
    with pytest.raises(Refused, match="没有写理由"):
        judging.withdraw_tie(row.pk, reason="", by=board.office)
    judging.withdraw_tie(row.pk, reason="会议重议", by=board.office)
    assert any(quota.undecided for quota in current(bench.round).quotas)
    with pytest.raises(PermissionDenied):
        judging.decide_tie(
            bench.round.pk, grade="excellent", order=TIED, minutes="x", by=bench.scorer
        )


@pytest.fixture
def polled(board: Board) -> Bench:
    """A city's round with a mutual rating."""
    groups = {"caizheng": "业务部门", "minzheng": "业务部门", "qingshan": "综合部门"}
    return Bench.set_up(board, "bianti-shi", **groups)


def cast(
    bench: Bench,
    by: Viewer,
    scores: Mapping[str, str],
    rater: str = "caizheng",
    paper: bool = False,
) -> PollBallot:
    return judging.cast_ballot(
        bench.round.pk,
        rater=rater,
        scores={code: Decimal(score) for code, score in scores.items()},
        paper=paper,
        by=by,
    )


def test_a_unit_rates_the_others_and_may_change_its_mind(polled: Bench) -> None:
    clerk = polled.board.clerk()
    cast(polled, clerk, {"minzheng": "88", "qingshan": "90"})
    cast(polled, clerk, {"minzheng": "80", "qingshan": "90"})
    cast(polled, clerk, {"minzheng": "80", "qingshan": "90"})
    assert PollBallot.objects.get().scores == {"minzheng": "80", "qingshan": "90"}
    assert polled.value("mutual", "minzheng") == 24
    events = Event.objects.filter(verb="score.ballot")
    assert events.count() == 2
    assert all("80" not in str(event.data) for event in events)


def test_ballots_off_the_rules_are_refused_in_words(polled: Bench) -> None:
    clerk = polled.board.clerk()
    with pytest.raises(Refused, match="自己的单位"):
        cast(polled, clerk, {"caizheng": "88"})
    with pytest.raises(Refused, match="0 到 100"):
        cast(polled, clerk, {"minzheng": "101"})
    with pytest.raises(Refused, match="没有单位 elsewhere"):
        cast(polled, clerk, {"elsewhere": "80"})
    with pytest.raises(Refused, match="还没有给任何单位打分"):
        cast(polled, clerk, {})
    with pytest.raises(PermissionDenied, match="只能替自己的单位"):
        cast(polled, clerk, {"qingshan": "80"}, "minzheng")
    with pytest.raises(Refused, match="不在这次互评里"):
        cast(polled, clerk, {"qingshan": "80"}, "elsewhere")


def test_a_void_ballot_is_mended_by_a_unit_and_recorded_from_paper(board: Board) -> None:
    units = ("caizheng", "minzheng", "qingshan", "yusuan", "qingshan-dongcun")
    groups = dict.fromkeys(units, "业务部门")
    round_ = board.running("bianti-shi", units, **groups)
    bench = Bench(board, round_, board.office)
    high = {code: "95" for code in units if code != "caizheng"}
    with pytest.raises(Refused, match="整张票作废"):
        cast(bench, board.clerk(), high)
    with pytest.raises(PermissionDenied):
        cast(bench, board.clerk(), high, paper=True)
    cast(bench, board.office, high, "评委一", paper=True)
    assert bench.value("mutual", "minzheng") is None


def test_where_nobody_rates_there_is_no_ballot(bench: Bench) -> None:
    with pytest.raises(Refused, match="没有单位互评"):
        cast(bench, bench.board.clerk(), {"minzheng": "80"})
