"""Breaking a title into lines of complete phrases and similar length, as the standard asks."""

from collections.abc import Iterable
from itertools import combinations, pairwise
from math import ceil

# 156 mm hold twenty characters of 22 pt.
LINE_WIDTH = 20
_BREAK_BEFORE = (
    "政务公开", "政府信息公开", "示范点", "综合", "建设", "工作", "考核", "考评", "测评", "评估",
    "评议", "检查", "结果", "情况", "有关", "进行", "开展", "答复", "告知",
)  # fmt: skip
# Words that no line may end in the middle of, beside those above.
_WORDS = (
    *_BREAK_BEFORE, "关于", "年度", "的通报", "的通知", "的函", "的报告", "人民政府", "办公室",
    "部门", "乡镇", "街道", "单位", "依法行政", "目标", "责任", "落实", "管理", "服务", "网站",
)  # fmt: skip
_NOT_FIRST = "的了和与、，。；：）》〉】”’！？"
_NOT_LAST = "（《〈【“‘"
# What is counted stands with its number.
_COUNTED = "年月日号期届批次个项件条位名章类"
_MOST_LINES = 4


def width(text: str) -> float:
    """Return the width of a text in characters; Latin letters and digits take half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def _set_width(text: str) -> float:
    """Return the width as programs set it: a quarter of a character between Chinese and digits."""
    joints = sum(one.isascii() != two.isascii() for one, two in pairwise(text))
    return width(text) + joints / 4


def balanced(title: str) -> str:
    """Return a long title broken where phrases end, in lines of similar length.

    A title that is broken already or short enough stays as it is. Where no phrase ends at a
    fitting place, it is broken between words, never inside one that is known.
    """
    if "\n" in title or _set_width(title) <= LINE_WIDTH:
        return title
    phrases, between = _phrases(title), _between_words(title)
    fewest = ceil(_set_width(title) / LINE_WIDTH)
    for count in range(fewest, _MOST_LINES + 1):
        for places in (phrases, between):
            lines = _lines(title, sorted(places), count)
            if lines:
                return "\n".join(lines)
    return title


def _phrases(title: str) -> set[int]:
    return _between_words(title) & {
        index
        for word in _BREAK_BEFORE
        for index in range(2, len(title) - 1)
        if title.startswith(word, index)
    }


def _between_words(title: str) -> set[int]:
    """Return where a line may end without tearing a known word, a number or a bracket."""
    inside = {
        place
        for word in _WORDS
        for start in range(len(title))
        if title.startswith(word, start)
        for place in range(start + 1, start + len(word))
    }
    return {
        place
        for place in range(2, len(title) - 1)
        if place not in inside
        and title[place] not in _NOT_FIRST
        and title[place - 1] not in _NOT_LAST
        and not (title[place - 1].isascii() and title[place].isascii())
        and not (title[place - 1].isdigit() and title[place] in _COUNTED)
    }


def _lines(title: str, places: Iterable[int], count: int) -> list[str]:
    """Return the most even division into ``count`` lines that fit, or nothing."""
    best: list[str] = []
    least = float("inf")
    for chosen in combinations(places, count - 1):
        lines = [title[start:end] for start, end in pairwise((0, *chosen, len(title)))]
        widths = [_set_width(line) for line in lines]
        if max(widths) <= LINE_WIDTH and max(widths) - min(widths) < least:
            best, least = lines, max(widths) - min(widths)
    return best
