"""The sheets of a scoring sheet and their columns; grey ones are filled in already and locked."""

from typing import Final

from gongkai.core.importing import Heading

SCORES: Final = "得分"
NOTES: Final = "要点"
DEDUCTIONS: Final = "扣分"
VALUES: Final = "取值"
ABOUT: Final = "说明"
MARK: Final = "_"
"""A hidden sheet that says of which round the book is."""

_UNIT: Final = Heading("unit", "单位编号", required=True)
_NAME: Final = Heading("unit_name", "单位")
_ITEM: Final = (Heading("item", "考核项编号", required=True), Heading("item_name", "考核项"))
_PART: Final = (
    Heading("component", "得分构成编号", required=True),
    Heading("component_name", "得分构成"),
)
SHEETS: Final[dict[str, tuple[Heading, ...]]] = {
    SCORES: (
        _UNIT,
        _NAME,
        *_PART,
        Heading("max", "满分"),
        Heading("state", "现在"),
        Heading("value", "得分", hint="0 到满分，最多两位小数；空着的不提交"),
        Heading("reason", "说明", hint="主要扣在哪里。不是满分的必须写"),
    ),
    NOTES: (
        _UNIT,
        _NAME,
        *_PART,
        Heading("point", "要点编号", required=True),
        Heading("point_name", "要点"),
        Heading("note", "备注", hint="好在哪里、差在哪里；和得分一起提交"),
    ),
    DEDUCTIONS: (
        _UNIT,
        _NAME,
        *_ITEM,
        Heading("max", "分值"),
        Heading("id", "编号", hint="已记下的扣分的编号，不要改"),
        Heading("points", "扣分", hint="没有问题的空着；加分项在这里写加几分"),
        Heading("reason", "理由", hint="扣分必填"),
        Heading("evidence", "依据", hint="扣分必填：看了什么、去了哪里"),
        Heading("beyond", "超分也扣", hint="扣分确实超过该项分值的，写“是”"),
        Heading("seen", "看过不扣分", hint="看过没有问题的，写“是”"),
    ),
    VALUES: (
        _UNIT,
        _NAME,
        *_ITEM,
        Heading("level", "档次", hint="分档的项写档次的名称"),
        Heading("numerator", "分子", hint="比率项填"),
        Heading("denominator", "分母", hint="比率项填；全年没有的写 0"),
        Heading("records", "记录在哪里", hint="比率项填"),
        Heading("reason", "理由"),
    ),
}
TYPED: Final[dict[str, frozenset[str]]] = {
    SCORES: frozenset({"value", "reason"}),
    NOTES: frozenset({"note"}),
    DEDUCTIONS: frozenset({"points", "reason", "evidence", "beyond", "seen"}),
    VALUES: frozenset({"level", "numerator", "denominator", "records", "reason"}),
}
"""The columns a scorer fills in; all others are locked."""
WIDTHS: Final = {
    "unit": 14,
    "unit_name": 24,
    "item": 20,
    "item_name": 34,
    "component": 16,
    "component_name": 20,
    "point": 22,
    "point_name": 34,
    "max": 8,
    "id": 8,
    "state": 12,
    "reason": 40,
    "evidence": 30,
    "note": 50,
    "records": 24,
}
MOST_ROWS: Final = 30_000
SPARE: Final = 100
"""Empty rows at the end of the deductions, for a second one on an item."""
YES: Final = "是"
