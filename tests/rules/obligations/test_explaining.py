"""Explanations, summaries, and rules that cannot be used."""

import pytest

from gongkai.rules.obligations import (
    Formation,
    Fresh,
    Holding,
    Matter,
    Period,
    Periodic,
    Staged,
    Term,
    Timing,
    TimingRule,
    UnitSummary,
    Within,
    Yearly,
    explain_duty,
    rule_problems,
    summarise,
)
from tests.rules.calendar_fixture import national_calendar
from tests.rules.obligations.duty_fixture import KEPT, QUARTERLY, STAGES, day, published, reckon


def test_the_summary_counts_each_unit_by_outcome() -> None:
    held = Holding(
        publications=(published("2026-02-01"), published("2026-08-01", covers="2026-06-30"))
    )
    found = summarise(reckon(QUARTERLY, held, as_of="2026-10-31"))
    assert found == {7: UnitSummary(unit=7, on_time=1, late=1, missed=1, due=1)}
    assert found[7].judged == 3


def test_the_explanation_gives_rule_arithmetic_and_outcome() -> None:
    formation = Formation(item=3, on=day("2026-01-01"), published_on=day("2026-01-30"))
    (duty,) = reckon(Within(term=Term(20)), Holding(formations=(formation,)), as_of="2026-02-10")
    lines = explain_duty(duty, national_calendar())
    assert lines[0] == "规则：自形成或变更之日起 20 个工作日内公开。本次为2026年1月1日形成的信息。"
    assert (
        lines[1] == "2026年1月1日（周四）当日不计，20 个工作日的最后一天是2026年1月29日（周四）。"
    )
    assert lines[-1] == "事项 3 于2026年1月30日（周五）公开：逾期后公开。"
    # The days between are accounted for by the calendar itself.
    assert lines[2:-1] == national_calendar().explain(duty.cause.start, duty.due_on).lines()


@pytest.mark.parametrize(
    ("timing", "said"),
    [
        (Within(term=Term(3), prompt=True), "及时公开"),
        (QUARTERLY, "每季度至少公开 1 次，期满后 10 个工作日内仍算按时"),
        (Yearly(month=3, day=31), "每年 3 月 31 日前公开"),
        (KEPT, "首次公开"),
        (STAGES, "分阶段公开"),
    ],
)
def test_every_kind_of_rule_is_explained(timing: Timing, said: str) -> None:
    held = Holding(
        formations=(Formation(item=1, on=day("2026-01-01")),),
        matters=(Matter(id=5, title="示例路改造", started_on=day("2026-01-01")),),
    )
    found = reckon(timing, held, as_of="2026-01-02")[0]
    assert said in explain_duty(found, national_calendar())[0]


@pytest.mark.parametrize(
    ("timing", "said"),
    [
        (Within(term=Term(0)), "期限不能少于 1"),
        (Periodic(period=Period.MONTH, at_least=0), "至少公开 1 次"),
        (Periodic(period=Period.MONTH, grace=Term(-1)), "宽限不能少于 0"),
        (Fresh(first=Term(-1)), "首次公开的期限"),
        (Fresh(first=Term(1), at_most=Term(0)), "更新的间隔"),
        (Staged(stages=()), "没有写阶段"),
        (Staged(stages=(STAGES.stages[0], STAGES.stages[0])), "重复"),
        (Yearly(month=2, day=29), "不是每年都有"),
        (Yearly(month=13, day=1), "不是每年都有"),
        (Yearly(month=1, day=31, lag=-1), "不能晚于"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_with_its_mend(timing: Timing, said: str) -> None:
    problems = rule_problems(TimingRule(id="r", title="规则", timing=timing))
    assert any(said in one for one in problems)
    assert all("请" in one for one in problems)


@pytest.mark.parametrize("timing", [QUARTERLY, KEPT, STAGES, Within(term=Term(20))])
def test_a_usable_rule_has_no_problems(timing: Timing) -> None:
    assert rule_problems(TimingRule(id="r", title="规则", timing=timing)) == ()
    assert rule_problems(TimingRule(id="r", title="规则", timing=timing, warn_days=-1))
