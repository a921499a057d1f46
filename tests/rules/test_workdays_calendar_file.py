"""The shipped calendar file and the provisional years made from it."""

from datetime import date

import chinese_calendar
import holidays
import pytest

from gongkai.rules.statutory import provisional_year
from gongkai.rules.workdays import CalendarDataError, Certainty, NamedDay, YearDays
from tests.rules.calendar_fixture import calendar_data, national_years, statutory_days

PROVISIONAL = [entry for entry in national_years() if entry.status is Certainty.PROVISIONAL]
RULE = ("全国年节及纪念日放假办法",)


def named(text: str, name: str) -> NamedDay:
    return NamedDay(date.fromisoformat(text), name)


def test_official_years_are_2004_to_2026_and_provisional_years_reach_2040() -> None:
    data = calendar_data()
    assert list(data["official"]) == list(range(2004, 2027))
    assert list(data["provisional"]["years"]) == list(range(2027, 2041))


def test_every_official_year_names_its_notice() -> None:
    for year, entry in calendar_data()["official"].items():
        assert f"关于{year}年部分节假日安排的通知" in entry["notices"][0]


def test_the_seeding_packages_are_cited_with_version_and_licence() -> None:
    cited = {entry["package"]: entry for entry in calendar_data()["seeded_from"]}
    assert cited.keys() == {"chinesecalendar", "holidays"}
    assert all(entry["licence"] == "MIT" and entry["version"] for entry in cited.values())


@pytest.mark.parametrize("entry", PROVISIONAL, ids=lambda entry: str(entry.year))
def test_provisional_years_equal_an_independent_computation(entry: YearDays) -> None:
    peer = {day for day in holidays.China(years=entry.year) if day.weekday() < 5}
    assert {rest.day for rest in entry.rest} == peer


@pytest.mark.parametrize("year", range(2027, 2041))
def test_statutory_days_are_the_thirteen_of_the_law(year: int) -> None:
    days = calendar_data()["provisional"]["years"][year]
    fixed = {"元旦": 1, "除夕": 1, "春节": 3, "清明节": 1, "劳动节": 2, "端午节": 1}
    assert {name: len(dates) for name, dates in days.items()} == {**fixed, "中秋节": 1, "国庆节": 3}


@pytest.mark.parametrize("year", range(2027, 2041))
def test_tomb_sweeping_day_falls_on_the_solar_term(year: int) -> None:
    terms = chinese_calendar.get_solar_terms(date(year, 4, 1), date(year, 4, 10))
    assert calendar_data()["provisional"]["years"][year]["清明节"] == [terms[0][0]]


def test_statutory_days_at_a_weekend_are_made_up_on_the_next_free_weekday() -> None:
    days = [
        named("2027-02-05", "除夕"),
        named("2027-02-06", "春节"),
        named("2027-02-07", "春节"),
        named("2027-02-08", "春节"),
    ]
    made = provisional_year(2027, days, RULE)
    assert made.rest == (
        named("2027-02-05", "除夕"),
        named("2027-02-08", "春节"),
        named("2027-02-09", "春节补假"),
        named("2027-02-10", "春节补假"),
    )
    assert (made.work, made.status, made.sources) == ((), Certainty.PROVISIONAL, RULE)


def test_two_holidays_on_one_weekday_give_one_day_off() -> None:
    october = [day for day in statutory_days(2028) if day.day.month == 10]
    made = provisional_year(2028, october, RULE)
    assert [(day.day.day, day.name) for day in made.rest] == [
        (2, "国庆节"),
        (3, "中秋节、国庆节"),
        (4, "国庆节补假"),
    ]


def test_two_holidays_on_one_sunday_are_both_made_up() -> None:
    october = [day for day in statutory_days(2039) if day.day.month == 10]
    made = provisional_year(2039, october, RULE)
    assert [day.day.day for day in made.rest] == [3, 4, 5, 6]


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ([], "没有法定节假日"),
        ([named("2028-01-01", "元旦")], "不在 2027 年"),
        ([named("2027-01-01", "元旦"), named("2027-01-01", "元旦")], "给了两次"),
        ([named("2027-12-26", "元旦")], "落到下一年"),
    ],
)
def test_statutory_days_that_cannot_be_right_are_refused(
    days: list[NamedDay], message: str
) -> None:
    with pytest.raises(CalendarDataError, match=message):
        provisional_year(2027, days, RULE)
