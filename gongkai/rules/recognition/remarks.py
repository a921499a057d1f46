"""Remarks in brackets under the date (附注) and the disclosure attribute they carry."""

import re

from gongkai.rules.recognition.layout import Layout
from gongkai.rules.recognition.lines import tidy
from gongkai.rules.recognition.values import Confidence, Disclosure, Found

_ATTRIBUTES = (
    (re.compile(r"删减后(?:主动)?公开"), Disclosure.PARTIAL),
    (re.compile(r"依申请公开"), Disclosure.ON_REQUEST),
    (re.compile(r"(?:不予|不)公开|免予公开"), Disclosure.NONE),
    (re.compile(r"(?:主动|全文|此件)?公开(?:发布)?"), Disclosure.ACTIVE),
)
_ABOUT = re.compile(
    r"^[（(]?(?:此件|本件|信息公开(?:选项|类别|属性)?|公开(?:属性|选项|方式|形式)?[:：]|主动公开|依申请公开|不予公开)"
)
_LABELS = ("公开属性", "信息公开选项", "公开选项", "公开方式", "公开形式")
_MOST_LINES = 12


def recognise_remarks(layout: Layout) -> Found[tuple[str, ...]] | None:
    """Collect the remarks in brackets after the signature; one may run over several lines."""
    if layout.signature is None:
        return None
    remarks: list[str] = []
    open_remark = ""
    paragraph = 0
    for line in layout.lines[layout.annexes : layout.annexes + _MOST_LINES]:
        if open_remark:
            open_remark += line.text
        elif line.bare[0] in "（(":
            paragraph = paragraph or line.paragraph
            open_remark = line.text
        else:
            break
        if open_remark.rstrip()[-1] in "）)":
            remarks.append(tidy(open_remark)[1:-1])
            open_remark = ""
    if not remarks:
        return None
    return Found(tuple(remarks), paragraph, Confidence.HIGH, "成文日期之后的括注")


def recognise_disclosure(layout: Layout) -> Found[Disclosure] | None:
    """Find the disclosure attribute in a remark or in the table above the document."""
    for label in _LABELS:
        value, paragraph = layout.metadata.get(label, ("", 0))
        attribute = _attribute(value)
        if attribute is not None:
            return Found(attribute, paragraph, Confidence.HIGH, f"文件信息表的“{label}”")
    for line in layout.lines[layout.body :]:
        if len(line.bare) <= 30 and not line.in_table and _ABOUT.match(line.bare):
            attribute = _attribute(line.bare)
            if attribute is not None:
                why = f"附注“{line.bare.strip('（）()')}”"
                return Found(attribute, line.paragraph, Confidence.HIGH, why)
    return None


def _attribute(text: str) -> Disclosure | None:
    return next((value for pattern, value in _ATTRIBUTES if pattern.search(text)), None)
