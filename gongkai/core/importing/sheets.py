"""What stands in which sheet and column of the workbook. Columns are found by their headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: the key used in code, the heading in the sheet, and what to write there."""

    key: str
    title: str
    required: bool = False
    hint: str = ""


Sheets = Mapping[str, tuple[Heading, ...]]
"""The sheets of a workbook by title, each with its headings."""

UNITS: Final = "单位"
PEOPLE: Final = "人员"
ROSTER: Final = "名册"

SHEETS: Final[dict[str, tuple[Heading, ...]]] = {
    UNITS: (
        Heading("code", "编码", required=True, hint="小写字母、数字和连字符"),
        Heading("name", "全称", required=True),
        Heading("short_name", "简称"),
        Heading("kind", "类型", required=True),
        Heading("level", "层级", required=True),
        Heading("parent", "上级编码", hint="已有单位或本表中的编码"),
        Heading("group", "分组"),
        Heading("since", "设立日期", required=True, hint="2026-03-02"),
        Heading("basis", "依据"),
        Heading("address", "地址"),
        Heading("office_hours", "办公时间"),
        Heading("phone", "电话"),
        Heading("fax", "传真"),
        Heading("email", "电子邮箱"),
        Heading("website_code", "网站标识码"),
        Heading("functions", "职能"),
    ),
    PEOPLE: (
        Heading("username", "用户名", required=True, hint="登录名，小写字母开头"),
        Heading("name", "姓名", required=True),
        Heading("unit", "单位编码", required=True),
        Heading("phone", "电话"),
        Heading("email", "电子邮箱"),
    ),
    ROSTER: (
        Heading("unit", "单位编码", required=True, hint="机构所在单位"),
        Heading("kind", "机构类型", required=True),
        Heading("body", "机构名称", required=True),
        Heading("name", "姓名", required=True),
        Heading("post", "职务", required=True),
        Heading("member_unit", "成员单位编码", hint="不填为机构所在单位"),
        Heading("phone", "电话"),
        Heading("since", "开始日期", required=True, hint="2026-03-02"),
        Heading("until", "结束日期", hint="任期满的次日；不填为未定"),
    ),
}
