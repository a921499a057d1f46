"""Parameters: one description each, which the reader, the OpenAPI document and the page all use."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from typing import Any, Final

from django.http import QueryDict

from gongkai.api.problems import bad
from gongkai.disclosure.open_data.columns import listed_columns
from gongkai.disclosure.open_data.units import unit_codes, unit_named
from gongkai.disclosure.queries.listed import ZONE
from gongkai.disclosure.queries.open_list import Order, Position
from gongkai.disclosure.rulebook import pack
from gongkai.rules.publishing.validity import Validity
from gongkai.search import Sort

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the address. ``read`` turns its text into a value or raises ``ValueError``
    with what is wrong; ``schema`` says to programs what ``read`` takes.
    """

    name: str
    meaning: str
    schema: Callable[[], Schema]
    read: Callable[[str], Any]
    example: str = ""


def read_all(parameters: Iterable[Parameter], query: QueryDict) -> dict[str, Any]:
    """Return the values given, by name.

    Raises:
        ProblemError: a parameter is unknown, given twice or wrong; it is named.
    """
    known = {one.name: one for one in parameters}
    values: dict[str, Any] = {}
    for name in query:
        if name not in known:
            raise bad(name, "没有这个参数。" + _meant(name, known))
        given = query.getlist(name)
        if len(given) > 1:
            raise bad(name, "只能给一次。")
        try:
            values[name] = known[name].read(given[0])
        except ValueError as error:
            raise bad(name, str(error)) from error
    return values


def _meant(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known := list(known), 1)
    return f"是不是 {near[0]}？" if near else f"可用的参数：{'、'.join(known) or '无'}。"


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"应为 {least} 至 {most} 的整数。")
        return int(text)

    return read


def _one_of(values: Iterable[str], words: str) -> Callable[[str], str]:
    allowed = tuple(values)

    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"{words}：{'、'.join(allowed)}。")
        return text

    return read


def _column(text: str) -> str:
    if all(node.id != text for node in listed_columns()):
        raise ValueError("没有这个栏目。栏目见 /api/columns。")
    return text


def _unit(text: str) -> str:
    if "\0" in text or unit_named(text) is None:
        raise ValueError("没有这个单位。单位代码见 /api/units。")
    return text


def _type(text: str) -> str:
    if all(kind.id != text for kind in pack().content_types):
        raise ValueError("没有这种体裁。体裁见 /api/types。")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else _fail()
    except ValueError:
        raise ValueError("应为日期，如 2026-03-01。") from None


_MONTH: Final = r"(19[5-9][0-9]|1949|2[0-9]{3})-(0[1-9]|1[0-2])"


def _month(text: str) -> tuple[int, int]:
    found = re.fullmatch(_MONTH, text)
    if found is None:
        raise ValueError("应为月份，如 2026-03。")
    return int(found[1]), int(found[2])


def _fail() -> date:
    raise ValueError


_LATEST_SECOND: Final = re.compile(r":60(?=[.Zz+-]|$)")


def _moment(text: str) -> datetime:
    """Read RFC 3339; a leap second is the one before it, an address's ``+`` may have become " "."""
    try:
        given = _LATEST_SECOND.sub(":59", text.replace(" ", "+") if "T" in text.upper() else text)
        at = datetime.fromisoformat(given.upper())
        at = at if at.tzinfo is not None else at.replace(tzinfo=ZONE)
        return at.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
    except ValueError:
        raise ValueError("应为时间，如 2026-03-01T00:00:00+08:00。") from None


_CURSOR: Final = re.compile(r"([pur])([1-9][0-9]{0,15})-([1-9][0-9]{0,17})", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next piece of a list begins. ``kind`` tells the order it belongs to."""

    kind: str
    position: Position

    def __str__(self) -> str:
        past = (self.position.at - _EPOCH) // _MICRO
        return f"{self.kind}{past}-{self.position.id}"


def _cursor(text: str) -> Cursor:
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise ValueError("请原样使用上一次结果里 next 给出的值。")
    at = _EPOCH + int(found[2]) * _MICRO
    return Cursor(found[1], Position(at, int(found[3])))


_STATES: Final = tuple(one.value for one in Validity)
_STATE_WORDS: Final = "、".join(f"{one.value} {one.label}" for one in Validity)


def _enum(values: Callable[[], Iterable[str]]) -> Callable[[], Schema]:
    return lambda: {"type": "string", "enum": list(dict.fromkeys(values()))}


def _fixed(**schema: Any) -> Callable[[], Schema]:
    return lambda: schema


COLUMN: Final = Parameter(
    "column",
    "栏目，含其下各级栏目（见 /api/columns）",
    _enum(lambda: (node.id for node in listed_columns())),
    _column,
)
UNIT: Final = Parameter(
    "unit",
    "单位代码，含其内设机构（见 /api/units）",
    _enum(unit_codes),
    _unit,
)
TYPE: Final = Parameter(
    "type",
    "体裁（见 /api/types）",
    _enum(lambda: (kind.id for kind in pack().content_types)),
    _type,
)
YEAR: Final = Parameter(
    "year", "首次公开的年份", _fixed(type="integer", minimum=1949, maximum=2999), _whole(1949, 2999)
)
MONTH: Final = Parameter(
    "month",
    "首次公开的月份",
    _fixed(type="string", pattern=f"^{_MONTH}$"),
    _month,
    example="2026-03",
)
VALIDITY: Final = Parameter(
    "validity",
    f"今天的有效性：{_STATE_WORDS}",
    _enum(lambda: _STATES),
    lambda text: Validity(_one_of(_STATES, "应为其中之一")(text)),
)
ANY_VALIDITY: Final = Parameter(
    "validity",
    f"今天的有效性：{_STATE_WORDS}；all 为全部。不写时不含已失效、已废止的",
    _enum(lambda: (*_STATES, "all")),
    _one_of((*_STATES, "all"), "应为其中之一"),
)
UPDATED_SINCE: Final = Parameter(
    "updated_since",
    "只要现行版本在此刻及以后发布的（RFC 3339；不写时区按北京时间）",
    _fixed(type="string", format="date-time"),
    _moment,
    example="2026-03-01T00:00:00+08:00",
)
SINCE: Final = Parameter(
    "since",
    "只要在此刻及以后撤下的（RFC 3339）",
    _fixed(type="string", format="date-time"),
    _moment,
    example="2026-03-01T00:00:00+08:00",
)
ORDER: Final = Parameter(
    "order",
    "published 首次公开时间由近到远（默认）；updated 现行版本发布时间由远到近，用于增量同步",
    _enum(lambda: (one.value for one in Order)),
    lambda text: Order(_one_of((one.value for one in Order), "应为其中之一")(text)),
)
LIMIT: Final = Parameter(
    "limit",
    "每次的条数，默认 50",
    _fixed(type="integer", minimum=1, maximum=500),
    _whole(1, 500),
)
CURSOR: Final = Parameter(
    "cursor",
    "从哪里继续：上一次结果里 next 给出的值",
    _fixed(type="string", pattern=f"^{_CURSOR.pattern}$"),
    _cursor,
)
WORDS: Final = Parameter(
    "q",
    "要找的词，空格分开；双引号内按原样找",
    _fixed(type="string", maxLength=200),
    lambda text: text if len(text) <= 200 else _too_long(),
)
FROM: Final = Parameter("from", "首次公开日期不早于", _fixed(type="string", format="date"), _day)
TO: Final = Parameter("to", "首次公开日期不晚于", _fixed(type="string", format="date"), _day)
SORT: Final = Parameter(
    "sort",
    "relevance 按相关程度（默认）；date 按首次公开时间",
    _enum(lambda: (one.value for one in Sort)),
    lambda text: Sort(_one_of((one.value for one in Sort), "应为其中之一")(text)),
)
PAGE: Final = Parameter(
    "page", "第几页", _fixed(type="integer", minimum=1, maximum=10_000), _whole(1, 10_000)
)
SIZE: Final = Parameter(
    "size", "每页条数，默认 20", _fixed(type="integer", minimum=1, maximum=100), _whole(1, 100)
)


def _too_long() -> str:
    raise ValueError("最多 200 个字。")
