"""Laws of recognition: nothing raises, and how a title or a date is set changes nothing."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.recognition import recognise_text
from gongkai.rules.recognition.dates import date_in
from gongkai.rules.recognition.numerals import chinese_number

days = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))
zeros = st.sampled_from("〇○零ＯO０")
TITLE = "示例县人民政府办公室关于印发示例县推进政务服务便民利民若干措施的通知"
document_like = st.text(
    "示例县政府局办关于的通知公告令第号〔2023〕年月日一二〇十、：。，（）《》附件废止1. \n",
    max_size=200,
)


def chinese(number: int) -> str:
    """Return 1 to 99 as dates write them."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, digits[tens] + "十")
    return head + (digits[ones] if ones else "")


@given(document_like)
def test_no_text_makes_recognition_fail(text: str) -> None:
    recognised = recognise_text(text)
    for _, _, found in recognised.fields():
        assert found is None or found.value


@given(st.text(max_size=300))
def test_no_characters_make_recognition_fail(text: str) -> None:
    assert recognise_text(text) == recognise_text(text)


@given(st.lists(st.integers(4, len(TITLE) - 3), max_size=3, unique=True))
def test_a_title_reads_the_same_wherever_its_lines_break(breaks: list[int]) -> None:
    lines, start = [], 0
    for end in [*sorted(breaks), len(TITLE)]:
        lines.append(TITLE[start:end])
        start = end
    text = "\n".join(["示政办发〔2023〕8号", *lines, "各乡镇人民政府：", "现印发给你们。"])
    title = recognise_text(text).title
    assert title is not None
    assert title.value == TITLE


@given(days, zeros)
def test_a_date_in_chinese_numerals_is_the_same_day(day: date, zero: str) -> None:
    year = "".join("〇一二三四五六七八九"[int(figure)] for figure in str(day.year))
    text = f"{year}年{chinese(day.month)}月{chinese(day.day)}日".replace("〇", zero)
    found = date_in(text)
    assert found is not None
    assert found == (day, 0, len(text))


@given(days, st.sampled_from(["", "　"]), st.booleans())
def test_a_date_in_figures_is_read_with_spaces_and_full_width(
    day: date, space: str, wide: bool
) -> None:
    text = f"{day.year}年{day.month}月{day.day}日"
    if wide:
        text = text.translate({ord(str(figure)): chr(0xFF10 + figure) for figure in range(10)})
    body = "关于放假的通知\n各乡镇：\n现通知如下。\n示例县民政局\n" + space.join(text)
    dated = recognise_text(body).dated
    assert dated is not None
    assert dated.value == day


@given(st.integers(1, 99))
def test_numerals_by_units_read_back(number: int) -> None:
    assert chinese_number(chinese(number)) == number


def test_a_line_of_many_words_takes_linear_time() -> None:
    long = "关于" * 20_000 + "《" * 5_000 + "第十" * 5_000 + "县人民政府" * 5_000
    assert recognise_text(f"{long}\n{long}：\n{long}。").dated is None
