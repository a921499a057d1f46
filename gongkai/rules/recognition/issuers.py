"""The issuing organs: named in the title, in the head, and signing above the date."""

import re

from gongkai.rules.recognition.layout import Layout
from gongkai.rules.recognition.numbers import order_head
from gongkai.rules.recognition.organs import is_organ, organs_in, same_organ, split_joint
from gongkai.rules.recognition.values import Confidence, Found

_BEFORE = re.compile(
    r"^(.{2,80}?)(?:关于|印发|转发|批转|公布|公告(?=\d{4}年|[（(第])|通告(?=[（(第]))"
)
_RED_HEAD = re.compile(r"(.{3,30}?)(?:文件|公文)")

Organs = tuple[str, ...]


def order_of(layout: Layout) -> Found[str] | None:
    """Return the organ of an order (令) by its head, or None where the document is no order."""
    for index in layout.head:
        line = layout.lines[index]
        head = order_head(line.bare)
        if head.endswith("令"):
            return Found(head[:-1], line.paragraph, Confidence.HIGH, "文件头的令")
    return None


def recognise_issuers(
    layout: Layout, title: Found[str] | None, order: Found[str] | None
) -> Found[Organs] | None:
    """Find who issues the document, preferring full names over short ones."""
    if order is not None:
        return Found((order.value,), order.paragraph, order.confidence, order.why)
    signed = _signed(layout)
    titled = _titled(title)
    if signed is not None and titled is not None:
        return _agreed(signed, titled)
    return signed or titled or _headed(layout)


def _signed(layout: Layout) -> Found[Organs] | None:
    signature = layout.signature
    if signature is not None and signature.organs:
        paragraph = layout.lines[signature.first_line].paragraph
        return Found(signature.organs, paragraph, signature.confidence, "落款")
    return None


def _titled(title: Found[str] | None) -> Found[Organs] | None:
    found = _BEFORE.match(title.value) if title else None
    if title is None or found is None:
        return None
    organs = split_joint(found[1])
    if not organs or not all(is_organ(organ) for organ in organs):
        return None
    return Found(organs, title.paragraph, Confidence.MEDIUM, "标题中“关于”之前，没有可对照的落款")


def _agreed(signed: Found[Organs], titled: Found[Organs]) -> Found[Organs]:
    """Weigh signature against title: the fuller name where one is short for the other."""
    if signed.value == titled.value:
        return Found(signed.value, signed.paragraph, Confidence.HIGH, "落款与标题一致")
    if same_organ("".join(signed.value), "".join(titled.value)) and len(signed.value) <= 1:
        why = f"落款写作“{signed.value[0]}”，取标题中的全称"
        return Found(titled.value, titled.paragraph, Confidence.MEDIUM, why)
    if _shortened(titled.value, signed.value):
        return Found(signed.value, signed.paragraph, Confidence.HIGH, "落款，标题中是简称")
    why = f"落款与标题（{'、'.join(titled.value)}）不一致，取落款，请核对"
    return Found(signed.value, signed.paragraph, Confidence.MEDIUM, why)


def _shortened(short: Organs, full: Organs) -> bool:
    """Whether the title's organs are short for the signing ones, in the same order."""
    if len(short) == len(full):
        return all(same_organ(a, b) for a, b in zip(short, full, strict=True))
    return same_organ("".join(short), "".join(full))


def _headed(layout: Layout) -> Found[Organs] | None:
    for label in ("发文机关", "发文单位", "发布机构"):
        value, paragraph = layout.metadata.get(label, ("", 0))
        organs = organs_in(value)
        if organs:
            return Found(organs, paragraph, Confidence.MEDIUM, f"文件信息表的“{label}”")
    for index in layout.head:
        line = layout.lines[index]
        found = _RED_HEAD.fullmatch(line.bare)
        name = (
            found[1] if found else order_head(line.bare).removesuffix("公告").removesuffix("通告")
        )
        if name and is_organ(name):
            return Found((name,), line.paragraph, Confidence.MEDIUM, "文件头")
    last = layout.lines[layout.end - 1] if layout.body < layout.end else None
    if last is not None and layout.signature is None and is_organ(last.bare):
        return Found(
            (last.bare,), last.paragraph, Confidence.LOW, "文末单独成行的机关名称，没有日期"
        )
    return None
