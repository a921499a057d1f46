"""Each kind of personal data: how it is written, how sure it is, how it is masked."""

import pytest

from gongkai.rules.text import Certainty, Detected, Kind, find_personal, mask_personal

ID = "11010519491231002X"


def only(text: str, label: str = "") -> Detected:
    (found,) = find_personal(text, label)
    return found


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("手机13812345678", "手机138****5678"),
        ("电话：138-1234-5678", "电话：138****5678"),
        ("138 1234 5678", "138****5678"),
        ("+86 13812345678", "+86 138****5678"),
        ("8613812345678", "86138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("138\u200b1234\u200b5678", "138****5678"),
        ("138—1234—5678", "138****5678"),
        (f"身份证{ID}", "身份证11*************02X"),
        ("身份证号110105491231002", "身份证号11**********002"),
        ("卡号6228480402564890018", "卡号6228***********0018"),
        ("6228 4804 0256 4890 018", "6228***********0018"),
        ("护照E12345678", "护照E*****678"),
        ("往来港澳通行证号：C12345678", "往来港澳通行证号：C*****678"),
        ("车牌闽A12345", "车牌闽A***45"),
        ("闽A·D12345", "闽A***45"),
        ("闽AD12345", "闽A***45"),
        ("zhang.san@qq.com", "z***@qq.com"),
        ("家庭电话：0595-22345678", "家庭电话：0595-****5678"),
        ("住址：示例省示例县城关镇东村3组12号", "住址：示例省示例县城关镇"),
        ("家住示例市东湖街道圣湖社区8号楼2单元401室。", "家住示例市东湖街道。"),
        ("户籍地：示例县东村三组12号", "户籍地：示例县"),
        ("姓名：张三，手机13812345678", "姓名：张*，手机138****5678"),
        (f"户主李四身份证{ID}", "户主李*身份证11*************02X"),
    ],
)
def test_each_kind_is_masked_as_prescribed(text: str, masked: str) -> None:
    assert mask_personal(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码：91350100M000100Y43",
        "投资额13512345678元",
        "总额 13812345678.50",
        "13,812,345,678",
        "项目编号：13812345678",
        "国发〔2023〕5号",
        "2023年1月1日至2023年12月31日",
        "https://www.example.gov.cn/zwgk/201905/t13812345_59088.html",
        "（2018）闽05民终123号",
        "办公地址：示例县人民路12号",
        "项目位于东村3组，征收土地12.5亩",
        "国道324线K100+200路3号桥",
        "第三条第二款第一项",
        "联系人、联系方式由申请人填写",
        "姓名：张三",
        "甘DB62/T 1234",
        "12345热线",
    ],
)
def test_what_only_looks_like_personal_data_is_left_alone(text: str) -> None:
    assert [one for one in find_personal(text) if not one.office] == []


@pytest.mark.parametrize(
    ("text", "kind", "certainty"),
    [
        (ID, Kind.RESIDENT_ID, Certainty.CERTAIN),
        ("110105194912310021", Kind.RESIDENT_ID, Certainty.LIKELY),
        ("990105194912310021", Kind.RESIDENT_ID, Certainty.POSSIBLE),
        ("110105491231002", Kind.RESIDENT_ID, Certainty.LIKELY),
        ("15412345678", Kind.MOBILE, Certainty.LIKELY),
        ("微信wx13812345678", Kind.MOBILE, Certainty.LIKELY),
        ("编号E12345678与G12345678", Kind.PASSPORT, Certainty.POSSIBLE),
        ("京AD12345", Kind.PLATE, Certainty.LIKELY),
        ("东湖小区3号楼2单元401室", Kind.ADDRESS, Certainty.LIKELY),
    ],
)
def test_what_does_not_fully_hold_is_a_weaker_finding(
    text: str, kind: Kind, certainty: Certainty
) -> None:
    found = only(text)
    assert (found.kind, found.certainty) == (kind, certainty)


@pytest.mark.parametrize(
    "text",
    [
        "联系人：李四，联系电话：0595-22345678",
        "咨询电话：22345678",
        "监督电话（0595）22345678",
        "电子邮箱：zwgk@example.gov.cn",
    ],
)
def test_the_contact_line_of_an_office_is_noted_and_not_masked(text: str) -> None:
    found = find_personal(text)
    assert found
    assert all(one.office for one in found)
    assert mask_personal(text) == text


def test_a_mobile_number_in_a_contact_line_is_still_personal() -> None:
    found = only("咨询电话：13812345678")
    assert (found.office, found.certainty) == (False, Certainty.CERTAIN)


def test_a_column_head_tells_what_a_number_is() -> None:
    assert only("110105491231002", "身份证号").certainty is Certainty.CERTAIN
    assert find_personal("13812345678", "金额（元）") == ()
    assert only("13812345678", "联系电话").kind is Kind.MOBILE
    assert only("示例县城关镇东村3组12号", "家庭住址").certainty is Certainty.CERTAIN


def test_a_name_counts_only_beside_other_personal_data() -> None:
    assert find_personal("负责人：张三") == ()
    kinds = [one.kind for one in find_personal("负责人：张三 13812345678")]
    assert kinds == [Kind.NAME, Kind.MOBILE]
    far = "负责人：张三" + "，" * 200 + "13812345678"
    assert [one.kind for one in find_personal(far)] == [Kind.MOBILE]


def test_a_credit_code_that_is_a_valid_id_counts_as_an_id_unless_labelled() -> None:
    assert only(ID).kind is Kind.RESIDENT_ID
    assert find_personal(f"统一社会信用代码：{ID}") == ()


def test_a_long_text_is_read_in_time() -> None:
    text = "示例县城关镇东村" * 5000 + ID
    assert [one.text for one in find_personal(text)] == [ID]
    assert find_personal("1 " * 20000 + "村" * 20000) == ()
