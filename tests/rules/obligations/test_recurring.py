"""Duties of each period and each year: what meets them, late or in time."""

from gongkai.rules.obligations import DutyState, Exemption, Holding, Period, Periodic, Yearly
from tests.rules.obligations.duty_fixture import QUARTERLY, day, published, reckon, states


def test_a_quarter_without_publication_becomes_overdue_after_its_grace() -> None:
    found = reckon(QUARTERLY, Holding(), as_of="2026-04-16")
    assert [duty.cause.key for duty in found] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    assert states(found) == ["overdue", "due", "not_yet", "not_yet"]
    # 清明 leaves ten working days to the fifteenth.
    assert found[0].due_on == day("2026-04-15")


def test_a_report_in_the_days_of_grace_serves_the_quarter_that_ended_only() -> None:
    found = reckon(QUARTERLY, Holding(publications=(published("2026-04-08"),)), as_of="2026-07-31")
    assert states(found)[:2] == ["met", "overdue"]


def test_a_late_report_that_names_its_quarter_counts_late_for_it() -> None:
    held = Holding(publications=(published("2026-06-01", covers="2026-03-31"),))
    found = reckon(QUARTERLY, held, as_of="2026-07-31")
    assert states(found)[:2] == ["met_late", "overdue"]
    assert found[0].met_by == 1


def test_several_times_a_period_are_counted() -> None:
    twice = Periodic(period=Period.HALF_YEAR, at_least=2)
    one = Holding(publications=(published("2026-02-01"),))
    two = Holding(publications=(published("2026-02-01"), published("2026-05-01", 2)))
    first = reckon(twice, one, as_of="2026-07-01")[0]
    assert (first.state, first.done, first.wanted) == (DutyState.OVERDUE, 1, 2)
    second = reckon(twice, two, as_of="2026-07-01")[0]
    assert (second.state, second.met_on, second.met_by) == (DutyState.MET, day("2026-05-01"), 2)


def test_a_period_cut_short_is_the_successors() -> None:
    old = reckon(QUARTERLY, Holding(), as_of="2026-12-31", end="2026-05-10")
    new = reckon(QUARTERLY, Holding(), as_of="2026-12-31", start="2026-05-11")
    keys = [duty.cause.key for duty in old + new]
    assert keys == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]


def test_a_period_with_nothing_to_open_is_exempt_with_its_reason() -> None:
    held = Holding(
        exemptions=(
            Exemption(start=day("2026-01-01"), end=day("2026-03-31"), reason="本季度无采购"),
        )
    )
    found = reckon(Periodic(period=Period.QUARTER), held, as_of="2026-07-01")
    assert states(found)[:2] == ["exempt", "overdue"]
    assert found[0].note == "本季度无采购"


def test_the_annual_report_is_due_by_its_date_and_names_the_year_before() -> None:
    report = Yearly(month=1, day=31, lag=1)
    held = Holding(
        publications=(
            published("2026-01-30"),
            published("2028-02-03", 2, covers="2026-12-31"),
        )
    )
    found = reckon(report, held, as_of="2028-03-01", start="2026-01-01", through="2028-12-31")
    assert [(duty.cause.key, duty.state.value) for duty in found] == [
        ("2026", "met"),
        ("2027", "met_late"),
        ("2028", "overdue"),
    ]


def test_a_date_before_the_assignment_binds_nobody() -> None:
    found = reckon(Yearly(month=1, day=31), Holding(), as_of="2026-12-31", start="2026-02-01")
    assert found == []


def test_what_is_settled_before_the_span_is_left_out_and_what_is_owed_is_kept() -> None:
    held = Holding(publications=(published("2026-02-01"),))
    found = reckon(QUARTERLY, held, as_of="2026-12-31", since="2026-10-01")
    assert [duty.cause.key for duty in found] == ["2026Q2", "2026Q3", "2026Q4"]
