"""Words are found in any spelling, in the sentences where they count."""

import pytest

from gongkai.rules.text import Grade, Where, WordRule, find_words

MARK = WordRule(
    id="mark", title="标志", grade=Grade.BLOCK, words=("机密★", "内部资料，注意保存"), mend="删去"
)
ALONE = WordRule(
    id="alone", title="密级", grade=Grade.BLOCK, words=("机密",), mend="删去", where=Where.PARAGRAPH
)
TERM = WordRule(
    id="term",
    title="期限",
    grade=Grade.WARN,
    words=("15个工作日",),
    mend="改",
    near=("答复",),
    unless=("第三方",),
)


@pytest.mark.parametrize(
    "text", ["机密★10年", "机 密 ☆ 十年", "（机密★）", "内部资料,注意保存", "内部资料， 注意保存"]
)
def test_a_marking_is_found_in_any_width_and_spacing(text: str) -> None:
    (hit,) = find_words(text, [MARK])
    assert text[hit.start : hit.end] == hit.text


def test_a_level_alone_is_a_marking_but_in_a_sentence_it_is_a_word() -> None:
    assert [hit.text for hit in find_words("  （机密） ", [ALONE])] == ["机密"]
    assert find_words("依法保守机密。", [ALONE]) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("自收到申请之日起15个工作日内答复。", 1),
        ("15 个工作日内予以答复", 1),
        ("自收到申请之日起115个工作日内答复。", 0),
        ("征求第三方意见的，15个工作日内答复。", 0),
        ("公示15个工作日。逾期不予答复。", 0),
    ],
)
def test_neighbours_in_the_same_sentence_decide(text: str, found: int) -> None:
    assert len(find_words(text, [TERM])) == found
