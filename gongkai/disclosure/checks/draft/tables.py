"""A table while it is being read: where the cell stands, and what is over and beside it."""

from gongkai.disclosure.checks.draft.tokens import Token
from gongkai.disclosure.checks.tables import cell_label

_WIDEST = 1000


class OpenTable:
    """Counts rows and columns as people see them, with cells that reach over several of either."""

    def __init__(self, place: str, order: int) -> None:
        self.place = place
        self.order = order
        self.row = 0
        self.column = 0
        self.headed = False
        self.heads: dict[int, str] = {}
        self.left = ""
        self._held: dict[int, int] = {}
        self._width = 1
        self._text: list[str] | None = None

    @property
    def cell_place(self) -> str:
        """Return the place in words; before the first row it is the caption."""
        if not self.row:
            return f"{self.place}标题"
        return f"{self.place}第{self.row}行第{max(self.column, 1)}列"

    @property
    def label(self) -> str:
        """Return what says what the cell holds: the head of its column, its left neighbour."""
        head = self.heads.get(self.column, "") if self.row > 1 else ""
        return cell_label(head, self.left)

    def next_row(self) -> None:
        """Begin a row; cells from above that reach into it hold their columns."""
        self.close_cell()
        self._held = {column: rows - 1 for column, rows in self._held.items() if rows > 1}
        self.row += 1
        self.column, self._width, self.left = 0, 1, ""

    def open_cell(self, token: Token) -> None:
        """Begin a cell in the next free column."""
        self.close_cell()
        self.row = max(self.row, 1)
        self.column += self._width if self.column else 1
        while self._held.get(self.column):
            self.column += 1
        self._width = _span(token.attribute("colspan"))
        rows = _span(token.attribute("rowspan"))
        if rows > 1:
            for column in range(self.column, self.column + self._width):
                self._held[column] = rows
        self.headed = self.headed or token.tag == "th"
        self._text = []

    def words(self, text: str) -> None:
        """Take words of the open cell."""
        if self._text is not None:
            self._text.append(text)

    def close_cell(self) -> None:
        """End the cell: the next one to the right knows it as its neighbour."""
        if self._text is None:
            return
        text = " ".join(" ".join(self._text).split())
        self._text = None
        self.left = text
        if self.row == 1:
            for column in range(self.column, self.column + self._width):
                self.heads[column] = text


def _span(written: str | None) -> int:
    if written is None or not written.isascii() or not written.isdigit():
        return 1
    return min(max(int(written[:6]), 1), _WIDEST)
