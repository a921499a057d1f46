"""The list of annexes (附件说明), between the body and the signature."""

import re

from gongkai.rules.recognition.layout import Layout
from gongkai.rules.recognition.lines import Line, tidy
from gongkai.rules.recognition.values import Confidence, Found

_BEGINS = re.compile(
    r"附(?:件|录|表)?(?:[一二三四五六七八九十\d]{1,3})?[:：]|附件[一二三四五六七八九十\d]{1,3}[.．、]"
)
_LABEL = re.compile(r"^附(?:件|录|表)?[一二三四五六七八九十\d]{0,3}[:：.．、]?")
_ITEM = re.compile(
    r"(?:附件)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、:：](?!\d)|[（(]\d{1,2}[)）]"
)
_SPLIT = re.compile(r"(?:^|(?<=[\s；;。]))(?=\d{1,2}[.．、](?!\d))")
_REMARK = re.compile(r"[【［\[（(](?:略|全文废止|已废止|另发|此件.*?|见附件)[)）］\]】]")
_HEADING = re.compile(r"附件([一二三四五六七八九十\d]{0,3})[:：]?")
_INTRODUCED = re.compile(r"^(?:第|（|\()|[。]$")


def recognise_attachments(layout: Layout) -> Found[tuple[str, ...]] | None:
    """Find the list of annexes, else what is headed 附件 after the signature."""
    for index in range(layout.body, layout.end):
        line = layout.lines[index]
        if _BEGINS.match(line.bare):
            items = _items(layout, index)
            if items:
                return Found(items, line.paragraph, Confidence.HIGH, "正文之后的附件说明")
    return _headed(layout)


def _items(layout: Layout, start: int) -> tuple[str, ...]:
    first = _LABEL.sub("", layout.lines[start].text.replace("附 件", "附件"), count=1).strip()
    items = [part.strip() for part in _SPLIT.split(first) if part.strip()]
    numbered = bool(items) and _ITEM.match(items[0]) is not None
    for line in layout.lines[start + 1 : layout.end]:
        if _BEGINS.match(line.bare):
            items.append(_LABEL.sub("", line.text, count=1).strip())
        elif _ITEM.match(line.bare) and (numbered or not items or _is_remark(items)):
            items.append(line.text)
            numbered = True
        elif items and _continues(line):
            items[-1] += f" {line.text}"
        else:
            break
    return tuple(filter(None, map(_clean, items)))


def _is_remark(items: list[str]) -> bool:
    return all(not _clean(item) for item in items)


def _continues(line: Line) -> bool:
    """Whether a line goes on with the name above it: no sentence, no bracket, no new thing."""
    return not _INTRODUCED.search(line.bare) and len(line.bare) <= 40


def _clean(item: str) -> str:
    text = _ITEM.sub("", tidy(item), count=1) if _ITEM.match(item) else tidy(item)
    return _REMARK.sub("", text).strip(" 。；;")


def _headed(layout: Layout) -> Found[tuple[str, ...]] | None:
    """Read the headings 附件1, 附件2 … of annexes that no list announces."""
    names: list[str] = []
    paragraph = 0
    for index in range(layout.annexes, len(layout.lines) - 1):
        if _HEADING.fullmatch(layout.lines[index].bare):
            paragraph = paragraph or layout.lines[index].paragraph
            names.append(_clean(layout.lines[index + 1].text))
    if not names:
        return None
    why = "正文没有附件说明，按落款之后的“附件”标题列出"
    return Found(tuple(names), paragraph, Confidence.MEDIUM, why)
