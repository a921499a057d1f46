"""Reading values by name: every key asked for once, every wrong one noted, nothing raised."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.tree import parse_yaml


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def cursor(text: str) -> Cursor:
    return Cursor(parse_yaml(text, "f.yaml"), Log(), "例子")


def said(of: Cursor) -> list[str]:
    return [str(problem) for problem in of.log.problems]


def test_values_come_typed() -> None:
    of = cursor(
        "{a: ' 甲 ', b: '1.50', c: 7, d: 是, e: 2026-11-05, f: blue, g: [x, y], h: z,"
        " i: 2026-11-05 08:00}"
    )
    assert (of.text("a"), of.decimal("b"), of.whole("c"), of.flag("d")) == (
        "甲",
        Decimal("1.50"),
        7,
        True,
    )
    assert of.day("e") == of.day("i") == date(2026, 11, 5)
    assert (of.choice("f", Colour, Colour.RED), of.texts("g"), of.texts("h")) == (
        Colour.BLUE,
        ("x", "y"),
        ("z",),
    )
    of.done()
    assert not said(of)


@pytest.mark.parametrize(
    ("text", "read", "code"),
    [
        ("a: 九", "decimal", "T-NUMBER"),
        ("a: -1", "points", "T-NEGATIVE"),
        ("a: 1.5", "whole", "T-WHOLE"),
        ("a: 或许", "flag", "T-BOOL"),
        ("a: 2026-2-30", "day", "T-DATE"),
        ("a: 2026-11-05x", "day", "T-DATE"),
        ("a: 20261105", "day", "T-DATE"),
        ("a: [1]", "text", "T-VALUE"),
        ("a: {b: 1}", "texts", "T-LIST"),
        ("a: [b, null]", "texts", "T-LIST"),
    ],
)
def test_a_wrong_value_is_noted_at_its_place(text: str, read: str, code: str) -> None:
    of = cursor(text)
    getattr(of, read)("a")
    assert len(said(of)) == 1
    assert said(of)[0].startswith(("f.yaml:1:4 " + code, "f.yaml:1:8 " + code))


@pytest.mark.parametrize(
    ("text", "code"), [("b: 1", "K-MISSING"), ("a:", "K-NULL"), ("a: ' '", "K-NULL")]
)
def test_a_required_text_may_not_be_missing_or_blank(text: str, code: str) -> None:
    of = cursor(text)
    of.text("a", required=True)
    assert code in said(of)[0]


def test_unknown_keys_are_refused_with_the_nearest_known() -> None:
    of = cursor("titel: 甲\n")
    of.text("title")
    of.done()
    assert "没有“titel”这个键；是否想写 title？" in said(of)[0]


def test_half_a_sentence_after_a_comma_is_seen_through() -> None:
    of = cursor("{text: 政府重视,措施得力}")
    of.text("text")
    of.done()
    assert "若是句子的一部分，请给整句加引号" in said(of)[0]


def test_a_long_wrong_value_is_shortened_to_one_line() -> None:
    of = cursor("a: '" + "x y\n\n" * 10_000 + "'")
    of.decimal("a")
    assert len(said(of)[0]) < 200
    assert "\n" not in said(of)[0]


def test_a_choice_lists_what_is_allowed() -> None:
    of = cursor("a: rde")
    assert of.choice("a", Colour, Colour.RED) is Colour.RED
    assert "可用：red、blue；是否想写 red？" in said(of)[0]
