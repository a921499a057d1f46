"""Masked texts: prescribed forms, markup kept, and nothing left that any detector finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.disclosure.checks.draft import DraftText, check_draft, masked_html, masked_text
from gongkai.policy.problems import ProblemsError
from tests.disclosure.checks.draft.drafts import BODY, RULES, codes

ID_NUMBER = "110101199003070118"
MOBILE = "13812345678"
MARKUP = ("<p>", "</p>", "<br>", "<td>", "<tr>", "<table>", "<b>", "</b>", "&amp;")
PARTS = (*MARKUP, MOBILE, ID_NUMBER, "张三", "姓名", "手机", " ", "1")


@pytest.mark.parametrize(
    ("html", "masked"),
    [
        (f"<p>手机{MOBILE}</p>", "<p>手机138****5678</p>"),
        ("<p>手机138<b>1234</b>5678，好</p>", "<p>手机138<b>****</b>5678，好</p>"),
        (f'<p><a href="tel:{MOBILE}">电话</a></p>', '<p><a href="tel:138****5678">电话</a></p>'),
        (f'<img src="a.png" alt="手机{MOBILE}">', '<img src="a.png" alt="手机138****5678">'),
        (f"<!-- {MOBILE} --><p>好</p>", "<p>好</p>"),
        ("<p>a &lt; b &amp; c</p>", "<p>a &lt; b &amp; c</p>"),
        (
            f"<table><tr><th>姓名</th><th>手机</th></tr><tr><td>李四</td><td>{MOBILE}</td></tr></table>",
            "<table><tr><th>姓名</th><th>手机</th></tr><tr><td>李*</td><td>138****5678</td></tr></table>",
        ),
    ],
)  # fmt: skip
def test_what_is_personal_is_masked_in_its_place(html: str, masked: str) -> None:
    assert masked_html(html) == masked


def test_a_text_without_personal_data_is_returned_as_it_was() -> None:
    assert masked_html(BODY) == BODY


@pytest.mark.parametrize("cut", range(4, 17))
def test_a_number_broken_over_lines_is_masked_as_one(cut: int) -> None:
    html = f"<p>证号 {ID_NUMBER[:cut]}</p>\n<p> {ID_NUMBER[cut:]} 止</p>"
    masked = masked_html(html)
    assert ID_NUMBER[6:14] not in "".join(masked.split())
    assert masked.endswith("止</p>")


def test_where_something_would_be_left_nothing_is_returned() -> None:
    with pytest.raises(ProblemsError, match="不能自动脱敏"):
        masked_html(f'<p data-number="{ID_NUMBER}">好</p>')


def test_fields_are_masked_under_their_labels() -> None:
    assert masked_text(f"张三，手机{MOBILE}", "申请人") == "张三，手机138****5678"


@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_a_masked_text_passes_every_check_or_is_refused(parts: list[str]) -> None:
    try:
        masked = masked_html("".join(parts))
    except ProblemsError:
        return
    report = check_draft(DraftText(title="关于公开名单的通知", body_html=masked), RULES)
    assert not [code for code in codes(report) if code.startswith("personal.")]
