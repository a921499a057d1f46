"""Help while typing and when nothing is found."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.search import Filters, Index, Validity, WordCount, complete, search, units_meant
from tests.search.documents_fixture import CIVIL, STATISTICS, document, index_of


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return index_of(
        tmp_path,
        document(1),
        document(2, title="示例县养老服务规划", body="正文", unit=STATISTICS, unit_path=()),
        document(3, title="养老服务补贴通知", body="正文", issued_on=date(2024, 1, 1)),
        document(4, title="殡葬服务旧办法", body="正文", validity=Validity.REPEALED),
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("最抵生活保障", "最低生活保障"),  # another character
        ("最低活生保障", "最低生活保障"),  # two swapped
        ("最低生活生保障", "最低生活保障"),  # one too many
        ("最低活保障", "最低生活保障"),  # one too few
        ("示例县养佬服务", "示例县养老服务"),  # no term, but a title
    ],
)
def test_a_slip_is_mended(index: Index, typed: str, meant: str) -> None:
    results = search(index, typed, levels=["public"])
    assert (results.total, results.suggestion) == (0, meant)
    assert search(index, results.suggestion, levels=["public"]).total > 0


@pytest.mark.parametrize("typed", ["公共祖赁住房", "完全不相干的话", "养佬", "最抵生活保障 申请"])
def test_nothing_is_suggested_that_finds_nothing_or_is_a_guess(index: Index, typed: str) -> None:
    assert search(index, typed, levels=["public"]).suggestion == ""


def test_half_a_word_of_a_title_is_not_suggested(tmp_path: Path) -> None:
    index = index_of(tmp_path, document(1, title="示例县财政局2025年部门结余"))
    assert search(index, "们结余", levels=["public"]).suggestion == ""
    assert search(index, "部门节余", levels=["public"]).suggestion == "部门结余"


def test_budgets_are_found_as_people_ask_for_them(tmp_path: Path) -> None:
    titles = ("示例县财政局2025年部门决算", "青山乡2026年预算公开说明", "低保公示")
    index = index_of(tmp_path, *(document(n, title=one) for n, one in enumerate(titles)))
    for typed in ("预决算", "预算决算"):
        found = search(index, typed, levels=["public"])
        assert {hit.document.url for hit in found.hits} == {"/items/0/", "/items/1/"}


def test_what_finds_something_needs_no_help(index: Index) -> None:
    results = search(index, "养老服务", levels=["public"])
    assert results.total == 2
    assert (results.suggestion, results.help.words, results.help.without) == ("", (), ())


def test_each_part_is_counted_alone(index: Index) -> None:
    help_ = search(index, "养老服务 低保 麒麟", levels=["public"]).help
    assert help_.words == (WordCount("养老服务", 2), WordCount("低保", 1))


def test_totals_without_each_filter_are_told(index: Index) -> None:
    filters = Filters(units=frozenset([CIVIL.id]), years=frozenset([2019]))
    without = search(index, "养老服务", levels=["public"], filters=filters).help.without
    assert without == (WordCount("years", 1), WordCount("all", 2))


def test_terms_that_contain_the_word_are_related(index: Index) -> None:
    filters = Filters(years=frozenset([2025]))
    results = search(index, "低保 殡葬服务", levels=["public"], filters=filters)
    assert results.total == 0
    assert WordCount("吃低保", 1) in results.help.related
    assert all(one.total for one in results.help.related)


def test_ended_documents_are_told_when_nothing_else_is_found(index: Index) -> None:
    results = search(index, "殡葬服务", levels=["public"])
    assert (results.total, results.ended) == (0, 1)


def test_titles_are_offered_that_begin_so_then_that_contain_it(index: Index) -> None:
    titles = complete(index, "养老服务", levels=["public"]).titles
    assert titles == (("养老服务补贴通知", "/items/3/"), ("示例县养老服务规划", "/items/2/"))
    assert complete(index, "殡葬", levels=["public"]).titles == ()
    assert complete(index, "养", levels=["public"]).titles == ()


def test_one_title_is_offered_once_and_no_more_than_asked(tmp_path: Path) -> None:
    same = index_of(tmp_path, *(document(n) for n in range(5)), document(9, title="低保公示"))
    assert len(complete(same, "最低生活保障", levels=["public"]).titles) == 1
    many = index_of(tmp_path / "b", *(document(n, title=f"低保公示{n}期") for n in range(9)))
    assert len(complete(many, "低保公示", levels=["public"], limit=3).titles) == 3


@pytest.mark.parametrize("typed", ["csq", "tjj", "tongji", "统计", "长寿区统计局", "changshouqut"])
def test_units_are_offered_by_name_and_pinyin(index: Index, typed: str) -> None:
    assert [one.name for one in complete(index, typed, levels=["public"]).units] == [
        STATISTICS.name
    ]


def test_units_are_meant_where_a_query_names_a_few(index: Index) -> None:
    assert [one.name for one in units_meant(index, "统计局", levels=["public"])] == [
        STATISTICS.name
    ]
    assert units_meant(index, "局", levels=["public"]) == ()
    assert units_meant(index, "养老服务", levels=["public"]) == ()
    assert units_meant(index, "tjj", levels=["public"], few=0) == ()
    assert units_meant(index, "tjj", levels=["internal"]) == ()
