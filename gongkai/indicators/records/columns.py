"""The columns of a records file and the other names offices give them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

COLUMNS: Final = ("unit", "url", "title", "issued_on", "published_on", "document_number")

# Headers met on government websites and in offices' own lists.
ALIASES: Final[dict[str, str]] = {
    "单位": "unit",
    "单位名称": "unit",
    "公开单位": "unit",
    "发布单位": "unit",
    "发布机构": "unit",
    "网址": "url",
    "链接": "url",
    "网页地址": "url",
    "标题": "title",
    "名称": "title",
    "文件标题": "title",
    "文件名称": "title",
    "成文日期": "issued_on",
    "形成日期": "issued_on",
    "生成日期": "issued_on",
    "印发日期": "issued_on",
    "发布日期": "published_on",
    "公开日期": "published_on",
    "发布时间": "published_on",
    "公开时间": "published_on",
    "文号": "document_number",
    "发文字号": "document_number",
    "文件编号": "document_number",
}

CHINESE_NAMES: Final[dict[str, str]] = {
    "unit": "单位",
    "url": "网址",
    "title": "标题",
    "issued_on": "成文日期",
    "published_on": "发布日期",
    "document_number": "发文字号",
}


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands in a file: its position, or None when the file lacks it."""

    names: tuple[str, ...]
    positions: dict[str, int]

    @property
    def extras(self) -> tuple[int, ...]:
        """Positions of the columns the contract does not name; they are kept, not measured."""
        taken = set(self.positions.values())
        return tuple(i for i in range(len(self.names)) if i not in taken)


def canonical(name: str) -> str | None:
    """Give the contract's name of a header cell, or None for any other column."""
    plain = unicodedata.normalize("NFKC", name).strip().strip("\ufeff\u200b").strip()
    lowered = plain.lower().replace(" ", "_")
    if lowered in COLUMNS:
        return lowered
    return ALIASES.get(plain.replace(" ", ""))


def read_header(cells: Sequence[str]) -> Header:
    """Match header cells to columns; the English name wins over a Chinese one, else the first."""
    positions: dict[str, int] = {}
    for exact in (True, False):
        for index, cell in enumerate(cells):
            name = canonical(cell)
            is_exact = name is not None and name == cell.strip().strip("\ufeff").lower()
            if name is not None and name not in positions and is_exact is exact:
                positions[name] = index
    return Header(_unique(cells), positions)


def _unique(cells: Sequence[str]) -> tuple[str, ...]:
    """Name every column once, so that extra columns with equal or empty headers survive."""
    seen: dict[str, int] = {}
    names = []
    for index, cell in enumerate(cells):
        name = cell.strip().strip("\ufeff") or f"第{index + 1}列"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return tuple(names)
