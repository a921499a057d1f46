"""The title: one or more lines of the head that together end in the name of a kind.

Titles of official documents read 机关 + 关于 + 事由 + 的 + 文种 and are set on several lines,
broken anywhere. What follows the signature is an annex with a title of its own; only an order (令)
has the title of what it issues there.
"""

import re
from collections.abc import Iterator

from gongkai.rules.recognition.dates import date_in, short_date
from gongkai.rules.recognition.kinds import ending
from gongkai.rules.recognition.layout import Layout
from gongkai.rules.recognition.lines import Line, is_bracketed, tidy
from gongkai.rules.recognition.numbers import (
    is_order_number,
    leading_number,
    number_alone,
    order_head,
)
from gongkai.rules.recognition.organs import organs_in
from gongkai.rules.recognition.values import Alignment, Confidence, Found, Role

_MOST_LINES = 8
_MARKS = re.compile(
    r"(?:绝密|机密|秘密)(?:★.*)?|特急|加急|平急|急件|\d{6,8}|(?:签发人|会签人?)[:：].*"
    r"|(?!.*关于)[^《]*(?:文件|简报|便函|专报)(?:[（(].*[）)])?"
    r"|(?:抄送|主送|附件|单位|联系人|电话|编号|来源)[:：].*"
)
_HISTORY = re.compile(
    r"通过|公布|发布|施行|修订|修正|批准|印发|\d{4}[-.]\d|〕\d{1,9}号|第.{1,60}号"
)
_SERIAL = re.compile(r"[（(]第\d{1,5}[号批期][)）]")
_FULL = re.compile(r"(?:关于|印发|转发|批转|公布|发布).+")
# What stands between the inner marks holds none of them, or there would be very many ways to fail.
_WRAPPED = re.compile(r"《([^《》〈〉]*(?:〈[^〈〉]*〉[^《》〈〉]*)*)》")
_PROMULGATED = re.compile(
    r"《(.{1,300}?)》(?:[（(][^）)]{0,300}[）)])?(?:已|业)?经?.{0,80}(?:公布|发布|颁布)"
)

Group = list[tuple[int, str]]


def recognise_title(layout: Layout, order: Found[str] | None) -> Found[str] | None:
    """Find the title of the document."""
    if order is not None:
        issued = _issued_by_order(layout)
        if issued is not None:
            return issued
    value, paragraph = layout.metadata.get("标题", layout.metadata.get("名称", ("", 0)))
    groups = list(_groups(layout))
    for judge in (_styled, _complete, _named, _headed, _centred, _lonely):
        for group in groups:
            found = judge(layout, group)
            if found is not None:
                return found
    return Found(value, paragraph, Confidence.MEDIUM, "文件信息表的“标题”") if value else None


def _groups(layout: Layout) -> Iterator[Group]:
    """Give the runs of neighbouring head lines that can be parts of a title."""
    group: Group = []
    for index in layout.head:
        text = _title_part(layout, index, bool(group))
        if text:
            group.append((index, text))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _title_part(layout: Layout, index: int, inside: bool) -> str:
    """Return what a line can contribute to a title, or an empty string."""
    line = layout.lines[index]
    if number_alone(line.bare) or is_order_number(line.bare) or _MARKS.fullmatch(line.bare):
        return ""
    if short_date(line.bare) or _is_date(line):
        return ""
    if is_bracketed(line) and line.bare[0] not in "《":
        keeps = _SERIAL.fullmatch(line.bare) or not _HISTORY.search(line.bare)
        return line.text if inside and keeps else ""
    leading = leading_number(line.bare)
    if leading is not None and not inside and not line.bare.endswith(("）", ")")):
        return leading[1]
    if organs_in(line.text) and _is_red_head(layout, index):
        return ""
    return line.text


def _is_date(line: Line) -> bool:
    found = date_in(line.bare)
    return found is not None and found[1:] == (0, len(line.bare))


def _is_red_head(layout: Layout, index: int) -> bool:
    """Whether an organ's line is the name over the red line, not the first line of a title.

    Over the red line a number follows, or a title that names the organ again.
    """
    name = layout.lines[index].bare
    for line in layout.lines[index + 1 : layout.body]:
        if number_alone(line.bare) or _MARKS.fullmatch(line.bare):
            return True
        if not organs_in(line.text):
            return line.bare.startswith(name)
    return True


def _joined(group: Group) -> str:
    return tidy(" ".join(text for _, text in group))


def _found(
    layout: Layout, group: Group, value: str, confidence: Confidence, why: str
) -> Found[str]:
    return Found(_unwrapped(value), layout.lines[group[0][0]].paragraph, confidence, why)


def _unwrapped(title: str) -> str:
    """Take off the 《》 around a whole title, and raise the marks inside it."""
    found = _WRAPPED.fullmatch(title)
    if found is None:
        return title
    return found[1].replace("〈", "《").replace("〉", "》")


def _styled(layout: Layout, group: Group) -> Found[str] | None:
    styled = [part for part in group if layout.lines[part[0]].role is Role.TITLE]
    if not styled:
        return None
    value = _joined(styled)
    if ending(value):
        return _found(layout, styled, value, Confidence.HIGH, "用了标题样式，末尾是文种")
    return _found(layout, styled, value, Confidence.MEDIUM, "用了标题样式")


def _complete(layout: Layout, group: Group) -> Found[str] | None:
    """A run of lines that as a whole, or up to some line, reads 关于…的通知."""
    sizes = [
        size
        for size in range(1, min(len(group), _MOST_LINES) + 1)
        if ending(_joined(group[:size])) and _FULL.search(_joined(group[:size]))
    ]
    if not sizes:
        return None
    size = sizes[0] if _repeats(group[sizes[0] : sizes[-1]]) else sizes[-1]
    value = _joined(group[:size])
    return _found(layout, group, value, Confidence.HIGH, "关于……的文种，位于正文之前")


def _repeats(rest: Group) -> bool:
    """Whether what follows a complete title is a title again: a web page's above the document's."""
    return bool(rest) and bool(ending(_joined(rest))) and bool(_FULL.search(_joined(rest)))


def _named(layout: Layout, group: Group) -> Found[str] | None:
    for size in range(1, min(len(group), _MOST_LINES) + 1):
        value = _joined(group[:size])
        if ending(value) and not (order_head(value) and len(value) < 40):
            return _found(layout, group, value, Confidence.MEDIUM, "正文之前，末尾是文件名称")
    return None


def _headed(layout: Layout, group: Group) -> Found[str] | None:
    """A notice to the public whose only heading is 某某人民政府公告."""
    value = _joined(group)
    if order_head(value) and not value.endswith("令"):
        return _found(layout, group, value, Confidence.MEDIUM, "文件头，没有另外的标题")
    return None


def _centred(layout: Layout, group: Group) -> Found[str] | None:
    centred = [part for part in group if layout.lines[part[0]].alignment is Alignment.CENTER]
    if not centred or order_head(_joined(centred)):
        return None
    return _found(layout, centred, _joined(centred), Confidence.MEDIUM, "正文之前居中的文字")


def _lonely(layout: Layout, group: Group) -> Found[str] | None:
    value = _joined(group)
    if len(group) > 3 or len(value) < 5 or order_head(value) or layout.body == len(layout.lines):
        return None
    return _found(layout, group, value, Confidence.LOW, "正文之前单独成行的文字，请核对")


def _issued_by_order(layout: Layout) -> Found[str] | None:
    """The title of what an order issues: named in its body, and set after the signature."""
    for index in range(layout.body, layout.end):
        line = layout.lines[index]
        found = _PROMULGATED.search(line.bare)
        if found is None:
            continue
        for later in layout.lines[layout.annexes :]:
            if later.bare == found[1]:
                return Found(found[1], later.paragraph, Confidence.HIGH, "令所公布的文件的标题")
        return Found(found[1], line.paragraph, Confidence.MEDIUM, "令的正文中所公布的文件名称")
    return None
