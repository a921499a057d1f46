"""Every code a pack uses has a Chinese word, so no screen and no document shows the code."""

import re
from collections.abc import Iterator

import pytest

from gongkai.assessment.measure_words import CONDITIONS, STARTS
from gongkai.assessment.wording import (
    ACTIONS,
    ACTORS,
    COVERS,
    METHODS,
    duration,
    measure_text,
    reading_value,
    rectify_term,
)
from gongkai.policy.library import Library
from gongkai.policy.loading import is_assessment, load_pack
from gongkai.policy.problems import Place
from gongkai.policy.tree import Branch, Leaf
from gongkai.rules.scheme import Consequence, Method, Scheme
from gongkai.rules.spelling import chinese_number, clause_text

PACKS = [folder.path.name for folder in Library().folders() if is_assessment(folder)]


def codes(scheme: Scheme) -> Iterator[tuple[str, bool]]:
    """Yield every code with whether it names an action (else an actor)."""
    for _, entries in scheme.consequences:
        for entry in entries:
            yield entry.do, True
            for actor in (entry.by, entry.report_to, *entry.who):
                yield actor, False
    for stage in scheme.stages:
        yield stage.who, False
    for step in scheme.approval:
        yield step.by, False
    for leaf in scheme.leaves():
        yield leaf.scorer, False
    for rubric in scheme.rubrics:
        for item in rubric.items():
            yield item.scorer, False
    for override in scheme.overrides:
        for action in override.do:
            yield action, True


@pytest.mark.parametrize("pack", PACKS)
def test_every_code_of_a_pack_has_a_word(pack: str) -> None:
    def is_chinese(text: str) -> bool:
        return any("一" <= letter <= "鿿" for letter in text)

    for code, is_action in codes(load_pack(pack).scheme):
        words = ACTIONS if is_action else ACTORS
        assert not code or is_chinese(code) or code in words, code


def test_every_method_has_a_word() -> None:
    assert set(METHODS) == set(Method)


@pytest.mark.parametrize(
    ("clause", "article", "words"),
    [
        ("4.1.2", "条", "第四条第（一）项第2目"),
        ("16.4", "条", "第十六条第（四）项"),
        ("20", "条", "第二十条"),
        ("4.2", "部分", "第四部分第（二）项"),
        ("附件1", "条", "附件1"),
        ("0", "部分", "引言"),
        ("0.2", "条", "引言第（二）项"),
    ],
)
def test_clauses_read_as_officials_cite_them(clause: str, article: str, words: str) -> None:
    assert clause_text(clause, article) == words


def test_numbers_up_to_ninety_nine_are_written_out() -> None:
    assert [chinese_number(n) for n in (0, 7, 10, 11, 20, 53, 99, 100)] == [
        *("零", "七", "十", "十一", "二十", "五十三", "九十九"),
        "100",
    ]


def test_durations_are_read_or_said_to_be_open() -> None:
    assert duration("P1M") == "1 个月"
    assert duration("P20D") == "20 日"
    assert duration("P1Y6M") == "1 年 6 个月"
    assert duration("由领导小组另定") == "由领导小组另定"
    assert duration(None) == "未定期限"


def consequence(scheme: Scheme, grade: str, do: str) -> Consequence:
    return next(entry for entry in dict(scheme.consequences)[grade] if entry.do == do)


def with_reading(pack: str, name: str, value: str) -> Scheme:
    place = Place("readings.yaml", 1, 1)
    readings = Branch(place, {name: Leaf(place, value)}, {name: place})
    return load_pack(pack, readings=readings).scheme


@pytest.mark.parametrize("pack", PACKS)
def test_conditions_starts_and_appeals_of_every_pack_have_words(pack: str) -> None:
    scheme = load_pack(pack).scheme
    for _, entries in scheme.consequences:
        for entry in entries:
            assert not entry.after or entry.after in CONDITIONS
            assert not entry.start or entry.start in STARTS
    assert scheme.appeal is None or set(scheme.appeal.covers) <= set(COVERS)


def test_rectification_takes_its_term_from_the_clause_else_from_the_reading() -> None:
    weighted = load_pack("bowang-jiaoyun").scheme
    stated = consequence(weighted, "fail", "rectify")
    assert rectify_term(stated, weighted) == "自收到通报之日起 1 个月内"
    silent = load_pack("shifandian").scheme
    entry = consequence(silent, "basic", "rectify")
    assert rectify_term(entry, silent) == "期限由考核机构另行书面通知"
    assert rectify_term(entry, with_reading("shifandian", "rectify_due", "P45D")) == "45 日内"
    assert rectify_term(consequence(silent, "pass", "commend"), silent) == ""


def test_a_measure_says_who_does_what_under_which_condition_and_until_when() -> None:
    scheme = load_pack("bowang-jiaoyun").scheme
    told = [measure_text(entry, scheme) for entry in dict(scheme.consequences)["fail"]]
    assert told == [
        "通报批评",
        "责令整改，自收到通报之日起 1 个月内完成，整改情况报政务公开领导小组办公室",
        "逾期不整改的，追究责任",
    ]
    county = load_pack("xian-kaohe").scheme
    commend = consequence(county, "excellent", "commend")
    assert measure_text(commend, county) == "由县政府对被考核单位通报表扬"


def test_readings_are_told_in_words_not_in_codes() -> None:
    values = {
        stated.name: reading_value(stated, load_pack("bowang-jiaoyun").scheme)
        for stated in load_pack("bowang-jiaoyun").scheme.stated
    }
    assert values["quota_tie"] == "第三方机构测评 → 政务公开工作考核 → 会议记录决定"
    assert values["self_gap_alert"] == "10 分"
    assert values["notice_days"] == "未设定"
    scheme = with_reading("shifandian", "rectify_due", "P1M")
    stated = next(one for one in scheme.stated if one.name == "rectify_due")
    assert reading_value(stated, scheme) == "1 个月"


@pytest.mark.parametrize("pack", PACKS)
def test_no_reading_of_a_pack_shows_a_code(pack: str) -> None:
    scheme = load_pack(pack).scheme
    for stated in scheme.stated:
        assert not re.search(r"[a-z_]{3,}|P\d", reading_value(stated, scheme))
