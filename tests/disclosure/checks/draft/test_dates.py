"""Dates that cannot be, or are hardly meant."""

import pytest

from gongkai.disclosure.checks.draft import DraftField
from gongkai.rules.text import Grade
from tests.disclosure.checks.draft.drafts import BODY, GOOD, checked

SIGNED = BODY + "<p>示例县人民政府办公室</p><p>2026年2月27日</p>"
LABELS = {"issued_on": "成文日期", "effective_on": "施行日期", "expires_on": "有效期至"}


def found(body: str = BODY, **days: str) -> list[tuple[str, str, Grade]]:
    dated = tuple(
        DraftField(key=one, label=label, value=days.get(one, "")) for one, label in LABELS.items()
    )
    report = checked(metadata=(*GOOD.metadata, *dated), body_html=body)
    return [
        (one.place, one.title, one.grade) for one in report.findings if one.code.startswith("date.")
    ]


@pytest.mark.parametrize(
    ("days", "place", "title", "grade"),
    [
        ({"issued_on": "2036-02-27"}, "成文日期", "日期还没有到", Grade.WARN),
        (
            {"effective_on": "2026-04-01", "expires_on": "2026-03-31"},
            "有效期至",
            "早于施行日期",
            Grade.BLOCK,
        ),
        (
            {"issued_on": "2026-02-27", "expires_on": "2025-02-27"},
            "有效期至",
            "早于成文日期",
            Grade.BLOCK,
        ),
    ],
)
def test_a_date_that_cannot_be_is_told_at_its_field(
    days: dict[str, str], place: str, title: str, grade: Grade
) -> None:
    assert found(**days) == [(place, title, grade)]


def test_the_date_is_that_of_the_signature() -> None:
    assert found(SIGNED, issued_on="2026-02-27") == []
    told = [("成文日期", "与正文落款的日期不同", Grade.NOTE)]
    assert found(SIGNED, issued_on="2026-01-27") == told
    # An annex may have been issued on a day of its own.
    assert found(f"{SIGNED}<p>2025年1月3日</p>", issued_on="2026-02-27") == []


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        BODY + "<table><tr><th>日期</th></tr><tr><td>2026年1月3日</td></tr></table>",
        BODY + "<p>自2026年1月3日起施行。</p><p>2026年13月45日</p>",
    ],
)
def test_other_dates_of_the_text_are_no_signature(body: str) -> None:
    assert found(body, issued_on="2026-02-27") == []


def test_dates_in_order_are_left_alone() -> None:
    days = {"issued_on": "2026-03-02", "effective_on": "2026-03-02", "expires_on": "2026-03-02"}
    assert found(**days) == []
