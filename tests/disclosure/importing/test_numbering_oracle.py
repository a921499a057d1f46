"""Our labels against LibreOffice's, which counts lists by code of its own.

Compared is what both promise. LibreOffice 7.4 knows neither isLgl nor lvlRestart, circles on past
20 and writes chineseCounting above 99 with 百; those are checked against the standard elsewhere.
Lists that restart begin at their first level: when they begin deeper, and one list is woven into
another, the programs differ and the standard is silent.
"""

import random

import pytest

from gongkai.disclosure.importing import check_source, import_bytes
from gongkai.disclosure.importing.external import office_convert, office_program
from tests.disclosure.importing.word import COUNTING, Level, Word, restart

pytestmark = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
FORMATS = (
    "decimal", "chineseCounting", COUNTING, "japaneseCounting", "ideographTraditional",
    "ideographZodiac", "chineseLegalSimplified", "upperLetter", "lowerLetter", "upperRoman",
    "lowerRoman", "decimalEnclosedCircle", "decimalZero",
)  # fmt: skip
PATTERNS = ("%{0}.", "（%{0}）", "第%{0}条", "%{0}、")


def shown_by_both(word: Word) -> tuple[list[str], list[str]]:
    """The lines of the document as LibreOffice prints them and as we write them, unspaced."""
    data = word.data()
    text = office_convert(check_source(data, "示例.docx"), "txt").decode("utf-8-sig")
    theirs = ["".join(line.split()) for line in text.splitlines()]
    ours = ["".join(each.text.split()) for each in import_bytes(data, "示例.docx").paragraphs]
    return [line for line in theirs if line], [line for line in ours if line]


def test_every_common_format_is_what_libreoffice_shows_up_to_ten() -> None:
    word = Word()
    for index, number_format in enumerate(FORMATS):
        word.abstract(index, [Level(number_format, "[%1]")])
    for index, number_format in enumerate(FORMATS):
        word.list(index + 1, index)
        for _ in range(10):
            word.add(number_format, index + 1)
    theirs, ours = shown_by_both(word)
    assert ours == theirs


def test_chinese_counting_is_what_libreoffice_shows_up_to_a_hundred_and_thirty() -> None:
    word = Word()
    word.abstract(0, [Level(COUNTING, "第%1条")])
    word.list(1, 0)
    for _ in range(130):
        word.add("内容", 1)
    theirs, ours = shown_by_both(word)
    assert ours == theirs
    assert ours[-1] == "第一百三十条内容"


@pytest.mark.parametrize("seed", range(4))
def test_random_lists_with_levels_restarts_and_skips_are_what_libreoffice_shows(seed: int) -> None:
    theirs, ours = shown_by_both(random_lists(random.Random(seed), lists=30))
    assert len(ours) == 30 * 15
    assert ours == theirs


def random_lists(draw: random.Random, lists: int) -> Word:
    """Many lists of four levels, up to three numberings each, walked at random."""
    word = Word()
    walks = []
    for abstract in range(lists):
        levels = [_level(draw, depth) for depth in range(4)]
        word.abstract(abstract, levels)
        numbers = [abstract * 3 + 1 + turn for turn in range(draw.randint(1, 3))]
        walks.append((numbers, levels))
    for abstract, (numbers, levels) in enumerate(walks):
        for turn, number in enumerate(numbers):
            begins = turn > 0 and draw.random() < 0.7
            deeper = "".join(restart(depth, levels[depth].start) for depth in range(1, 4))
            start = restart(0, draw.choice([1, 1, 5]))
            overrides = start + deeper * draw.randint(0, 1) if begins else ""
            word.list(number, abstract, overrides)
    for index, (numbers, _) in enumerate(walks):
        level = 0
        for step in range(15):
            fresh = step % 5 == 0
            number = draw.choice(numbers) if fresh else number
            free = [0, level, min(level + 1, 3), max(level - 1, 0), draw.randint(0, 3)]
            level = 0 if fresh else draw.choice(free)
            word.add(f"内容{index}乙{step}", number, level)
    return word


def _level(draw: random.Random, depth: int) -> Level:
    path = ".".join(f"%{upper + 1}" for upper in range(depth + 1))
    pattern = draw.choice(PATTERNS).format(depth + 1) if draw.random() < 0.5 else path
    return Level(draw.choice(FORMATS), pattern, draw.choice([1, 1, 1, 3]))
