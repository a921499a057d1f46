"""What an official document consists of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from gongkai.rules.document_numbers import parse

_MARKS = "【】"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; it is numbered when written: 一、（一）1.（1）."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError(f"official documents have heading levels 1 to 4, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; ``lead`` opens it in the face of a level 2 heading."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; ``widths`` are relative, ``centred`` columns and ``numbers`` (right) by index."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    centred: Sequence[int] = ()
    numbers: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCell:
    """A cell of a form over ``span`` columns; lines of ``text`` are paragraphs.

    ``label`` is set as a label, ``signed`` (who, when) stands at the right below the text.
    """

    text: str
    span: int = 1
    label: bool = False
    signed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A row of a form; ``least`` is the height kept free for writing by hand, in millimetres."""

    cells: Sequence[FormCell]
    least: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form (表单) of labels and values; ``widths`` of its columns are relative."""

    widths: Sequence[int]
    rows: Sequence[FormRow]

    def __post_init__(self) -> None:
        for row in self.rows:
            spans = sum(cell.span for cell in row.cells)
            if spans != len(self.widths):
                raise ValueError(f"a row of {spans} columns in a form of {len(self.widths)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A JPEG or PNG with a line below it, no larger than ``width`` by ``height`` millimetres."""

    data: bytes
    caption: str = ""
    width: int = 120
    height: int = 80


Block: TypeAlias = Heading | Paragraph | Table | Form | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex: it begins on a page of its own and is listed after the text."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The imprint (版记) at the foot of the last page."""

    issuer: str
    issued_on: date
    copy_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """One document. ``number`` is checked; an empty part is left out with its heading.

    ``remark`` is the note under the date (附注), such as 此件公开发布; it is set in brackets.
    ``signed`` is false for forms and lists, which bear no issuer and date below the text.
    """

    title: str
    recipients: str
    blocks: Sequence[Block]
    issuer: str
    issued_on: date | None
    number: str = ""
    annexes: Sequence[Annex] = ()
    remark: str = ""
    imprint: Imprint | None = None
    signed: bool = True


def checked_number(number: str) -> str:
    """Return a document number in its official spelling, e.g. ``示政公开办〔2026〕5号``.

    Raises :class:`ValueError` with the mend where it is none: an issued document must not bear a
    number that nobody can cite.
    """
    if not number or number[0] in _MARKS:
        return number
    parsed = parse(number)
    if parsed is None or parsed.year is None:
        raise ValueError(f"发文字号“{number}”不合格式，应写成“机关代字〔2026〕5号”")
    return parsed.canonical


def placeholder(what: str) -> str:
    """Return a marked gap for what the office must fill in; it is highlighted when written."""
    return f"【{what}】"
