"""The words of standard catalogues: marks, "as above", channels, limits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TICKS = frozenset("√✓✔☑■●▲")
_YES = _TICKS | {"是", "有", "对", "Y", "y", "1"}
_LIKELY = frozenset({"V", "v", "∨", "ˇ", "J", "勾"})
_NO = frozenset({"", "×", "✗", "✘", "□", "☐", "否", "无", "-", "—", "——", "/", "0", "N", "n"})
_SAME = re.compile(r"同\s*上(?:面|述|行|格)?[。.]?|[〃〞″\"”]{1,2}")
_BOX = re.compile(r"(?P<box>[■☑√✓✔□☐])")
_CHOSEN = frozenset("■☑√✓✔")
_SPLIT = re.compile(r"[\n、，,；;]+")
_ENUMERATED = re.compile(
    r"(?:^|(?<=[\n；;。]))\s*(?:\d{1,2}[.．、)）]|[（(]\d{1,2}[)）]|[①-⑳]|[●•·])\s*"
)


def same_as_above(text: str) -> bool:
    """Whether a cell says 同上 in one of the ways people type it."""
    return _SAME.fullmatch(text.strip()) is not None


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick: whether it is one, whether that is sure, and what else stands in the cell."""

    yes: bool
    sure: bool = True
    rest: str = ""


def mark(text: str) -> Mark:
    """Read a cell that should hold a tick or nothing.

    Words after a tick say to whom it applies and are kept. Anything else is a tick that is not
    sure: a person filled the cell in, and only they know why.
    """
    plain = text.strip()
    if plain in _NO:
        return Mark(False)
    if plain in _YES:
        return Mark(True)
    if plain in _LIKELY:
        return Mark(True, sure=False)
    if plain[0] in _TICKS:
        return Mark(True, rest=plain[1:].strip(" \n（）()：:"))
    return Mark(True, sure=False, rest=plain)


# Longer words first, as 村公示栏 holds 公示栏. The ids are those of the pack gongkai-jichu.
_CHANNELS: tuple[tuple[str, str], ...] = (
    ("政府网站", "website"),
    ("门户网站", "website"),
    ("网站", "website"),
    ("政务公开专栏", "website"),
    ("公报", "gazette"),
    ("两微一端", "new_media"),
    ("微信", "new_media"),
    ("微博", "new_media"),
    ("客户端", "new_media"),
    ("新媒体", "new_media"),
    ("听证会", "hearing"),
    ("座谈会", "hearing"),
    ("发布会", "conference"),
    ("广播", "broadcast"),
    ("电视", "broadcast"),
    ("纸质媒体", "press"),
    ("报刊", "press"),
    ("报纸", "press"),
    ("查阅点", "reading_place"),
    ("档案馆", "reading_place"),
    ("图书馆", "reading_place"),
    ("便民服务站", "station"),
    ("便民服务", "station"),
    ("服务中心", "hall"),
    ("服务大厅", "hall"),
    ("办事大厅", "hall"),
    ("入户", "on_site"),
    ("现场", "on_site"),
    ("公示栏", "board"),
    ("公开栏", "board"),
    ("宣传栏", "board"),
    ("公告栏", "board"),
    ("电子屏", "screen"),
    ("显示屏", "screen"),
    ("触摸屏", "touch_screen"),
    ("推送", "push"),
    ("明白卡", "leaflet"),
    ("宣传册", "booklet"),
    ("其他", "other"),
)


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels of a cell, and the words that name none we know."""

    ids: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def channels(text: str) -> Channels:
    """Read a cell of channels: ticked boxes (■ chosen, □ not), or a plain list."""
    found: list[str] = []
    unknown: list[str] = []
    for name in _named_channels(text):
        ids = [channel for word, channel in _CHANNELS if word in name]
        if not ids:
            unknown.append(name)
        found += _most_telling(name, ids)
    return Channels(tuple(dict.fromkeys(found)), tuple(unknown))


def _most_telling(name: str, ids: list[str]) -> list[str]:
    """``发布会/听证会`` is two channels, ``村公示栏（电子屏）`` one."""
    if "/" in name and "公示栏" not in name:
        return ids
    return ids[:1]


def _named_channels(text: str) -> Iterable[str]:
    parts = _BOX.split(text)
    if len(parts) == 1:
        return _names(text)
    # Before the first box stands nothing that is chosen.
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return [name for box, words in pairs if box in _CHOSEN for name in _names(words)]


def _names(text: str) -> list[str]:
    return [name for part in _SPLIT.split(text) if (name := part.strip(" 。.：:"))]


def entries(text: str) -> tuple[str, ...]:
    """Return the entries of a cell: by line, by semicolon, without their numbers."""
    bare = _ENUMERATED.sub("\n", text)
    parts = (part.strip(" 。，、") for part in re.split(r"[\n；;]+", bare))
    return tuple(part for part in parts if part)
