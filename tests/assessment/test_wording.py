"""Every code a pack uses has a Chinese word, so no screen and no document shows the code."""

from collections.abc import Iterator

import pytest

from gongkai.assessment.wording import (
    ACTIONS,
    ACTORS,
    METHODS,
    chinese_number,
    clause_text,
    duration,
)
from gongkai.policy.library import Library
from gongkai.policy.loading import is_national, load_pack
from gongkai.rules.scheme import Method, Scheme

PACKS = [folder.path.name for folder in Library().folders() if not is_national(folder)]


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
    assert duration(None) == "未定期限"
