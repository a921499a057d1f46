"""Taking a filled scoring sheet back: tried out first, then all of it in one transaction.

Sending the same book again changes nothing. A blank cell takes nothing back, except that a
deduction with its number whose points were emptied is withdrawn.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from gongkai.assessment.actions import judging
from gongkai.assessment.actions.judging import Given
from gongkai.assessment.models import ComponentScore, Round, RoundUnit
from gongkai.assessment.queries.judging.sight import Sight, sights
from gongkai.assessment.rubric import topics
from gongkai.assessment.scoring_sheet.cells import decimal_in, unit_in
from gongkai.assessment.scoring_sheet.items import deduction, value
from gongkai.assessment.scoring_sheet.layout import (
    DEDUCTIONS,
    MARK,
    MOST_ROWS,
    NOTES,
    SCORES,
    SHEETS,
    TYPED,
    VALUES,
)
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.importing import Imported, Line, Row, State, Step, import_rows, read_book
from gongkai.core.importing.applying import Do
from gongkai.core.importing.reading import MOST_COLUMNS

Notes = Mapping[tuple[str, str], Mapping[str, str]]
"""Unit and component → point of the checklist → words."""
_WHY: Final = "上传评分表更正"


def upload_sheet(round_: Round, data: bytes, name: str, *, dry: bool, by: Viewer) -> Imported:
    """Take a scoring sheet, or with ``dry`` find out what taking it would do.

    Raises:
        Refused: the file as a whole cannot be read or is of another round; what is wrong in rows
            is told in the result, with its place.
    """
    sheets = read_book(data, name, SHEETS, most=MOST_ROWS)
    try:
        key, unsaved = _mark(data), tuple(_unsaved(data))
    except Exception as error:  # a broken sheet beside those that were read may raise anything
        raise Refused(gettext("文件打不开，请用 Excel 重新保存后上传。"), "file") from error
    if key not in {None, round_.key}:
        raise Refused(gettext("这张评分表是另一次考核的。请在本次考核下载评分表再填。"), "file")
    if unsaved:
        return Imported(unsaved, done=False)
    seen = {sight.unit.unit.code: sight for sight in sights(by, round_) if sight.seats}
    notes = _notes(sheets.get(NOTES, []))
    kept = {title: list(_touched(title, rows, notes)) for title, rows in sheets.items()}
    steps = (
        Step(NOTES, _note(seen), name="unit_name"),
        Step(SCORES, _score(seen, notes, with_notes=NOTES in sheets), name="unit_name"),
        Step(VALUES, value(seen), name="unit_name"),
        Step(DEDUCTIONS, deduction(seen), name="unit_name"),
    )
    return import_rows(kept, steps, dry=dry, by=by)


def _mark(data: bytes) -> str | None:
    """Return the round a sheet says it was made for; ``None`` where it says nothing of rounds."""
    book = load_workbook(BytesIO(data), read_only=True)
    marks = [one for one in book.worksheets if one.title == MARK]
    return str(marks[0].cell(1, 1).value or "") if marks else None


def _unsaved(data: bytes) -> Iterator[Line]:
    """Yield the formulas whose results were never saved: read as they are, they would be blank."""
    formulas = load_workbook(BytesIO(data), read_only=True)
    saved = load_workbook(BytesIO(data), read_only=True, data_only=True)
    for title in SHEETS:
        if title not in formulas.sheetnames:
            continue
        pairs = zip(
            formulas[title].iter_rows(max_col=MOST_COLUMNS),
            saved[title].iter_rows(max_col=MOST_COLUMNS),
            strict=False,
        )
        for number, (typed, results) in enumerate(pairs, start=1):
            for column, (cell, result) in enumerate(zip(typed, results, strict=False), start=1):
                if _is_formula(cell) and result.value is None:
                    place = f"{title}!{get_column_letter(column)}{number}"
                    words = gettext("公式还没有算出结果。请在 Excel 里保存一次再上传。")
                    yield Line(place, "", State.WRONG, words)


def _is_formula(cell: Any) -> bool:
    return cell.value is not None and cell.data_type == "f"


def _notes(rows: Iterable[Row]) -> Notes:
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in rows:
        found[row.text("unit"), row.text("component")][row.text("point")] = row.text("note")
    return found


def _touched(title: str, rows: Iterable[Row], notes: Notes) -> Iterator[Row]:
    """Yield the rows that say something; untouched ones of the template are left out."""
    for row in rows:
        said = any(row.text(key) for key in TYPED.get(title, ())) or row.text("id")
        noted = title == SCORES and any(
            notes.get((row.text("unit"), row.text("component")), {}).values()
        )
        if said or noted:
            yield row


def _note(seen: Mapping[str, Sight]) -> Do:
    """Return what checks a note; it is saved with the score of its component."""

    def do(row: Row, by: Viewer) -> tuple[bool, bool]:
        del by
        sight = unit_in(row, seen)
        known = {topic.id for topic in topics(sight.scheme)}
        if row.text("point") not in known or not sight.has_topic(row.text("point")):
            raise Refused(gettext("没有这个要点，或者没有分配给您。"), "point")
        if len(row.text("note")) > judging.MOST_WORDS:
            raise Refused(
                gettext("太长，不超过 %(most)s 个字。请缩短。") % {"most": judging.MOST_WORDS},
                "note",
            )
        return False, False

    return do


def _score(seen: Mapping[str, Sight], notes: Notes, *, with_notes: bool) -> Do:
    """Return what does a row of scores: submitted where there is a score, else kept as a draft."""

    def do(row: Row, by: Viewer) -> tuple[bool, bool]:
        sight, component = unit_in(row, seen), row.text("component")
        if component not in sight.components:
            raise Refused(gettext("没有这项得分构成，或者没有分配给您。"), "component")
        own = _own(sight.unit, component, by)
        given = Given(
            decimal_in(row, "value"),
            row.text("reason"),
            _merged(sight, own, notes.get((row.text("unit"), component), {}))
            if with_notes
            else own.notes
            if own is not None
            else {},
        )
        return _give(sight.unit, component, own, given, by)

    return do


def _own(unit: RoundUnit, component: str, by: Viewer) -> ComponentScore | None:
    return ComponentScore.objects.filter(
        round_unit=unit, component=component, person=by.person_id, withdrawn_at=None
    ).first()


def _merged(
    sight: Sight, own: ComponentScore | None, typed: Mapping[str, str]
) -> Mapping[str, str]:
    """Return the notes of a component: those of the sheet over those that stand.

    What is wrong in one of them is told where it stands.
    """
    known = {topic.id for topic in topics(sight.scheme) if sight.has_topic(topic.id)}
    right = {
        point: words.strip()
        for point, words in typed.items()
        if point in known and len(words.strip()) <= judging.MOST_WORDS
    }
    standing = own.notes if own is not None else {}
    return {point: words for point, words in {**standing, **right}.items() if words}


def _give(
    unit: RoundUnit,
    component: str,
    own: ComponentScore | None,
    given: Given,
    by: Viewer,
) -> tuple[bool, bool]:
    if own is not None and _same(own, given):
        return False, False
    version = own.version if own is not None else 0
    if own is not None and own.submitted_at is not None:
        if given.value is None:
            raise Refused(
                gettext("这个得分已经提交，表里却空着。要撤回的，请在网页上撤回。"), "value"
            )
        judging.withdraw_score(own.pk, reason=_WHY, by=by)
        version = 1
    way = judging.save_score if given.value is None else judging.submit_score
    way(unit.pk, component=component, given=given, version=version, by=by)
    return own is None, own is not None


def _same(own: ComponentScore, given: Given) -> bool:
    said: tuple[Decimal | None, str, Mapping[str, str]] = (
        given.value,
        given.reason,
        dict(given.notes),
    )
    held = (own.value, own.reason, own.notes)
    return held == said and (own.submitted_at is not None or given.value is None)
