"""The yearly plan of what a unit will disclose: to be issued (Word), to be worked with (Excel)."""

from io import BytesIO

from openpyxl import Workbook

from gongkai.policy.workbook.styling import TITLE, cell_at, put
from gongkai.reports.assessment.sheet_tables import Cells, table
from gongkai.reports.disclosure.values import PlannedItem, PlanSheet
from gongkai.reports.disclosure.words import DASH, day_text, safe
from gongkai.reports.official_document import OfficialDocument, Paragraph, Table, build

_TITLES = ("序号", "公开事项", "类别", "公开依据", "责任科室", "公开渠道", "公开时限")


def plan_title(sheet: PlanSheet) -> str:
    """Return the title of a plan."""
    return f"{sheet.unit}{sheet.year}年度政府信息主动公开计划"


def plan_document(sheet: PlanSheet) -> bytes:
    """Return the plan as ``.docx``. Raises ``ValueError`` where the document number is none."""
    opening = (
        f"{sheet.year}年计划主动公开{len(sheet.items)}项政府信息，按下表时限公开；"
        "依法应当公开而未列入的，照常公开。"
    )
    rows = [(str(number), *_cells(item)) for number, item in enumerate(sheet.items, start=1)]
    listed = Table(
        titles=_TITLES, rows=rows, widths=(10, 32, 20, 38, 14, 18, 24), centred=(0, 4, 5, 6)
    )
    return build(
        OfficialDocument(
            title=plan_title(sheet),
            recipients="",
            blocks=[Paragraph(opening), *([listed] if rows else [])],
            issuer=sheet.unit,
            issued_on=sheet.issued_on,
            number=sheet.number,
        )
    )


def plan_workbook(sheet: PlanSheet) -> bytes:
    """Return the plan as ``.xlsx``, with what was published when."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "公开计划"
    put(cell_at(page, 1, 1), plan_title(sheet), font=TITLE, align=None)
    rows: list[Cells] = [
        (number, *_cells(item), _done(item), safe(item.note))
        for number, item in enumerate(sheet.items, start=1)
    ]
    table(
        page,
        (*_TITLES, "公开日期", "备注"),
        (6, 40, 18, 28, 16, 14, 16, 16, 24),
        rows,
        top=2,
        freeze="C3",
        centred=(1, 5, 6, 7, 8),
    )
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(item: PlannedItem) -> tuple[str, ...]:
    return (
        safe(item.title),
        item.category,
        safe(item.basis),
        item.section or DASH,
        item.channel or DASH,
        day_text(item.due_on),
    )


def _done(item: PlannedItem) -> str:
    if item.met_on is None:
        return ""
    late = "（逾期）" if item.met_on > item.due_on else ""
    return day_text(item.met_on) + late
