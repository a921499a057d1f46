"""Wrong forms of official writing, each with the right one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.text import Form, find_form_faults


@pytest.mark.parametrize(
    ("text", "form", "mend"),
    [
        ("示例办[2023]5号", Form.NUMBER_BRACKETS, "〔2023〕5号"),
        ("示例办（2023）5号", Form.NUMBER_BRACKETS, "〔2023〕5号"),
        ("示例办【２０２３】５号", Form.NUMBER_BRACKETS, "〔2023〕5号"),
        ("示例办〔2023］5号", Form.NUMBER_BRACKETS, "〔2023〕5号"),
        ("示例办〔2023〕第5号", Form.NUMBER_SEQUENCE, "〔2023〕5号"),
        ("示例办〔2023〕005号", Form.NUMBER_SEQUENCE, "〔2023〕5号"),
        ("二〇二三年五月四日", Form.DATE_CHINESE, "2023年5月4日"),
        ("二○一〇年十二月三十一日", Form.DATE_CHINESE, "2010年12月31日"),
        ("二零二零年十月二十日", Form.DATE_CHINESE, "2020年10月20日"),
        ("2023年05月04日", Form.DATE_PADDED, "2023年5月4日"),
        ("各乡镇,各部门", Form.PUNCTUATION, "，"),
        ("按《规定执行", Form.TITLE_MARKS, "》"),
        ("按规定》执行", Form.TITLE_MARKS, "《"),
    ],
)
def test_a_wrong_form_is_found_with_the_right_one(text: str, form: Form, mend: str) -> None:
    (fault,) = find_form_faults(text)
    assert fault.form is form
    assert mend in fault.mend
    assert text[fault.start : fault.end] == fault.text


@pytest.mark.parametrize(
    "text",
    [
        "示例办〔2023〕5号",
        "国家税务总局公告2018年第14号",
        "公告（2018）第14号",
        "（2018）闽05民终123号",
        "2023年5月4日",
        "2023年10月20日",
        "自二〇二三年五月四日起施行",
        "《关于印发〈办法〉的通知》",
        "比例为1:2,即50%",
        "示例县人民政府。",
    ],
)
def test_right_forms_are_left_alone(text: str) -> None:
    assert find_form_faults(text) == ()


def test_marks_of_one_paragraph_are_one_finding_with_their_count() -> None:
    (fault,) = find_form_faults("各乡镇,各部门,各单位:现通知如下")
    assert "共 3 处" in fault.mend


@given(st.text(alphabet="〔〕[]（）2023第05号年月日二〇一十《》,.;示例办 ", max_size=40))
def test_no_text_makes_it_fail_and_spans_are_exact(text: str) -> None:
    for fault in find_form_faults(text):
        assert text[fault.start : fault.end] == fault.text
