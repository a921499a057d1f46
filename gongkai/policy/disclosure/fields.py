"""Fields of content types: what an editor fills in, and what a reader is shown."""

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """What a field holds.

    TEXT one line · LONG_TEXT paragraphs · DATE · CHOICE one of ``choices`` · MONEY yuan, exact ·
    NUMBER exact decimal · TABLE rows of ``columns`` · URL · PHONE · LIST lines · FLAG yes or no ·
    FLOW a flow chart: nodes and edges.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    CHOICE = "choice"
    MONEY = "money"
    NUMBER = "number"
    TABLE = "table"
    URL = "url"
    PHONE = "phone"
    LIST = "list"
    FLAG = "flag"
    FLOW = "flow"


class CommonField(StrEnum):
    """Fields every edition has, whatever its content type."""

    SUMMARY = "summary"
    BODY = "body"
    DOCUMENT_NUMBER = "document_number"
    ISSUING_ORGAN = "issuing_organ"
    ISSUED_ON = "issued_on"
    EFFECTIVE_ON = "effective_on"
    EXPIRES_ON = "expires_on"
    KEYWORDS = "keywords"
    CONTACT = "contact"
    ATTACHMENTS = "attachments"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _COMMON_LABELS[self]


_COMMON_LABELS = {
    CommonField.SUMMARY: "内容概述",
    CommonField.BODY: "正文",
    CommonField.DOCUMENT_NUMBER: "发文字号",
    CommonField.ISSUING_ORGAN: "发布机构",
    CommonField.ISSUED_ON: "成文日期",
    CommonField.EFFECTIVE_ON: "施行日期",
    CommonField.EXPIRES_ON: "失效日期",
    CommonField.KEYWORDS: "关键词",
    CommonField.CONTACT: "联系方式",
    CommonField.ATTACHMENTS: "附件",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice field."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of a content type.

    ``required``: nothing is published without it; a draft may lack it. ``columns`` are the fields
    of a table's row. ``personal``: it names people, so it is looked at before publication.
    """

    id: str
    title: str
    kind: FieldKind
    required: bool = False
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    columns: "tuple[FieldSpec, ...]" = ()
    personal: bool = False
