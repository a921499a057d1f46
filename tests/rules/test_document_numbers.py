"""Document numbers: every spelling of one number reads the same, and nothing raises."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.rules.document_numbers import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_SEQUENCE,
    DocumentNumber,
    parse,
    parse_all,
)

REAL_RECORDS = Path(__file__).parents[3] / "shared" / "data" / "records"

BRACKETS = ["〔〕", "［］", "[]", "()", "（）", "【】", "〈〉", "﹝﹞", "〖〗", "{}", "<>", "＜＞"]
SPACES = ["", " ", "\u3000", "\u00a0", "\u200b", "\ufeff", "\t", "\u200d \u200b"]
LABELS = ["", "发文字号：", "文号:", "文　号：", "发文字号 ： ", "文件编号：", "文号"]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

codes = st.text("国发办函粤沪渝豫府政财税教卫农水交科人社市监规字电令公告", min_size=1, max_size=8)
years = st.integers(min_value=FIRST_YEAR, max_value=LAST_YEAR)
sequences = st.integers(min_value=1, max_value=MAX_SEQUENCE)
numbers = st.builds(DocumentNumber, codes, st.one_of(st.none(), years), sequences)
dated_numbers = st.builds(DocumentNumber, codes, years, sequences)
number_like = st.text("国发令公告的通知文号年第〔〕[（）0129０５ \n\u200b：、", max_size=40)


@st.composite
def spellings(draw: st.DrawFn) -> tuple[DocumentNumber, str]:
    """A number and one of the ways in which a website may write it."""
    number = draw(dated_numbers)
    opening, closing = draw(st.sampled_from(list(map(tuple, BRACKETS))))
    digits = draw(st.sampled_from(["", "0", "00"])) + str(number.sequence)
    pieces = [
        number.issuer_code,
        opening,
        str(number.year),
        draw(st.sampled_from(["", "年"])),
        closing,
        draw(st.sampled_from(["", "第"])),
        digits,
        "号",
    ]
    spaced = "".join(piece + draw(st.sampled_from(SPACES)) for piece in pieces)
    if draw(st.booleans()):
        spaced = spaced.translate(FULL_WIDTH)
    label, after = (
        draw(st.sampled_from(LABELS)),
        draw(st.sampled_from(["", "〔〕", "。", "（此件公开发布）"])),
    )
    return number, draw(st.sampled_from(SPACES)) + label + spaced + after


# --- single spellings -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("国发〔2023〕5号", "国发〔2023〕5号"),
        ("发文字号：渝府发〔2023〕15号", "渝府发〔2023〕15号"),
        ("发文字号：渝府发〔2022〕32 号", "渝府发〔2022〕32号"),
        ("渝府发〔2000〕48号〔〕", "渝府发〔2000〕48号"),
        ("渝府办发〔 2022 〕96 号", "渝府办发〔2022〕96号"),
        ("\u200b渝府办发〔2019〕103号", "渝府办发〔2019〕103号"),
        ("豫政 〔1981〕184号", "豫政〔1981〕184号"),
        ("国 发［２０２３］第００５号", "国发〔2023〕5号"),
        ("国发(2023)5号", "国发〔2023〕5号"),
        ("国发【2023】5号", "国发〔2023〕5号"),
        ("国发﹝2023﹞5", "国发〔2023〕5号"),
        ("（国办发〔2023〕6号）", "国办发〔2023〕6号"),
        ("公告2018年第14号", "公告〔2018〕14号"),
        ("国家发展改革委2017年第9号", "国家发展改革委〔2017〕9号"),
        ("交通运输部令2016年第62号", "交通运输部令〔2016〕62号"),
        ("商务部令（2018年第2号）", "商务部令〔2018〕2号"),
        ("财政部 税务总局公告2019年第2号", "财政部税务总局公告〔2019〕2号"),
        ("省政府令 第5号", "省政府令第5号"),
        ("重庆市人民政府令第 359 号", "重庆市人民政府令第359号"),
        ("重庆市人民政府令\n第359号", "重庆市人民政府令第359号"),
        ("国务院令711号", "国务院令第711号"),
        ("豫政 第24号", "豫政第24号"),
        ("上海市人民政府文件\n沪府发〔2023〕5号", "沪府发〔2023〕5号"),
        ("的通知沪府发〔2013〕60号", "沪府发〔2013〕60号"),
        ("关于印发某某办法的通知沪府发〔2013〕60号", "沪府发〔2013〕60号"),
        ("国中医药办法监发〔2016〕19号", "国中医药办法监发〔2016〕19号"),
        ("工作通知〔2020〕1928号", "工作通知〔2020〕1928号"),
    ],
)
def test_a_spelling_becomes_canonical(text: str, canonical: str) -> None:
    number = parse(text)
    assert number is not None
    assert number.canonical == str(number) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "〔2023〕5号",
        "第5号",
        "国发〔85〕5号",
        "(85)国发5号",
        "国发85年第5号",
        "国发〔1899〕5号",
        "国发〔2203〕5号",
        "国发〔20233〕5号",
        "国发〔2023〕0号",
        "国发〔2023〕1234567号",
        "国发〔2023〕13800000000",
        "会议（2023）5月召开",
        "国发〔2023〕5-1号",
        "上海海关已发布2019年第1号",
        "国" * 25 + "〔2023〕5号",
        "2018年第14号",
    ],
)
def test_what_is_no_number_to_be_sure_of_is_refused(text: str) -> None:
    assert parse(text) is None
    assert parse_all(text) == ()


def test_a_joint_issue_gives_every_number_and_the_lead_organs_first() -> None:
    text = "沪财发〔2020〕1号、沪税发[2020]第02号 沪人社规〔2020〕3号；沪财发〔2020〕1号"
    assert [number.canonical for number in parse_all(text)] == [
        "沪财发〔2020〕1号",
        "沪税发〔2020〕2号",
        "沪人社规〔2020〕3号",
    ]
    assert parse(text) == DocumentNumber("沪财发", 2020, 1)


def test_a_refused_number_does_not_hide_the_next_one() -> None:
    assert parse("国发〔2203〕5号、国办发〔2023〕6号") == DocumentNumber("国办发", 2023, 6)


# --- properties -----------------------------------------------------------------------------


@given(numbers)
@example(DocumentNumber("令", None, 1))
@example(DocumentNumber("国" * 24, 1949, MAX_SEQUENCE))
def test_the_canonical_form_parses_to_itself(number: DocumentNumber) -> None:
    assert parse(number.canonical) == number
    assert parse_all(number.canonical) == (number,)


@given(spellings())
def test_every_spelling_of_one_number_parses_equal(case: tuple[DocumentNumber, str]) -> None:
    number, text = case
    assert parse(text) == number
    assert parse_all(text) == (number,)


@given(st.lists(dated_numbers, min_size=1, max_size=5, unique=True), st.sampled_from("、，；\n/ "))
def test_numbers_in_one_cell_are_all_found(several: list[DocumentNumber], between: str) -> None:
    assert parse_all(between.join(map(str, several))) == tuple(several)


@given(st.one_of(st.text(), number_like))
def test_garbage_never_raises_and_what_is_found_is_canonical(text: str) -> None:
    found = parse_all(text)
    assert parse(text) == (found[0] if found else None)
    for number in found:
        assert parse(number.canonical) == number


# --- the real records -----------------------------------------------------------------------


@pytest.mark.real
@pytest.mark.skipif(not REAL_RECORDS.is_dir(), reason="the real records (shared/data) are not here")
def test_all_real_cells_but_one_sentence_without_a_code_are_parsed() -> None:
    """23,112 of 23,113 non-empty cells; the one left is a clipped sentence without a code."""
    unparsed, filled = [], Counter[str]()
    for path in sorted(REAL_RECORDS.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                cell = row["document_number"].strip()
                if not cell:
                    continue
                filled[path.stem] += 1
                if parse(cell) is None:
                    unparsed.append((path.stem, cell))
    assert filled == {
        "chongqing": 1502,
        "guangdong": 4426,
        "henan": 5968,
        "shanghai": 5909,
        "state-council": 5308,
    }
    assert unparsed == [("shanghai", "上海海关已发布2019年第1号")]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("甲政发〔2023〕5号、6号", ["甲政发〔2023〕5号", "甲政发〔2023〕6号"]),
        ("甲政发〔2023〕5、6号", ["甲政发〔2023〕5号", "甲政发〔2023〕6号"]),
        ("甲政发〔2023〕5号，2023年印发", ["甲政发〔2023〕5号"]),
        ("甲政发〔2023〕5号、12月起施行", ["甲政发〔2023〕5号"]),
        ("国发〔2023〕5号、国办发〔2023〕6号", ["国发〔2023〕5号", "国办发〔2023〕6号"]),
    ],
)
def test_several_numbers_of_one_series_may_be_written_short(
    text: str, canonical: list[str]
) -> None:
    assert [number.canonical for number in parse_all(text)] == canonical


def test_a_file_of_line_breaks_takes_no_time_to_speak_of() -> None:
    """A quadratic search would take minutes here."""
    assert parse("\n" * 200_000) is None
    assert len(parse_all("国发〔2023〕5" + "、1" * 100_000)) <= 1
