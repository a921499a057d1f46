"""The sheet of all scores: units by items, every named value of every unit."""

from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.assessment.results import Assessment
from gongkai.policy.workbook.styling import BAND_FILL, BOLD, Value
from gongkai.reports.assessment.figures import figures, ordered, walk
from gongkai.reports.assessment.sheet_tables import Cells, or_dash, same_digits, table
from gongkai.rules.explain import TraceNode
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import ZERO

_DIGITS = 4
# More columns than this are unreadable on one page wide; they go on several, names repeated.
_PAGE_COLUMNS = 14


class ScoresSheet:
    """Units by items: every named value of every unit, in the order of the rubric."""

    FIXED = ("名次", "单位", "总分")

    def __init__(self, sheet: Worksheet, assessment: Assessment) -> None:
        self.sheet = sheet
        self.assessment = assessment
        self.columns: dict[str, TraceNode] = {}
        self.raw: dict[str, TraceNode] = {}
        for unit in assessment.units:
            for node, level in walk(unit.score.trace) if unit.score.trace else ():
                if level and node.id not in {"components", "rubric"}:
                    self.columns.setdefault(node.id, node)
                if "weight" in node.inputs and "score" in node.inputs:
                    self.raw.setdefault(node.id, node)

    def write(self) -> None:
        """Write the sheet."""
        titles, widths = list(self.FIXED), [7, 28, 10]
        for node in self.raw.values():
            titles.append(f"{node.title}\n原始分")
            widths.append(max(10, min(16, len(node.title) * 2 + 2)))
        for node in self.columns.values():
            weighted = "折算分，" if node.id in self.raw else ""
            maximum = f"\n{weighted}满分 {_short(node.max)}" if node.max is not None else ""
            titles.append(node.title + maximum)
            widths.append(max(10, min(16, len(node.title) + 4)))
        rows = [self._row(unit) for unit in ordered(self.assessment)]
        titles.append("单位编号")
        widths.append(18)
        rates = self._rates()
        table(self.sheet, titles, widths, [*rows, rates], freeze="D2", centred=(1,), technical=1)
        self._look(rows)

    def _row(self, unit: Graded) -> Cells:
        own = unit.score.unit
        nodes = {node.id: node for node, _ in walk(unit.score.trace)} if unit.score.trace else {}
        row: list[Value] = [unit.rank or "—", own.name, or_dash(unit.score.total)]
        row += [own.components.get(key, "") for key in self.raw]
        return [*row, *(_cell(nodes.get(key)) for key in self.columns), own.id]

    def _rates(self) -> Cells:
        found = figures(self.assessment)
        rates = {part.id: round(part.rate, 6) for part in (*found.parts, *found.items)}
        blank: list[Value] = ["", "得分率", "", *("" for _ in self.raw)]
        return [*blank, *(rates.get(key, "") for key in self.columns), ""]

    def _look(self, rows: list[Cells]) -> None:
        sheet, last = self.sheet, len(rows) + 2
        width = 4 + len(self.raw) + len(self.columns)
        bold = {key for key, node in self.columns.items() if node.children}
        for column, key in enumerate(("", *self.raw, *self.columns), start=3):
            same_digits(sheet, column, 2, last - 1)
            for row in range(2, last):
                cell = sheet.cell(row, column)
                if key in bold:
                    cell.font, cell.fill = BOLD, BAND_FILL
            sheet.cell(last, column).number_format = "0.0%"
        for column in range(1, width + 1):
            sheet.cell(last, column).font = BOLD
        sheet.auto_filter.ref = f"A1:{get_column_letter(width)}{last - 1}"
        if width > _PAGE_COLUMNS:
            sheet.page_setup.fitToWidth = -(-width // _PAGE_COLUMNS)
            sheet.print_title_cols = "A:C"


def _cell(node: TraceNode | None) -> Value:
    if node is None:
        return ""
    if node.value is None:
        return "不适用" if "not_applicable" in node.inputs else "缺"
    return _short(node.value)


def _short(value: Decimal | None) -> Decimal:
    """Shorten endless digits; Excel keeps fifteen of them, the JSON keeps all."""
    shown = round(value if value is not None else ZERO, _DIGITS)
    return shown.normalize() if shown != shown.to_integral_value() else shown.quantize(Decimal(1))
