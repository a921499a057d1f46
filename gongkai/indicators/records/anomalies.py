"""Everything about a row that keeps a part of it from being counted."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """Why a row, or one cell of it, is not counted; the value is the name in every output."""

    DUPLICATE = "duplicate_url"
    PUBLISHED_BEFORE_ISSUED = "published_before_issued"
    OUTSIDE_CALENDAR = "outside_calendar"
    UNPARSED_NUMBER = "unparsed_number"
    UNPARSED_DATE = "unparsed_date"
    EMPTY_UNIT = "empty_unit"
    AFTER_AS_OF = "after_as_of"
    RAGGED_ROW = "ragged_row"
    BROKEN_QUOTES = "broken_quotes"
    BROKEN_JSON = "broken_json"
    NUL_BYTES = "nul_bytes"
    BAD_BYTES = "bad_bytes"

    @property
    def label(self) -> str:
        """Give the short Chinese name."""
        return _WORDS[self][0]

    @property
    def meaning(self) -> str:
        """Say in one sentence what was done with such a row."""
        return _WORDS[self][1]


_WORDS: Final[dict[Kind, tuple[str, str]]] = {
    Kind.DUPLICATE: ("网址重复", "同一网址只计第一条，这一条不计"),
    Kind.PUBLISHED_BEFORE_ISSUED: (
        "发布早于成文",
        "发布日期早于成文日期，不计入按时率，请核对两个日期",
    ),
    Kind.OUTSIDE_CALENDAR: (
        "超出工作日日历",
        "成文或发布日期不在工作日日历的年份内，算不出工作日，不计入按时率",
    ),
    Kind.UNPARSED_NUMBER: ("文号无法识别", "写法不是“机关代字〔年份〕序号”，不计入文号完整率"),
    Kind.UNPARSED_DATE: ("日期无法识别", "不是一个确实存在的日期，按空白处理"),
    Kind.EMPTY_UNIT: ("单位空白", "没有写明单位，归入“（未填单位）”"),
    Kind.AFTER_AS_OF: ("晚于截止日期", "发布（无发布日期的按成文）晚于统计截止日期，不计"),
    Kind.RAGGED_ROW: ("列数与表头不符", "少的列按空白处理，多的列不读"),
    Kind.BROKEN_QUOTES: ("引号不成对", "这一行的引号没有配对，按逗号逐列读取，读不成的不计"),
    Kind.BROKEN_JSON: ("不是 JSON 对象", "这一行不是完整的 JSON 对象，不计"),
    Kind.NUL_BYTES: ("含空字节", "单元格里有空字节，已去掉后读取"),
    Kind.BAD_BYTES: ("含乱码", "单元格里有不属于 UTF-8 的字节，已用“�”代替"),
}


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One line of the list that goes with every report.

    `line` counts as a spreadsheet does (the header is row 1); `column` is the column's Chinese
    name, empty when the whole row is meant; `value` is the cell as it stood in the file.
    """

    file: str
    line: int
    unit: str
    column: str
    value: str
    kind: Kind
    detail: str

    @property
    def message(self) -> str:
        """Say what is wrong and what was done about it."""
        return f"{self.kind.meaning}。{self.detail}" if self.detail else f"{self.kind.meaning}。"


NO_UNIT: Final = "（未填单位）"
