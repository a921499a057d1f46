"""Names of organs: which short lines are one, and when two spellings mean the same organ."""

import re

_SUFFIX = (
    "人民政府|政府|办公厅|办公室|办事处|委员会|党组|党委|工委|纪委|省委|市委|县委|区委|州委|常委会|管委会"
    "|领导小组|指挥部|联席会议|组织部|宣传部|统战部|委|局|厅|部|署|院|处|站|所|队|分行|支行|总行|社|中心|总队|支队|大队"
    "|学校|大学|学院|集团|公司|协会|联合会|总工会|工商联|银行|医院|法院|检察院|监狱|海关|税务局|镇|乡|街道"
    "|党校|档案馆|博物馆|图书馆|国务院|中央军委|基金会|管理会|理事会|合作社|村委会|居委会|府办|厅办|局办|委办"
)
_ORGAN = re.compile(
    rf"[\u3400-\u9fff（）()·“”A-Za-z]{{0,38}}(?:{_SUFFIX})(?:[（(][^）)]{{1,12}}[）)])?"
)
# Words that make a short line a heading, an act or a person instead of an organ.
_NOT_ORGAN = re.compile(
    r"^(?:各|关于|附件|附|主送|抄送|抄报|印发|联系|地址|电话|特此|此致|名称|单位|责任|项目|序号|我|本|该|由|经)"
    r"|通知|决定|公告|办法|方案|意见|报告|名单|如下|关于|印发|转发|批转|授予|同意|设立|调整|的"
)
_JOINT = re.compile(r"[\s\u3000、，,]+")
_START = (
    r"中共|中国|国家|全国|国务院|最高|中华|中央"
    r"|[\u4e00-\u9fff]{2,8}?(?:省|自治区|市|县|区|州|盟|旗)"
)
# Two names run together: after an end of a name another full name begins.
_RUN_TOGETHER = re.compile(rf"(?<=委|局|厅|部|署|会|院|府|室)(?={_START})")


def is_organ(text: str) -> bool:
    """Whether a short text, without spaces, is the name of one organ."""
    return (
        2 <= len(text) <= 40
        and _ORGAN.fullmatch(text) is not None
        and _NOT_ORGAN.search(text) is None
    )


def organs_in(text: str) -> tuple[str, ...]:
    """Return the organs a line names, and nothing where any part of it is not an organ.

    Letters set apart (人 民 政 府) are one name; names apart by spaces or 、 are several.
    """
    parts = [part for part in _JOINT.split(text.strip()) if part]
    bare = "".join(parts)
    if len(parts) > 1 and all(is_organ(part) for part in parts):
        return tuple(parts)
    return (bare,) if is_organ(bare) else ()


def split_joint(text: str) -> tuple[str, ...]:
    """Split the organs before 关于 in a title: by spaces or 、, else where a full name begins."""
    parts = [part for part in _JOINT.split(text.strip("《〈“ ")) if part]
    if len(parts) == 1:
        parts = _RUN_TOGETHER.split(parts[0])
        if not all(is_organ(part) for part in parts):
            parts = ["".join(parts)]
    return tuple(parts)


def same_organ(short: str, full: str) -> bool:
    """Whether ``short`` can stand for ``full``: its characters occur there in the same order.

    省府办公厅 stands for 广东省人民政府办公厅, 市民政局 for 上海市民政局.
    """
    rest = iter(full)
    return all(character in rest for character in short)
