"""Dates as they stand in published lists, and the fast path that must never disagree."""

from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.indicators.records.dates import parse_date, sql_plain_date

JUNE = date(2023, 6, 14)


@pytest.mark.parametrize(
    "cell",
    [
        "2023-06-14",
        "2023/6/14",
        "2023.06.14",
        "20230614",
        "2023年6月14日",
        "2023 年 06 月 14 日",
        "２０２３年６月１４日",
        "２０２３－０６－１４",
        "成文日期 ：2023-06-14",
        "发布时间:2023/06/14 09:30:00",
        "2023-06-14T23:59:59+08:00",
        "2023—06—14",
        "\u200b2023-06-14",
        "二〇二三年六月十四日",
        "2023-06-14 2023-06-14",
    ],
)
def test_every_usual_spelling_is_read(cell: str) -> None:
    assert parse_date(cell) == JUNE


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "不详",
        "2023-06",
        "2023-02-30",
        "2023-13-01",
        "23-06-14",
        "1023-06-14",
        "2023-06-14至2023-07-01",
        "2023-02-30 2023-03-01",
        "12023-06-14",
        "发文字号：渝府发〔2023〕15号",
        "二〇二三年十三月十四日",
        "二〇二三年六月十十日",
    ],
)
def test_what_is_no_single_existing_day_is_no_date(cell: str) -> None:
    assert parse_date(cell) is None


DAYS = st.dates(date(1890, 1, 1), date(2110, 12, 31))
SPELLED = st.builds(
    lambda day, form: day.strftime(form),
    DAYS,
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y/%m-%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"]),
)
LIKE_DATES = st.text("0123456789-/ +年", max_size=12)


@given(st.lists(SPELLED | LIKE_DATES | st.text(max_size=14), min_size=1, max_size=60))
def test_wherever_the_fast_path_answers_the_rule_gives_the_same_day(cells: list[str]) -> None:
    cells = [cell for cell in cells if "\0" not in cell]
    sql = f"SELECT cell, {sql_plain_date('cell')} FROM (SELECT unnest(?) AS cell)"
    for cell, day in duckdb.execute(sql, [cells]).fetchall():
        if day is not None:
            assert parse_date(cell) == day


@given(DAYS.filter(lambda day: 1900 <= day.year <= 2100))
def test_the_fast_path_answers_for_both_plain_spellings(day: date) -> None:
    cells = [day.isoformat(), day.isoformat().replace("-", "/")]
    sql = f"SELECT {sql_plain_date('cell')} FROM (SELECT unnest(?) AS cell)"
    assert duckdb.execute(sql, [cells]).fetchall() == [(day,), (day,)]


@given(DAYS.filter(lambda day: 1900 <= day.year < 2100))
def test_one_day_later_is_read_as_one_day_later(day: date) -> None:
    tomorrow = day + timedelta(days=1)
    spelled = f"{tomorrow.year}年{tomorrow.month}月{tomorrow.day}日"
    found = parse_date(spelled)
    assert found is not None
    assert (found - day).days == 1
