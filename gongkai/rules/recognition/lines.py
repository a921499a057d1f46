"""From paragraphs to lines that can be judged: spaces gone, page furniture left out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.rules.recognition.values import Alignment, Paragraph, Role

SPACE = r"[\s\u00a0\u3000\u200b\ufeff]"
_SPACES = re.compile(f"{SPACE}+")
# Private-use signs are leftovers of fonts; direction marks are invisible.
_INVISIBLE = re.compile("[\ue000-\uf8ff\u200c-\u200f\u202a-\u202e\u2060-\u2069]")
_BETWEEN_HAN = re.compile(
    rf"(?<=[\u3400-\u9fff、，。（）《》〔〕]){SPACE}+(?=[\u3400-\u9fff、，。（）《》〔〕])"
)
# What a web page or a screen reader leaves in copied text; no document says these alone.
_FURNITURE = re.compile(
    r"字号[:：]?大?中?小?|字体[:：].*|[［\[【]?(?:打印|关闭|分享|收藏|返回顶部)(?:本页|窗口)?[］\]】]?[:：]?"
    r"|浏览次数[:：]?\d*|扫一扫.*|扫描二维码.*|本文(?:链接|关键词)[:：].*|文件下载|相关链接"
    r"|您?当前(?:所在)?(?:的)?位置[:：].*|[-—－\s]*\d{1,3}[-—－\s]*|第\d+页.*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``text`` with single spaces, ``bare`` with none, and its paragraph's number."""

    text: str
    bare: str
    paragraph: int
    role: Role = Role.NONE
    alignment: Alignment | None = None
    in_table: bool = False


def lines_of(paragraphs: Iterable[Paragraph]) -> tuple[Line, ...]:
    """Return every line with text in it, without page furniture."""
    return tuple(_lines(paragraphs))


def _lines(paragraphs: Iterable[Paragraph]) -> Iterator[Line]:
    for number, paragraph in enumerate(paragraphs, start=1):
        for raw in paragraph.text.splitlines():
            text = _SPACES.sub(" ", _INVISIBLE.sub("", raw)).strip()
            bare = text.replace(" ", "")
            if bare and not _FURNITURE.fullmatch(bare):
                yield Line(
                    text, bare, number, paragraph.role, paragraph.alignment, paragraph.in_table
                )


def tidy(text: str) -> str:
    """Remove spaces between Chinese characters, which are typesetting, and keep all others."""
    return _BETWEEN_HAN.sub("", _SPACES.sub(" ", text)).strip()


_SENTENCE = re.compile(r"[。；;]|[，,：:]$")
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[章节条编]|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)"
)
_BRACKETED = re.compile(r"[（(〔［\[【].*[)）〕］\]】]")


def is_sentence(line: Line) -> bool:
    """Whether a line is running text: a title has no full stop and no comma at its end."""
    return bool(_SENTENCE.search(line.bare))


def is_numbered(line: Line) -> bool:
    """Whether a line begins an article, a section or an item."""
    return _NUMBERED.match(line.bare) is not None


def is_bracketed(line: Line) -> bool:
    """Whether a whole line stands in brackets: a remark, or the history under a title."""
    return _BRACKETED.fullmatch(line.bare) is not None
