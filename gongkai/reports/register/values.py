"""One published item as a register lists it."""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """A row of a register. The first six are the records contract that ``gongkai measure`` reads;
    ``url`` is the public address, the same in every export. The rest says more to people.
    """

    unit: str
    url: str
    title: str
    issued_on: date | None = None
    published_on: date | None = None
    document_number: str = ""
    index_number: str = ""
    category: str = ""
    content_type: str = ""
    validity: str = ""
    effective_on: date | None = None
    expires_on: date | None = None


RECORD_COLUMNS: Final = ("unit", "url", "title", "issued_on", "published_on", "document_number")
MORE_COLUMNS: Final = (
    "index_number",
    "category",
    "content_type",
    "validity",
    "effective_on",
    "expires_on",
)
COLUMNS: Final = (*RECORD_COLUMNS, *MORE_COLUMNS)
TITLES: Final = {
    "unit": "单位",
    "url": "网址",
    "title": "标题",
    "issued_on": "成文日期",
    "published_on": "发布日期",
    "document_number": "发文字号",
    "index_number": "索引号",
    "category": "公开目录",
    "content_type": "体裁",
    "validity": "有效性",
    "effective_on": "施行日期",
    "expires_on": "失效日期",
}
