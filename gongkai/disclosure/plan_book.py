"""The yearly plan from Excel: what a unit used to keep in a table, taken over line by line."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext

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
from gongkai.core.importing.writing import Choices
from gongkai.core.models import Unit
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions.plans import add_plan_line
from gongkai.disclosure.models import PlanLine
from gongkai.disclosure.queries.plans import units_to_plan

SHEET: Final = "公开计划"
_HEADINGS: Final = (
    Heading("title", "公开事项", required=True),
    Heading("category", "类别", required=True, hint="从列表中选择，或写目录中的名称"),
    Heading("due_on", "公开时限", required=True, hint="2026-03-31"),
    Heading("note", "备注"),
    Heading("unit", "单位编码", hint="不填为本单位"),
)


def blank_plan() -> bytes:
    """Return the workbook to fill in, with the categories to choose from."""
    choices: Choices = {"category": _categories()}
    return write_sheets([(SHEET, _HEADINGS, choices, ())])


def import_plan(data: bytes, name: str, *, dry: bool, by: Viewer) -> Imported:
    """Import the lines of a workbook, or with ``dry`` find out what importing would do.

    A line that is there already stays as it is, so the same book can be sent twice.

    Raises:
        Refused: the file as a whole cannot be read; mistakes in rows are told in the result.
    """
    units = {unit.code: unit for unit in units_to_plan(by, day_of(by.at))}
    own = next((unit for unit in units.values() if unit.path == by.unit_path), None)
    known = {key: value for value, title in _categories() for key in (value, title, _last(title))}

    def do(row: Row, by: Viewer) -> tuple[bool, bool]:
        unit, category = _unit(row, units, own), _category(row, known)
        title, due_on = row.text("title"), row.day("due_on")
        lines = PlanLine.objects.filter(unit=unit, category=category, due_on=due_on)
        if lines.filter(title=title.strip(), dropped_at=None).exists():
            return False, False
        note = row.text("note")
        add_plan_line(unit.pk, title=title, category=category, due_on=due_on, note=note, by=by)
        return True, False

    sheets = read_book(data, name, {SHEET: _HEADINGS})
    return import_rows(sheets, [Step(SHEET, do, name="title")], dry=dry, by=by)


def _categories() -> list[tuple[str, str]]:
    """Return the categories items are filed in, each under what it lies in."""
    rules = rulebook.pack()
    return [
        (node.id, "/".join(one.title for one in rules.path(node.id)))
        for catalogue in rules.catalogues
        for node in catalogue.walk()
        if node.leaf and not node.shows and not node.shows_types
    ]


def _last(title: str) -> str:
    return title.rsplit("/", 1)[-1]


def _unit(row: Row, units: Mapping[str, Unit], own: Unit | None) -> Unit:
    code = row.text("unit")
    found = units.get(code) if code else own
    if found is None:
        raise Refused(gettext("没有这个单位，或者它的计划不由您编。请核对编码。"), "unit")
    return found


def _category(row: Row, known: Mapping[str, str]) -> str:
    text = row.text("category").replace(" › ", "/").replace("›", "/")
    if text not in known:
        raise Refused(
            gettext("目录里没有“%(text)s”这一类。请从模板的列表中选择。") % {"text": text},
            "category",
        )
    return known[text]
