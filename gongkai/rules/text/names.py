"""Names of persons near labels, where other personal data stands beside them.

A name alone is ordinary in official documents (who signed, who leads); together with a number or
an address it identifies a private person.
"""

import re
from collections.abc import Iterable, Iterator

from gongkai.rules.text.context import around
from gongkai.rules.text.values import Certainty, Claims, Detected, Kind

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_LABELS = (
    r"姓\s*名|联系人|身份证持有人|持有人|持证人|持卡人|户\s*主|申请人|当事人|被处罚人|收款人|家长|监护人"
    r"|法定代表人|负责人|经办人|患者|学生|本人|村民|居民|被征收人|权利人|承租人|受益人|补助对象|救助对象"
)
_NAME_LABEL = re.compile(_LABELS)
_FOLLOWING = (
    r"(?=$|[^\u3400-\u4dbf\u4e00-\u9fff]"
    r"|联系|电话|手机|身份|公民|性别|住址|住于|家住|现住|男|女|出生|户籍|银行|卡号|账号|同志|先生|女士)"
)
_LABELLED = re.compile(
    rf"(?:{_LABELS})(?:姓名|签名|签字|为|是)?[\s:(]{{0,4}}"
    rf"(?P<name>[{_HAN}]{{2,4}}?(?:·[{_HAN}]{{1,8}})*){_FOLLOWING}"
)
_SHAPE = re.compile(rf"[{_HAN}](?:\s?[{_HAN}]){{1,3}}(?:·[{_HAN}]{{1,8}})*")
_NOT_NAME = re.compile(
    r".*(?:[局委部厅科股室办处组站所会校院公司行队厂店社区镇乡县市省人号称址码话期别者等项]|中心|单位|企业|信息|情况|材料|资料)$"
    r"|^(?:姓名|联系|身份|电话|地址|性别|应当|可以|提交|填写|签名|签字|如实|或者|以及|按照|根据|必须|需要|无|不|的|是|为|在|对|由|及)"
)
_REACH = 80


def is_name_label(label: str) -> bool:
    """Whether the head of a column announces names of persons."""
    return _NAME_LABEL.search(label) is not None


def is_name(text: str) -> bool:
    """Whether a whole cell can be the name of a person."""
    plain = text.strip()
    return _SHAPE.fullmatch(plain) is not None and _NOT_NAME.match(plain) is None


def name_mask(name: str) -> str:
    """Return the first character and stars for the rest."""
    return name[0] + "*" * max(1, len(name) - 1)


def cell_name(text: str, *, office: bool = False) -> Detected | None:
    """Return the name a cell holds, for a row in which other personal data was found."""
    if not is_name(text):
        return None
    name = text.strip()
    start = text.index(name)
    mask = name_mask(name)
    return Detected(Kind.NAME, start, start + len(name), name, Certainty.LIKELY, mask, office)


def names(text: str, original: str, others: Iterable[Detected]) -> Iterator[Detected]:
    """Yield labelled names that stand near one of the other findings.

    Where all that is near belongs to an office, and so does the line, the name does too.
    """
    private, offices = Claims(len(text)), Claims(len(text))
    for one in others:
        (offices if one.office else private).take(one.start, one.end)
    for match in _LABELLED.finditer(text):
        start, end = match.span("name")
        beside = private.any(start - _REACH, end + _REACH)
        near = beside or offices.any(start - _REACH, end + _REACH)
        if not near or _NOT_NAME.match(match["name"]):
            continue
        office = around(text, start, end).office or not beside
        name = original[start:end]
        yield Detected(Kind.NAME, start, end, name, Certainty.LIKELY, name_mask(name), office)
