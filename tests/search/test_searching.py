from datetime import date
from pathlib import Path

import pytest

from gongkai.search import Document, Filters, Results, Segment, Sort, Validity, search
from gongkai.search.searching import MAX_REACH
from tests.search.documents_fixture import (
    CIVIL,
    COUNTY,
    POLICY,
    RELIEF,
    STATISTICS,
    document,
    index_of,
)


def found(results: Results) -> list[str]:
    return [hit.document.id for hit in results.hits]


def ask(tmp_path: Path, text: str, *documents: Document, **options: object) -> Results:
    index = index_of(tmp_path, *documents)
    return search(index, text, levels=["public"], **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "低保",
        "租房",
        "公租房",
        "办公租",
        "租",
        "生活保",
        "GB",
        "ｇｂ",
        "9704",
        "張三",
        "张三",
        "总则",
    ],
)
def test_what_stands_in_the_text_is_found_wherever_words_are_cut(tmp_path: Path, text: str) -> None:
    body = "张 三办公租房和低保户生活保障按 GB/T 9704 办理。第一章　总　则"
    other = document(2, title="无关", body="另外一件事情")
    assert found(ask(tmp_path, text, document(1, title="说明", body=body), other)) == ["item-1"]


def test_words_may_stand_anywhere_but_all_must(tmp_path: Path) -> None:
    both = document(1, title="申请指南", body="公租房怎样办理")
    one = document(2, title="申请指南", body="廉租房怎样办理")
    assert found(ask(tmp_path, "公租房 申请", both, one)) == ["item-1"]


def test_a_quoted_phrase_is_exact_and_a_minus_takes_out(tmp_path: Path) -> None:
    documents = (
        document(1, body="城乡居民养老保险"),
        document(2, body="居民的养老保险"),
        document(3, body="城乡居民养老保险试点"),
    )
    assert set(found(ask(tmp_path, '"居民养老保险"', *documents))) == {"item-1", "item-3"}
    assert found(ask(tmp_path / "b", "“居民养老保险” -试点", *documents)) == ["item-1"]
    assert found(ask(tmp_path / "c", "-试点 -的养老", *documents)) == ["item-1"]


@pytest.mark.parametrize(
    "typed",
    [
        "示民发〔2023〕5号",
        "示民发[2023]5号",
        "示民发（2023）第005号",
        "示民发【2023】5",
        "示民发 〔 2023 〕 5 号",
        "救助 示民发〔2023〕5号",
        "查一下文号：示民发﹝2023﹞５号",
    ],
)
def test_a_document_number_is_found_first_whatever_its_brackets(tmp_path: Path, typed: str) -> None:
    exact = document(1, title="无关标题", body="无关正文", number="示民发〔2023〕5号")
    mention = document(
        2, title="示民发〔2023〕5号 示民发〔2023〕5号 解读", body="示民发〔2023〕5号"
    )
    other = document(3, title="另一件", number="示民发〔2023〕50号")
    results = ask(tmp_path, typed, mention, other, exact)
    assert found(results)[0] == "item-1"
    assert "item-3" not in found(results)


def test_every_number_of_a_joint_issue_is_found(tmp_path: Path) -> None:
    joint = document(1, number="示民发〔2023〕5号、示财发〔2023〕8号")
    assert found(ask(tmp_path, "示财发(2023)8号", joint, document(2))) == ["item-1"]


@pytest.mark.parametrize("typed", ["115001-2024/0001", "11500120240001", "115001 2024 0001"])
def test_an_index_number_is_exact_however_it_is_divided(tmp_path: Path, typed: str) -> None:
    results = ask(tmp_path, typed, document(1, index_number="115001/2024-0001"), document(2))
    assert found(results) == ["item-1"]


def test_common_and_official_words_find_each_other(tmp_path: Path) -> None:
    official = document(1, title="公共租赁住房管理办法", body="正文")
    common = document(2, title="公租房公示", body="正文")
    results = ask(tmp_path, "公租房", official, common)
    assert found(results) == ["item-2", "item-1"]
    assert results.did_synonyms == (("公租房", "公共租赁住房"),)
    assert results.hits[1].title[0] == Segment("公共租赁住房", marked=True)
    assert set(found(ask(tmp_path / "b", "公共租赁住房", official, common))) == {"item-1", "item-2"}


@pytest.mark.parametrize("typed", ["tjj", "csqtjj", "changshou", "tongjiju", "chang shou", "TJJ"])
def test_a_unit_is_found_by_pinyin_with_the_reading_of_its_place(
    tmp_path: Path, typed: str
) -> None:
    results = ask(tmp_path, typed, document(1, unit=STATISTICS), document(2))
    assert found(results) == ["item-1"]


def test_the_title_counts_more_than_the_body(tmp_path: Path) -> None:
    body = document(1, title="通知", body="养老服务 养老服务 养老服务 养老服务")
    title = document(2, title="养老服务规划", body="正文")
    assert found(ask(tmp_path, "养老服务", body, title)) == ["item-2", "item-1"]


def test_a_word_counts_more_than_its_characters_in_two_words(tmp_path: Path) -> None:
    split = document(1, title="关于降低保证金的通知", body="降低保证金，降低保费，降低保险费")
    word = document(2, title="通知", body="各乡镇应当做好农村低保工作")
    assert found(ask(tmp_path, "低保", split, word)) == ["item-2", "item-1"]


def test_a_short_synonym_is_found_as_a_word_only(tmp_path: Path) -> None:
    word = document(1, title="通知", body="新生入学办法")
    split = document(2, title="通知", body="深入学习")
    results = ask(tmp_path, "小孩上学", word, split)
    assert found(results) == ["item-1"]


def test_ended_documents_are_left_out_and_counted(tmp_path: Path) -> None:
    documents = [document(number, validity=state) for number, state in enumerate(Validity)]
    results = ask(tmp_path, "低保", *documents)
    assert results.total == 4
    assert results.ended == 2
    assert {one.key: one.count for one in results.facets.validity} == dict.fromkeys(
        [state.value for state in Validity], 1
    )
    asked = ask(
        tmp_path / "b", "低保", *documents, filters=Filters(validity=frozenset([Validity.REPEALED]))
    )
    assert (asked.total, asked.ended) == (1, 1)
    assert asked.hits[0].document.validity is Validity.REPEALED


def test_filters_narrow_and_each_facet_shows_its_other_values(tmp_path: Path) -> None:
    documents = (
        document(1),
        document(2, unit=STATISTICS, unit_path=(), columns=(POLICY,), issued_on=date(2024, 1, 1)),
        document(3, unit=STATISTICS, unit_path=(), columns=(RELIEF,)),
    )
    results = ask(tmp_path, "", *documents, filters=Filters(units=frozenset([STATISTICS.id])))
    assert results.total == 2
    units = {one.name: (one.count, one.chosen) for one in results.facets.units}
    assert units == {CIVIL.name: (1, False), STATISTICS.name: (2, True)}
    assert {one.key: one.count for one in results.facets.columns} == {"policy": 1, "relief": 1}
    assert [(one.key, one.count) for one in results.facets.years] == [("2025", 1), ("2024", 1)]
    for filters, total in (
        (Filters(within=frozenset([COUNTY.id])), 1),
        (Filters(columns=frozenset(["policy", "relief"])), 3),
        (Filters(columns=frozenset(["policy"]), years=frozenset([2024])), 1),
        (Filters(kinds=frozenset(["other"])), 0),
        (Filters(years=frozenset([-5, 10**30])), 0),
    ):
        results = ask(tmp_path / str(total) / str(filters.years), "", *documents, filters=filters)
        assert results.total == total


def test_days_of_publication_are_inclusive(tmp_path: Path) -> None:
    days = [date(2025, 1, day) for day in (1, 2, 3, 4)]
    documents = [document(number, published_on=day) for number, day in enumerate(days)]
    both = Filters(published_from=days[1], published_to=days[2])
    assert ask(tmp_path, "", *documents, filters=both).total == 2
    extremes = Filters(published_from=date.min, published_to=date.max)
    assert ask(tmp_path / "b", "", *documents, filters=extremes).total == 4


def test_by_date_the_newest_comes_first_and_pages_do_not_overlap(tmp_path: Path) -> None:
    documents = [document(n, published_on=date(2025, 1, 1 + n % 3)) for n in range(45)]
    index = index_of(tmp_path, *documents)
    seen: list[str] = []
    for page in (1, 2, 3):
        results = search(index, "低保", levels=["public"], sort=Sort.DATE, page=page, size=20)
        assert (results.total, results.pages) == (45, 3)
        seen += found(results)
    assert len(set(seen)) == 45
    days = {one.id: one.published_on for one in documents}
    assert [days[one] for one in seen] == sorted(days.values(), reverse=True)


def test_pages_are_bounded(tmp_path: Path) -> None:
    index = index_of(tmp_path, *(document(n) for n in range(30)))
    for page, size in ((-3, 20), (10**12, 20), (2, 10**9), (1, 0), (10**30, -1)):
        results = search(index, "低保", levels=["public"], page=page, size=size)
        assert results.hits
        assert 1 <= results.page <= results.pages
        assert results.page * results.size <= MAX_REACH + results.size


def test_a_document_put_in_again_replaces_itself_and_can_be_taken_out(tmp_path: Path) -> None:
    index = index_of(tmp_path, document(1), document(1, title="改过的题目"))
    index.upsert([document(1, title="再改的题目")])
    results = search(index, "题目", levels=["public"])
    assert [hit.document.title for hit in results.hits] == ["再改的题目"]
    index.delete(["item-1", "never-there"])
    assert search(index, "", levels=["public"]).total == 0


def test_a_result_can_be_recorded(tmp_path: Path) -> None:
    log = ask(tmp_path, "  没有  这个 ", document()).log
    assert (log.query, log.total) == ("没有 这个", 0)
    assert log.took_ms > 0
