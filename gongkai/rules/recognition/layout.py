"""The parts of a document by GB/T 9704-2012: head, body, signature, annexes.

A field means something only in its place: a date in the body is not the date of the document, a
number in the body belongs to another document, and a title after the signature is an annex's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.rules.recognition.dates import date_in, short_date
from gongkai.rules.recognition.lines import Line, is_bracketed, is_numbered, is_sentence, lines_of
from gongkai.rules.recognition.organs import organs_in
from gongkai.rules.recognition.values import Confidence, Paragraph

_ANNEX = re.compile(r"附[件录表][一二三四五六七八九十\d]{0,3}[:：]?")
_KEYS = (
    "索引号|主题分类|主题词|发文机关|发文单位|发布机构|公开主体|成文日期|发文日期|发布日期|公开日期|生成日期|标题"
    "|名称|文件名称|发文字号|文号|有效性|公开方式|公开属性|公开形式|信息公开选项|公开选项|来源|作者|浏览量|时间"
)
_METADATA = re.compile(rf"({_KEYS})[:：](.*)")
_PERSON = re.compile(
    r"(?:代理?)?(?:[省市县区州镇乡厅局部署会院行校所处盟旗]长|主席|主任|总理|书记|委员长|专员|秘书长)"
    r"[:：]?[\u4e00-\u9fff·]{2,8}"
)
_SEAL = re.compile(r"[（(](?:印章|盖章|公章|签章|印)[）)]")
_LONGEST_HEAD_LINE = 90
_SIGNATURE_LINES = 12
_BEFORE_DATE = ("成文日期:", "成文日期：", "日期:", "日期：")


@dataclass(frozen=True, slots=True)
class Signature:
    """The date of a document and the organs signing above it (落款)."""

    dated: date
    date_line: int
    first_line: int
    organs: tuple[str, ...]
    confidence: Confidence
    why: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts are: indexes into ``lines``; the body is ``lines[body:end]``.

    ``end`` is where the signature or, without one, the annexes begin; ``annexes`` is the first
    line after the signature. ``metadata`` holds 索引号-like pairs with the index of their line.
    """

    lines: tuple[Line, ...]
    body: int
    end: int
    annexes: int
    signature: Signature | None
    metadata: dict[str, tuple[str, int]]

    @property
    def head(self) -> range:
        """The lines before the body."""
        return range(self.body)


def layout_of(paragraphs: Iterable[Paragraph]) -> Layout:
    """Find the parts of a document."""
    lines, metadata = _without_metadata(lines_of(paragraphs))
    body = next((i for i, line in enumerate(lines) if _begins_body(line)), len(lines))
    annexes = next((i for i in range(body + 1, len(lines)) if _is_annex(lines, i)), len(lines))
    signature = _signature(lines, body, annexes)
    end = signature.first_line if signature else annexes
    after = signature.date_line + 1 if signature else annexes
    return Layout(lines, body, end, after, signature, metadata)


def _is_annex(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a line heads an annex: 附件 alone, unless a numbered list of annexes follows it."""
    if _ANNEX.fullmatch(lines[index].bare) is None:
        return False
    following = lines[index + 1] if index + 1 < len(lines) else None
    listed = lines[index].bare.endswith(("：", ":")) and following and is_numbered(following)
    return not listed


def _without_metadata(
    lines: tuple[Line, ...],
) -> tuple[tuple[Line, ...], dict[str, tuple[str, int]]]:
    """Set aside the table of 索引号, 发文机关 … that websites and forms put above a document."""
    kept: list[Line] = []
    pairs: dict[str, tuple[str, int]] = {}
    waiting = ""
    for line in lines:
        found = _METADATA.fullmatch(line.bare) if len(kept) < _SIGNATURE_LINES else None
        if found is not None:
            key, value = found.groups()
            waiting = "" if value else key
            pairs.setdefault(key, (value, line.paragraph))
        elif waiting and len(line.bare) <= _LONGEST_HEAD_LINE:
            pairs[waiting] = (line.bare, line.paragraph)
            waiting = ""
        else:
            kept.append(line)
    return tuple(kept), pairs


def _begins_body(line: Line) -> bool:
    if is_bracketed(line):
        return False
    return is_sentence(line) or is_numbered(line) or len(line.bare) > _LONGEST_HEAD_LINE


def is_person(line: Line) -> bool:
    """Whether a line is the signature of a person: 省长 张三."""
    return _PERSON.fullmatch(line.bare) is not None


def _signature(lines: tuple[Line, ...], body: int, annexes: int) -> Signature | None:
    """Find the signature: after the body, else after the annexes, else under the title."""
    for index in range(body, annexes):
        found = _signed(lines, index)
        if found is not None:
            return found
    for index in range(max(annexes, len(lines) - 6), len(lines)):
        found = _signed(lines, index)
        if found is not None and found.organs:
            return _placed(
                found, Confidence.LOW, "日期和机关在附件之后的文末，请核对是否为本文件的落款"
            )
    for index in range(1, body):
        found = _signed(lines, index)
        if found is not None:
            return None
    return None


def _placed(found: Signature, confidence: Confidence, why: str) -> Signature:
    return Signature(found.dated, found.date_line, found.first_line, found.organs, confidence, why)


def _signed(lines: tuple[Line, ...], index: int) -> Signature | None:
    """Read a line as the date of a signature, with the organs above or before it."""
    line = lines[index]
    if line.in_table and not line.alignment:
        return None
    bare = _SEAL.sub("", line.bare)
    found = date_in(bare)
    if found is None:
        short = short_date(bare)
        if short is None:
            return None
        value, before, confidence = short, "", Confidence.MEDIUM
    else:
        value, start, end = found
        before, confidence = bare[:start], Confidence.HIGH
        if bare[end:] or len(before) > 60:
            return None
    beside = _organs_beside(line, before)
    if before and not beside and before not in _BEFORE_DATE:
        return None
    first, organs = _organs_above(lines, index)
    why = (
        "落款处单独成行的日期"
        if confidence is Confidence.HIGH
        else "落款处的日期，不是规范的年月日写法"
    )
    return Signature(value, index, first, organs + beside, confidence, why)


def _organs_beside(line: Line, before: str) -> tuple[str, ...]:
    """Return the organs before the date on the same line."""
    if not before:
        return ()
    spaced, taken = "", 0
    for character in line.text:
        if taken == len(before):
            break
        spaced += character
        taken += character != " "
    return organs_in(spaced)


def _organs_above(lines: tuple[Line, ...], index: int) -> tuple[int, tuple[str, ...]]:
    """Collect the organs standing line by line above a date; persons and seals are passed over."""
    organs: list[str] = []
    first = index
    for above in range(index - 1, max(-1, index - 1 - _SIGNATURE_LINES), -1):
        text = _SEAL.sub("", lines[above].text)
        names = organs_in(text)
        if not names and text.strip() and not is_person(lines[above]):
            break
        organs[:0] = names
        first = above
    return first, tuple(organs)
