"""The addressees (主送机关): the line, or lines, before the body that end in a colon."""

import re

from gongkai.rules.recognition.layout import Layout
from gongkai.rules.recognition.lines import tidy
from gongkai.rules.recognition.values import Confidence, Found

_INTRODUCES = re.compile(
    r"^(?:为|根据|按照|经|现|近|依据|自|关于|附|注|联系|一|二|第|为了|鉴于|由于|目前|\d|[（(])"
    r"|(?:如下|以下|下列|内容|事项|要求|决定|指出|强调|认为|规定|包括|是|情况|结果|公告|通知|公示|名单)[:：]$"
)
_ADDRESSED = re.compile(
    r"政府|[局委办厅部署院校行社会处站所队党]|单位|公司|企业|部门|机构|各[省市县区乡镇街道村]|社区|法院|中心|基金会"
    r"|同志|先生|女士|代表|委员|市民|居民|群众|申请人|管理区|开发区|镇|乡|街道"
)
_NAME = re.compile(r"(?!说明|备注|附|目录|时间|地点|摘要|前言|编者)[\u4e00-\u9fff]{2,4}")
_LONGEST = 400
_MOST_LINES = 6


def recognise_addressee(layout: Layout) -> Found[str] | None:
    """Find who the document is addressed to; notices to the public have nobody."""
    parts: list[str] = []
    for line in layout.lines[layout.body : layout.body + _MOST_LINES]:
        parts.append(line.text)
        if "。" in line.bare or len("".join(parts)) > _LONGEST:
            return None
        if line.bare.endswith(("：", ":")):
            break
        if not line.bare.endswith(("，", "、", ",", "；")):
            return None
    value = tidy(" ".join(parts)).replace(" ", "").rstrip("：:")
    if not parts or not value or value == tidy(" ".join(parts)).replace(" ", ""):
        return None
    bare = value + "："
    paragraph = layout.lines[layout.body].paragraph
    if _INTRODUCES.search(bare):
        return None
    if _NAME.fullmatch(value) and not _ADDRESSED.search(value):
        return Found(value, paragraph, Confidence.LOW, "正文之前以冒号结尾，可能是个人姓名，请核对")
    if not _ADDRESSED.search(value) and not value.startswith("各"):
        return None
    return Found(value, paragraph, Confidence.HIGH, "正文之前以冒号结尾的一行")
