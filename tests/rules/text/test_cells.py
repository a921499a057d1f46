"""No field of a CSV file runs in a spreadsheet, and numbers stay numbers."""

import pytest

from gongkai.rules.text import harmless


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\x00=1",
     "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "-", "=", "\tx", "+1e5", "-1,2"],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_kept_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-3.5", "+7", "-12%", "0", "2026-03-01", "甲=乙", "a@b.cn"])
def test_numbers_dates_and_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
