"""Duties of what is open for good."""

from gongkai.rules.obligations import DutyState, Formation, Fresh, Holding, Term
from tests.rules.obligations.duty_fixture import KEPT, day, published, reckon, states


def test_what_is_open_for_good_must_first_exist() -> None:
    (duty,) = reckon(KEPT, Holding(), as_of="2026-03-01")
    assert (duty.cause.key, duty.state, duty.due_on) == (
        "first",
        DutyState.OVERDUE,
        day("2026-01-29"),
    )


def test_a_page_is_due_again_its_limit_after_the_newest_publication() -> None:
    held = Holding(publications=(published("2026-01-10"), published("2026-03-01", 2)))
    found = reckon(KEPT, held, as_of="2026-07-15")
    assert [(one.cause.key, one.state.value, one.due_on.isoformat()) for one in found] == [
        ("first", "met", "2026-01-29"),
        ("update:2", "met", "2026-04-10"),
        ("update:3", "overdue", "2026-05-30"),
    ]


def test_publishing_every_day_counts_as_one_between_two_check_days() -> None:
    daily = tuple(published(f"2026-01-{number:02}", number) for number in range(2, 32))
    found = reckon(KEPT, Holding(publications=daily), as_of="2026-02-01")
    assert states(found) == ["met", "met", "not_yet"]


def test_who_takes_over_a_stale_page_has_as_long_as_for_a_new_one() -> None:
    held = Holding(publications=(published("2020-05-01"),))
    (duty,) = reckon(KEPT, held, as_of="2026-01-05")
    assert duty.due_on == day("2026-01-29")
    assert duty.state is DutyState.DUE


def test_a_change_of_a_standing_page_must_show_in_its_term() -> None:
    change = Formation(item=4, on=day("2026-01-14"), changed=True)
    held = Holding(publications=(published("2026-01-02"),), formations=(change,))
    changed = [
        one for one in reckon(KEPT, held, as_of="2026-01-31") if one.cause.ground == "changed"
    ]
    assert [(one.due_on, one.state) for one in changed] == [(day("2026-01-21"), DutyState.OVERDUE)]


def test_a_page_without_a_limit_of_age_only_has_to_exist() -> None:
    standing = Fresh(first=Term(20))
    held = Holding(publications=(published("2026-01-10"),))
    assert states(reckon(standing, held, as_of="2026-12-31")) == ["met"]
    assert (
        reckon(standing, Holding(publications=(published("2025-01-10"),)), as_of="2026-12-31") == []
    )
