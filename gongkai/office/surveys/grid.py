"""The grid for a pile of paper: one row for each sheet, one cell for each question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.surveys.paper import MOST, enter_paper
from gongkai.assessment.surveys.needs import units_asked
from gongkai.assessment.surveys.standing import fault_words, questions_of
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.posting import number
from gongkai.office.surveys.frame import frame, home, survey_of
from gongkai.rules.rounds.questionnaires import Asked, Asks, read
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

_ROWS: Final = 20
_ONE_DIGIT: Final = 9


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid: its name, what was typed, what is wrong; ``wide`` for two digits."""

    name: str
    label: str
    value: str
    error: str
    in_words: bool
    wide: bool


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str, survey: str) -> HttpResponse:
    """Show the grid; enter what was typed, or show it again with what is wrong."""
    found = survey_of(request, key, survey)
    said = request.POST if request.method == "POST" else request.GET
    questions = questions_of(found)
    rows = min(max(number(said.get("rows", "")) or _ROWS, 1), MOST)
    sheets = [_sheet(said, questions, row) for row in range(1, rows + 1)]
    problem = ""
    if request.method == "POST":
        try:
            made = enter_paper(
                found.pk,
                unit=number(said.get("unit", "")),
                stratum=said.get("stratum", ""),
                sheets=sheets,
                note=said.get("note", "").replace("\x00", ""),
                by=viewer(request),
            )
        except Refused as refused:
            problem = refused.message
        else:
            words = gettext("已录入 %(count)s 份。") % {"count": made.answers.count()}
            say(request, words)
            return HttpResponseRedirect(home(found, "survey-paper"))
    cells = [_cells(questions, sheet, row) for row, sheet in enumerate(sheets, 1)]
    context = {
        **frame(request, found, "survey-paper"),
        "questions": list(enumerate(questions, 1)),
        "rows": list(enumerate(cells, 1)),
        "count": rows,
        "units": units_asked(found),
        "strata": list(found.strata),
        "said": said,
        "errors": _errors(cells, problem),
        "action": home(found, "survey-grid"),
        "back": home(found, "survey-paper"),
    }
    return render(request, "surveys/grid.html", context, status=422 if problem else 200)


def _sheet(said: Mapping[str, str], questions: tuple[Asked, ...], row: int) -> dict[str, str]:
    return {one.name: said.get(f"s{row}-{one.name}", "") for one in questions}


def _cells(questions: tuple[Asked, ...], sheet: Mapping[str, str], row: int) -> list[Cell]:
    """Return the cells of a sheet; an empty sheet has nothing wrong."""
    empty = not any(text.strip() for text in sheet.values())
    _, faults = read(questions, sheet)
    return [
        Cell(
            f"s{row}-{one.name}",
            gettext("第 %(sheet)s 份第 %(place)s 题") % {"sheet": row, "place": place},
            sheet[one.name],
            "" if empty or one.name not in faults else fault_words(one, faults[one.name]),
            one.asks is Asks.TEXT,
            len(one.steps) > 0 and one.steps[-1] > _ONE_DIGIT,
        )
        for place, one in enumerate(questions, 1)
    ]


def _errors(cells: list[list[Cell]], problem: str) -> ui.ErrorSummary:
    """Return what is wrong, cell by cell; or what is wrong with the pile as a whole."""
    if not problem:
        return ui.ErrorSummary(())
    wrong = [
        ui.ErrorItem(f"{cell.label}：{cell.error}", f"id_{cell.name}")
        for row in cells
        for cell in row
        if cell.error
    ]
    return ui.ErrorSummary(tuple(wrong) or (ui.ErrorItem(problem),))
