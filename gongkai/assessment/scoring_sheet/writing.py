"""Writing the scoring sheet of one person: assigned rows, own entries, everything else locked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.assessment.models import ComponentScore, Deduction, ItemLook, ItemScore, Round
from gongkai.assessment.queries.judging.sight import Sight, sights
from gongkai.assessment.rubric import Place, places, topics
from gongkai.assessment.scoring_sheet.layout import (
    ABOUT,
    DEDUCTIONS,
    MARK,
    NOTES,
    SCORES,
    SHEETS,
    SPARE,
    TYPED,
    VALUES,
    WIDTHS,
    YES,
)
from gongkai.core.access import Viewer
from gongkai.core.importing import Heading
from gongkai.policy.workbook.styling import (
    BAND_FILL,
    BODY,
    TITLE,
    WRAP,
    cell_at,
    header,
    page,
    put,
)
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Method

Cells = dict[str, str]
_OPEN = Protection(locked=False)


def scoring_sheet(viewer: Viewer, round_: Round) -> bytes | None:
    """Return the book of what is assigned to a viewer; ``None`` where nothing is."""
    seen = [sight for sight in sights(viewer, round_) if sight.seats and not sight.unit.exempt]
    if not seen or viewer.person_id is None:
        return None
    own = _Own(viewer.person_id, round_)
    book = Workbook()
    _explain(book.worksheets[0], round_, viewer)
    rows: dict[str, list[Cells]] = {
        SCORES: [row for sight in seen for row in _scores(sight, own)],
        NOTES: [row for sight in seen for row in _notes(sight, own)],
        DEDUCTIONS: [row for sight in seen for row in _deductions(sight, own)],
        VALUES: [row for sight in seen for row in _values(sight, own)],
    }
    for title, lines in rows.items():
        if lines:
            spare = SPARE if title == DEDUCTIONS else 0
            _sheet(book.create_sheet(title), title, lines, spare)
    mark = book.create_sheet(MARK)
    mark.sheet_state = "hidden"
    put(cell_at(mark, 1, 1), round_.key)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


class _Own:
    """What the person gave in a round, read at once."""

    def __init__(self, person: int, round_: Round) -> None:
        self.person = person
        rows = ComponentScore.objects.filter(
            round_unit__round=round_, person=person, withdrawn_at=None
        )
        self.scores = {(row.round_unit_id, row.component): row for row in rows}
        self.deductions: Mapping[tuple[int, str], list[Deduction]] = defaultdict(list)
        for one in Deduction.objects.filter(
            round_unit__round=round_, person=person, withdrawn_at=None
        ):
            self.deductions[one.round_unit_id, one.item].append(one)
        looks = ItemLook.objects.filter(round_unit__round=round_, person=person)
        self.looks = set(looks.values_list("round_unit", "item"))
        values = ItemScore.objects.filter(round_unit__round=round_, person=person)
        self.values = {(row.round_unit_id, row.item): row for row in values}


def _explain(sheet: Worksheet, round_: Round, viewer: Viewer) -> None:
    sheet.title = ABOUT
    sheet.column_dimensions["A"].width = 96
    lines = (
        f"评分人：{viewer.name}。表里只有分配给您的单位和项目，以及您自己已经填的内容。",
        "1. 白色的格子由您填，灰色的格子锁定，不用改。",
        "2. “得分”表：每个单位每项得分构成一行，写得分和说明。空着的不提交。",
        "3. “要点”表：可以逐个要点写备注，和得分一起提交。",
        "4. “扣分”表：有问题的写扣分、理由、依据；没有问题的在“看过不扣分”写“是”。",
        "5. 同一项扣两次以上的，在表的最后空行写单位编号、考核项编号和扣分。",
        "6. 已记下的扣分有编号：改分数、理由就是更正；把扣分删空就是撤销。",
        "7. 填好上传，先试运行：有错的会逐处列出。没有错再正式上传。可以多次上传。",
        "8. 用公式算出的数，请先在 Excel 里保存一次再上传。",
    )
    put(cell_at(sheet, 1, 1), f"{round_.title}：评分表", font=TITLE)
    for number, line in enumerate(lines, start=3):
        put(cell_at(sheet, number, 1), line)
        sheet.row_dimensions[number].height = 22
    sheet.protection.sheet = True
    page(sheet, landscape=False)


def _unit(sight: Sight) -> Cells:
    return {"unit": sight.unit.unit.code, "unit_name": sight.unit.name}


def _scores(sight: Sight, own: _Own) -> Iterator[Cells]:
    leaves = {leaf.id: leaf for leaf in sight.scheme.leaves()}
    for component in sight.components:
        row = own.scores.get((sight.unit.pk, component))
        state = "" if row is None else "已提交" if row.submitted_at is not None else "草稿"
        yield {
            **_unit(sight),
            "component": component,
            "component_name": leaves[component].title,
            "max": plain(leaves[component].max),
            "state": state,
            "value": plain(row.value) if row is not None and row.value is not None else "",
            "reason": row.reason if row is not None else "",
        }


def _notes(sight: Sight, own: _Own) -> Iterator[Cells]:
    leaves = {leaf.id: leaf for leaf in sight.scheme.leaves()}
    for component in sight.components:
        row = own.scores.get((sight.unit.pk, component))
        for topic in topics(sight.scheme):
            if sight.has_topic(topic.id):
                yield {
                    **_unit(sight),
                    "component": component,
                    "component_name": leaves[component].title,
                    "point": topic.id,
                    "point_name": topic.title,
                    "note": row.notes.get(topic.id, "") if row is not None else "",
                }


def _places(sight: Sight) -> Iterator[Place]:
    for place in places(sight.scheme, sight.unit.group):
        if sight.has_item(place.item.id):
            yield place


def _item(sight: Sight, place: Place) -> Cells:
    return {**_unit(sight), "item": place.item.id, "item_name": place.item.title}


def _deductions(sight: Sight, own: _Own) -> Iterator[Cells]:
    for place in _places(sight):
        if not (place.deducts or place.is_bonus):
            continue
        key = (sight.unit.pk, place.item.id)
        base = {**_item(sight, place), "max": plain(place.points)}
        for row in own.deductions.get(key, ()):
            yield {
                **base,
                "id": str(row.pk),
                "points": plain(row.points),
                "reason": row.reason,
                "evidence": row.evidence,
            }
        if key not in own.deductions:
            yield {**base, "seen": YES if key in own.looks else ""}


def _values(sight: Sight, own: _Own) -> Iterator[Cells]:
    for place in _places(sight):
        if place.item.method not in {Method.LEVELS, Method.COMPUTED}:
            continue
        row = own.values.get((sight.unit.pk, place.item.id))
        cells = _item(sight, place)
        if row is not None:
            levels = {one.id: one.title for one in place.item.levels}
            cells |= {
                "level": levels.get(row.level, ""),
                "numerator": plain(row.numerator) if row.numerator is not None else "",
                "denominator": plain(row.denominator) if row.denominator is not None else "",
                "records": row.records,
                "reason": row.reason,
            }
        yield cells


def _sheet(sheet: Worksheet, title: str, lines: list[Cells], spare: int) -> None:
    headings = SHEETS[title]
    widths = [WIDTHS.get(one.key, 12) for one in headings]
    header(sheet, 1, [one.title for one in headings], widths)
    for number, row in enumerate((*lines, *({} for _ in range(spare))), start=2):
        _row(sheet, number, headings, row, TYPED[title])
    for column, heading in enumerate(headings, start=1):
        if heading.hint:
            cell_at(sheet, 1, column).comment = Comment(heading.hint, "gongkai")
    first = next(at for at, one in enumerate(headings, start=1) if one.key in TYPED[title])
    sheet.freeze_panes = f"{get_column_letter(min(first, 5))}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(lines) + 1}"
    protection = sheet.protection
    protection.sheet = True
    # What is locked is the text of the rows, not how one works with them.
    protection.autoFilter = protection.sort = False
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    page(sheet)


def _row(
    sheet: Worksheet,
    number: int,
    headings: Iterable[Heading],
    row: Cells,
    typed: frozenset[str],
) -> None:
    spare = not row
    for column, heading in enumerate(headings, start=1):
        cell = cell_at(sheet, number, column)
        put(cell, row.get(heading.key, ""), font=BODY, align=WRAP)
        if heading.key in typed or spare:
            cell.protection = _OPEN
            # Text, so that Excel does not turn what is typed into a day.
            cell.number_format = "@"
        else:
            cell.fill = BAND_FILL
