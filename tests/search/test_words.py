"""How texts are cut and folded, and the data the cutting rests on."""

import random

import pytest

from gongkai.search.folding import close_gaps, fold
from gongkai.search.pinyin import typed_forms
from gongkai.search.query import parse
from gongkai.search.synonyms import synonyms
from gongkai.search.words import (
    data_lines,
    domain_words,
    index_words,
    is_known,
    known_words,
    pairs,
    query_words,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("長壽區統計局", "长寿区统计局"),
        ("辦理後勤著作", "办理后勤著作"),
        ("ＧＢ／Ｔ　９７０４", "gb/t 9704"),
        ("WTO", "wto"),
        ("\ud800\x00\u200b", "   "),
    ],
)
def test_width_case_and_traditional_characters_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_gaps_inside_names_close_but_lines_stay_apart() -> None:
    assert close_gaps("张 三　办 理\n第一条 abc 低") == "张三办理\n第一条 abc 低"


def test_terms_of_government_stay_whole_and_show_their_parts() -> None:
    assert "公租房" in index_words("公租房申请")
    assert {"公共", "租赁", "住房", "公共租赁住房"} <= set(index_words("公共租赁住房"))


def test_known_words_are_all_that_stand_anywhere() -> None:
    chance = random.Random(3)
    seen = 0
    for _ in range(900):
        text = "".join(chance.choices("公租房办政务开信息保低障生活最住补助中国家人大会议", k=60))
        parts = {text[at : at + k] for k in range(3, 9) for at in range(len(text) - k + 1)}
        truth = {part for part in parts if is_known(part)}
        assert known_words(text) == truth
        seen += len(truth)
    assert seen > 20


def test_pairs_overlap_and_never_cross_a_mark() -> None:
    assert pairs("低保户，gb9704 号") == ["低保", "保户", "gb9704", "号"]


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("公租房怎么申请", ["公租房", "申请"]),
        ("示例县低保", ["示例县", "低保"]),
        ("县的低保", ["县", "低保"]),
        ("的", ["的"]),
    ],
)
def test_a_query_is_cut_into_words_that_mean_something(run: str, words: list[str]) -> None:
    assert query_words(run) == words


def test_words_of_a_query_cover_it() -> None:
    for text in domain_words():
        assert "".join(query_words(text)) == text


def test_units_can_be_typed_from_each_character_on() -> None:
    forms = typed_forms("长寿区统计局")
    assert {"csqtjj", "tjj", "changshouqutongjiju", "tongjiju"} <= set(forms)
    assert typed_forms("六安市民政局")[0] == "lasmzj"
    assert "luanshiminzhengju" in typed_forms("六安市民政局")


@pytest.mark.parametrize("line", data_lines("place_names.txt"))
def test_each_place_name_has_a_syllable_per_character_and_is_read_so(line: str) -> None:
    name, *syllables = line.split()
    assert len(name) == len(syllables)
    assert "".join([*syllables, "xian"]) in typed_forms(f"{name}县")


@pytest.mark.parametrize("line", data_lines("synonyms.txt"))
def test_each_line_of_synonyms_works_both_ways(line: str) -> None:
    common, arrow, official = line.partition(" => ")
    assert arrow
    for one in common.split("、"):
        for other in official.split("、"):
            assert other in synonyms(one)
            assert one in synonyms(other)
            assert one != other


def test_a_long_query_is_cut_and_says_so() -> None:
    assert parse("低保 " * 100).shortened
    assert not parse("低保").shortened
