"""Wrong forms of official writing (GB/T 9704-2012, GB/T 15834), each with the right one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """The forms that are checked."""

    NUMBER_BRACKETS = "number_brackets"
    NUMBER_SEQUENCE = "number_sequence"
    DATE_CHINESE = "date_chinese"
    DATE_PADDED = "date_padded"
    PUNCTUATION = "punctuation"
    TITLE_MARKS = "title_marks"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LABELS[self]


_LABELS = {
    Form.NUMBER_BRACKETS: "发文字号括号不对",
    Form.NUMBER_SEQUENCE: "发文字号序号不对",
    Form.DATE_CHINESE: "成文日期用了汉字",
    Form.DATE_PADDED: "日期编了虚位",
    Form.PUNCTUATION: "中文里用了半角标点",
    Form.TITLE_MARKS: "书名号不成对",
}


@dataclass(frozen=True, slots=True)
class FormFault:
    """A wrong form at ``text[start:end]`` and how to mend it."""

    form: Form
    start: int
    end: int
    text: str
    mend: str


_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_NUMBER = re.compile(
    rf"(?P<code>[{_HAN}]{{1,12}})\s?(?P<open>[〔\[［(（【〖{{｛<＜〈﹝])\s?(?P<year>[0-9０-９]{{4}})\s?(?:年)?\s?"
    rf"(?P<close>[〕\]］)）】〗}}｝>＞〉﹞])\s?(?P<ordinal>第?)\s?(?P<sequence>[0-9０-９]{{1,6}})\s?号"
)
# 公告 and 令 are numbered in other ways (2018年第14号), which are right for them.
_OTHER_SERIES = ("令", "公告", "通告")
_DIGITS = "〇零○Ｏ一二三四五六七八九"
_CHINESE_DATE = re.compile(
    rf"\s*(?P<date>[{_DIGITS}]{{4}}年(?P<month>[一二三四五六七八九十元]{{1,2}})月(?P<day>[一二三四五六七八九十廿]{{1,3}})日)\s*"
)
_PADDED_DATE = re.compile(r"\s*(?P<date>[0-9]{4}年(?:0[0-9]月[0-9]{1,2}|[0-9]{1,2}月0[0-9])日)\s*")
_HALF = re.compile(rf"(?<=[{_HAN}”》）])[,;:?!](?=[{_HAN}“《（])|(?<=[{_HAN}])\.(?=\s*$)")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}


def find_form_faults(text: str) -> tuple[FormFault, ...]:
    """Return the wrong forms of one paragraph, in order. Never raises."""
    found = [fault for check in _CHECKS for fault in check(text)]
    return tuple(sorted(found, key=lambda fault: (fault.start, fault.end)))


def _numbers(text: str) -> Iterator[FormFault]:
    """GB/T 9704 7.2.5: the year in 六角括号, the sequence without 第 and without empty places."""
    for match in _NUMBER.finditer(text):
        code = match["code"]
        if code.endswith(_OTHER_SERIES):
            continue
        year, sequence = int(match["year"]), int(match["sequence"])
        if not 1949 <= year <= 2099 or sequence == 0:
            continue
        right = f"〔{year}〕{sequence}号"
        start, end = match.start("open"), match.end()
        written = text[start:end]
        if match["open"] != "〔" or match["close"] != "〕":
            mend = f"年份用六角括号：{right}"
            yield FormFault(Form.NUMBER_BRACKETS, start, end, written, mend)
        if match["ordinal"] or match["sequence"].startswith(("0", "０")):
            mend = f"序号不加“第”，不编虚位：{right}"
            yield FormFault(Form.NUMBER_SEQUENCE, start, end, written, mend)


def _dates(text: str) -> Iterator[FormFault]:
    """GB/T 9704 7.3.5.4: the date of a document in Arabic numerals, no empty places."""
    chinese = _CHINESE_DATE.fullmatch(text)
    if chinese is not None:
        right = _arabic(chinese["date"])
        if right:
            span = chinese.span("date")
            mend = f"成文日期用阿拉伯数字：{right}"
            yield FormFault(Form.DATE_CHINESE, *span, chinese["date"], mend)
    padded = _PADDED_DATE.fullmatch(text)
    if padded is not None:
        right = re.sub(r"(?<=[年月])0", "", padded["date"])
        yield FormFault(
            Form.DATE_PADDED, *padded.span("date"), padded["date"], f"月、日不编虚位：{right}"
        )


def _arabic(written: str) -> str:
    year, _, rest = written.partition("年")
    month, _, day = rest.removesuffix("日").partition("月")
    digits = "".join(str(max(0, _DIGITS.index(mark) - 3)) for mark in year)
    return f"{digits}年{_small(month)}月{_small(day)}日"


def _small(written: str) -> int:
    """Return the value of a Chinese numeral up to 三十一."""
    written = written.replace("元", "一").replace("廿", "二十")
    tens, ten, ones = written.rpartition("十")
    unit = "一二三四五六七八九".find(ones) + 1 if ones else 0
    return (("一二三四五六七八九".find(tens) + 1 if tens else 1) * 10 if ten else 0) + unit


def _punctuation(text: str) -> Iterator[FormFault]:
    """GB/T 15834: Chinese text has full-width marks; one finding a paragraph, with the count."""
    marks = list(_HALF.finditer(text))
    if marks:
        first = marks[0]
        right = _FULL[first[0]]
        more = f"（本段共 {len(marks)} 处）" if len(marks) > 1 else ""
        mend = f"改用全角“{right}”{more}"
        yield FormFault(Form.PUNCTUATION, first.start(), first.end(), first[0], mend)


def _title_marks(text: str) -> Iterator[FormFault]:
    opened: list[int] = []
    for place, mark in enumerate(text):
        if mark == "《":
            opened.append(place)
        elif mark == "》":
            if not opened:
                yield FormFault(Form.TITLE_MARKS, place, place + 1, mark, "补上左书名号《")
            else:
                opened.pop()
    for place in opened:
        yield FormFault(Form.TITLE_MARKS, place, place + 1, "《", "补上右书名号》")


_CHECKS: tuple[Callable[[str], Iterator[FormFault]], ...] = (
    _numbers,
    _dates,
    _punctuation,
    _title_marks,
)
