"""The ledger from and into Excel: the book an office kept before, taken over row by row."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.ledger import EntryDraft, add_entry
from gongkai.assessment.models import LedgerEntry, LedgerKind
from gongkai.assessment.queries.ledger import units_to_enter
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.core.importing import (
    Heading,
    Imported,
    Row,
    Step,
    import_rows,
    read_book,
    write_sheets,
)
from gongkai.core.importing.units import value_of
from gongkai.core.importing.writing import Choices
from gongkai.core.models import Unit
from gongkai.rules.numbers import to_decimal

SHEET: Final = "台账"
_HEADINGS: Final = (
    Heading("kind", "类别", required=True, hint="从列表中选择"),
    Heading("title", "名称", required=True),
    Heading("on", "办理日期", hint="2026-03-02；还没办的空着"),
    Heading("planned_on", "计划日期", hint="2026-03-02"),
    Heading("place", "地点"),
    Heading("people", "人数"),
    Heading("amount", "金额（元）"),
    Heading("leader", "主要负责人参加", hint="是或否"),
    Heading("note", "说明"),
    Heading("unit", "单位编码", hint="不填为本单位"),
)
_YES: Final = {"是": True, "√": True, "1": True, "": False, "否": False, "0": False, "×": False}


def blank_book() -> bytes:
    """Return the workbook to fill in."""
    choices: Choices = {"kind": LedgerKind.choices, "leader": [("1", "是"), ("0", "否")]}
    return write_sheets([(SHEET, _HEADINGS, choices, ())])


def import_ledger(data: bytes, name: str, *, dry: bool, by: Viewer) -> Imported:
    """Import a workbook of entries, or with ``dry`` find out what importing would do.

    An entry that is there already stays as it is, so the same book can be sent twice.

    Raises:
        Refused: the file as a whole cannot be read; mistakes in rows are told in the result.
    """
    units = {unit.code: unit for unit in units_to_enter(by, day_of(by.at))}
    own = [unit for unit in units.values() if unit.path == by.unit_path]

    def do(row: Row, by: Viewer) -> tuple[bool, bool]:
        unit = _unit(row, units, own)
        draft = _draft(row)
        if _present(unit, draft):
            return False, False
        add_entry(unit.pk, draft, by=by)
        return True, False

    sheets = read_book(data, name, {SHEET: _HEADINGS})
    return import_rows(sheets, [Step(SHEET, do, name="title")], dry=dry, by=by)


def _unit(row: Row, units: Mapping[str, Unit], own: list[Unit]) -> Unit:
    code = row.text("unit")
    if not code and own:
        return own[0]
    if code not in units:
        raise Refused(gettext("没有这个单位，或者它的台账不由您登记。请核对编码。"), "unit")
    return units[code]


def _draft(row: Row) -> EntryDraft:
    leader = row.text("leader")
    if leader not in _YES:
        raise Refused(gettext("要写“是”或“否”。请改正。"), "leader")
    people = _number(row, "people")
    return EntryDraft(
        kind=value_of(row.text("kind"), LedgerKind.choices, "kind"),
        title=row.text("title"),
        on=_day(row, "on"),
        planned_on=_day(row, "planned_on"),
        place=row.text("place"),
        people=int(people) if people is not None else None,
        amount=_number(row, "amount"),
        leader=_YES[leader],
        note=row.text("note"),
    )


def _day(row: Row, key: str) -> date | None:
    return row.day(key) if row.text(key) else None


def _number(row: Row, key: str) -> Decimal | None:
    text = row.text(key).replace(",", "")
    if not text:
        return None
    found = to_decimal(text)
    whole = key != "people" or (found is not None and found == found.to_integral_value())
    if found is None or not whole:
        raise Refused(gettext("要写成数字。请改正。"), key)
    return found


def _present(unit: Unit, draft: EntryDraft) -> bool:
    return LedgerEntry.objects.filter(
        unit=unit,
        kind=draft.kind,
        title=draft.title,
        planned_on=draft.planned_on,
        on=draft.on,
        voided_at=None,
    ).exists()
