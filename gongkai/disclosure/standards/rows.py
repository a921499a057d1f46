"""From a grid to the rows of a standard catalogue, with every doubtful cell named.

Nothing is guessed in silence: where a cell is filled from above, read as a tick it may not be, or
left out, a note says so with its address.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.disclosure.standards.grid import Grid
from gongkai.disclosure.standards.header import Column, Header, is_header
from gongkai.disclosure.standards.limits import Limit, limit
from gongkai.disclosure.standards.words import channels, entries, mark, same_as_above
from gongkai.policy.cursor import Log
from gongkai.policy.disclosure.values import Audience, Mode
from gongkai.policy.national_values import Level

_CARRIED = (Column.FIRST,)
_FOOTERS = ("注", "备注", "说明", "填表", "制表", "审核人", "联系人")
_MARKED = {
    Column.SOCIETY: "公开对象",
    Column.GROUP: "公开对象",
    Column.ACTIVE: "公开方式",
    Column.ON_REQUEST: "公开方式",
    Column.COUNTY: "公开层级",
    Column.TOWNSHIP: "公开层级",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRow:
    """One row of 基层政务公开标准目录. ``row`` is the line Excel shows."""

    row: int
    first: str
    second: str
    elements: tuple[str, ...]
    basis: str
    limit_text: str
    limit: Limit
    responsible: str
    channels: tuple[str, ...]
    audience: Audience
    audience_note: str
    modes: frozenset[Mode]
    levels: frozenset[Level]
    note: str = ""


@dataclass
class RowReader:
    """Reads the rows of one sheet; ``legal`` is the limit of 条例 §26 in working days."""

    grid: Grid
    header: Header
    log: Log
    legal: int
    above: dict[Column, str] = field(default_factory=dict)

    def rows(self) -> Iterator[StandardRow]:
        """Yield the rows that name something to be opened."""
        for row in range(self.header.last + 1, len(self.grid.cells)):
            if self.grid.blank(row) or is_header(self.grid, row):
                continue
            if self._footer(row):
                self._note(row, None, "I-FOOTER", "看作表后的说明，没有读入")
                continue
            texts = self._texts(row)
            read = self._row(row, texts)
            self.above = texts
            if read is not None:
                yield read

    def _note(self, row: int, column: Column | None, code: str, message: str) -> None:
        position = self.header.columns.get(column) if column else None
        self.log.note(self.grid.place(row, position), code, message)

    def _footer(self, row: int) -> bool:
        """Whether a row is a remark under the table: one text, that begins like one."""
        told = {cell.text for cell in self.grid.cells[row] if cell.text}
        return len(told) == 1 and next(iter(told)).startswith(_FOOTERS)

    def _texts(self, row: int) -> dict[Column, str]:
        """Return the text of each column, with 同上 and lost merges filled in."""
        texts = {
            column: self._same(row, column, self.grid.text(row, position))
            for column, position in self.header.columns.items()
        }
        for column in _CARRIED:
            if column in texts and not texts[column] and self.above.get(column):
                texts[column] = self.above[column]
                self._note(row, column, "I-CARRIED", f"空着，沿用上一行的“{texts[column]}”")
        return texts

    def _same(self, row: int, column: Column, text: str) -> str:
        if not text or column is Column.NUMBER or not same_as_above(text):
            return text
        if not self.above.get(column):
            self._note(row, column, "I-SAME", f"写着“{text}”，上一行没有内容可取；按空着处理")
            return ""
        return self.above[column]

    def _row(self, row: int, texts: dict[Column, str]) -> StandardRow | None:
        first, second = texts.get(Column.FIRST, ""), texts.get(Column.SECOND, "")
        if not second and not first:
            self._note(row, Column.SECOND, "I-TITLE", "没有公开事项，这一行没有读入")
            return None
        audience, audience_note = self._audience(row, texts)
        limit_text = texts.get(Column.LIMIT, "")
        return StandardRow(
            row=row + 1,
            first=_line(first),
            second=_line(second),
            elements=self._elements(row, texts),
            basis=_line(texts.get(Column.BASIS, "")),
            limit_text=_line(limit_text),
            limit=self._limit(row, limit_text),
            responsible=_line(texts.get(Column.BODY, "")),
            channels=self._channels(row, texts),
            audience=audience,
            audience_note=audience_note,
            modes=self._modes(row, texts),
            levels=self._levels(row, texts),
            note=_line(texts.get(Column.NOTE, "")),
        )

    def _elements(self, row: int, texts: dict[Column, str]) -> tuple[str, ...]:
        found = entries(texts.get(Column.ELEMENTS, ""))
        if not found:
            self._note(row, Column.ELEMENTS, "I-ELEMENTS", "没有公开内容（要素），请补上")
        return found

    def _limit(self, row: int, text: str) -> Limit:
        read = limit(_line(text), self.legal)
        if not read.sure:
            said = f"“{_short(text)}”" if text else "空着"
            message = f"公开时限{said}，不能确定；暂按 {self.legal} 个工作日，请核对"
            self._note(row, Column.LIMIT, "I-LIMIT", message)
        return read

    def _channels(self, row: int, texts: dict[Column, str]) -> tuple[str, ...]:
        read = channels(texts.get(Column.CHANNELS, ""))
        if read.unknown:
            names = "、".join(_short(name) for name in read.unknown)
            self._note(
                row, Column.CHANNELS, "I-CHANNEL", f"不认识的公开渠道：{names}；记为其他渠道"
            )
            return tuple(dict.fromkeys((*read.ids, "other")))
        if not read.ids:
            self._note(row, Column.CHANNELS, "I-CHANNEL", "没有选公开渠道；暂记政府网站，请核对")
            return ("website",)
        return read.ids

    def _marked(self, row: int, column: Column, texts: dict[Column, str]) -> tuple[bool, str]:
        """Return whether a column is ticked, and the words beside the tick."""
        read = mark(texts.get(column, ""))
        if not read.sure:
            what = _MARKED[column]
            message = f"{what}这一格写着“{_short(texts[column])}”，看作打了勾，请核对"
            self._note(row, column, "I-MARK", message)
        return read.yes, read.rest

    def _audience(self, row: int, texts: dict[Column, str]) -> tuple[Audience, str]:
        """Everybody comes first: what everybody may read, those concerned may read too."""
        if Column.AUDIENCE in texts and Column.SOCIETY not in texts:
            text = texts[Column.AUDIENCE]
            return (Audience.SOCIETY, "") if "社会" in text else (Audience.GROUP, _line(text))
        society, _ = self._marked(row, Column.SOCIETY, texts)
        group, who = self._marked(row, Column.GROUP, texts)
        if not society and not group:
            self._note(row, Column.SOCIETY, "I-NONE", "公开对象没有打勾；暂记全社会，请核对")
        return (Audience.GROUP, _line(who)) if group and not society else (Audience.SOCIETY, "")

    def _modes(self, row: int, texts: dict[Column, str]) -> frozenset[Mode]:
        if Column.MODE in texts and Column.ACTIVE not in texts:
            text = texts[Column.MODE]
            pairs = (("主动" in text, Mode.ACTIVE), ("申请" in text, Mode.ON_REQUEST))
        else:
            active, _ = self._marked(row, Column.ACTIVE, texts)
            on_request, _ = self._marked(row, Column.ON_REQUEST, texts)
            pairs = ((active, Mode.ACTIVE), (on_request, Mode.ON_REQUEST))
        found = frozenset(mode for ticked, mode in pairs if ticked)
        if not found:
            self._note(row, Column.ACTIVE, "I-NONE", "公开方式没有打勾；暂记主动，请核对")
        return found or frozenset({Mode.ACTIVE})

    def _levels(self, row: int, texts: dict[Column, str]) -> frozenset[Level]:
        if Column.LEVEL in texts and not {Column.COUNTY, Column.TOWNSHIP} & texts.keys():
            text = texts[Column.LEVEL]
            county = any(word in text for word in "县区市")
            pairs = (
                (county, Level.COUNTY),
                (any(word in text for word in "乡镇街"), Level.TOWNSHIP),
            )
        else:
            county, _ = self._marked(row, Column.COUNTY, texts)
            township, _ = self._marked(row, Column.TOWNSHIP, texts)
            pairs = ((county, Level.COUNTY), (township, Level.TOWNSHIP))
        found = frozenset(level for ticked, level in pairs if ticked)
        if not found:
            self._note(row, Column.COUNTY, "I-NONE", "公开层级没有打勾；暂记县级，请核对")
        return found or frozenset({Level.COUNTY})


def _line(text: str) -> str:
    """Return a text on one line, without spaces that only filled a cell."""
    return "".join(text.split("\n"))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 20 else f"{line[:20]}…"
