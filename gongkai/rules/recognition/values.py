"""What goes into recognition and what comes out of it.

Every answer carries where it was found, how sure the reading is and why, so that a person can
check it in a second; what the text does not say is None, never a guess in disguise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from gongkai.rules.document_numbers import DocumentNumber

T = TypeVar("T", covariant=True)


class Alignment(StrEnum):
    """How a paragraph is set; Word says it, plain text does not."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Role(StrEnum):
    """What the paragraph's style in Word says about it, where it says anything."""

    NONE = ""
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of plain text with what is known of its looks.

    ``text`` may hold line breaks; each line then counts as a line of its own.
    """

    text: str
    role: Role = Role.NONE
    alignment: Alignment | None = None
    in_table: bool = False


class Confidence(StrEnum):
    """How sure a reading is; the value is the word shown on screen."""

    HIGH = "确定"
    MEDIUM = "较可靠"
    LOW = "推断"

    @property
    def needs_check(self) -> bool:
        """Whether a person has to confirm the reading before it is used."""
        return self is not Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One field: its value, the paragraph it stands in, and why it is believed.

    ``paragraph`` counts from 1 over all paragraphs given, empty ones included.
    """

    value: T
    paragraph: int
    confidence: Confidence
    why: str


class Disclosure(StrEnum):
    """The disclosure attribute of a document (公开属性)."""

    ACTIVE = "主动公开"
    ON_REQUEST = "依申请公开"
    NONE = "不予公开"
    PARTIAL = "删减后公开"


class Effect(StrEnum):
    """What a sentence does to another document, or what was done to this one."""

    REPEALS = "废止"
    AMENDS = "修改"
    REPEALED_BY = "被废止"


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that is repealed or amended; ``number`` is its canonical number or empty."""

    effect: Effect
    name: str
    number: str = ""

    def __str__(self) -> str:
        return f"{self.effect}：{self.name}{f'（{self.number}）' if self.number else ''}"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The fields of one official document."""

    title: Found[str] | None = None
    number: Found[DocumentNumber] | None = None
    issuers: Found[tuple[str, ...]] | None = None
    addressee: Found[str] | None = None
    dated: Found[date] | None = None
    attachments: Found[tuple[str, ...]] | None = None
    remarks: Found[tuple[str, ...]] | None = None
    disclosure: Found[Disclosure] | None = None
    kind: Found[str] | None = None
    references: Found[tuple[Reference, ...]] | None = None

    def fields(self) -> Iterator[tuple[str, str, Found[object] | None]]:
        """Give every field as (name in code, Chinese label, answer or None), in reading order."""
        for name, label in LABELS.items():
            yield name, label, getattr(self, name)


LABELS = {
    "title": "标题",
    "number": "发文字号",
    "issuers": "发文机关",
    "addressee": "主送机关",
    "dated": "成文日期",
    "kind": "体裁",
    "attachments": "附件",
    "remarks": "附注",
    "disclosure": "公开属性",
    "references": "废止和修改",
}
"""The Chinese name of every field, in the order in which they are shown."""
