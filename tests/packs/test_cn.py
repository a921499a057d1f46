"""The national base as it ships: what held when, fees, remedies, catalogues, calendar."""

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.policy.national import (
    FeeScale,
    Level,
    MonthDay,
    NationalPack,
    Remedy,
    load_national,
)
from gongkai.rules.workdays import Certainty, DayOverride

LAST_OLD, FIRST_NEW = date(2019, 5, 14), date(2019, 5, 15)
loaded = cache(load_national)


@pytest.fixture(scope="module")
def cn() -> NationalPack:
    return loaded()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("disclosure.limit", 20, 20),
        ("request.reply", 15, 20),
        ("request.extension", 15, 20),
        ("request.correction_notice", None, 7),
        ("request.third_party", None, 15),
        ("request.co_maker", None, 15),
    ],
)
def test_a_limit_changes_on_the_day_the_revision_came_into_force(
    cn: NationalPack, name: str, before: int | None, after: int
) -> None:
    parameter = cn.parameter(name)
    assert parameter.whole(LAST_OLD) == before
    assert parameter.whole(FIRST_NEW) == after
    assert parameter.whole(date(2008, 4, 30)) is None


def test_a_limit_leads_to_the_article_of_its_time(cn: NationalPack) -> None:
    limit = cn.parameter("disclosure.limit")
    cites = [held.cite for day in (LAST_OLD, FIRST_NEW) if (held := limit.at(day))]
    assert cites == [("tl2008#18",), ("tl2019#26",)]
    assert all(value.verified for value in limit.values)


def test_annual_reports_are_due_in_january_and_march(cn: NationalPack) -> None:
    held = [cn.parameter(f"report.{who}_due").at(FIRST_NEW) for who in ("department", "government")]
    assert [value.value for value in held if value] == [MonthDay(1, 31), MonthDay(3, 31)]
    assert MonthDay(1, 31).of(2027) == date(2027, 1, 31)


def fee(pack: NationalPack, name: str) -> FeeScale:
    held = pack.parameter(name).at(date(2021, 1, 1))
    assert held is not None
    assert isinstance(held.value, FeeScale)
    return held.value


@pytest.mark.parametrize(
    ("items", "yuan"),
    [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (45, 5500)],
)
def test_items_are_charged_progressively(cn: NationalPack, items: int, yuan: int) -> None:
    assert fee(cn, "fee.items").amount(items) == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)],
)
def test_pages_are_charged_progressively(cn: NationalPack, pages: int, yuan: int) -> None:
    assert fee(cn, "fee.pages").amount(pages) == yuan


@given(pieces=st.integers(min_value=0, max_value=400), name=st.sampled_from(["items", "pages"]))
def test_one_piece_more_costs_its_own_rate_and_never_less(pieces: int, name: str) -> None:
    scale = fee(loaded(), f"fee.{name}")
    assert scale.amount(pieces + 1) - scale.amount(pieces) == scale.rate(pieces + 1) >= Decimal(0)
    assert scale.rate(pieces + 1) >= scale.rate(pieces)


def test_a_negative_number_of_pieces_is_refused(cn: NationalPack) -> None:
    with pytest.raises(ValueError, match="-1"):
        fee(cn, "fee.items").amount(-1)


def test_a_scale_is_not_a_number_and_a_wrong_name_is_answered_with_the_nearest(
    cn: NationalPack,
) -> None:
    with pytest.raises(TypeError, match="fee"):
        cn.parameter("fee.items").whole(FIRST_NEW.replace(year=2022))
    with pytest.raises(KeyError, match=r"disclosure\.limit"):
        cn.parameter("disclosure.limits")
    with pytest.raises(KeyError, match="partial"):
        cn.remedy("partials", FIRST_NEW)


@pytest.mark.parametrize(
    ("decision", "on", "remedy"),
    [
        ("withheld.state_secret", date(2023, 12, 31), Remedy.FREE_CHOICE),
        ("withheld.state_secret", date(2024, 1, 1), Remedy.REVIEW_FIRST),
        ("withheld.process", date(2025, 6, 1), Remedy.REVIEW_FIRST),
        ("partial", date(2026, 3, 2), Remedy.REVIEW_FIRST),
        ("withheld.registry", date(2025, 6, 1), Remedy.FREE_CHOICE),
        ("not_processed.repeated", date(2025, 6, 1), Remedy.FREE_CHOICE),
    ],
)
def test_remedies_follow_from_the_ground_and_the_day(
    cn: NationalPack, decision: str, on: date, remedy: Remedy
) -> None:
    held = cn.remedy(decision, on)
    assert held is not None
    assert held.value is remedy


def test_what_nobody_checked_is_marked(cn: NationalPack) -> None:
    marked = set(cn.unverified())
    assert {"fee.items", "fee.pages", "fee.payment", "lawsuit.term", "opinion.release"} <= marked
    assert not marked & {"disclosure.limit", "request.reply", "request.third_party"}


def test_the_catalogue_has_the_21_rows_of_table_three(cn: NationalPack) -> None:
    parts = [decision.row.partition("）")[0] + "）" for decision in cn.decisions]
    counts = [parts.count(f"（{part}）") for part in "一二三四五六"]
    assert counts == [1, 1, 8, 3, 5, 3]
    assert len({decision.row for decision in cn.decisions}) == 21


def test_every_ground_rests_on_articles_14_to_16_and_asks_whom_it_concerns(
    cn: NationalPack,
) -> None:
    articles = {reason.cite[0].partition("#")[2][:2] for reason in cn.reasons}
    assert articles == {"14", "15", "16"}
    assert [r.id for r in cn.reasons if r.third_party] == ["trade_secret", "privacy"]
    assert not any(r.discretion for r in cn.reasons if r.cite == ("tl2019#14",))


def test_each_level_of_government_has_its_categories(cn: NationalPack) -> None:
    counts = {level.value: len(cn.categories_of(level)) for level in Level}
    assert counts == {"state": 15, "province": 15, "city": 22, "county": 22, "township": 23}


def test_the_calendar_begins_in_2004_and_says_where_it_is_provisional(cn: NationalPack) -> None:
    assert cn.calendar.first == date(2004, 1, 1)
    assert cn.calendar.add(date(2026, 3, 2), 20).certainty is Certainty.OFFICIAL
    late = cn.calendar.add(date(2026, 12, 28), 20)
    assert (late.certainty, late.provisional_years) == (Certainty.PROVISIONAL, (2027,))


def test_an_override_moves_a_deadline(cn: NationalPack) -> None:
    override = DayOverride(date(2026, 3, 3), False, "暴雪停工", "县政府通知")
    moved = load_national(overrides=[override])
    assert cn.calendar.add(date(2026, 3, 2), 1).day == date(2026, 3, 3)
    assert moved.calendar.add(date(2026, 3, 2), 1).day == date(2026, 3, 4)
