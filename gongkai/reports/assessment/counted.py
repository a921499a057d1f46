"""What a result counts in other assessments, by score and not by grade, as a workbook (Q16)."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border

from gongkai.assessment.results import Assessment, exported
from gongkai.assessment.wording import cite_text
from gongkai.policy.workbook.styling import TITLE, Value, cell_at, put
from gongkai.reports.assessment.figures import grade_text, ordered
from gongkai.reports.assessment.sheet_tables import or_dash, table
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Export, Scheme

_TOP = 3
_MIDDLE = Alignment(vertical="center")


def counted_elsewhere(assessment: Assessment, title: str) -> bytes:
    """Return units with the value each rule gives them and the real score beside it."""
    book = Workbook()
    sheet = book.worksheets[0]
    scheme = assessment.scheme
    sheet.title = "计入其他考核"
    titles = ["单位", "总分（实际）", "等次", *(rule.title for rule in scheme.exports), "单位编号"]
    widths = [36, 14, 12, *([18] * len(scheme.exports)), 18]
    rows: list[list[Value]] = []
    for unit in ordered(assessment):
        values = exported(unit, scheme)
        row: list[Value] = [unit.score.unit.name, or_dash(unit.score.total), grade_text(unit)]
        row += [or_dash(values[rule.id]) for rule in scheme.exports]
        rows.append([*row, unit.score.unit.id])
    table(sheet, titles, widths, rows, top=_TOP, freeze="B4", centred=(3,), technical=1)
    put(cell_at(sheet, 1, 1), title, font=TITLE, align=_MIDDLE)
    put(
        cell_at(sheet, 2, 1),
        "；".join(_rule(rule, scheme) for rule in scheme.exports),
        align=_MIDDLE,
    )
    for row_number, height in ((1, 30), (2, 20)):
        cell_at(sheet, row_number, 1).border = Border()
        sheet.row_dimensions[row_number].height = height
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _rule(rule: Export, scheme: Scheme) -> str:
    line, full = plain(rule.full_at_least), plain(rule.full_value)
    cites = "、".join(cite_text(cite, scheme) for cite in rule.cite)
    basis = f"（{cites}）" if cites else ""
    return f"{rule.title}：总分 {line} 分以上计 {full} 分，{line} 分以下计实际总分{basis}"
