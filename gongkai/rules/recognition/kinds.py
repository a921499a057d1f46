"""The kind of a document (体裁) by the last word of its title.

The fifteen kinds are those of 党政机关公文处理工作条例 (2012) Art. 8; other endings (办法, 方案 …)
are what such documents issue, or what is published without a covering document.
"""

import re

from gongkai.rules.recognition.layout import Layout
from gongkai.rules.recognition.values import Confidence, Found

OFFICIAL = (
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示",
    "批复", "议案", "函", "纪要",
)  # fmt: skip
OTHER = (
    "条例", "规定", "办法", "细则", "规则", "章程", "规范", "标准", "制度", "方案", "规划", "计划",
    "要点", "预案", "清单", "目录", "指南", "公示", "名单", "预算", "决算", "说明", "答复", "解读",
    "指引", "措施", "安排", "守则", "程序", "倡议书", "答复书", "告知书", "情况表", "一览表",
    "汇总表", "统计表", "公开表", "明细表", "总结", "公约", "区划", "导则",
)  # fmt: skip
_TRAILING = re.compile(r"(?:[（(【〔][^（()）【】〔〕]*[)）】〕]|[》〉”])+$")
_OFFICIAL_END = re.compile(f"({'|'.join(sorted(OFFICIAL, key=len, reverse=True))})$")
_OTHER_END = re.compile(f"({'|'.join(sorted(OTHER, key=len, reverse=True))})$")
_INSIDE = re.compile(r"(?:公告|通告|令)(?:\d{4}年)?(?:第\d+号)?[（(].*(决定|公告|通告|令)[)）]$")
_CLOSING = re.compile(
    r"(?:特此|现予以?|此)(公告|通告|通知|通报|批复|函复|函告|复函|公示|报告|复)[。，]?$"
)
_CLOSED = {"函复": "函", "函告": "函", "复函": "函", "复": ""}


def ending(title: str) -> str:
    """Return the kind a title ends with, or an empty string: …实施意见（试行） gives 意见."""
    inside = _INSIDE.search(title)
    if inside is not None:
        return inside[1]
    plain = _TRAILING.sub("", title)
    found = _OFFICIAL_END.search(plain) or _OTHER_END.search(plain)
    if found is None:
        return ""
    return "令" if found[1] == "命令" else found[1]


def recognise_kind(
    layout: Layout, title: Found[str] | None, order: Found[str] | None
) -> Found[str] | None:
    """Tell the kind: an order by its head, else by the title, else by how the body closes."""
    if order is not None:
        return Found("令", order.paragraph, Confidence.HIGH, "文件头是令")
    if title is not None:
        kind = ending(title.value)
        if kind in OFFICIAL:
            return Found(kind, title.paragraph, title.confidence, "标题末尾的文种")
        if kind:
            why = "标题末尾的名称，不是十五种公文文种之一"
            return Found(kind, title.paragraph, Confidence.MEDIUM, why)
    for index in range(layout.end - 1, layout.body - 1, -1):
        found = _CLOSING.search(layout.lines[index].bare)
        kind = _CLOSED.get(found[1], found[1]) if found else ""
        if found and kind:
            why = f"正文结语“{found[0]}”"
            return Found(kind, layout.lines[index].paragraph, Confidence.MEDIUM, why)
    return None
